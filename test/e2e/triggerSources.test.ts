import { withoutNotShown } from '../../nodes/shared/survey/notShown';
import type { SurveyResponse } from '../../nodes/shared/survey/SurveyResponse';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { PRESETS } from '../../nodes/shared/connectors/webhook/presets';
import { proofOf } from '../corpora/webhooks/proof';
import { loadCalls, TIME_ZONE } from '../corpora/webhooks/webhookCall';
import { startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import {
	netquestSurveyId,
	startStartquestionSandbox,
	type StartquestionSandbox,
} from '../sandbox/startquestion';
import { credentialsOf, picked, template } from '../workflows';
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

const SECRET = 'a secret of at least sixteen';
let hooks = 0;

describe('Survey Trigger: more sources, in a real n8n', () => {
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

	async function triggered(
		parameters: INodeParameters,
		credentials: StoredCredential[],
	): Promise<{ workflow: StoredWorkflow; path: string }> {
		const webhookId = `source-${process.pid}-${Date.now()}-${(hooks += 1)}`;
		const trigger = {
			name: TRIGGER,
			type: `${packageName}.surveyTrigger`,
			webhookId,
			parameters,
			credentials: Object.fromEntries(
				credentials.map(({ id, name, type }) => [type, { id, name }]),
			),
		};
		const workflow = await n8n.createWorkflow(toSink([trigger], sink));
		workflows.push(workflow);
		return { workflow, path: `${webhookId}/survey` };
	}
	const secret = async (data: IDataObject) => await n8n.createCredential('surveyWebhookApi', data);
	const post = async (
		path: string,
		body: NonNullable<RequestInit['body']>,
		headers: Record<string, string> = {},
	): Promise<number> =>
		(await fetch(n8n.webhookUrl(path), { method: 'POST', body, headers })).status;

	describe.each(loadCalls())('$file', ({ call, body, expected }) => {
		it('K30 K31 K32 K33: signed rightly it comes out once; wrongly or not at all: 401, and nothing runs', async () => {
			const { signature } = PRESETS.find(({ name }) => name === call.preset)!;
			const credential = await secret({ method: 'tool', secret: call.secret });
			const { workflow, path } = await triggered(
				{ source: call.preset, timeZone: TIME_ZONE, events: ['new', 'partial'] },
				[credential],
			);
			await n8n.activate(workflow.id);
			const type = { 'content-type': call.contentType ?? 'application/json', ...call.headers };
			const id = call.headers?.['webhook-id'];
			const bytes = new Uint8Array(body);
			const other = call.secret.replace(/.{4}$/, 'AAA=');
			expect(await post(path, bytes, { ...type, ...proofOf(signature, body, other, { id }) })).toBe(
				401,
			);
			expect(await post(path, bytes, type)).toBe(401);
			expect(await n8n.executions.list(workflow.id)).toEqual([]);
			const right = { ...type, ...proofOf(signature, body, call.secret, { id }) };
			expect(await post(path, bytes, right)).toBe(200);
			expect(await sink.received(1)).toEqual([expected.response.id]);
			const execution = await n8n.executions.waitFor(workflow.id);
			const [item] = execution.json(TRIGGER);
			const { revision: _revision, ...info } = item.response as IDataObject;
			const lean = withoutNotShown(expected as SurveyResponse, { keepTitles: true });
			expect({ ...item, response: info }).toEqual(lean);
			expect(await post(path, bytes, right)).toBe(200);
			const all = await waitFor('both executions to end', async () => {
				const list = await n8n.executions.list(workflow.id);
				return list.length === 2 && list.every(({ status }) => status === 'success')
					? list
					: undefined;
			});
			expect(all).toHaveLength(2);
			expect(sink.ids()).toHaveLength(1);
			expect(JSON.stringify(execution.data)).not.toContain(call.secret);
		}, 60_000);
	});

	it('Custom Webhook: JSON, a form and a multipart form; the secret in the address; HEAD is answered', async () => {
		const inAddress = 'f3a1b2c4d5e6f7a8';
		const { workflow, path } = await triggered({ source: 'customWebhook' }, [
			await secret({ method: 'path', secret: inAddress }),
		]);
		await n8n.activate(workflow.id);
		const multipart = new FormData();
		multipart.set('nps', '3');
		const bodies = ['{"nps":1}', new URLSearchParams({ nps: '2' }), multipart];
		for (const body of bodies) {
			const type = typeof body === 'string' ? { 'content-type': 'application/json' } : undefined;
			expect(await post(path, body, type)).toBe(401);
			expect(await post(`${path}?guess`, body, type)).toBe(401);
			expect(await post(`${path}?${inAddress}`, body, type)).toBe(200);
		}
		await sink.received(3);
		const runs = await n8n.executions.list(workflow.id);
		const values = await Promise.all(
			runs.map(async ({ id }) => (await n8n.executions.finished(id)).json(TRIGGER)[0].answers),
		);
		expect(values.reverse()).toMatchObject([
			{ nps: { value: 1 } },
			{ nps: { value: '2' } },
			{ nps: { value: '3' } },
		]);
		const { status } = await fetch(n8n.webhookUrl(path), { method: 'HEAD' });
		expect(status).toBe(200);
	}, 60_000);

	it('without its credential, or with a mapping that cannot be followed, the workflow is not activated', async () => {
		const bare = await triggered({ source: 'typeform' }, []);
		await expect(n8n.activate(bare.workflow.id)).rejects.toThrow(/credential/i);
		const row = [{ path: picked('$.a[(', 'path') }];
		const broken = await triggered(
			{ source: 'customWebhook', additionalFields: { row } } as unknown as INodeParameters,
			[await secret({ method: 'tool', secret: SECRET })],
		);
		await expect(n8n.activate(broken.workflow.id)).rejects.toThrow(/path that cannot be followed/);
	}, 90_000);

	it('K38: a test shows the pasted sample at once; or a new one, posted to the test address', async () => {
		const { call, body, expected } = loadCalls().find(({ file }) => file === 'typeform.json')!;
		const credential = await secret({ method: 'tool', secret: call.secret });
		const parameters = { source: 'typeform', samplePayload: body.toString() };
		const { workflow, path } = await triggered(parameters, [credential]);
		const shown = await n8n.executions.runManually(workflow.id, TRIGGER, { destination: TRIGGER });
		expect(shown?.json(TRIGGER)).toMatchObject([{ event: 'test', answers: expected.answers }]);
		const nodes = workflow.nodes.map((node) =>
			node.name === TRIGGER ? { ...node, parameters: { ...parameters, testPayload: 'new' } } : node,
		);
		await n8n.updateWorkflow(workflow.id, { nodes });
		const waiting = await n8n.executions.runManually(workflow.id, TRIGGER, {
			destination: TRIGGER,
		});
		expect(waiting).toBeUndefined();
		const { signature } = PRESETS.find(({ name }) => name === 'typeform')!;
		const answered = await fetch(`${n8n.url}/webhook-test/${path}`, {
			method: 'POST',
			body: new Uint8Array(body),
			headers: { 'content-type': 'application/json', ...proofOf(signature, body, call.secret) },
		});
		expect(answered.status).toBe(200);
		const manual = await waitFor('the test that was waiting', async () => {
			const [latest] = await n8n.executions.list(workflow.id);
			const execution = await n8n.executions.finished(latest.id);
			return execution.json(TRIGGER)[0]?.event === 'completed' ? execution : undefined;
		});
		expect(manual.json(TRIGGER)).toMatchObject([{ answers: expected.answers }]);
		expect(sink.ids()).toEqual([]);
	}, 60_000);

	it('the Survey Webhook credential says whether its secret can protect anything', async () => {
		const credential = await secret({ method: 'tool', secret: SECRET });
		expect(await n8n.testCredential(credential)).toMatchObject({ status: 'OK' });
		for (const changed of [
			{ secret: 'short' },
			{ method: 'path', secret: 'with spaces and more' },
			{ method: 'standardWebhooks', secret: 'whsec_AAAA' },
			{ method: 'basic', user: '', password: '' },
			{ method: 'header', headerName: ' ' },
		]) {
			expect(await n8n.testCredential(credential, changed)).toMatchObject({ status: 'Error' });
		}
	});

	describe('Startquestion, Netquest, Webankieta', () => {
		let sandbox: StartquestionSandbox;
		let credential: StoredCredential;
		const chosen = {
			source: 'startquestion',
			timeZone: 'Europe/Prague',
			startquestionSurveys: { values: [{ survey: picked(String(netquestSurveyId)) }] },
			...OFTEN,
		} as unknown as INodeParameters;
		const dataOf = ({ url: host, token, tokenSecret, accountId }: StartquestionSandbox) => ({
			host,
			token,
			tokenSecret,
			accountId,
		});
		beforeEach(async () => {
			sandbox = await startStartquestionSandbox();
			credential = await n8n.createCredential('startquestionApi', dataOf(sandbox));
		});
		afterEach(async () => await sandbox.close());

		/** Nothing more is under way, and the next checks brought nothing. */
		async function quiet(workflow: StoredWorkflow): Promise<void> {
			const pulls = () => sandbox.requests.filter(({ path }) => path.includes('/v3/')).length;
			const before = pulls();
			await waitFor('two more checks', async () => pulls() >= before + 3, { timeoutMs: 60_000 });
			await waitFor('the executions to end', async () =>
				(await n8n.executions.list(workflow.id)).every(({ status }) => status === 'success'),
			);
		}

		it('N13 N22: the RESThook and the check: each sheet once, NPS by its words', async () => {
			const { workflow, path } = await triggered(
				{ ...chosen, startFrom: 'all', options: { youngSeconds: 0 } },
				[credential],
			);
			const hour = 3_600_000;
			const old = [3, 2].map((hours) =>
				sandbox.control.addSheet(
					netquestSurveyId,
					{ 5255740: hours },
					{ endedAt: Date.now() - hours * hour },
				),
			);
			await n8n.activate(workflow.id);
			expect(await sink.received(2)).toEqual(old.map(String));
			sandbox.control.setResthook(n8n.webhookUrl(path));
			const meta = () => ({ endedAt: Date.now() - 1000 });
			const posted = await sandbox.control.submit(netquestSurveyId, { 5255740: 6 }, meta());
			expect(sandbox.control.calls()).toEqual([200]);
			await sink.received(3);
			const silent = sandbox.control.addSheet(netquestSurveyId, { 5255740: 9 }, meta());
			await sink.received(4);
			await quiet(workflow);
			expect(sink.ids().sort()).toEqual([...old, posted, silent].map(String).sort());
			const outputs = await Promise.all(
				(await n8n.executions.list(workflow.id)).map(async ({ id }) =>
					(await n8n.executions.get(id)).json(TRIGGER),
				),
			);
			const one = outputs
				.flat()
				.find(({ response }) => (response as IDataObject).id === String(posted));
			expect(one).toMatchObject({
				provider: 'startquestion',
				response: { rawTimeZone: 'Europe/Prague' },
				answers: { Q5255740: { type: 'nps', value: 6 } },
			});
		}, 120_000);

		it('by the RESThook alone, with callers checked: right 200; wrong or missing 401, and nothing runs', async () => {
			const { workflow, path } = await triggered(
				{ ...chosen, delivery: 'instant', requireAuthentication: true },
				[credential, await secret({ method: 'tool', secret: SECRET })],
			);
			await n8n.activate(workflow.id);
			const url = n8n.webhookUrl(path);
			for (const headers of [{}, { 'x-survey-secret': 'guessed' }]) {
				sandbox.control.setResthook(url, headers as Record<string, string>);
				await sandbox.control.submit(netquestSurveyId, { 5255740: 1 });
			}
			expect(sandbox.control.calls()).toEqual([401, 401]);
			expect(await n8n.executions.list(workflow.id)).toEqual([]);
			sandbox.control.setResthook(url, { 'x-survey-secret': SECRET });
			const id = await sandbox.control.submit(netquestSurveyId, { 5255740: 2 });
			expect(await sink.received(1)).toEqual([String(id)]);
			expect(sandbox.control.calls()).toEqual([401, 401, 200]);
		}, 60_000);

		it('the credential tests itself by listing surveys, and the panel lists them', async () => {
			expect(await n8n.testCredential(credential)).toMatchObject({ status: 'OK' });
			const { status, message } = await n8n.testCredential(credential, { tokenSecret: 'guess' });
			expect(status).toBe('Error');
			expect(message).toContain('did not accept the credential');
			const { results } = await n8n.nodeParameters.search({
				nodeType: `${packageName}.surveyTrigger`,
				method: 'searchStartquestionSurveys',
				parameters: chosen,
				credentials: { startquestionApi: { id: credential.id, name: credential.name } },
				filter: 'prodejna',
			});
			expect(results).toEqual([{ name: 'Prodejna 2025', value: String(netquestSurveyId) }]);
		});
	});

	describe('the template survey-answer-sends-transactional-email', () => {
		interface Call {
			headers: IncomingHttpHeaders;
			body: IDataObject;
		}
		let mailService: Server;
		const calls: Call[] = [];
		beforeEach(async () => {
			calls.length = 0;
			mailService = createServer((request, response) => {
				const chunks: Buffer[] = [];
				request.on('data', (chunk: Buffer) => chunks.push(chunk));
				request.on('end', () => {
					const body = JSON.parse(Buffer.concat(chunks).toString()) as IDataObject;
					calls.push({ headers: request.headers, body });
					response.end('{}');
				});
			});
			await new Promise<void>((resolve) => mailService.listen(0, '127.0.0.1', resolve));
		});
		afterEach(async () => {
			mailService.closeAllConnections();
			await new Promise((resolve) => mailService.close(resolve));
		});

		it('K10: an answer that meets the condition calls the webhook of the mail service, once', async () => {
			const qualtrics = await startQualtricsSandbox({ exportPolls: 0 });
			const { id, name: credential } = await n8n.createCredential(
				'qualtricsApi',
				credentialsOf(qualtrics).qualtricsApi,
			);
			const { name, nodes, connections } = template('survey-answer-sends-transactional-email');
			const { port } = mailService.address() as AddressInfo;
			for (const node of nodes) {
				if (node.type.startsWith(packageName)) {
					node.credentials = { qualtricsApi: { id, name: credential } };
				} else {
					node.parameters = { ...node.parameters, url: `http://127.0.0.1:${port}/mail` };
				}
			}
			const workflow = await n8n.createWorkflow({ name, nodes, connections });
			workflows.push(workflow);
			await n8n.activate(workflow.id);
			const submit = async (answers: Record<string, string | number>) =>
				await qualtrics.control.submitResponse(storeVisitId, answers);
			await submit({ QID1: 9, QID2: 1, QID3_TEXT: 'happy@example.com' });
			const responseId = await submit({
				QID1: 2,
				QID2: 1,
				QID3_TEXT: ' ada@example.com ',
				QID6_TEXT: 'Nobody at the "till"',
			});
			await waitFor('the mail service to be called', async () => calls.length > 0);
			await waitFor('both executions', async () => {
				const list = await n8n.executions.list(workflow.id);
				return list.length === 2 && list.every(({ status }) => status === 'success');
			});
			expect(calls.map(({ body }) => body)).toEqual([
				{
					template: 'sorry-to-hear',
					to: 'ada@example.com',
					language: expect.any(String),
					variables: { survey: 'Store visit', score: 2, words: 'Nobody at the "till"' },
				},
			]);
			expect(calls[0].headers['idempotency-key']).toBe(responseId);
			await n8n.deactivate(workflow.id);
			await qualtrics.close();
		}, 90_000);
	});
});
