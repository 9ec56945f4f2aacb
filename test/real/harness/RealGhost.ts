import { spawn } from 'node:child_process';
import {
	closeSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../e2e/harness/freePort';
import { endProcessGroup } from '../../e2e/harness/processGroup';
import { waitFor } from '../../e2e/harness/waitFor';
import { MariaDb } from './MariaDb';

/** Of Ghost's first start on an empty database: it makes its tables, 20 seconds on two cores. */
const START_MS = 180_000;

const folderIn = (variable: string): string => {
	const folder = process.env[variable];
	if (folder) return folder;
	throw new Error(
		`${variable} is not set: the tests against a real Ghost are run by "npm test -- real"`,
	);
};

/** A Ghost that runs: the real one, from the npm registry, with an empty site and one integration. */
export class RealGhost {
	url = '';
	/** `id:secret`. */
	adminApiKey = '';
	private pid = 0;
	private database: MariaDb | undefined;
	private readonly folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-ghost-'));

	static async start(): Promise<RealGhost> {
		const ghost = new RealGhost();
		try {
			await ghost.run();
			await ghost.setUp();
		} catch (error) {
			const log = ghost.logTail();
			await ghost.stop();
			throw new Error(`Ghost did not start. The end of its log:\n${log}`, { cause: error });
		}
		return ghost;
	}

	private async run(): Promise<void> {
		const home = folderIn('SURVEY_OPS_GHOST');
		this.database = await MariaDb.start(folderIn('SURVEY_OPS_MARIADB'), this.folder);
		this.note();
		const port = await freePort();
		this.url = `http://127.0.0.1:${port}`;
		const content = path.join(this.folder, 'content');
		for (const name of ['data', 'images', 'logs', 'settings'])
			mkdirSync(path.join(content, name), { recursive: true });
		cpSync(path.join(home, 'content', 'themes'), path.join(content, 'themes'), { recursive: true });
		const log = openSync(path.join(this.folder, 'ghost.log'), 'a');
		const server = spawn(process.execPath, ['index.js'], {
			// It finds its own packages from here, so its settings come with the environment.
			cwd: home,
			detached: true,
			stdio: ['ignore', log, log],
			env: {
				PATH: process.env.PATH,
				HOME: this.folder,
				NODE_ENV: 'production',
				url: this.url,
				server__host: '127.0.0.1',
				server__port: String(port),
				database__client: 'mysql',
				database__connection__socketPath: this.database.socket,
				database__connection__user: 'ghost',
				database__connection__password: '',
				database__connection__database: 'ghost',
				paths__contentPath: content,
				logging__transports: '["stdout"]',
				mail__transport: 'Direct',
				security__staffDeviceVerification: 'false',
				// Nothing below may reach for the network.
				privacy__useUpdateCheck: 'false',
				privacy__useGravatar: 'false',
				explore__update_url: '',
			},
		});
		closeSync(log);
		server.unref();
		this.pid = server.pid ?? 0;
		this.note();
		let hasEnded = false;
		server.once('exit', () => (hasEnded = true));
		await waitFor(
			'Ghost to be ready',
			async () => {
				if (hasEnded) throw new Error('Ghost ended by itself');
				const answer = await fetch(`${this.url}/ghost/api/admin/site/`).catch(() => undefined);
				return answer?.status === 200;
			},
			{ timeoutMs: START_MS, everyMs: 250 },
		);
	}

	/** The owner of the site, and the key of an integration. Source: contracts/ghost.md 1.3. */
	private async setUp(): Promise<void> {
		const owner = { name: 'Owner', email: 'owner@example.com', password: 'Sixteen-signs-0k!' };
		await this.post('authentication/setup/', { setup: [{ ...owner, blogTitle: 'Survey Ops' }] });
		const session = await this.post('session/', {
			username: owner.email,
			password: owner.password,
		});
		const cookie = session.headers
			.getSetCookie()
			.map((one) => one.split(';')[0])
			.join('; ');
		const made = await this.post(
			'integrations/?include=api_keys',
			{ integrations: [{ name: 'Tests' }] },
			{ cookie },
		);
		const { integrations } = JSON.parse(made.text) as {
			integrations: Array<{ api_keys: Array<{ type: string; secret: string }> }>;
		};
		this.adminApiKey = integrations[0].api_keys.find(({ type }) => type === 'admin')!.secret;
	}

	private async post(
		pathBelow: string,
		body: object,
		headers: Record<string, string> = {},
	): Promise<{ headers: Headers; text: string }> {
		const answer = await fetch(`${this.url}/ghost/api/admin/${pathBelow}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', origin: this.url, ...headers },
			body: JSON.stringify(body),
		});
		// Ghost ends an answer once the session is stored, and begins it before: a cookie is good only then.
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${pathBelow} was answered with ${answer.status}: ${text}`);
		return { headers: answer.headers, text };
	}

	logTail(): string {
		return ['mariadb.log', 'ghost.log']
			.map((name) => path.join(this.folder, name))
			.map((file) => {
				try {
					return readFileSync(file, 'utf8').slice(-3_000);
				} catch {
					return '';
				}
			})
			.join('\n');
	}

	/** For whoever has to end it where this process is killed. */
	private note(): void {
		const file = process.env.SURVEY_OPS_REAL_STATE;
		const pids = [this.pid, this.database?.pid ?? 0].filter((pid) => pid > 0);
		if (file) writeFileSync(file, JSON.stringify({ pids, folder: this.folder }));
	}

	async stop(): Promise<void> {
		if (this.pid > 0) await endProcessGroup(this.pid, 'SIGKILL');
		await this.database?.stop();
		rmSync(this.folder, { recursive: true, force: true });
		const file = process.env.SURVEY_OPS_REAL_STATE;
		if (file) rmSync(file, { force: true });
	}
}

/** Ends the Ghost that `file` tells of, if its own process did not come to it. */
export async function stopNoted(file: string): Promise<void> {
	if (!existsSync(file)) return;
	const { pids, folder } = JSON.parse(readFileSync(file, 'utf8')) as {
		pids: number[];
		folder: string;
	};
	for (const pid of pids) await endProcessGroup(pid, 'SIGKILL');
	rmSync(folder, { recursive: true, force: true });
	rmSync(file);
}
