import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');

/** What the scripts would ask for on another platform that has neither a compiler nor a browser. */
function askedFor(platform: string, arch: string): string[] {
	const program = `
		Object.defineProperty(process, 'platform', { value: '${platform}' });
		Object.defineProperty(process, 'arch', { value: '${arch}' });
		const { missing } = await import('./scripts/missing.mjs');
		console.log(JSON.stringify(missing(['node', 'database', 'chromium'])));
	`;
	const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
		cwd: root,
		encoding: 'utf8',
		// Windows starts no program without it.
		env: { PATH: '/nowhere', HOME: '/nowhere', SystemRoot: process.env.SystemRoot },
	});
	return JSON.parse(output) as string[];
}

const chromium = expect.stringContaining('apt-get install chromium');
const compiler = expect.stringContaining('apt-get install python3 make g++');
// The browsers of macOS are found outside of the path.
const macBrowser = ['Google Chrome', 'Chromium'].some((name) =>
	existsSync(`/Applications/${name}.app`),
);
const onMac = macBrowser ? [] : [chromium];
const isNewNode = Number(process.versions.node.split('.')[0]) >= 24;

describe('what a machine is asked for before anything is downloaded', () => {
	it.each([
		['linux', 'x64', []],
		['linux', 'arm64', [chromium]],
		['darwin', 'x64', onMac],
		['darwin', 'arm64', onMac],
		['win32', 'x64', [chromium]],
		['freebsd', 'x64', [compiler, chromium]],
	])('%s %s', (platform, arch, expected) => {
		const node = isNewNode || platform !== 'freebsd' ? [] : [expect.stringContaining('Node 24')];
		const asked = askedFor(platform, arch);
		expect(asked).toEqual([...node, ...expected]);
		for (const sentence of asked) expect(sentence).toMatch(/^[^.]+ [^.]*\S\.$|nodejs\.org\.$/);
	});
});
