import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SqliteDatabase, type Database } from './Database';
import { n8nEnvironment, type N8nPorts } from './environment';
import { freePort } from './freePort';
import { n8nHome } from './paths';
import { PostgresDatabase, type PostgresState } from './PostgresDatabase';
import { endProcessGroup } from './processGroup';
import { installPackage, packedTarball } from './tarball';
import { waitFor } from './waitFor';

export interface N8nInstanceOptions {
	/** Default: a fresh one, removed by `dispose()`. */
	userFolder?: string;
	port?: number;
	/** More or other environment variables. */
	env?: Record<string, string>;
	/** Default: one of its own, ended by `dispose()`. */
	database?: Database;
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
	/** The server that was started for its data, if its data is in one. */
	postgres?: PostgresState;
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

	private ownDatabase: Database | undefined;

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
		const { url, userFolder, logFile, pid, ownDatabase } = this;
		const postgres = ownDatabase instanceof PostgresDatabase ? ownDatabase.state : undefined;
		return { url, userFolder, logFile, pid, postgres };
	}

	/** Where it keeps its data, once it was started. */
	get database(): Database {
		const database = this.options.database ?? this.ownDatabase;
		if (database === undefined) throw new Error('This n8n has not been started');
		return database;
	}

	/** Starts n8n and waits until it answers. */
	async start(): Promise<this> {
		if (this.child !== undefined) throw new Error('This n8n is running already');
		const home = n8nHome();
		this.ports ??= { web: await freePort(this.options.port), runners: await freePort() };
		if (this.options.database === undefined) {
			this.ownDatabase ??= await ownDatabase(home, this.userFolder);
		}
		const log = openSync(this.logFile, 'a');
		const child = spawn(process.execPath, [path.join(home, 'node_modules/n8n/bin/n8n'), 'start'], {
			cwd: this.userFolder,
			// Leader of a group, so that its task runner ends with it.
			detached: true,
			env: {
				...n8nEnvironment(this.userFolder, this.ports, this.encryptionKey, home),
				...this.database.env,
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
		// n8n itself lets executions end for up to 30 seconds.
		await this.end('SIGTERM', 45_000);
	}

	/** Ends it as a power cut does. */
	async kill(): Promise<void> {
		await this.end('SIGKILL', 10_000);
	}

	/** Stops it and removes its user folder. */
	async dispose(): Promise<void> {
		await this.stop();
		await this.ownDatabase?.dispose();
		this.ownDatabase = undefined;
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

/** n8n's driver for SQLite is compiled when it is installed, which a machine without a compiler cannot do. n8n's AI Agent needs it too. */
export const hasSqliteDriver = (home: string): boolean =>
	existsSync(path.join(home, 'node_modules/sqlite3/build/Release/node_sqlite3.node'));

/** SQLite, as n8n has it by default, wherever its driver is there; `SURVEY_OPS_DATABASE=postgres` asks for the other one all the same. */
async function ownDatabase(home: string, userFolder: string): Promise<Database> {
	const isSqlite = hasSqliteDriver(home) && process.env.SURVEY_OPS_DATABASE !== 'postgres';
	return isSqlite ? new SqliteDatabase(userFolder) : await PostgresDatabase.start();
}

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url);
		return response.ok;
	} catch {
		return false;
	}
}
