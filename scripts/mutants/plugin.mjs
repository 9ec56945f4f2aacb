// Stryker's part of the work is the mutants, the plan and the report; these two plugins say which mutants are in the sample, and run
// the tests. Stryker's own runner for jest loads, for each mutant, every test file that imports the mutated one, which is
// minutes for a file at the bottom of the floors; this one goes through the files whose tests reached the mutant, one by one, until one fails.

import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import coverage from './coverage.cjs';
import { openJest } from './jestFiles.mjs';
import { mutantKey } from './mutantKey.mjs';

const { shared } = coverage;
const separator = ' › ';

/** A test's id names its file, because Stryker hands nothing else back. */
const testId = (file, name) => `${file}${separator}${name}`;

function byFile(ids) {
	const files = new Map();
	for (const id of ids) {
		const at = id.indexOf(separator);
		const file = id.slice(0, at);
		files.set(file, [...(files.get(file) ?? []), id.slice(at + separator.length)]);
	}
	return files;
}

/**
 * The test files that are most likely to notice a mutant, first: those with a test that ran over it rather than only loaded it, then
 * those in a folder that is named as the mutant's; of two the quick one.
 */
function likeliestFirst(files, { id }, mutated, { durations, ranOver }) {
	const folders = mutated.split('/').slice(2, -1);
	const isNear = (file) => folders.some((folder) => file.includes(`/${folder}/`));
	const rank = (file) => (ranOver[file]?.includes(id) ? 0 : 2) + (isNear(file) ? 0 : 1);
	const order = ([a], [b]) => rank(a) - rank(b) || (durations[a] ?? 0) - (durations[b] ?? 0);
	return [...files].sort(order);
}

const failed = (result) => result.testExecError !== undefined || result.numFailingTests > 0;

class JestFiles {
	constructor(options) {
		this.settings = options.mutantSample;
	}

	capabilities() {
		return { reloadEnvironment: true };
	}

	async init() {
		this.folder = process.cwd();
		this.jest = await openJest(this.folder, this.settings.project, this.settings.within);
	}

	/** Runs all tests without a mutant. What a file reaches while it is loaded counts for each of its tests. */
	async dryRun({ files }) {
		const tests = [];
		const perTest = {};
		const durations = {};
		const ranOver = {};
		const failing = [];
		const testFiles = await this.jest.list(files);
		this.note(`${testFiles.length} test files reach the mutants`);
		for (const file of testFiles) {
			shared.context = { mutantCoverage: { static: {}, perTest: {} } };
			const result = await this.jest.run(file);
			const passed = result.testResults.filter(({ status }) => status === 'passed');
			if (failed(result)) {
				failing.push(file);
				const names = result.testResults
					.filter(({ status }) => status === 'failed')
					.map(({ fullName }) => fullName);
				this.leaveOut(file, result.testExecError?.message ?? names.join(', '));
			}
			const { start, end } = result.perfStats;
			const fileName = path.join(this.folder, file);
			durations[file] = end - start;
			this.note(`${file}: ${passed.length} tests, ${end - start} ms`);
			const share = (end - start) / (passed.length || 1);
			const over = new Set();
			for (const { fullName } of passed) {
				const id = testId(file, fullName);
				tests.push({ id, name: id, timeSpentMs: share, status: 0, fileName });
				const own = shared.context.mutantCoverage.perTest[fullName] ?? {};
				perTest[id] = { ...shared.context.mutantCoverage.static, ...own };
				for (const mutant of Object.keys(own)) over.add(mutant);
			}
			ranOver[file] = [...over];
		}
		if (tests.length === 0 && testFiles.length > 0) {
			return { status: 'error', errorMessage: 'No test passes without a mutant' };
		}
		// Another process may go on with the mutants.
		writeFileSync(this.knownFile(), JSON.stringify({ durations, ranOver, failing }));
		return { status: 'complete', tests, mutantCoverage: { static: {}, perTest } };
	}

	knownFile() {
		return path.join(path.dirname(this.settings.progress), 'testFiles.json');
	}

	/** How far it has come. What this process prints, Stryker keeps to itself. */
	note(text) {
		appendFileSync(this.settings.progress, `${text}\n`);
	}

	/** A test that fails without a mutant says nothing about one. */
	leaveOut(file, reason) {
		appendFileSync(this.settings.leftOut, `${file}: ${reason}\n`);
	}

	/** A title may hold what a mutant has changed: then no test has the name that is asked for, and the whole file is run. */
	async runNamed(file, names) {
		const result = await this.jest.run(file, names);
		const ran = result.testResults.filter(({ status }) => /^(?:passed|failed)$/.test(status));
		const isComplete = failed(result) || ran.length >= new Set(names).size;
		return isComplete || this.known.failing.includes(file) ? result : await this.jest.run(file);
	}

	async mutantRun({ activeMutant, testFilter, hitLimit }) {
		const key = mutantKey(activeMutant);
		this.known ??= JSON.parse(readFileSync(this.knownFile(), 'utf8'));
		const reaching = byFile(testFilter);
		const files = likeliestFirst(reaching, activeMutant, key.split(':')[0], this.known).slice(
			0,
			this.settings.most,
		);
		for (const [file, names] of files) {
			shared.context = { activeMutant: activeMutant.id, hitCount: 0, hitLimit };
			const result = await this.runNamed(file, names);
			const isEndless = shared.context.hitCount > hitLimit;
			if (!isEndless && !failed(result)) continue;
			this.note(`noticed by ${file}: ${key}`);
			if (isEndless) return { status: 'timeout', reason: `endless in ${file}` };
			const first = result.testResults.find(({ status }) => status === 'failed');
			const message = first?.failureMessages[0] ?? result.testExecError?.message ?? '';
			return {
				status: 'killed',
				killedBy: [testId(file, first?.fullName ?? names[0])],
				failureMessage: message.slice(0, 300),
				nrOfTests: names.length,
			};
		}
		this.note(`unnoticed by ${files.length} of ${reaching.size} files: ${key}`);
		return { status: 'survived', nrOfTests: testFilter.length };
	}
}
JestFiles.inject = ['options'];

/** Lets the mutants of the sample through. Stryker is told places, and at one place there are several mutants. */
class Sample {
	constructor(options) {
		this.keys = new Set(JSON.parse(readFileSync(options.mutantSample.file, 'utf8')));
	}

	async init() {}

	async group(mutants) {
		return [mutants.map(({ id }) => id)];
	}

	async check(mutants) {
		return Object.fromEntries(
			mutants.map((mutant) => [
				mutant.id,
				this.keys.has(mutantKey(mutant))
					? { status: 'passed' }
					: { status: 'compileError', reason: 'not in the sample' },
			]),
		);
	}
}
Sample.inject = ['options'];

export const strykerPlugins = [
	{ kind: 'TestRunner', name: 'jestFiles', injectableClass: JestFiles },
	{ kind: 'Checker', name: 'sample', injectableClass: Sample },
];
