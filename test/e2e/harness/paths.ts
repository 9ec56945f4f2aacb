import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

export const projectRoot = path.resolve(__dirname, '../../..');
export const packageName = 'n8n-nodes-survey-ops';

/** What an installing script of the project answers; it installs what is missing. */
function installed(script: string): string {
	const output = execFileSync(process.execPath, [path.join(projectRoot, 'scripts', script)], {
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	return output.trim().split('\n').at(-1) ?? '';
}

/** The installed n8n; installed now if it is missing. */
export function n8nHome(): string {
	const known = process.env.SURVEY_OPS_N8N_HOME;
	if (known && existsSync(known)) return known;
	process.env.SURVEY_OPS_N8N_HOME = installed('installN8n.mjs');
	return process.env.SURVEY_OPS_N8N_HOME;
}

/** The folder of PostgreSQL's programs; nothing where the npm registry has none for this platform. */
export function postgresHome(): string | undefined {
	process.env.SURVEY_OPS_POSTGRES ??= installed('installPostgres.mjs');
	return process.env.SURVEY_OPS_POSTGRES || undefined;
}

/** What tells where the browser is: `CHROMIUM` is its path, the others are for one that brings fonts and libraries along. */
export function browserHome(): Partial<
	Record<'CHROMIUM' | 'CHROMIUM_FONTS' | 'CHROMIUM_LIBRARIES', string>
> {
	if (process.env.CHROMIUM === undefined) {
		Object.assign(process.env, JSON.parse(installed('installChromium.mjs')));
	}
	const { CHROMIUM, CHROMIUM_FONTS, CHROMIUM_LIBRARIES } = process.env;
	return { CHROMIUM, CHROMIUM_FONTS, CHROMIUM_LIBRARIES };
}
