// Everything that `npm run …` and `npm test` do goes through here: node scripts/bootstrap.mjs <step> [args].
// It needs a Node from 20.19 on and npm, and installs all else by itself: the tools into node_modules, the rest into a cache folder.

import { bare } from './bare.mjs';
import { dev } from './dev.mjs';
import { installTools } from './installTools.mjs';
import { mustHave } from './missing.mjs';
import { prepared } from './prepare.mjs';
import { mutants } from './mutants.mjs';
import { npm, say } from './processes.mjs';
import { build, lint, lintFix, pack, typecheck } from './steps.mjs';
import { runTestFile, runTests } from './test.mjs';
import { typescript } from './tools.mjs';

const [step = 'test', ...args] = process.argv.slice(2);

const steps = {
	build,
	lint,
	'lint:fix': lintFix,
	typecheck,
	test: async () => await runTests(args),
	'test:file': async () => await runTestFile(args),
	dev,
	demo: async () => await typescript('test/demo/demo.ts', args, await prepared('n8n', 'tarball')),
	bench: async () => await typescript('test/bench/run.ts', args, await prepared('n8n')),
	mutants: async () => await mutants(args),
	release: async () => {
		await lint();
		const tarball = await pack();
		// A rehearsal has no run of a build service to vouch for.
		const flags = args.includes('--dry-run') ? ['--dry-run'] : ['--provenance'];
		await npm(['publish', tarball, '--access', 'public', ...flags], { quiet: false });
	},
	bare: async () => await bare(args),
};

/** These run n8n. The tests say by themselves what the steps that were asked for need. */
const withN8n = ['bench', 'demo', 'dev'];
/** These install the tools by themselves: after they have said what the machine lacks, or on another system. */
const installsTools = ['bare', 'test', 'test:file'];

if (steps[step] === undefined) {
	say(`There is no step "${step}"; there are ${Object.keys(steps).join(', ')}.`);
	process.exit(2);
}
try {
	if (withN8n.includes(step)) mustHave('node', 'database');
	if (!installsTools.includes(step)) await installTools();
	process.exitCode = (await steps[step]()) ?? 0;
} catch (error) {
	say(`\n${step} failed: ${error.message}`);
	process.exitCode = error.exitCode || 1;
}
