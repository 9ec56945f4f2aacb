'use strict';

const { writeFileSync } = require('node:fs');

/** Writes how a jest run ended to the file that its options name, for the closing line of `npm test`. */
module.exports = class CountingReporter {
	constructor(_globalConfig, { file }) {
		this.file = file;
	}

	onRunComplete(_contexts, results) {
		const counts = {
			passed: results.numPassedTests,
			// A test file that could not even be loaded counts as well.
			failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
			skipped: results.numPendingTests + results.numTodoTests,
		};
		writeFileSync(this.file, JSON.stringify(counts));
	}
};
