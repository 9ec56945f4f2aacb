import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BuildResult } from 'esbuild';
import { projectRoot } from '../e2e/harness/paths';
import { packedTarball } from '../e2e/harness/tarball';
import { median, report, shown, within, type Comparison } from './measure';

/**
 * What it costs n8n to have the package: the time to load all nodes and credentials, in fresh processes that have loaded
 * n8n-workflow, as n8n has; and the size of `dist`, with the share of each library in it. The package is built and packed as it would
 * be published. Run: `npm run bench start`.
 */
const ROUNDS = 15;
const MOST_MS = 150;
const MOST_BYTES = 1_600_000;

interface Started {
	n8n: number;
	package: number;
	files: number;
}

/** The package in a folder of its own, beside what n8n gives to a package. */
function unpacked(scratch: string): string {
	const folder = path.join(scratch, 'package');
	mkdirSync(folder);
	mkdirSync(path.join(scratch, 'node_modules'));
	for (const name of ['n8n-workflow', 'luxon']) {
		const installed = path.join(projectRoot, 'node_modules', name);
		symlinkSync(installed, path.join(scratch, 'node_modules', name), 'junction');
	}
	execFileSync('tar', ['-xzf', packedTarball(), '-C', folder, '--strip-components=1']);
	return folder;
}

function loading(folder: string): Comparison[] {
	const child = path.join(__dirname, 'start/child.cjs');
	const start = () =>
		JSON.parse(execFileSync(process.execPath, [child, folder], { encoding: 'utf8' })) as Started;
	// The first one reads the files from the disk.
	const { files } = start();
	const runs = Array.from({ length: ROUNDS }, start);
	const of = (part: keyof Started) => median(runs.map((one) => one[part]));
	const [ours, n8n] = [of('package'), of('n8n')];
	const what = `All ${files} nodes and credentials loaded`;
	const us = `${ours.toFixed(0)} ms`;
	return [
		within({ what, peer: 'allowed', peerFigure: `${MOST_MS} ms`, us }, ours / MOST_MS, 1),
		shown({ what, peer: 'n8n-workflow alone', peerFigure: `${n8n.toFixed(0)} ms`, us }, ours / n8n),
	];
}

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000).toLocaleString('en')} kB`;

function sizeOf(folder: string): number {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0);
}

/** Bytes of each library in what is built. */
async function librariesIn(): Promise<Map<string, number>> {
	const { asModules } = createRequire(__filename)('../../gulpfile.js') as {
		asModules(): Promise<BuildResult<{ metafile: true }>>;
	};
	const { metafile } = await asModules();
	const sizes = new Map<string, number>();
	for (const { inputs } of Object.values(metafile.outputs)) {
		for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
			const [, library] =
				/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(file) ?? [];
			if (library) sizes.set(library, (sizes.get(library) ?? 0) + bytesInOutput);
		}
	}
	return new Map([...sizes].sort(([, left], [, right]) => right - left));
}

async function size(folder: string): Promise<Comparison[]> {
	const dist = sizeOf(path.join(folder, 'dist'));
	return [
		within(
			{
				what: 'Size of dist',
				peer: 'allowed',
				peerFigure: kilobytes(MOST_BYTES),
				us: kilobytes(dist),
			},
			dist / MOST_BYTES,
			1,
		),
		...[...(await librariesIn())].map(([name, bytes]) =>
			shown(
				{
					what: `Size of dist, of it ${name}`,
					peer: 'dist',
					peerFigure: kilobytes(dist),
					us: kilobytes(bytes),
				},
				bytes / dist,
			),
		),
	];
}

async function main(): Promise<void> {
	const scratch = mkdtempSync(path.join(tmpdir(), 'survey-ops-bench-'));
	try {
		const folder = unpacked(scratch);
		report('start', [...loading(folder), ...(await size(folder))]);
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

void main();
