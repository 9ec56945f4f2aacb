import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endProcessGroup, freePort, N8nInstance, PostgresDatabase, waitFor } from '../harness';
import { n8nEnvironment } from '../harness/environment';
import { n8nHome, postgresHome } from '../harness/paths';

function find(name: string): string | undefined {
	return (process.env.PATH ?? '')
		.split(path.delimiter)
		.map((folder) => path.join(folder, name))
		.find((file) => existsSync(file));
}

/** What queue mode needs beside n8n and what cannot be had here. */
export function toolsForQueueMode(): { missing: string[] } {
	const missing = find('redis-server') ? [] : ['redis-server'];
	return { missing: postgresHome() ? missing : [...missing, 'PostgreSQL'] };
}

/** n8n's main process and workers with a Redis and a PostgreSQL of their own, each on a port of its own. */
export class QueueMode {
	readonly main: N8nInstance;

	readonly workers: Array<{ pid: number }> = [];

	private redis: ChildProcess | undefined;

	private constructor(
		private readonly folder: string,
		private readonly env: Record<string, string>,
		private readonly database: PostgresDatabase,
		private readonly redisPort: number,
	) {
		this.main = new N8nInstance({ env, database });
	}

	static async start(workers: number, more: Record<string, string> = {}): Promise<QueueMode> {
		const folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-queue-'));
		const redisPort = await freePort();
		const database = await PostgresDatabase.start();
		const queue = new QueueMode(
			folder,
			{
				EXECUTIONS_MODE: 'queue',
				N8N_ENCRYPTION_KEY: 'queue-mode-of-these-tests-only',
				QUEUE_BULL_REDIS_HOST: '127.0.0.1',
				QUEUE_BULL_REDIS_PORT: String(redisPort),
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				// A job whose worker died is noticed within seconds and not within a minute; a worker that a busy machine lets wait is
				// not taken for dead.
				QUEUE_WORKER_LOCK_DURATION: '15000',
				QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
				QUEUE_WORKER_STALLED_INTERVAL: '5000',
				...more,
			},
			database,
			redisPort,
		);
		try {
			queue.startRedis();
			await queue.main.start();
			for (let n = 0; n < workers; n += 1) await queue.startWorker();
		} catch (error) {
			await queue.dispose();
			throw error;
		}
		return queue;
	}

	private startRedis(): void {
		const flags = ['--port', String(this.redisPort), '--bind', '127.0.0.1'];
		const keepNothing = ['--save', '', '--appendonly', 'no'];
		this.redis = spawn('redis-server', [...flags, ...keepNothing], {
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
			process.execPath,
			[path.join(home, 'node_modules/n8n/bin/n8n'), 'worker', '--concurrency=2'],
			{
				cwd: userFolder,
				detached: true,
				env: {
					...n8nEnvironment(userFolder, ports, key, home),
					...this.database.env,
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
		await this.database.dispose();
		this.redis?.kill('SIGTERM');
		rmSync(this.folder, { recursive: true, force: true });
	}
}
