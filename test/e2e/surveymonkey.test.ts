import type { IDataObject, INodeParameters } from 'n8n-workflow';
import {
	Q,
	startSurveyMonkeySandbox,
	storeSurveyId,
	type Given,
	type SurveyMonkeySandbox,
} from '../sandbox/surveymonkey';
import { picked } from '../workflows';
import {
	packageName,
	sharedN8n,
	waitFor,
	type N8n,
	type StoredCredential,
	type StoredWorkflow,
} from './harness';
import { Sink } from './triggerSetup/Sink';
import { OFTEN, toSink, TRIGGER } from './triggerSetup/workflow';

const HOUR = 3_600_000;
let hooks = 0;

describe('SurveyMonkey, in a real n8n', () => {
	let n8n: N8n;
	let sink: Sink;
	let sandbox: SurveyMonkeySandbox;
	let credential: StoredCredential;
	const workflows: StoredWorkflow[] = [];
	const chosen = {
		source: 'surveymonkeyAccount',
		surveymonkeySurveys: { values: [{ survey: picked(storeSurveyId) }] },
		...OFTEN,
	} as unknown as INodeParameters;
	const dataOf = ({ url: baseUrl, token: accessToken }: SurveyMonkeySandbox) => ({
		accessToken,
		dataCenter: 'us',
		baseUrl,
	});
	const score = (value: number): Given => ({
		[Q.nps]: [{ row_id: '140', choice_id: String(150 + value) }],
	});

	beforeAll(async () => {
		n8n = await sharedN8n();
	}, 240_000);
	beforeEach(async () => {
		sink = await Sink.open();
		sandbox = await startSurveyMonkeySandbox({ perMinute: 1e6, perDay: 1e6 });
		credential = await n8n.createCredential('surveyMonkeyTokenApi', dataOf(sandbox));
	});
	afterEach(async () => {
		for (const workflow of workflows.splice(0)) await n8n.deleteWorkflow(workflow.id);
		await sandbox.close();
		await sink.close();
	});

	async function triggered(
		parameters: INodeParameters,
		credentials: StoredCredential[] = [credential],
	): Promise<StoredWorkflow> {
		const trigger = {
			name: TRIGGER,
			type: `${packageName}.surveyTrigger`,
			webhookId: `surveymonkey-${process.pid}-${Date.now()}-${(hooks += 1)}`,
			parameters,
			credentials: Object.fromEntries(
				credentials.map(({ id, name, type }) => [type, { id, name }]),
			),
		};
		const workflow = await n8n.createWorkflow(toSink([trigger], sink));
		workflows.push(workflow);
		return workflow;
	}

	it('its webhook and the check: each response once; an edit comes as updated; the webhook goes with deactivation', async () => {
		const workflow = await triggered({
			...chosen,
			events: ['new', 'updated'],
			startFrom: 'all',
			options: { youngSeconds: 0 },
		});
		const old = [3, 2].map((hours) =>
			sandbox.control.addResponse(storeSurveyId, score(hours), {
				modifiedAt: Date.now() - hours * HOUR,
			}),
		);
		await n8n.activate(workflow.id);
		expect(await sink.received(2)).toEqual(old);
		// It looks with HEAD whether anybody is there before it makes one.
		await waitFor('the webhook', async () => sandbox.control.webhooks().length === 1);
		const announced = await sandbox.control.submit(storeSurveyId, score(6));
		expect(sandbox.control.calls()).toEqual([200]);
		await sink.received(3);
		const silent = sandbox.control.addResponse(storeSurveyId, score(9));
		await sink.received(4);
		sandbox.control.edit(old[0], score(10));
		await sink.received(5);
		expect(sink.ids().sort()).toEqual([...old, announced, silent, old[0]].sort());
		await waitFor('the executions to end', async () =>
			(await n8n.executions.list(workflow.id)).every(({ status }) => status === 'success'),
		);
		const outputs = await Promise.all(
			(await n8n.executions.list(workflow.id)).map(async ({ id }) =>
				(await n8n.executions.get(id)).json(TRIGGER),
			),
		);
		const of = (id: string) =>
			outputs.flat().filter(({ response }) => (response as IDataObject).id === id);
		expect(of(announced)).toMatchObject([
			{ provider: 'surveymonkey', answers: { [`Q${Q.nps}`]: { type: 'nps', value: 6 } } },
		]);
		expect(
			of(old[0])
				.map(({ event }) => event)
				.sort(),
		).toEqual(['completed', 'updated']);
		await n8n.deactivate(workflow.id);
		await waitFor('the webhook to go', async () => sandbox.control.webhooks().length === 0);
	}, 180_000);

	it('by its webhook alone, with callers checked: signed 200, a guess 401, and nothing runs', async () => {
		const secret = `${sandbox.clientId}&${sandbox.clientSecret}`;
		const proof = await n8n.createCredential('surveyWebhookApi', { method: 'tool', secret });
		const workflow = await triggered(
			{ ...chosen, delivery: 'instant', requireAuthentication: true },
			[credential, proof],
		);
		await n8n.activate(workflow.id);
		await waitFor('the webhook', async () => sandbox.control.webhooks().length === 1);
		const id = sandbox.control.addResponse(storeSurveyId, score(2));
		expect(await sandbox.control.announce(id, 'response_completed', 'guess')).toEqual([401]);
		expect(await n8n.executions.list(workflow.id)).toEqual([]);
		expect(await sandbox.control.announce(id, 'response_completed')).toEqual([200]);
		expect(await sink.received(1)).toEqual([id]);
	}, 60_000);

	it('the credential tells what is missing, and the panel lists surveys', async () => {
		expect(await n8n.testCredential(credential)).toMatchObject({ status: 'OK' });
		sandbox.control.grant(['users_read', 'surveys_read']);
		expect(await n8n.testCredential(credential)).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('View Response Details (responses_read_detail)'),
		});
		expect(await n8n.testCredential(credential, { accessToken: 'guess' })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('did not accept the access token'),
		});
		const { results } = await n8n.nodeParameters.search({
			nodeType: `${packageName}.surveyTrigger`,
			method: 'searchSurveyMonkeySurveys',
			parameters: chosen,
			credentials: { surveyMonkeyTokenApi: { id: credential.id, name: credential.name } },
			filter: 'visit',
		});
		expect(results).toEqual([{ name: 'Store visit', value: storeSurveyId }]);
	}, 60_000);
});
