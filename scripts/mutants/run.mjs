// npm run mutants: puts single mistakes into the shared sources and sees whether the tests notice them. docs/architecture.md says
// how the figure is meant.

import { Stryker } from '@stryker-mutator/core';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { mutantKey } from './mutantKey.mjs';
import { keysOf, mutantsOf, placeOf, sourcesIn } from './sample.mjs';
import sampling from './sampling.cjs';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, '.cache', 'mutants');
const at = (name) => path.join(folder, name);
const say = (text) => process.stdout.write(`${text}\n`);

/** In the order in which they are asked, each about what the one before it left: the quick ones first. */
const testProjects = ['unit', 'sandbox', 'engine'];

/** The share of the sample that has to be noticed. */
const wanted = 0.9;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		size: { type: 'string', default: '500' },
		seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
		all: { type: 'boolean', default: false },
		again: { type: 'boolean', default: false },
		tests: { type: 'string', default: testProjects.join(',') },
		most: { type: 'string', default: '30' },
		workers: { type: 'string', default: '1' },
	},
});

/** `unit/report,unit/kpi,engine` asks twice: the tests in two folders of `unit`, then all of `engine`. A single file will do, too. */
function stages() {
	const asked = new Map();
	for (const name of values.tests.split(',')) {
		const [project] = name.split('/');
		asked.set(project, [
			...(asked.get(project) ?? []),
			name.endsWith('.ts') ? `test/${name}` : `test/${name}/`,
		]);
	}
	return [...asked];
}

/** Which mutants are tried: a sample, all, or what the last run left unnoticed. */
async function chosen() {
	const files = sourcesIn(root, positionals.length > 0 ? positionals : ['nodes/shared']);
	const mutants = await mutantsOf(root, files);
	if (values.again) {
		const left = new Set(JSON.parse(readFileSync(at('unnoticed.json'), 'utf8')));
		return mutants.filter((mutant) => left.has(mutantKey(mutant)));
	}
	const size = values.all ? mutants.length : Number(values.size);
	const sample = sampling.sampleOf(mutants, size, Number(values.seed));
	say(
		`${sample.length} of ${mutants.length} mutants in ${files.length} files, seed ${values.seed}`,
	);
	return sample;
}

const before = ({ line, column }) => ({ line: line - 1, column: column - 1 });

/** Results count lines and columns from 1, mutants from 0. */
const placedFromZero = ({ location: { start, end }, ...result }) => ({
	...result,
	location: { start: before(start), end: before(end) },
});

/** What the tests of one project make of the mutants. */
async function triedBy(project, within, mutants) {
	writeFileSync(at('sample.json'), JSON.stringify(keysOf(mutants)));
	const results = await new Stryker({
		mutate: [...new Set(mutants.map(placeOf))],
		plugins: [path.join(import.meta.dirname, 'plugin.mjs')],
		testRunner: 'jestFiles',
		checkers: ['sample'],
		mutantSample: {
			project,
			within,
			most: Number(values.most),
			file: at('sample.json'),
			leftOut: at('leftOut.txt'),
			progress: at('progress.txt'),
		},
		allowEmpty: true,
		coverageAnalysis: 'perTest',
		concurrency: Number(values.workers),
		// A process keeps something of each test file that it ran.
		maxTestRunnerReuse: 50,
		testRunnerNodeArgs: ['--max-old-space-size=4096'],
		// Endless loops end by the number of turns. This is for what has none, on a machine that may be busier than at the first run.
		timeoutMS: 60_000,
		timeoutFactor: 3,
		dryRunTimeoutMinutes: 120,
		disableTypeChecks: false,
		// Of its own: a run that ends removes the whole folder.
		tempDirName: `.cache/mutants/copies-${process.pid}`,
		ignorePatterns: ['dist', '.cache', '.ci', '.github'],
		reporters: ['progress-append-only'],
		warnings: { unknownOptions: false, slow: false },
	}).runMutationTest();
	const keys = new Set(keysOf(mutants));
	return results.map(placedFromZero).filter((result) => keys.has(mutantKey(result)));
}

const isLeft = ({ status }) => status === 'Survived' || status === 'NoCoverage';

/** One result for each mutant: of the project that noticed it, or, if none did, whether any of them reached it. */
async function tried(mutants) {
	mkdirSync(folder, { recursive: true });
	for (const name of ['leftOut.txt', 'progress.txt']) rmSync(at(name), { force: true });
	const results = new Map(
		mutants.map((mutant) => [mutantKey(mutant), { ...mutant, status: 'NoCoverage' }]),
	);
	let left = mutants;
	for (const [project, within] of stages()) {
		if (left.length === 0) break;
		say(`\n${left.length} mutants for the tests of "${project}"`);
		for (const result of await triedBy(project, within, left)) {
			if (result.status !== 'NoCoverage') results.set(mutantKey(result), result);
		}
		left = left.filter((mutant) => isLeft(results.get(mutantKey(mutant))));
	}
	return [...results.values()];
}

function originalOf({ fileName, location: { start, end } }) {
	const lines = readFileSync(fileName, 'utf8')
		.split('\n')
		.slice(start.line, end.line + 1);
	lines[lines.length - 1] = lines.at(-1).slice(0, end.line === start.line ? end.column : undefined);
	lines[0] = lines[0].slice(start.column);
	return lines.join('\n');
}

const short = (text) => {
	const line = text.replace(/\s+/g, ' ');
	return line.length > 90 ? `${line.slice(0, 90)}…` : line;
};

function describe(result) {
	const { fileName, location, mutatorName, replacement } = result;
	const place = `${path.relative(root, fileName)}:${location.start.line + 1}:${location.start.column + 1}`;
	return `${place} ${mutatorName}: ${short(originalOf(result))} → ${short(replacement)}`;
}

function report(results) {
	const of = (...statuses) => results.filter(({ status }) => statuses.includes(status));
	const noticed = of('Killed', 'Timeout');
	const unnoticed = of('Survived');
	const unreached = of('NoCoverage');
	const broken = of('RuntimeError', 'CompileError', 'Ignored', 'Pending');
	const list = (title, some) => {
		if (some.length > 0) say(`\n${title}:\n${some.map(describe).sort().join('\n')}`);
	};
	list('Noticed because the tests did not end', of('Timeout'));
	list('Unnoticed', unnoticed);
	list('Reached by no test', unreached);
	list('Not to be tried', broken);
	if (existsSync(at('leftOut.txt'))) {
		say(
			`\nLeft out, because they fail without a mutant:\n${readFileSync(at('leftOut.txt'), 'utf8')}`,
		);
	}
	writeFileSync(at('unnoticed.json'), JSON.stringify(keysOf([...unnoticed, ...unreached])));
	const counted = noticed.length + unnoticed.length + unreached.length;
	say(
		`\nseed ${values.again ? 'of the last run' : values.seed}: ${counted} mutants, ${noticed.length} noticed, ${unnoticed.length} unnoticed, ` +
			`${unreached.length} reached by no test, ${broken.length} not to be tried`,
	);
	const figure = counted === 0 ? 0 : noticed.length / counted;
	say(`${(figure * 100).toFixed(1)} % noticed, wanted ${wanted * 100} %`);
	return figure >= wanted;
}

const mutants = await chosen();
process.exitCode = report(await tried(mutants)) ? 0 : 1;
