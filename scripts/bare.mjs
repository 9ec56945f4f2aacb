// npm run bare: the two commands of the README on a Debian that has nothing but Node 20 and npm. Builds the smallest Debian in a
// folder, puts Node and npm from the npm registry and a fresh clone of what is committed into it, and runs the commands inside
// with a home of their own. Needs root, debootstrap and git, and is no part of `npm test`.
//   npm run bare                       both commands
//   npm run bare -- demo               one of them (demo, test)
//   npm run bare -- test -- unit e2e   what follows the second -- goes to the command
// SURVEY_OPS_BARE names a folder that is kept, so that a second run goes on with what the first one installed; the default is a
// new one, removed at the end.

import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mustRun, npm, root, run, say } from './processes.mjs';

const nodeVersion = '20.20.2';
const npmVersion = '10.9.4';
const suite = 'bookworm';
const inside = { clone: '/srv/survey-ops', home: '/srv/home', node: '/opt/node' };
const nodeArchitecture = process.arch;

const commands = {
	demo: ['npm', 'run', 'demo', '--', '--once'],
	test: ['npm', 'test'],
};

const has = (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;

function mustBeAble() {
	const lacking = [];
	if (process.platform !== 'linux' || process.getuid() !== 0) lacking.push('root on Linux');
	if (!has('debootstrap')) lacking.push('the package "debootstrap" (apt-get install debootstrap)');
	if (!has('git')) lacking.push('the package "git" (apt-get install git)');
	if (lacking.length > 0) throw new Error(`It needs ${lacking.join(' and ')}.`);
}

/** Where this machine gets its Debian packages from, so that a mirror that is set here is used there. */
function debianMirror() {
	const { stdout } = spawnSync('apt-get', ['indextargets', '--format', '$(SITE) $(RELEASE)'], {
		encoding: 'utf8',
	});
	const sites = (stdout ?? '')
		.split('\n')
		.map((line) => line.split(' '))
		.filter(([site, release]) => site && release === suite)
		.map(([site]) => site);
	return sites.find((site) => /debian/.test(site) && !/security/.test(site));
}

/** How npm is set to reach its registry here; put into the bare system at run time only, and never into the clone. */
function npmSettings() {
	const { stdout } = spawnSync('npm', ['config', 'list', '--json', '--location=user'], {
		encoding: 'utf8',
		cwd: tmpdir(),
	});
	const settings = JSON.parse(stdout);
	const wanted = ['registry', 'proxy', 'https-proxy', 'noproxy'];
	const lines = wanted
		.filter((name) => settings[name] && String(settings[name]) !== '')
		.map((name) => `${name}=${settings[name]}`);
	return { lines, certificates: settings.cafile ?? process.env.NODE_EXTRA_CA_CERTS };
}

async function debian(folder) {
	if (existsSync(path.join(folder, 'etc', 'debian_version'))) return;
	const mirror = debianMirror();
	await mustRun(['debootstrap', '--variant=minbase', suite, folder, ...(mirror ? [mirror] : [])], {
		quiet: true,
	});
}

/** Node and npm, as packages of the npm registry. */
async function nodeAndNpm(folder) {
	const target = path.join(folder, inside.node);
	mkdirSync(target, { recursive: true });
	writeFileSync(path.join(target, 'package.json'), '{ "private": true }');
	const name = `node-linux-${nodeArchitecture}`;
	await npm(
		['install', '--ignore-scripts', '--no-audit', `${name}@${nodeVersion}`, `npm@${npmVersion}`],
		{ cwd: target },
	);
	// npm finds itself beside the Node that runs it, as in every installation of Node.
	mkdirSync(path.join(target, 'bin'), { recursive: true });
	for (const command of ['npm', 'npx']) {
		const script = `#!/bin/sh\nexec ${inside.node}/bin/node ${inside.node}/node_modules/npm/bin/${command}-cli.js "$@"\n`;
		writeFileSync(path.join(target, 'bin', command), script, { mode: 0o755 });
	}
	cpSync(path.join(target, 'node_modules', name, 'bin', 'node'), path.join(target, 'bin', 'node'));
}

/** @param {boolean} keepsHome whether what an earlier run installed there stays */
async function freshClone(folder, keepsHome) {
	const target = path.join(folder, inside.clone);
	rmSync(target, { recursive: true, force: true });
	await mustRun(['git', 'clone', '--quiet', '--no-hardlinks', root, target], { quiet: true });
	const home = path.join(folder, inside.home);
	if (!keepsHome) rmSync(home, { recursive: true, force: true });
	mkdirSync(home, { recursive: true });
	const { lines, certificates } = npmSettings();
	if (certificates && existsSync(certificates)) {
		cpSync(certificates, path.join(home, 'certificates.pem'));
		lines.push(`cafile=${inside.home}/certificates.pem`);
	}
	writeFileSync(path.join(home, '.npmrc'), `${lines.join('\n')}\n`);
	for (const file of ['resolv.conf', 'hosts']) {
		cpSync(path.join('/etc', file), path.join(folder, 'etc', file), { dereference: true });
	}
}

/** What a running system has and a folder has not. Each of its own, so that nothing of this machine's is mounted on or hidden. */
const mounts = [
	['proc', ['-t', 'proc', 'proc']],
	['sys', ['-t', 'sysfs', '-o', 'ro', 'sysfs']],
	['dev', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs']],
	['dev/shm', ['-t', 'tmpfs', 'tmpfs']],
	['dev/pts', ['-t', 'devpts', '-o', 'newinstance,ptmxmode=0666', 'devpts']],
];
const devices = { null: 3, zero: 5, full: 7, random: 8, urandom: 9 };

async function mount(folder) {
	for (const [at, args] of mounts) {
		const target = path.join(folder, at);
		mkdirSync(target, { recursive: true });
		await mustRun(['mount', ...args, target], { quiet: true });
		if (at !== 'dev') continue;
		for (const [name, minor] of Object.entries(devices)) {
			const device = path.join(target, name);
			await mustRun(['mknod', '-m', '666', device, 'c', '1', String(minor)], { quiet: true });
		}
		for (const [name, to] of Object.entries({
			fd: 'fd',
			stdin: 'fd/0',
			stdout: 'fd/1',
			stderr: 'fd/2',
		})) {
			await mustRun(['ln', '-s', `/proc/self/${to}`, path.join(target, name)], { quiet: true });
		}
	}
}

/** What is mounted below a folder, the innermost first. */
const mounted = (folder) =>
	readFileSync('/proc/mounts', 'utf8')
		.split('\n')
		.map((line) => line.split(' ')[1])
		.filter((at) => at?.startsWith(`${folder}/`))
		.reverse();

/** What was left running inside, by a command that was broken off; it would keep the mounts busy. */
function endWhatRunsIn(folder) {
	for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
		try {
			if (readlinkSync(`/proc/${pid}/root`) === folder) process.kill(Number(pid), 'SIGKILL');
		} catch {
			// It ended by itself.
		}
	}
}

async function unmount(folder) {
	// What was just ended takes a moment to let go.
	for (let attempt = 1; attempt <= 20 && mounted(folder).length > 0; attempt += 1) {
		endWhatRunsIn(folder);
		for (const at of mounted(folder)) await run(['umount', at], { quiet: true });
		if (mounted(folder).length > 0) await new Promise((resolve) => setTimeout(resolve, 250));
	}
	const left = mounted(folder);
	if (left.length > 0) throw new Error(`Still mounted, so nothing is removed: ${left.join(', ')}`);
}

async function timed(what, work, times) {
	say(`━━ ${what}`);
	const start = Date.now();
	let outcome = 'failed';
	try {
		const code = await work();
		outcome = code === undefined || code === 0 ? 'done' : `ended with exit code ${code}`;
		return code;
	} finally {
		const seconds = Math.round((Date.now() - start) / 1000);
		const time = `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
		times.push(`${what}: ${outcome}, ${time}`);
		say(`── ${outcome} after ${time}`);
	}
}

/** Runs a command in the clone inside, with an environment that holds nothing of this machine's. */
async function runInside(folder, command) {
	const environment = [
		`PATH=${inside.node}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
		`HOME=${inside.home}`,
		'LANG=C.UTF-8',
	];
	const certificates = path.join(folder, inside.home, 'certificates.pem');
	if (existsSync(certificates))
		environment.push(`NODE_EXTRA_CA_CERTS=${inside.home}/certificates.pem`);
	const script = `cd ${inside.clone} && exec "$@"`;
	const { code } = await run([
		'chroot',
		folder,
		'/usr/bin/env',
		'-i',
		...environment,
		'/bin/sh',
		'-c',
		script,
		'sh',
		...command,
	]);
	return code;
}

/** @param {string[]} args which of the commands (default: both), and after `--` what is added to them */
export async function bare(args) {
	mustBeAble();
	const cut = args.indexOf('--');
	const names = cut === -1 ? args : args.slice(0, cut);
	const added = cut === -1 ? [] : args.slice(cut);
	const chosen = names.length > 0 ? names : Object.keys(commands);
	const unknown = chosen.find((name) => commands[name] === undefined);
	if (unknown) throw new Error(`There is no command "${unknown}" to run there.`);
	const kept = process.env.SURVEY_OPS_BARE;
	const folder = kept ? path.resolve(kept) : mkdtempSync(path.join(tmpdir(), 'survey-ops-bare-'));
	// It becomes the root folder of a system, which everybody may enter; a temporary one is its maker's alone.
	mkdirSync(folder, { recursive: true });
	chmodSync(folder, 0o755);
	const times = [];
	let worst = 0;
	try {
		await timed(
			`A minimal Debian (${suite}) in ${folder}`,
			async () => await debian(folder),
			times,
		);
		const tools = `Node ${nodeVersion} and npm ${npmVersion} from the npm registry`;
		await timed(tools, async () => await nodeAndNpm(folder), times);
		const home = kept ? 'its own home' : 'an empty home';
		await timed(
			`A fresh clone, and ${home}`,
			async () => await freshClone(folder, Boolean(kept)),
			times,
		);
		await mount(folder);
		for (const name of chosen) {
			const command = [...commands[name], ...added];
			const code = await timed(
				command.join(' '),
				async () => await runInside(folder, command),
				times,
			);
			worst ||= code;
			if (worst !== 0) break;
		}
	} finally {
		await unmount(folder);
		if (!kept) rmSync(folder, { recursive: true, force: true });
		say(`\n${times.join('\n')}`);
	}
	return worst;
}
