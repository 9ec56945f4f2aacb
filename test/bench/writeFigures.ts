import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { n8nHome } from '../e2e/harness/paths';
import { FIGURES_PAGE, withFigures } from './figuresPage';
import type { Comparison } from './measure';

/** What the figures were taken on, and which are lacking. Nothing in it tells whose machine it was. */
function circumstances(failed: readonly string[]): string {
	const { version } = JSON.parse(
		readFileSync(path.join(n8nHome(), 'node_modules/n8n/package.json'), 'utf8'),
	) as { version: string };
	const day = new Date().toISOString().slice(0, 10);
	const { platform, arch, versions } = process;
	const lacking =
		failed.length > 0 ? ` Without the figures of ${failed.join(', ')}, which failed.` : '';
	return `Run on ${day}: ${cpus().length} cores, Node ${versions.node}, n8n ${version}, ${platform} ${arch}.${lacking}`;
}

/** `failed`: benches that came to no end. */
export async function writeFigures(
	lines: readonly Comparison[],
	failed: readonly string[],
): Promise<void> {
	const page = withFigures(readFileSync(FIGURES_PAGE, 'utf8'), circumstances(failed), lines);
	const settings = await resolveConfig(FIGURES_PAGE);
	writeFileSync(FIGURES_PAGE, await format(page, { ...settings, parser: 'markdown' }));
}
