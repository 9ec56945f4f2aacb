import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { installTools } from './installTools.mjs';
import { mustHave } from './missing.mjs';
import { prepared } from './prepare.mjs';
import { root, say } from './processes.mjs';
import { lint } from './steps.mjs';
import { runTool, typescript } from './tools.mjs';

/** Counts over all jest runs. */
const total = { passed: 0, failed: 0, skipped: 0 };

let scratch;

/** The folder in which the n8ns are written down that the test files of a version share. */
const n8nFolder = (version) => path.join(scratch, version);

/** The same for the systems of the step `real`, which one test file starts and ends. */
const realState = () => path.join(scratch, 'systems.json');

async function jest(projects, flags, handedOn = {}) {
	const counts = path.join(scratch, `${projects.join('-')}.json`);
	const args = ['-c', 'test/jest.config.cjs', '--ci', ...flags, '--selectProjects', ...projects];
	const { code } = await runTool('jest', args, { ...handedOn, SURVEY_OPS_COUNTS: counts });
	const counted = existsSync(counts);
	if (counted) {
		for (const [kind, number] of Object.entries(JSON.parse(readFileSync(counts, 'utf8')))) {
			total[kind] += number;
		}
	}
	if (code !== 0) {
		throw Object.assign(new Error('jest found failures'), { exitCode: code, counted });
	}
}

/**
 * The jest projects: what each needs of the machine, and what it is handed. So many test files run at a time: `perCore`, default 1,
 * more where they mostly wait (for answers, for the pace of an account, for n8n), and as many as fit into the memory at `gigabytes`
 * each. Test files that use n8n have one for themselves then, so that none sees what another one does.
 */
const projects = {
	unit: { needs: [], prepares: [] },
	sandbox: { needs: [], prepares: [] },
	// Its workflows run with n8n's own nodes.
	engine: { needs: ['node'], prepares: ['n8n'], perCore: 2 },
	// Its files go through LibreOffice, where it is installed.
	spreadsheets: { needs: [], prepares: [] },
	package: { needs: [], prepares: ['tarball'] },
	real: { needs: ['node'], prepares: ['ghost'] },
	e2e: {
		needs: ['node', 'database'],
		prepares: ['n8n', 'tarball'],
		n8n: 'newest',
		perCore: 1.5,
		gigabytes: 3,
	},
	browser: {
		needs: ['node', 'database', 'chromium'],
		prepares: ['n8n', 'tarball', 'chromium'],
		n8n: 'newest',
		gigabytes: 3,
	},
	versions: { needs: ['node', 'database'], prepares: ['oldestN8n', 'tarball'], n8n: 'oldest' },
};

/** How many test files of a project run at a time. */
function filesAtATime({ perCore = 1, gigabytes = 0.5 }) {
	// In a container, less may be ours than the machine has.
	const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
	const byMemory = Math.floor(memory / (gigabytes * 1024 ** 3));
	return Math.max(1, Math.min(Math.floor(availableParallelism() * perCore), byMemory));
}

async function runProjects(names, flags = []) {
	const project = projects[names[0]];
	const { prepares, n8n } = project;
	const handedOn = { ...(await prepared(...prepares)), SURVEY_OPS_REAL_STATE: realState() };
	if (n8n !== undefined) handedOn.SURVEY_OPS_N8N_STATE = n8nFolder(n8n);
	// Jest would leave one core to itself.
	await jest(names, [`--maxWorkers=${filesAtATime(project)}`, ...flags], handedOn);
}

/** Systems that run here as they are; left out, with the reason, where one cannot be had. */
async function real() {
	const { SURVEY_OPS_GHOST: ghost } = await prepared('ghost');
	if (ghost === undefined) say('Ghost needs MariaDB, so the tests against it are left out here.');
	else await runProjects(['real']);
}

/** The steps in their order. What is not `always` runs when it is named. */
const steps = {
	lint: { always: true, projects: [], run: lint },
	unit: { always: true, projects: ['unit', 'sandbox'] },
	engine: { always: true, projects: ['engine'] },
	real: { always: true, projects: ['real'], run: real },
	spreadsheets: { always: true, projects: ['spreadsheets'] },
	build: { always: true, projects: ['package'] },
	e2e: { always: true, projects: ['e2e'] },
	browser: { always: true, projects: ['browser'] },
	versions: { always: false, projects: ['versions'] },
};

async function endSharedN8n() {
	for (const version of ['newest', 'oldest']) {
		const folder = n8nFolder(version);
		if (existsSync(folder)) await typescript('test/e2e/harness/stopShared.ts', [folder]);
	}
}

/** Runs `work` with a folder for what the test processes tell one another, and ends afterwards what they left running. */
async function withScratch(work) {
	scratch = mkdtempSync(path.join(tmpdir(), 'survey-ops-run-'));
	try {
		return await work();
	} finally {
		await endSharedN8n();
		if (existsSync(realState())) await typescript('test/real/harness/stopNoted.ts', [realState()]);
		rmSync(scratch, { recursive: true, force: true });
	}
}

/** Runs all steps, or those named, until one fails. The last line says how many tests passed and failed. */
export async function runTests(names) {
	const unknown = names.filter((name) => steps[name] === undefined);
	if (unknown.length > 0) {
		say(`There is no step "${unknown[0]}"; there are ${Object.keys(steps).join(', ')}.`);
		return 2;
	}
	const chosen = Object.keys(steps).filter((name) =>
		names.length === 0 ? steps[name].always : names.includes(name),
	);
	mustHave(
		...chosen.flatMap((name) => steps[name].projects).flatMap((name) => projects[name].needs),
	);
	await installTools();
	const times = [];
	let exitCode = 0;
	await withScratch(async () => {
		for (const name of chosen) {
			say(`\n━━ ${name} ${'━'.repeat(60 - name.length)}`);
			const start = Date.now();
			exitCode = await outcome(steps[name]);
			times.push(`${name} ${((Date.now() - start) / 1000).toFixed(1)} s`);
			say(`── ${exitCode === 0 ? 'done' : 'FAILED'}: ${times.at(-1)}`);
			if (exitCode !== 0) break;
		}
	});
	say(`\n${times.join(' · ')}`);
	if (exitCode !== 0) say(`Step "${chosen[times.length - 1]}" failed with exit code ${exitCode}.`);
	const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
	say(`${total.passed} passed, ${total.failed} failed${skipped}`);
	return exitCode;
}

async function outcome(step) {
	try {
		await (step.run ?? (async () => await runProjects(step.projects)))();
		return 0;
	} catch (error) {
		say(error.message);
		if (!error.counted) total.failed += 1;
		return error.exitCode || 1;
	}
}

/** Runs the tests of one file, or of those whose path holds the text given; what follows goes to jest (`-t "part of a title"`). */
export async function runTestFile([file, ...flags]) {
	const [, project] = /(?:^|\/)test\/([^/]+)\//.exec((file ?? '').replaceAll(path.sep, '/')) ?? [];
	if (projects[project] === undefined) {
		say('Name a test file: npm run test:file -- test/unit/survey/answers.test.ts');
		return 2;
	}
	mustHave(...projects[project].needs);
	await installTools();
	const relative = path.relative(root, path.resolve(root, file));
	try {
		await withScratch(
			async () => await runProjects([project], [...flags, '--testPathPatterns', relative]),
		);
		return 0;
	} catch (error) {
		if (!error.counted) throw error;
		return error.exitCode;
	}
}
