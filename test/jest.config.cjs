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

// One n8n serves all test files of both; it is started by the first that asks for it.
const withN8n = {
	globalSetup: '<rootDir>/test/e2e/harness/globalSetup.ts',
	globalTeardown: '<rootDir>/test/e2e/harness/globalTeardown.ts',
};

module.exports = {
	rootDir,
	testTimeout: 30_000,
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
