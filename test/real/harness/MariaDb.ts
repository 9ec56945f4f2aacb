import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { endProcessGroup } from '../../e2e/harness/processGroup';
import { waitFor } from '../../e2e/harness/waitFor';

/** A MariaDB of its own, without users and passwords, reached by a socket in `folder` alone. */
export class MariaDb {
	private constructor(
		readonly socket: string,
		readonly pid: number,
	) {}

	/** `root`: below which `usr/sbin/mariadbd` stands. */
	static async start(root: string, folder: string): Promise<MariaDb> {
		const data = path.join(folder, 'data');
		mkdirSync(data, { mode: 0o700 });
		const socket = path.join(folder, 'mariadb.sock');
		const log = openSync(path.join(folder, 'mariadb.log'), 'a');
		const flags = [
			'--no-defaults',
			// It refuses to run as root unless it is told to.
			...(process.getuid?.() === 0 ? ['--user=root'] : []),
			`--basedir=${path.join(root, 'usr')}`,
			`--lc-messages-dir=${path.join(root, 'usr', 'share', 'mysql')}`,
			`--datadir=${data}`,
			`--socket=${socket}`,
			`--pid-file=${path.join(folder, 'mariadb.pid')}`,
			'--skip-networking',
			'--skip-grant-tables',
			'--skip-log-bin',
			'--innodb-flush-log-at-trx-commit=0',
			'--innodb-buffer-pool-size=64M',
			'--character-set-server=utf8mb4',
		];
		const server = spawn(path.join(root, 'usr', 'sbin', 'mariadbd'), flags, {
			cwd: data,
			detached: true,
			stdio: ['ignore', log, log],
			env: { PATH: process.env.PATH, LD_LIBRARY_PATH: libraryFolders(root).join(':') },
		});
		closeSync(log);
		server.unref();
		const database = new MariaDb(socket, server.pid ?? 0);
		try {
			await waitFor('MariaDB to be ready', async () => existsSync(socket), { timeoutMs: 60_000 });
		} catch (error) {
			await database.stop();
			throw error;
		}
		return database;
	}

	async stop(): Promise<void> {
		if (this.pid > 0) await endProcessGroup(this.pid, 'SIGKILL');
	}
}

function libraryFolders(root: string): string[] {
	if (root === '/') return [];
	return ['usr/lib', 'lib']
		.map((name) => path.join(root, name))
		.filter((folder) => existsSync(folder))
		.flatMap((folder) =>
			readdirSync(folder)
				.filter((name) => name.includes('-linux-'))
				.map((name) => path.join(folder, name)),
		);
}
