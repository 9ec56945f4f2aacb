import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { n8nEnvironment, type N8nPorts } from './environment';
import { freePort } from './freePort';
import { n8nHome } from './paths';
import { installPackage, packedTarball } from './tarball';
import { waitFor } from './waitFor';

export interface N8nInstanceOptions {
	/** Default: a fresh one, removed by `dispose()`. */
	userFolder?: string;
	port?: number;
	/** More or other environment variables. */
	env?: Record<string, string>;
	/** Whether our package is installed in it (default true). */
	withPackage?: boolean;
}

/** What another process needs to know to use, and in the end to stop, a running n8n. */
export interface N8nState {
	url: string;
	userFolder: string;
	logFile: string;
	/** Leader of its process group. */
	pid: number;
}

/**
 * One real n8n with a user folder of its own. `kill()` ends it as a power cut would; `start()` after that is the restart on the
 * same database, encryption key and port.
 */
export class N8nInstance {
	readonly userFolder: string;

	readonly logFile: string;

	private child: ChildProcess | undefined;

	private ports: N8nPorts | undefined;

	private readonly encryptionKey = randomBytes(24).toString('hex');

	private readonly ownsFolder: boolean;

	constructor(private readonly options: N8nInstanceOptions = {}) {
		const tarball = options.withPackage === false ? undefined : packedTarball();
		this.ownsFolder = options.userFolder === undefined;
		this.userFolder = options.userFolder ?? mkdtempSync(path.join(tmpdir(), 'survey-ops-n8n-'));
		this.logFile = path.join(this.userFolder, 'n8n.log');
		if (tarball !== undefined) installPackage(this.userFolder, tarball);
	}

	get url(): string {
		if (this.ports === undefined) throw new Error('This n8n has not been started');
		return `http://127.0.0.1:${this.ports.web}`;
	}

	get pid(): number {
		if (this.child?.pid === undefined) throw new Error('This n8n is not running');
		return this.child.pid;
	}

	get state(): N8nState {
		const { url, userFolder, logFile, pid } = this;
		return { url, userFolder, logFile, pid };
	}

	/** Starts n8n and waits until it answers. */
	async start(): Promise<this> {
		if (this.child !== undefined) throw new Error('This n8n is running already');
		const home = n8nHome();
		this.ports ??= { web: await freePort(this.options.port), runners: await freePort() };
		const log = openSync(this.logFile, 'a');
		const child = spawn('node', [path.join(home, 'node_modules/n8n/bin/n8n'), 'start'], {
			cwd: this.userFolder,
			// Leader of a group, so that its task runner ends with it.
			detached: true,
			env: {
				...n8nEnvironment(this.userFolder, this.ports, this.encryptionKey, home),
				...this.options.env,
			},
			stdio: ['ignore', log, log],
		});
		closeSync(log);
		child.unref();
		this.child = child;
		child.once('exit', () => {
			if (this.child === child) this.child = undefined;
		});
		await waitFor('n8n to be ready', async () => await this.isReady(), { timeoutMs: 180_000 });
		return this;
	}

	private async isReady(): Promise<boolean> {
		if (this.child === undefined) throw new Error(`n8n ended while starting:\n${this.logTail()}`);
		const ready = await answers(`${this.url}/healthz/readiness`);
		return ready && (await answers(`${this.url}/rest/settings`));
	}

	/** Ends it as an operator does, and waits until it is gone. */
	async stop(): Promise<void> {
		await this.end('SIGTERM', 20_000);
	}

	/** Ends it as a power cut does. */
	async kill(): Promise<void> {
		await this.end('SIGKILL', 10_000);
	}

	/** Stops it and removes its user folder. */
	async dispose(): Promise<void> {
		await this.stop();
		if (this.ownsFolder) rmSync(this.userFolder, { recursive: true, force: true });
	}

	/** The end of its log, for messages about what went wrong. */
	logTail(lines = 40): string {
		return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
	}

	private async end(signal: 'SIGTERM' | 'SIGKILL', graceMs: number): Promise<void> {
		const pid = this.child?.pid;
		if (pid === undefined) return;
		await endProcessGroup(pid, signal, graceMs);
		this.child = undefined;
	}
}

/** Ends the process group that `pid` leads, at first gently if so asked, and waits until it is gone. */
export async function endProcessGroup(
	pid: number,
	signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
	graceMs = 20_000,
): Promise<void> {
	if (signal === 'SIGTERM') {
		// The leader alone: n8n ends its own task runner.
		send(pid, 'SIGTERM');
		const gone = waitFor('n8n to stop', async () => !isAlive(pid), { timeoutMs: graceMs });
		await gone.catch(() => undefined);
	}
	send(-pid, 'SIGKILL');
	await waitFor('n8n to be gone', async () => !isAlive(pid), { timeoutMs: 10_000 });
}

function send(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch {
		// It is gone already.
	}
}

/** A child that ended but was not yet waited for does not count as alive. */
function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch {
		return false;
	}
	try {
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return true;
	}
}

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url);
		return response.ok;
	} catch {
		return false;
	}
}
