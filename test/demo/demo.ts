// npm run demo: a survey answer updates a contact, in a real n8n, with a stand-in for Qualtrics. It stays up until Ctrl-C;
// `npm run demo -- --once` ends by itself: with 0 if the contact was changed as it should, with 1 if not.
import { randomInt } from 'node:crypto';
import { N8n, N8nInstance, freePort } from '../e2e/harness';
import { customersListId, startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { difference, printTable, type ContactView } from './contactTable';
import { demoWorkflow } from './demoWorkflow';

const once = process.argv.includes('--once');
const ports = { n8n: 5678, sandbox: 4400 };

/** The customer as known before, and the answer that comes in. */
const customer = {
	firstName: 'Ada',
	lastName: 'Example',
	email: 'ada@example.com',
	phone: '+49 30 1234560',
	embeddedData: { lastSatisfaction: 'Somewhat satisfied', lastComment: 'Nice café (score: 8)' },
};
const answer = {
	QID1: 3,
	QID2: 1,
	QID3_TEXT: 'ada@example.com',
	QID5_TEXT: '+49 30 7654321',
	QID6_TEXT: 'Nobody at the desk',
};
/** What must be different afterwards. */
const expected: ContactView = {
	phone: '+49 30 7654321',
	lastSatisfaction: 'Extremely dissatisfied',
	lastComment: 'Nobody at the desk (score: 3)',
};

const say = (text: string) => process.stdout.write(`${text}\n`);

async function demo(cleanUp: Array<() => Promise<void>>): Promise<boolean> {
	const sandbox = await startQualtricsSandbox({ port: await freePort(ports.sandbox) });
	cleanUp.push(async () => await sandbox.close());
	const contactId = sandbox.control.addContact(customer, { mailingListId: customersListId });
	const contact = (): ContactView => {
		const all = [...sandbox.state.directories.values()].flatMap((one) => [
			...one.contacts.values(),
		]);
		const found = all.find(({ id }) => id === contactId);
		const { firstName, lastName, email, phone, embeddedData = {} } = found ?? {};
		return { firstName, lastName, email, phone, ...embeddedData };
	};

	say('Starting n8n with the package installed …');
	const instance = new N8nInstance({ port: await freePort(ports.n8n) });
	cleanUp.push(async () => await instance.dispose());
	await instance.start();
	// Short, because somebody will type it; this n8n is reached from this machine only.
	const n8n = await N8n.setUp(instance.url, `Demo-${randomInt(1_000, 10_000)}`);
	const credential = await n8n.createCredential(
		'qualtricsApi',
		{ apiToken: sandbox.token, baseUrl: sandbox.url },
		'Qualtrics (sandbox)',
	);
	const tested = await n8n.testCredential(credential);
	say(`Credential "${credential.name}": ${tested.message || tested.status}`);
	const workflow = await n8n.createWorkflow(demoWorkflow(credential));
	await n8n.activate(workflow.id);
	say(`Workflow "${workflow.name}" is active.`);

	say('\nA customer answers the survey: extremely dissatisfied, score 3.\n');
	const before = contact();
	await sandbox.control.submitResponse(storeVisitId, answer);
	const execution = await n8n.executions.waitFor(workflow.id);
	const after = contact();
	printTable(before, after, say);
	if (execution.problem !== undefined) say(`\nThe execution failed: ${execution.problem}`);
	const wrong = difference(expected, after);
	for (const { field, wanted, got } of wrong)
		say(`\n${field} is "${got}", but must be "${wanted}"`);

	say(`
Look at it:
  Workflow on the canvas   ${n8n.url}/workflow/${workflow.id}
    sign in as             ${n8n.account.email}   ${n8n.account.password}
  Its executions           ${n8n.url}/workflow/${workflow.id}/executions
  Survey form to fill in   ${sandbox.url}/form/${storeVisitId}
  Contact directory, live  ${sandbox.url}/directory`);
	return execution.status === 'success' && wrong.length === 0;
}

/** Resolves at the first Ctrl-C; further ones are not heard, so that nothing is left running. */
async function interrupted(): Promise<void> {
	await new Promise<void>((resolve) => {
		// A listener alone does not keep the process alive.
		const alive = setInterval(() => undefined, 60_000);
		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.on(signal, () => {
				clearInterval(alive);
				resolve();
			});
		}
	});
}

async function main(): Promise<void> {
	const cleanUp: Array<() => Promise<void>> = [];
	const stopped = interrupted();
	try {
		const outcome = await Promise.race([demo(cleanUp), stopped]);
		if (outcome === false) process.exitCode = 1;
		if (once) say(outcome ? '\nThe contact was changed as it should.' : '\nThe demo failed.');
		else if (outcome !== undefined) {
			say('\nIt stays up until you press Ctrl-C.');
			await stopped;
		}
	} catch (error) {
		say(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
		process.exitCode = 1;
	}
	say('Stopping …');
	for (const end of cleanUp.reverse()) await end();
	process.exit();
}

void main();
