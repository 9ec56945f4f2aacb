import { execFileSync, spawn } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	cpSync,
	closeSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database, Row } from './Database';
import { freePort } from './freePort';
import { n8nHome, postgresHome } from './paths';
import { endProcessGroup } from './processGroup';
import { waitFor } from './waitFor';

/** A PostgreSQL that runs, as another process needs to know it to end it. */
export interface PostgresState {
	/** Leader of its process group. */
	pid: number;
	folder: string;
}

interface Client {
	connect(): Promise<void>;
	query(query: string, values?: unknown[]): Promise<{ rows: Row[] }>;
	end(): Promise<void>;
	on(event: 'error', listener: () => void): void;
}

/** PostgreSQL refuses to run as root. Everybody's system has this user, who owns nothing. */
const nobody = { uid: 65534, gid: 65534 };
const isRoot = process.getuid?.() === 0;

const user = 'n8n';
const name = 'postgres';

/** A PostgreSQL server of its own, from the npm registry, on a port of its own. */
export class PostgresDatabase implements Database {
	private client: Client | undefined;

	private constructor(
		readonly state: PostgresState,
		private readonly port: number,
	) {}

	get env(): Record<string, string> {
		return {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(this.port),
			DB_POSTGRESDB_DATABASE: name,
			DB_POSTGRESDB_USER: user,
			DB_POSTGRESDB_PASSWORD: 'x',
			// n8n takes two connections by default; while both are busy its own question whether the database is there goes
			// unanswered, and it answers webhooks with 503.
			DB_POSTGRESDB_POOL_SIZE: '10',
			DB_PING_TIMEOUT_MS: '30000',
		};
	}

	static async start(): Promise<PostgresDatabase> {
		const home = postgresHome();
		if (home === undefined) throw new Error('The npm registry has no PostgreSQL for this platform');
		const folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-postgres-'));
		const data = path.join(folder, 'data');
		mkdirSync(data, { mode: 0o700 });
		let programs = path.join(home, 'bin');
		if (isRoot) {
			// The folder in which it is installed may be root's alone.
			cpSync(home, path.join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
			programs = path.join(folder, 'native', 'bin');
			chmodSync(folder, 0o755);
			chownSync(data, nobody.uid, nobody.gid);
		}
		const options = {
			cwd: data,
			env: { PATH: process.env.PATH, LC_ALL: 'C' },
			...(isRoot ? nobody : {}),
		};
		const flags = ['-A', 'trust', '-U', user, '-E', 'UTF8', '--locale=C', '--no-sync'];
		execFileSync(path.join(programs, 'initdb'), ['-D', data, ...flags], {
			...options,
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		const port = await freePort();
		const settings = ['listen_addresses=127.0.0.1', 'fsync=off', `unix_socket_directories=${data}`];
		const log = openSync(path.join(folder, 'postgres.log'), 'a');
		const server = spawn(
			path.join(programs, 'postgres'),
			['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
			{ ...options, detached: true, stdio: ['ignore', log, log] },
		);
		closeSync(log);
		server.unref();
		const database = new PostgresDatabase({ pid: server.pid ?? 0, folder }, port);
		try {
			await waitFor('PostgreSQL to be ready', async () => await database.isReady(), {
				timeoutMs: 60_000,
			});
		} catch (error) {
			await database.dispose();
			throw error;
		}
		// An open connection would keep a test process from ending that leaves the server to the next one.
		await database.disconnect();
		return database;
	}

	private async isReady(): Promise<boolean> {
		try {
			await this.rows('select 1');
			return true;
		} catch {
			this.client = undefined;
			return false;
		}
	}

	async rows(query: string, values: Array<string | number> = []): Promise<Row[]> {
		this.client ??= await this.connect();
		let position = 0;
		const numbered = query.replace(/\?/g, () => `$${(position += 1)}`);
		return (await this.client.query(numbered, values)).rows;
	}

	/** With the client that n8n itself uses. */
	private async connect(): Promise<Client> {
		const ofN8n = createRequire(path.join(n8nHome(), 'node_modules', 'n8n', 'package.json'));
		const { Client: PgClient } = ofN8n('pg') as { Client: new (options: object) => Client };
		const client = new PgClient({ host: '127.0.0.1', port: this.port, user, database: name });
		// A server that goes away is noticed by the next query.
		client.on('error', () => undefined);
		await client.connect();
		return client;
	}

	private async disconnect(): Promise<void> {
		await this.client?.end().catch(() => undefined);
		this.client = undefined;
	}

	async dispose(): Promise<void> {
		await this.disconnect();
		await endPostgres(this.state);
	}
}

/** Ends a server that this or another process started, and removes its data. */
export async function endPostgres({ pid, folder }: PostgresState): Promise<void> {
	if (pid > 0) await endProcessGroup(pid, 'SIGKILL');
	rmSync(folder, { recursive: true, force: true });
}
