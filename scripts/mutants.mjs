import { prepared } from './prepare.mjs';
import { installNode } from './installNode.mjs';
import { run } from './processes.mjs';
import { toolEnvironment } from './tools.mjs';

/** What the tests are worth: single mistakes in the shared sources, and whether a test notices each. */
export async function mutants(args) {
	const env = await toolEnvironment(await prepared('n8n'));
	const { code } = await run([await installNode(), 'scripts/mutants/run.mjs', ...args], { env });
	return code;
}
