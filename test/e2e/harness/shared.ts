import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { N8n, type Account } from './N8n';
import { N8nInstance, type N8nState } from './N8nInstance';
import { endPostgres } from './PostgresDatabase';
import { endProcessGroup } from './processGroup';

/** Names the folder in which the running n8ns of this test run are written down, for all test files of all steps. */
const stateVariable = 'SURVEY_OPS_N8N_STATE';
const ownerVariable = 'SURVEY_OPS_N8N_STATE_OWNER';

interface SharedState extends N8nState {
	account: Account;
}

/** Says where the shared n8ns will be written down; nothing is started yet. Whoever says it first is the one to end them. */
export function prepareShared(): void {
	if (process.env[stateVariable]) return;
	process.env[stateVariable] = mkdtempSync(path.join(tmpdir(), 'survey-ops-run-'));
	process.env[ownerVariable] = String(process.pid);
}

/** Ends the shared n8ns that were started, if this process prepared them. */
export async function endShared(): Promise<void> {
	if (process.env[ownerVariable] === String(process.pid)) await stopShared(stateFolder());
}

/** Ends the n8ns that `folder` tells of, and removes what they left. */
export async function stopShared(folder: string): Promise<void> {
	const files = existsSync(folder) ? readdirSync(folder) : [];
	await Promise.all(
		files.map(async (file) => {
			const state = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as SharedState;
			await endProcessGroup(state.pid);
			if (state.postgres) await endPostgres(state.postgres);
			rmSync(state.userFolder, { recursive: true, force: true });
		}),
	);
	rmSync(folder, { recursive: true, force: true });
}

function stateFolder(): string {
	const folder = process.env[stateVariable];
	if (!folder) throw new Error('The shared n8n belongs to the jest projects "e2e" and "browser"');
	return folder;
}

/** Test files that run at the same time share no n8n: each of jest's workers has one, and runs one file after the other. */
const stateFile = (): string =>
	path.join(stateFolder(), `n8n-${process.env.JEST_WORKER_ID ?? '1'}.json`);

let signedIn: Promise<N8n> | undefined;

/** The n8n of this test process, with our packed package installed, signed in as its owner. The first file to ask starts it. */
export async function sharedN8n(): Promise<N8n> {
	signedIn ??= connect();
	return await signedIn;
}

/** Where the shared n8n lives, once it runs: its home, below which its nodes may read files. */
export const sharedFolder = (): string =>
	(JSON.parse(readFileSync(stateFile(), 'utf8')) as SharedState).userFolder;

async function connect(): Promise<N8n> {
	const file = stateFile();
	return existsSync(file) ? await signIn(file) : await start(file);
}

async function signIn(file: string): Promise<N8n> {
	const { url, account } = JSON.parse(readFileSync(file, 'utf8')) as SharedState;
	return await N8n.signIn(url, account);
}

async function start(file: string): Promise<N8n> {
	const instance = new N8nInstance();
	try {
		await instance.start();
		const n8n = await N8n.setUp(instance.url);
		const state: SharedState = { ...instance.state, account: n8n.account };
		mkdirSync(path.dirname(file), { recursive: true });
		writeFileSync(file, JSON.stringify(state));
		return n8n;
	} catch (error) {
		const log = instance.logTail();
		await instance.dispose();
		throw new Error(`The shared n8n did not start. The end of its log:\n${log}`, { cause: error });
	}
}
