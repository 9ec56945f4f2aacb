import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { proofOf } from '../corpora/webhooks/proof';
import { startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { packageName, sharedN8n, waitFor, type N8n, type StoredCredential } from './harness';
import type { StoredWorkflow } from './harness';
import { Sink } from './triggerSetup/Sink';
import { credentialDataOf, OFTEN, toSink, TRIGGER, triggerNode } from './triggerSetup/workflow';

const SECRET = 'a secret of at least sixteen';
const HMAC = { method: 'hmac', algorithm: 'sha256', encoding: 'hex' } as const;
const JSON_TYPE = { 'content-type': 'application/json' };
let hooks = 0;

/** As Jotform and others write one. */
const form = (fields: Record<string, string>): { body: Buffer; type: Record<string, string> } => {
	const parts = Object.entries(fields).map(
		([name, value]) =>
			`--cut\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
	);
	const body = Buffer.from(`${parts.join('')}--cut--\r\n`);
	return { body, type: { 'content-type': 'multipart/form-data; boundary=cut' } };
};

describe('Survey Trigger: whom it believes, and what it answers, in a real n8n', () => {
	let n8n: N8n;
	let sink: Sink;
	const workflows: StoredWorkflow[] = [];

	beforeAll(async () => {
		n8n = await sharedN8n();
	}, 240_000);
	beforeEach(async () => {
		sink = await Sink.open();
	});
	afterEach(async () => {
		for (const workflow of workflows.splice(0)) await n8n.deleteWorkflow(workflow.id);
		await sink.close();
	});

	const secret = async (data: IDataObject) => await n8n.createCredential('surveyWebhookApi', data);

	async function triggered(parameters: INodeParameters, { id, name, type }: StoredCredential) {
		const webhookId = `callers-${process.pid}-${Date.now()}-${(hooks += 1)}`;
		const trigger = {
			name: TRIGGER,
			type: `${packageName}.surveyTrigger`,
			webhookId,
			parameters: { source: 'customWebhook', ...parameters },
			credentials: { [type]: { id, name } },
		};
		const workflow = await n8n.createWorkflow(toSink([trigger], sink));
		workflows.push(workflow);
		return { workflow, url: n8n.webhookUrl(`${webhookId}/survey`) };
	}

	async function post(url: string, body: Buffer | string, headers: Record<string, string>) {
		const answer = await fetch(url, {
			method: 'POST',
			headers,
			body: new Uint8Array(Buffer.from(body)),
		});
		return {
			status: answer.status,
			type: answer.headers.get('content-type')?.split(';')[0],
			text: await answer.text(),
		};
	}

	it('LA08: what is taken and what is not is answered in a few words of ours', async () => {
		const { workflow, url } = await triggered({}, await secret({ method: 'tool', secret: SECRET }));
		await n8n.activate(workflow.id);
		const shown = { ...JSON_TYPE, 'x-survey-secret': SECRET };
		const plain = { type: 'text/plain' };
		expect(await post(url, '{"nps":"planted"}', shown)).toEqual({
			...plain,
			status: 200,
			text: 'received',
		});
		await sink.received(1);
		expect(await post(url, '{"nps":"planted"}', JSON_TYPE)).toEqual({
			...plain,
			status: 401,
			text: 'Invalid signature',
		});
		const large = await post(url, JSON.stringify({ nps: 'x'.repeat(6 * 1024 * 1024) }), shown);
		expect(large).toEqual({ ...plain, status: 413, text: 'the body is too large' });
		expect(await n8n.executions.list(workflow.id)).toHaveLength(1);
	}, 60_000);

	it('LA08: a credential without a secret cannot be saved', async () => {
		await expect(secret({ method: 'tool', secret: '' })).rejects.toThrow(/"secret" is mandatory/);
	});

	it.each([
		['blanks and a line end', { method: 'hmac', headerName: 'X-Sig', secret: ' \n' }],
		['signs that nobody sees', { method: 'header', headerName: 'X-Sig', secret: '\u200b\u2060' }],
		['no password', { method: 'basic', user: 'survey', password: '\n' }],
	])(
		'LA08: a secret of %s: the credential says so, and the workflow is not activated',
		async (_, data) => {
			const credential = await secret(data);
			const tested = await n8n.testCredential(credential, data);
			expect(tested).toMatchObject({ status: 'Error', message: expect.stringMatching(/^Enter a/) });
			const { workflow } = await triggered({}, credential);
			await expect(n8n.activate(workflow.id)).rejects.toThrow(/is incomplete: Enter a/);
		},
		90_000,
	);

	it.each([
		['qualtricsApi', { dataCenter: 'fra1', apiToken: '' }, "'API Token'"],
		[
			'salesManagoApi',
			{ endpoint: 'x.example.com', clientId: 'x', apiSecret: ' ' },
			"'API Secret'",
		],
		[
			'startquestionApi',
			{ host: 'x.example.com', token: 'x', tokenSecret: '\n' },
			"'Token Secret'",
		],
		[
			'secutixApi',
			{ institution: 'MUSEUM', operator: 'x', partner: 'x', secret: '\u200b' },
			"'Secret'",
		],
	])('LA08: the test of %s says what is empty, and asks nobody', async (type, data, field) => {
		const { status, message } = await n8n.testCredential(
			await n8n.createCredential(type, data),
			data,
		);
		expect(status).toBe('Error');
		expect(message).toContain(field);
		expect(message).toContain('is empty');
	});

	it('LA08: a multipart form is signed over its bytes; where n8n has read them already, it is refused and says what to set', async () => {
		const credential = await secret({ ...HMAC, headerName: 'X-Sig', secret: `${SECRET}\n` });
		const { body, type } = form({ nps: '7', 'q[1]': 'Zoë' });
		const signature = { ...HMAC, headerName: 'X-Sig' };
		const right = { ...type, ...proofOf(signature, body, SECRET) };

		const without = await triggered({}, credential);
		await n8n.activate(without.workflow.id);
		const refused = await post(without.url, body, right);
		expect(refused).toMatchObject({ status: 415, type: 'text/plain' });
		expect(refused.text).toContain('Check Signatures of Multipart Forms');
		expect(await n8n.executions.list(without.workflow.id)).toEqual([]);

		const { workflow, url } = await triggered({ options: { binaryData: true } }, credential);
		await n8n.activate(workflow.id);
		expect(await post(url, body, type)).toMatchObject({ status: 401 });
		const changed = Buffer.from(body.toString().replace('7', '8'));
		expect(await post(url, changed, right)).toMatchObject({ status: 401 });
		expect(await n8n.executions.list(workflow.id)).toEqual([]);
		expect(await post(url, body, right)).toMatchObject({ status: 200, text: 'received' });
		await sink.received(1);
		const execution = await n8n.executions.waitFor(workflow.id);
		expect(execution.json(TRIGGER)).toMatchObject([
			{ answers: { nps: { value: '7' }, q_1: { value: 'Zoë' } } },
		]);
		// JSON goes on working beside it.
		const json = Buffer.from('{"nps":1}');
		const signed = { ...JSON_TYPE, ...proofOf(signature, json, SECRET) };
		expect(await post(url, json, signed)).toMatchObject({ status: 200 });
	}, 90_000);

	it('LA08: the key of Qualtrics’ announcements stands nowhere in the workflow; another token, and the next check subscribes anew', async () => {
		const qualtrics = await startQualtricsSandbox({ exportPolls: 0 });
		const data = credentialDataOf(qualtrics);
		const credential = await n8n.createCredential('qualtricsApi', data);
		const trigger = triggerNode({ ...OFTEN, options: { youngSeconds: 3600 } }, credential);
		const workflow = await n8n.createWorkflow(toSink([trigger], sink));
		workflows.push(workflow);
		await n8n.activate(workflow.id);
		const subscriptions = () => [...qualtrics.state.subscriptions.values()];
		const [{ sharedKey: before }] = subscriptions();
		const first = await qualtrics.control.submitResponse(storeVisitId);
		expect(await sink.received(1)).toEqual([first]);
		const stored = JSON.stringify(await n8n.getWorkflow(workflow.id));
		expect(stored).toContain('keyMark');
		expect(stored).not.toContain(before);
		expect(stored).not.toContain(data.apiToken);

		qualtrics.state.token = 'another-token-of-the-test-user-0002';
		const { id, name, type } = credential;
		await n8n.session.request('PATCH', `/credentials/${id}`, {
			name,
			type,
			data: { ...data, apiToken: qualtrics.state.token },
		});
		await waitFor('a subscription with another key', async () =>
			subscriptions().some(({ sharedKey }) => sharedKey !== before),
		);
		expect(subscriptions()).toHaveLength(1);
		const second = await qualtrics.control.submitResponse(storeVisitId);
		expect(await sink.received(2)).toEqual([first, second]);
		await n8n.deactivate(workflow.id);
		expect(subscriptions()).toEqual([]);
		await qualtrics.close();
	}, 120_000);
});
