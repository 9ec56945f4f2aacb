'use strict';

// One project per way of testing, so that each can be run alone.
const path = require('node:path');

const rootDir = path.resolve(__dirname, '..');
const transform = {
	'^.+\\.ts$': [
		'@swc/jest',
		{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
	],
};
const project = (name, extra = {}) => ({
	displayName: name,
	rootDir,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.cache'],
	transform,
	...extra,
});

// An n8n serves all test files of a worker, one after the other; it is started by the first that asks for it.
const withN8n = {
	setupFilesAfterEnv: ['<rootDir>/test/e2e/harness/timeLimit.ts'],
	globalSetup: '<rootDir>/test/e2e/harness/globalSetup.ts',
	globalTeardown: '<rootDir>/test/e2e/harness/globalTeardown.ts',
};

module.exports = {
	rootDir,
	testTimeout: 30_000,
	testSequencer: '<rootDir>/test/longestFirst.cjs',
	reporters: [
		'default',
		...(process.env.SURVEY_OPS_COUNTS
			? [['<rootDir>/scripts/countingReporter.cjs', { file: process.env.SURVEY_OPS_COUNTS }]]
			: []),
	],
	projects: [
		project('unit'),
		project('sandbox'),
		project('engine', { setupFiles: ['<rootDir>/test/engine/harness/environment.cjs'] }),
		project('real'),
		project('spreadsheets'),
		project('package'),
		project('e2e', withN8n),
		project('browser', withN8n),
		project('versions', withN8n),
	],
};
