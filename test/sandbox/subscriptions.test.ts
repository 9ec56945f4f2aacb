import { call, startReceiver } from './naiveClient';
import {
	serviceCallId,
	signatureOf,
	startQualtricsSandbox,
	storeVisitId,
	type QualtricsSandbox,
} from './qualtrics';
import { hears } from './qualtrics/webhooks';

let sandbox: QualtricsSandbox;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
	sandbox = await startQualtricsSandbox();
	receiver = await startReceiver();
});
afterEach(async () => {
	await sandbox.close();
	await receiver.close();
});

const topics = `surveyengine.completedResponse.${storeVisitId}`;
const subscribe = async (more: object = {}) =>
	(
		await call(sandbox, 'POST', '/eventsubscriptions', {
			body: { topics, publicationUrl: receiver.url, ...more },
		})
	).json.result.id as string;

describe('the recorded signatures', () => {
	it.each([
		[
			'{"Status":"Complete","SurveyID":"SV_1AmkKSDmoZ4XlQx","ResponseID":"R_0B7IcnXszjEUHLP","CompletedDate":"2019-06-25 07:58:25","BrandID":"sapdevelopment"}',
			'c2c585a404c239aa3063b462cc33551d3ed3ed2de0899f58d456fc0ef7ebef6f3c3af44957989bd0592603e41edde9528f7d9ed09ee128bf719aa12f46e5c598',
		],
		[
			'{"Status":"Complete","SurveyID":"SV_22VlHYNeldrrrkp","ResponseID":"R_1l9mcVuXubb4aGm","CompletedDate":"2019-06-26 13:28:11","BrandID":"sapdevelopment"}',
			'5db5cd1e0200e9ce6831ea0f1924beb97f136939e367c53f5af8f7d79c6727af495cb90d6c744fe72ab45efd9f9f2ba7c15b13fdf6565af3d5a4f50ed2c0c7d4',
		],
	])('%s', (message, hmac) => {
		expect(signatureOf(message, 'kyma4ever')).toBe(hmac);
	});
});

describe('subscriptions', () => {
	it('have the recorded shape, without the shared key', async () => {
		const id = await subscribe({ sharedKey: 'secret of ours' });
		expect(id).toMatch(/^SUB_/);
		const { json, text } = await call(sandbox, 'GET', `/eventsubscriptions/${id}`);
		expect(json.result).toEqual({
			id,
			scope: 'sandboxbrand',
			topics,
			publicationUrl: receiver.url,
			encrypted: false,
			successfulCalls: 0,
		});
		expect(text).not.toContain('secret of ours');
	});

	it('may be there twice, and go one by one; the second time is a 404 with ESSG_2', async () => {
		const [first, second] = [await subscribe(), await subscribe()];
		expect((await call(sandbox, 'GET', '/eventsubscriptions')).json.result.elements).toHaveLength(
			2,
		);
		const { status, json } = await call(sandbox, 'DELETE', `/eventsubscriptions/${first}`);
		expect(status).toBe(200);
		expect(json).toEqual({ meta: { httpStatus: '200 - OK', requestId: expect.any(String) } });
		const again = await call(sandbox, 'DELETE', `/eventsubscriptions/${first}`);
		expect(again.status).toBe(404);
		expect(again.json).toEqual({
			meta: {
				httpStatus: '404 - Not Found',
				error: { errorMessage: `${first} not found`, errorCode: 'ESSG_2' },
				requestId: null,
			},
		});
		expect([...sandbox.state.subscriptions.keys()]).toEqual([second]);
	});

	it.each(['/eventsubscriptions', '/eventsubscriptions/'])(
		'DELETE %s takes them all',
		async (path) => {
			await subscribe();
			sandbox.control.addForeignSubscription('*', 'https://other.example.com/hook');
			expect((await call(sandbox, 'DELETE', path)).status).toBe(200);
			expect(sandbox.state.subscriptions.size).toBe(0);
		},
	);

	it('cannot be changed by PUT', async () => {
		const id = await subscribe();
		expect(
			(await call(sandbox, 'PUT', `/eventsubscriptions/${id}`, { body: { topics } })).status,
		).toBe(404);
	});

	it.each([
		['no topic', { publicationUrl: 'https://example.com' }],
		['a list of topics', { topics: [topics], publicationUrl: 'https://example.com' }],
		['a bad topic', { topics: 'surveyengine completed', publicationUrl: 'https://example.com' }],
		['a bad address', { topics, publicationUrl: 'example.com/hook' }],
		[
			'the field of the answer',
			{ topics, publicationUrl: 'https://example.com', encrypted: false },
		],
		['a null key', { topics, publicationUrl: 'https://example.com', sharedKey: null }],
		[
			'a key unfit for encryption',
			{ topics, publicationUrl: 'https://example.com', encrypt: true, sharedKey: 'x' },
		],
	])('refuses %s', async (_name, body) => {
		expect((await call(sandbox, 'POST', '/eventsubscriptions', { body })).status).toBe(400);
		expect(sandbox.state.subscriptions.size).toBe(0);
	});

	it('need a brand administrator', async () => {
		sandbox.control.makeBrandAdmin(false);
		const body = { topics, publicationUrl: receiver.url };
		expect((await call(sandbox, 'POST', '/eventsubscriptions', { body })).status).toBe(403);
		expect((await call(sandbox, 'GET', '/eventsubscriptions')).status).toBe(403);
		sandbox.control.setOptions({ brandAdminNeededFor: 'create' });
		expect((await call(sandbox, 'GET', '/eventsubscriptions')).status).toBe(200);
		expect((await call(sandbox, 'POST', '/eventsubscriptions', { body })).status).toBe(403);
	});
});

describe('notifications', () => {
	it('with a key: a form of Topic, HMAC and MSG, and no answers in it', async () => {
		const id = await subscribe({ sharedKey: 'key with ümlaut' });
		const responseId = await sandbox.control.submitResponse(storeVisitId, {
			QID1: 9,
			QID6_TEXT: 'private words',
		});
		const [{ contentType, form, raw }] = receiver.received;
		expect(contentType).toBe('application/x-www-form-urlencoded');
		expect([...form.keys()]).toEqual(['Topic', 'HMAC', 'MSG']);
		expect(form.get('Topic')).toBe(`sandboxbrand.${topics}`);
		expect(form.get('HMAC')).toBe(signatureOf(form.get('MSG') ?? '', 'key with ümlaut'));
		expect(JSON.parse(form.get('MSG') ?? '')).toEqual({
			Status: 'Complete',
			SurveyID: storeVisitId,
			ResponseID: responseId,
			CompletedDate: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
			BrandID: 'sandboxbrand',
		});
		expect(raw).not.toContain('private');
		expect(sandbox.state.subscriptions.get(id)?.successfulCalls).toBe(1);
	});

	it('without a key: flat fields', async () => {
		await subscribe();
		const responseId = await sandbox.control.submitResponse(
			storeVisitId,
			{ QID1: 9, ResponseEventContext: 'c'.repeat(60) },
			{ recipientId: 'CGC_1', distributionId: 'EMD_1' },
		);
		const fields = Object.fromEntries(receiver.received[0].form);
		expect(fields).toEqual({
			Topic: `sandboxbrand.${topics}`,
			Status: 'Complete',
			SurveyID: storeVisitId,
			ResponseID: responseId,
			RecipientID: 'CGC_1',
			ResponseEventContext: 'c'.repeat(50),
			DistributionID: 'EMD_1',
			CompletedDate: expect.any(String),
			BrandID: 'sandboxbrand',
		});
	});

	it.each(['+', '%20'] as const)('spaces may travel as %s', async (formSpaces) => {
		sandbox.control.setOptions({ formSpaces });
		await subscribe({ sharedKey: 'k' });
		await sandbox.control.submitResponse(storeVisitId, { QID1: 1 });
		const { raw, form } = receiver.received[0];
		expect(raw).toMatch(formSpaces === '+' ? /\d\+\d\d%3A/ : /\d%20\d\d%3A/);
		expect(form.get('HMAC')).toBe(signatureOf(form.get('MSG') ?? '', 'k'));
	});

	it('partial responses have a topic of their own, other surveys too', async () => {
		await subscribe();
		await sandbox.control.submitResponse(storeVisitId, { QID1: 1 }, { finished: false });
		await sandbox.control.submitResponse(serviceCallId, { QID2: 1 });
		expect(receiver.received).toHaveLength(0);
		await subscribe({ topics: `surveyengine.partialResponse.${storeVisitId}` });
		await sandbox.control.submitResponse(storeVisitId, { QID1: 1 }, { finished: false });
		expect(receiver.received[0].form.get('Status')).toBe('Partial');
	});

	it('can be repeated; closing a survey is announced as well', async () => {
		await subscribe({ topics: '*' });
		const id = await sandbox.control.submitResponse(storeVisitId, { QID1: 1 });
		await sandbox.control.announce(id, { times: 3 });
		await sandbox.control.closeSurvey(serviceCallId);
		expect(receiver.received.map(({ form }) => form.get('Status'))).toEqual([
			...Array.from({ length: 4 }, () => 'Complete'),
			'Inactive',
		]);
	});

	it('only answers with 2xx count; tries again when told so', async () => {
		const id = await subscribe();
		receiver.status = 500;
		sandbox.control.setOptions({ webhookRetries: 2, webhookRetryDelayMs: 1 });
		await sandbox.control.submitResponse(storeVisitId, { QID1: 1 });
		expect(receiver.received).toHaveLength(3);
		expect(sandbox.state.subscriptions.get(id)?.successfulCalls).toBe(0);
		expect(sandbox.state.deliveries.map(({ status }) => status)).toEqual([500, 500, 500]);
	});

	it.each([
		['surveyengine.completedResponse.SV_1', true],
		['surveyengine.completedResponse.*', true],
		['surveyengine.*', true],
		['*', true],
		['surveyengine.completedResponse.SV_2', false],
		['surveyengine.completedResponse', false],
		['surveyengine.partialResponse.*', false],
		['surveyengine.completedResponse.SV_*', false],
	])('%s heard: %s', (subscribed, expected) => {
		expect(hears(subscribed, 'surveyengine.completedResponse.SV_1')).toBe(expected);
	});
});

describe('false notifications', () => {
	it.each(['wrong-key', 'wrong-hmac', 'changed-message'] as const)(
		'%s: the signature does not fit',
		async (how) => {
			await subscribe({ sharedKey: 'k' });
			await sandbox.control.forgeWebhook({ surveyId: storeVisitId, how });
			const { form } = receiver.received[0];
			expect(form.get('HMAC')).toMatch(/^[0-9a-f]{128}$/);
			expect(form.get('HMAC')).not.toBe(signatureOf(form.get('MSG') ?? '', 'k'));
			expect(() => JSON.parse(form.get('MSG') ?? '')).not.toThrow();
		},
	);

	it('no signature at all, no form, cut off', async () => {
		await subscribe({ sharedKey: 'k' });
		await sandbox.control.forgeWebhook({ surveyId: storeVisitId, how: 'no-signature' });
		await sandbox.control.forgeWebhook({ surveyId: storeVisitId, how: 'not-a-form' });
		const id = sandbox.control.addResponse(storeVisitId, { QID1: 1 });
		await sandbox.control.truncateWebhook(id);
		const [unsigned, noForm, cut] = receiver.received;
		expect(unsigned.form.has('HMAC')).toBe(false);
		expect(unsigned.form.get('ResponseID')).toBe('R_forged000000000');
		expect(() => JSON.parse(noForm.raw)).not.toThrow();
		expect(() => JSON.parse(cut.form.get('MSG') ?? '')).toThrow();
	});
});
