// Everything that `npm run …` and `npm test` do goes through here: node test/run/bootstrap.mjs <step> [args].
// It needs a Node from 20 on and npm, and installs all else by itself: the tools into node_modules, n8n into a cache folder.

import { installTools } from './installTools.mjs';
import { mustRun, root, toolEnvironment } from './processes.mjs';
import { build, lint, pack, say } from './steps.mjs';
import { runTests } from './test.mjs';

const [step = 'test', ...args] = process.argv.slice(2);

const steps = {
	build,
	lint,
	test: () => runTests(args),
	demo: async () => {
		const { installN8n } = await import('./installN8n.mjs');
		const home = await installN8n();
		const tarball = await pack();
		await typescript('test/demo/demo.ts', {
			SURVEY_OPS_N8N_HOME: home,
			SURVEY_OPS_TARBALL: tarball,
		});
	},
	bench: async () => {
		const { installN8n } = await import('./installN8n.mjs');
		await typescript('test/bench/run.ts', { SURVEY_OPS_N8N_HOME: await installN8n() });
	},
	release: async () => {
		await lint();
		const tarball = await pack();
		// A rehearsal has no run of a build service to vouch for.
		const flags = args.includes('--dry-run') ? ['--dry-run'] : ['--provenance'];
		await mustRun('npm', ['publish', tarball, '--access', 'public', ...flags]);
	},
};

/** Runs a TypeScript program of the tests with the newer Node. */
async function typescript(file, extra = {}) {
	await mustRun('node', ['--import', 'tsx', file, ...args], {
		cwd: root,
		env: toolEnvironment(root, extra),
	});
}

if (steps[step] === undefined) {
	say(`There is no step "${step}"; there are ${Object.keys(steps).join(', ')}.`);
	process.exit(2);
}
try {
	await installTools();
	process.exitCode = (await steps[step]()) ?? 0;
} catch (error) {
	say(`\n${step} failed: ${error.message}`);
	process.exitCode = error.exitCode || 1;
}
