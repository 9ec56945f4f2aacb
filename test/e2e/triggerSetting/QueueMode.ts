import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
	closeSync,
	existsSync,
	mkdtempSync,
	openSync,
	readdirSync,
	rmSync,
	chmodSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, N8nInstance, waitFor } from '../harness';
import { n8nEnvironment } from '../harness/environment';
import { endProcessGroup } from '../harness/N8nInstance';
import { n8nHome } from '../harness/paths';

function find(name: string): string | undefined {
	const folders = (process.env.PATH ?? '').split(path.delimiter);
	const postgres = '/usr/lib/postgresql';
	if (existsSync(postgres)) {
		folders.push(...readdirSync(postgres).map((version) => path.join(postgres, version, 'bin')));
	}
	// PostgreSQL's own tools of a version belong together; those of its folder come first.
	return folders
		.reverse()
		.map((folder) => path.join(folder, name))
		.find((file) => existsSync(file));
}

/** What queue mode needs beside n8n, or why it cannot be had here. */
export function toolsForQueueMode(): { missing: string[] } {
	return { missing: ['redis-server', 'initdb', 'pg_ctl', 'psql'].filter((name) => !find(name)) };
}

const tool = (name: string): string => find(name) ?? name;

/** PostgreSQL refuses to run as root; Debian's package makes a user for it. */
const asPostgres = (name: string, args: string[]): [string, string[]] =>
	process.getuid?.() === 0
		? ['runuser', ['-u', 'postgres', '--', tool(name), ...args]]
		: [tool(name), args];

/** n8n's main process and workers with a Redis and a PostgreSQL of their own, each on a port of its own. */
export class QueueMode {
	readonly main: N8nInstance;

	readonly workers: Array<{ pid: number }> = [];

	private redis: ChildProcess | undefined;

	private constructor(
		private readonly folder: string,
		private readonly env: Record<string, string>,
		private readonly ports: { redis: number; postgres: number },
	) {
		this.main = new N8nInstance({ env });
	}

	static async start(workers: number, more: Record<string, string> = {}): Promise<QueueMode> {
		const folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-queue-'));
		chmodSync(folder, 0o777);
		const ports = { redis: await freePort(), postgres: await freePort() };
		const queue = new QueueMode(
			folder,
			{
				EXECUTIONS_MODE: 'queue',
				N8N_ENCRYPTION_KEY: 'queue-mode-of-these-tests-only',
				DB_TYPE: 'postgresdb',
				DB_POSTGRESDB_HOST: '127.0.0.1',
				DB_POSTGRESDB_PORT: String(ports.postgres),
				DB_POSTGRESDB_DATABASE: 'n8n',
				DB_POSTGRESDB_USER: 'n8n',
				DB_POSTGRESDB_PASSWORD: 'x',
				QUEUE_BULL_REDIS_HOST: '127.0.0.1',
				QUEUE_BULL_REDIS_PORT: String(ports.redis),
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				// A job whose worker died is noticed within seconds and not within a minute.
				QUEUE_WORKER_LOCK_DURATION: '4000',
				QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
				QUEUE_WORKER_STALLED_INTERVAL: '2000',
				...more,
			},
			ports,
		);
		try {
			await queue.startServers();
			await queue.main.start();
			for (let n = 0; n < workers; n += 1) await queue.startWorker();
		} catch (error) {
			await queue.dispose();
			throw error;
		}
		return queue;
	}

	private async startServers(): Promise<void> {
		const data = path.join(this.folder, 'postgres');
		const run = (name: string, args: string[]) => {
			const [command, all] = asPostgres(name, args);
			execFileSync(command, all, { stdio: 'ignore', cwd: this.folder });
		};
		run('initdb', ['-D', data, '-A', 'trust', '-U', 'n8n', '--no-sync']);
		const settings = `-p ${this.ports.postgres} -k ${this.folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
		run('pg_ctl', [
			'-D',
			data,
			'-o',
			settings,
			'-l',
			path.join(this.folder, 'postgres.log'),
			'-w',
			'start',
		]);
		const database = ['-h', '127.0.0.1', '-p', String(this.ports.postgres), '-U', 'n8n'];
		execFileSync(tool('psql'), [...database, '-d', 'postgres', '-c', 'create database n8n'], {
			stdio: 'ignore',
		});
		const flags = ['--port', String(this.ports.redis), '--bind', '127.0.0.1'];
		this.redis = spawn(tool('redis-server'), [...flags, '--save', '', '--appendonly', 'no'], {
			cwd: this.folder,
			stdio: 'ignore',
		});
	}

	/** A worker of its own process group, on the same user folder: that is where the package is installed. */
	async startWorker(): Promise<{ pid: number }> {
		const home = n8nHome();
		const ports = { web: await freePort(), runners: await freePort() };
		const health = await freePort();
		const { userFolder } = this.main;
		const log = openSync(path.join(this.folder, `worker-${this.workers.length}.log`), 'a');
		const key = this.env.N8N_ENCRYPTION_KEY;
		const child = spawn(
			'node',
			[path.join(home, 'node_modules/n8n/bin/n8n'), 'worker', '--concurrency=2'],
			{
				cwd: userFolder,
				detached: true,
				env: {
					...n8nEnvironment(userFolder, ports, key, home),
					...this.env,
					QUEUE_HEALTH_CHECK_PORT: String(health),
				},
				stdio: ['ignore', log, log],
			},
		);
		closeSync(log);
		const worker = { pid: child.pid ?? 0 };
		this.workers.push(worker);
		await waitFor(
			'the worker to be ready',
			async () => {
				if (child.exitCode !== null) throw new Error(`The worker ended: see ${this.folder}`);
				const answer = await fetch(`http://127.0.0.1:${health}/healthz/readiness`).catch(
					() => undefined,
				);
				return answer?.ok === true;
			},
			{ timeoutMs: 120_000 },
		);
		return worker;
	}

	async killWorker({ pid }: { pid: number }): Promise<void> {
		await endProcessGroup(pid, 'SIGKILL');
		this.workers.splice(
			this.workers.findIndex((worker) => worker.pid === pid),
			1,
		);
	}

	/** Ends everything that was started here, and removes it. */
	async dispose(): Promise<void> {
		for (const { pid } of [...this.workers]) await endProcessGroup(pid, 'SIGTERM', 10_000);
		await this.main.dispose();
		const data = path.join(this.folder, 'postgres');
		if (existsSync(data)) {
			const [command, args] = asPostgres('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
			execFileSync(command, args, { stdio: 'ignore', cwd: this.folder });
		}
		this.redis?.kill('SIGTERM');
		rmSync(this.folder, { recursive: true, force: true });
	}
}
