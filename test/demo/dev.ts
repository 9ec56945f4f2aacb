// The n8n of `npm run dev`: its workflows and credentials stay in a folder of the clone from one start to the next.
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort, N8n, N8nInstance, projectRoot } from '../e2e/harness';
import type { Account } from '../e2e/harness';

const userFolder = path.join(projectRoot, '.cache', 'dev');
const accountFile = path.join(userFolder, 'account.json');

/** The owner of before; a new one where n8n knows it no more. */
async function account(url: string): Promise<Account> {
	if (existsSync(accountFile)) {
		const known = JSON.parse(readFileSync(accountFile, 'utf8')) as Account;
		const found = await N8n.signIn(url, known).catch(() => undefined);
		if (found) return known;
	}
	// Short, because somebody will type it; this n8n is reached from this machine only.
	const n8n = await N8n.setUp(url, `Dev-${randomInt(1_000, 10_000)}`);
	writeFileSync(accountFile, JSON.stringify(n8n.account));
	return n8n.account;
}

async function main(): Promise<void> {
	mkdirSync(userFolder, { recursive: true });
	const instance = new N8nInstance({
		userFolder,
		port: await freePort(5678),
		// What was stored before is to be read.
		env: { N8N_ENCRYPTION_KEY: 'of-this-development-n8n-only' },
	});
	let ending = false;
	const end = async () => {
		if (ending) return;
		ending = true;
		await instance.dispose();
		process.exit();
	};
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end());
	try {
		await instance.start();
		const { email, password } = await account(instance.url);
		process.stdout.write(`n8n with the package: ${instance.url}   ${email}   ${password}\n`);
	} catch (error) {
		if (!ending) process.stdout.write(`${String(error)}\n${instance.logTail()}\n`);
	}
	// A listener alone does not keep the process alive.
	setInterval(() => undefined, 60_000);
}

void main();
