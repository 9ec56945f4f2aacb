import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installN8n } from './installN8n.mjs';
import { mustRun, root, run, toolEnvironment } from './processes.mjs';
import { lint, pack, say } from './steps.mjs';

/** Counts over all jest runs. */
const total = { passed: 0, failed: 0, skipped: 0 };

/** What the steps hand on to one another, as environment variables of the test processes. */
const handedOn = {};

let scratch;

async function jest(projects, ...flags) {
	const counts = path.join(scratch, `${projects.join('-')}.json`);
	const { code } = await run(
		'jest',
		[
			'-c',
			'test/jest.config.cjs',
			'--ci',
			'--passWithNoTests',
			...flags,
			'--selectProjects',
			...projects,
		],
		{ env: toolEnvironment(root, { ...handedOn, SURVEY_OPS_COUNTS: counts }) },
	);
	if (existsSync(counts)) {
		for (const [kind, number] of Object.entries(JSON.parse(readFileSync(counts, 'utf8')))) {
			total[kind] += number;
		}
	}
	if (code !== 0) {
		throw Object.assign(new Error('jest found failures'), { exitCode: code, counted: true });
	}
}

/** The package as users install it, and an n8n to install it in. */
async function prepareN8n() {
	handedOn.SURVEY_OPS_N8N_HOME ??= await installN8n();
	handedOn.SURVEY_OPS_TARBALL ??= await pack();
	handedOn.SURVEY_OPS_N8N_STATE ??= path.join(scratch, 'n8n.json');
}

const steps = {
	lint,
	unit: () => jest(['unit', 'sandbox']),
	engine: () => jest(['engine']),
	build: async () => {
		handedOn.SURVEY_OPS_TARBALL = await pack();
		await jest(['package']);
	},
	e2e: async () => {
		await prepareN8n();
		await jest(['e2e'], '--runInBand');
	},
	browser: async () => {
		await prepareN8n();
		await jest(['browser'], '--runInBand');
	},
};

async function endSharedN8n() {
	if (handedOn.SURVEY_OPS_N8N_STATE === undefined) return;
	await mustRun('node', [
		'--import',
		'tsx',
		'test/e2e/harness/stopShared.ts',
		handedOn.SURVEY_OPS_N8N_STATE,
	]);
}

/** Runs all steps, or those named, until one fails. The last line says how many tests passed and failed. */
export async function runTests(names) {
	const unknown = names.filter((name) => steps[name] === undefined);
	if (unknown.length > 0) {
		say(`There is no step "${unknown[0]}"; there are ${Object.keys(steps).join(', ')}.`);
		return 2;
	}
	scratch = mkdtempSync(path.join(tmpdir(), 'survey-ops-run-'));
	const chosen = Object.keys(steps).filter((name) => names.length === 0 || names.includes(name));
	const times = [];
	let exitCode = 0;
	try {
		for (const name of chosen) {
			say(`\n━━ ${name} ${'━'.repeat(60 - name.length)}`);
			const start = Date.now();
			exitCode = await outcome(name);
			times.push(`${name} ${((Date.now() - start) / 1000).toFixed(1)} s`);
			say(`── ${exitCode === 0 ? 'done' : 'FAILED'}: ${times.at(-1)}`);
			if (exitCode !== 0) break;
		}
	} finally {
		await endSharedN8n();
		rmSync(scratch, { recursive: true, force: true });
	}
	say(`\n${times.join(' · ')}`);
	if (exitCode !== 0) say(`Step "${chosen[times.length - 1]}" failed with exit code ${exitCode}.`);
	const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
	say(`${total.passed} passed, ${total.failed} failed${skipped}`);
	return exitCode;
}

async function outcome(name) {
	try {
		await steps[name]();
		return 0;
	} catch (error) {
		say(error.message);
		if (!error.counted) total.failed += 1;
		return error.exitCode || 1;
	}
}
