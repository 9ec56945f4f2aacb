import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

export const projectRoot = path.resolve(__dirname, '../../..');
export const packageName = 'n8n-nodes-survey-ops';

/** The installed n8n; installed now if it is missing. */
export function n8nHome(): string {
	const known = process.env.SURVEY_OPS_N8N_HOME;
	if (known && existsSync(known)) return known;
	const output = execFileSync(
		process.execPath,
		[path.join(projectRoot, 'test/run/installN8n.mjs')],
		{
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'inherit'],
		},
	);
	const home = output.trim().split('\n').at(-1) ?? '';
	process.env.SURVEY_OPS_N8N_HOME = home;
	return home;
}
