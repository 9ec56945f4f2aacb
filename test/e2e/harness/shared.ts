import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { N8n, type Account } from './N8n';
import { N8nInstance, type N8nState } from './N8nInstance';
import { endPostgres } from './PostgresDatabase';
import { endProcessGroup } from './processGroup';
import { waitFor } from './waitFor';

/** Names the file in which the running n8n of this test run is written down, for all test files of all steps. */
const stateVariable = 'SURVEY_OPS_N8N_STATE';
const ownerVariable = 'SURVEY_OPS_N8N_STATE_OWNER';

interface SharedState extends N8nState {
	account: Account;
}

/** Says where the shared n8n will be written down; nothing is started yet. Whoever says it first is the one to end it. */
export function prepareShared(): void {
	if (process.env[stateVariable]) return;
	const folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-run-'));
	process.env[stateVariable] = path.join(folder, 'n8n.json');
	process.env[ownerVariable] = String(process.pid);
}

/** Ends the shared n8n, if it was started and this process prepared it. */
export async function endShared(): Promise<void> {
	if (process.env[ownerVariable] === String(process.pid)) await stopShared(stateFile());
}

/** Ends the n8n that `file` tells of, and removes what it left. */
export async function stopShared(file: string): Promise<void> {
	if (existsSync(file)) {
		const state = JSON.parse(readFileSync(file, 'utf8')) as SharedState;
		await endProcessGroup(state.pid);
		if (state.postgres) await endPostgres(state.postgres);
		rmSync(state.userFolder, { recursive: true, force: true });
	}
	rmSync(path.dirname(file), { recursive: true, force: true });
}

function stateFile(): string {
	const file = process.env[stateVariable];
	if (!file) throw new Error('The shared n8n belongs to the jest projects "e2e" and "browser"');
	return file;
}

let signedIn: Promise<N8n> | undefined;

/** The one n8n of this test run, with our packed package installed, signed in as its owner. The first to ask starts it. */
export async function sharedN8n(): Promise<N8n> {
	signedIn ??= connect();
	return await signedIn;
}

/** Where the shared n8n lives, once it runs: its home, below which its nodes may read files. */
export const sharedFolder = (): string =>
	(JSON.parse(readFileSync(stateFile(), 'utf8')) as SharedState).userFolder;

async function connect(): Promise<N8n> {
	const file = stateFile();
	if (existsSync(file)) return await signIn(file);
	const lock = `${file}.lock`;
	mkdirSync(path.dirname(file), { recursive: true });
	try {
		mkdirSync(lock);
	} catch {
		await waitFor('the shared n8n', async () => existsSync(file), { timeoutMs: 180_000 });
		return await signIn(file);
	}
	return await start(file);
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
		writeFileSync(file, JSON.stringify(state));
		return n8n;
	} catch (error) {
		const log = instance.logTail();
		await instance.dispose();
		throw new Error(`The shared n8n did not start. The end of its log:\n${log}`, { cause: error });
	}
}
