import type { INodeParameters } from 'n8n-workflow';
import type { QualtricsSandbox } from '../sandbox/qualtrics';
import { customersListId, startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { credentialsOf, template } from '../workflows';
import {
	type N8n,
	type StoredCredential,
	type StoredWorkflow,
	sharedN8n,
	waitFor,
} from './harness';

const DISSATISFIED = { QID1: 3, QID2: 1, QID3_TEXT: 'ada@example.com', QID6_TEXT: 'Nobody there' };

describe('a survey answer updates a contact, in a real n8n', () => {
	let n8n: N8n;
	let sandbox: QualtricsSandbox;
	let credential: StoredCredential;
	const workflows: StoredWorkflow[] = [];

	beforeAll(async () => {
		n8n = await sharedN8n();
	}, 240_000);
	beforeEach(async () => {
		sandbox = await startQualtricsSandbox();
		credential = await n8n.createCredential('qualtricsApi', credentialsOf(sandbox).qualtricsApi);
	});
	afterEach(async () => {
		for (const workflow of workflows.splice(0)) await n8n.deleteWorkflow(workflow.id);
		await sandbox.close();
	});

	async function create(trigger: INodeParameters): Promise<StoredWorkflow> {
		const { name, nodes, connections } = template('survey-answer-updates-contact', {
			mailingListId: customersListId,
		});
		for (const node of nodes) {
			node.credentials = { qualtricsApi: { id: credential.id, name: credential.name } };
			if (node.name === 'Survey Trigger') Object.assign(node.parameters!, trigger);
		}
		const workflow = await n8n.createWorkflow({ name, nodes, connections });
		workflows.push(workflow);
		return workflow;
	}

	const contactByEmail = (email: string) =>
		[...sandbox.state.directories.values()]
			.flatMap((directory) => [...directory.contacts.values()])
			.find((contact) => contact.email === email);

	it('Q01 Q11 Q13 Q17 Q19 Q25 C22: instant delivery: answer → condition → contact, within one execution', async () => {
		const workflow = await create({ delivery: 'instant' });
		await n8n.activate(workflow.id);
		await sandbox.control.submitResponse(storeVisitId, DISSATISFIED);

		const execution = await n8n.executions.waitFor(workflow.id);
		expect(execution.problem).toBeUndefined();
		expect(execution.json('Survey Trigger')[0]).toMatchObject({
			survey: { id: storeVisitId },
			response: { status: 'complete', isTest: false },
			answers: { QID2: { label: 'Extremely dissatisfied' } },
		});
		expect(execution.json('Update Directory Contact')[0]).toMatchObject({
			contactId: expect.stringMatching(/^CID_/),
		});
		expect(contactByEmail('ada@example.com')).toMatchObject({
			embeddedData: {
				lastSatisfaction: 'Extremely dissatisfied',
				lastComment: 'Nobody there (score: 3)',
			},
		});
	});

	it('Q02 Q21: a second answer of the same person updates the same contact', async () => {
		const workflow = await create({ delivery: 'instant' });
		await n8n.activate(workflow.id);
		const first = await sandbox.control.submitResponse(storeVisitId, DISSATISFIED);
		await n8n.executions.waitFor(workflow.id);
		const id = contactByEmail('ada@example.com')?.id;
		const second = await sandbox.control.submitResponse(storeVisitId, {
			...DISSATISFIED,
			QID3_TEXT: 'Ada@Example.com',
			QID6_TEXT: 'Still nobody',
		});
		expect(second).not.toBe(first);
		await waitFor(
			'the second execution',
			async () => (await n8n.executions.list(workflow.id)).length === 2,
		);
		await waitFor('the update', async () =>
			[...sandbox.state.directories.values()].some((directory) =>
				[...directory.contacts.values()].some(
					(contact) =>
						contact.id === id && contact.embeddedData.lastComment === 'Still nobody (score: 3)',
				),
			),
		);
	});

	it('Q14: what was announced twice comes out once; forged and truncated announcements start nothing', async () => {
		const workflow = await create({ delivery: 'instant' });
		await n8n.activate(workflow.id);
		const responseId = await sandbox.control.submitResponse(storeVisitId, DISSATISFIED);
		await sandbox.control.announce(responseId, { times: 2 });
		expect(await sandbox.control.forgeWebhook({ surveyId: storeVisitId })).toEqual([401]);
		expect((await sandbox.control.truncateWebhook(responseId))[0]).toBeGreaterThanOrEqual(400);

		const executions = await waitFor('three executions', async () => {
			const list = await n8n.executions.list(workflow.id);
			return list.length === 3 && list.every(({ status }) => status === 'success')
				? list
				: undefined;
		});
		const outputs = await Promise.all(
			executions.map(
				async ({ id }) => (await n8n.executions.get(id)).json('Survey Trigger').length,
			),
		);
		expect(outputs.sort()).toEqual([0, 0, 1]);
	});

	it('subscribes with a key at activation, and deletes its own subscription alone at deactivation', async () => {
		const foreign = sandbox.control.addForeignSubscription(
			'surveyengine.completedResponse.SV_other',
			'https://other.example.com/hook',
		);
		const workflow = await create({ delivery: 'instant' });
		await n8n.activate(workflow.id);
		const [, ours] = [...sandbox.state.subscriptions.values()];
		expect(ours).toMatchObject({
			topics: `surveyengine.completedResponse.${storeVisitId}`,
			publicationUrl: expect.stringContaining('/webhook/'),
		});
		await n8n.deactivate(workflow.id);
		await waitFor('the subscription to go', async () => sandbox.state.subscriptions.size === 1);
		expect([...sandbox.state.subscriptions.keys()]).toEqual([foreign]);
	});

	it('Q12 C11 C23: scheduled delivery needs no subscription and takes what came since', async () => {
		const workflow = await create({
			delivery: 'scheduled',
			every: 'cron',
			cronExpression: '*/2 * * * * *',
			startFrom: 'new',
		});
		const early = sandbox.control.addResponse(storeVisitId, DISSATISFIED, {
			recordedAt: Date.now() - 3_600_000,
		});
		await n8n.activate(workflow.id);
		expect(sandbox.state.subscriptions.size).toBe(0);
		const late = sandbox.control.addResponse(storeVisitId, {
			...DISSATISFIED,
			QID3_TEXT: 'bo@example.com',
		});

		const execution = await n8n.executions.waitFor(workflow.id);
		const ids = execution
			.json('Survey Trigger')
			.map(({ response }) => (response as { id: string }).id);
		expect(ids).toEqual([late]);
		expect(ids).not.toContain(early);
		expect(contactByEmail('bo@example.com')).toBeDefined();
	});

	it('a failed fetch is a failed execution, and its retry completes it', async () => {
		const workflow = await create({ delivery: 'instant' });
		await n8n.activate(workflow.id);
		sandbox.control.misbehave({ match: /\/responses\/R_/, kind: '5xx-html', times: 50 });
		await sandbox.control.submitResponse(storeVisitId, DISSATISFIED);
		const failed = await n8n.executions.waitFor(workflow.id, undefined, 120_000);
		expect(failed.status).toBe('error');
		expect(failed.problem).not.toMatch(/<html/i);
		sandbox.control.behave();
		const retried = await n8n.executions.retry(failed.id);
		expect(retried.status).toBe('success');
		expect(contactByEmail('ada@example.com')).toBeDefined();
	}, 180_000);

	it('C08 C10: the credential test says connected or not, in plain words', async () => {
		const good = await n8n.testCredential(credential, credentialsOf(sandbox).qualtricsApi);
		expect(good.status).toBe('OK');
		const bad = await n8n.testCredential(credential, {
			...credentialsOf(sandbox).qualtricsApi,
			apiToken: 'wrong',
		});
		expect(bad.status).toBe('Error');
		expect(bad.message).toMatch(/did not accept the credential.*The token may have been revoked/);
		const oAuth2 = await n8n.createCredential('qualtricsOAuth2Api', {
			dataCenter: 'fra1',
			baseUrl: sandbox.url,
			...sandbox.oauth,
		});
		const connected = await n8n.testCredential(oAuth2, {
			dataCenter: 'fra1',
			baseUrl: sandbox.url,
			...sandbox.oauth,
		});
		expect(connected).toMatchObject({ status: 'OK' });
	});
});
