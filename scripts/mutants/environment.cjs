'use strict';

// The environment of a test file whose sources hold mutants: it hands them Stryker's switch, and says which test runs.

const { createRequire } = require('node:module');
const { shared } = require('./coverage.cjs');

const fromJest = createRequire(createRequire(require.resolve('jest')).resolve('@jest/core'));
const { TestEnvironment } = createRequire(fromJest.resolve('jest-config'))('jest-environment-node');

/** The name as jest's results have it. */
function fullName(test) {
	const names = [];
	for (let at = test; at.parent !== undefined; at = at.parent) names.unshift(at.name);
	return names.join(' ');
}

module.exports = class MutantEnvironment extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		this.global.__stryker__ = shared.context;
	}

	handleTestEvent({ name, test }) {
		if (name === 'test_start') {
			shared.context.currentTestId = fullName(test);
			if (this.isNoticed) test.mode = 'skip';
		}
		if (name === 'test_done') {
			shared.context.currentTestId = undefined;
			// One failure is enough, and a mutant that lets a test wait for nothing may do so with each of them.
			this.isNoticed ||= shared.context.activeMutant !== undefined && test.errors.length > 0;
		}
	}
};
