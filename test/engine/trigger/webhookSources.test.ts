import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { PRESETS } from '../../../nodes/shared/connectors/webhook/presets';
import { withoutNotShown } from '../../../nodes/shared/survey/notShown';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { loadCalls, TIME_ZONE } from '../../corpora/webhooks/webhookCall';
import { proofOf } from '../../corpora/webhooks/proof';
import { forgetProcessed } from '../harness';
import { Production } from './Production';

const SECRET = 'a secret of at least sixteen';
const JSON_TYPE = { 'content-type': 'application/json' };
const started: Production[] = [];

/** A trigger that nobody can be asked for: everything is posted. */
async function activated(
	parameters: INodeParameters,
	credential: Record<string, string> = { method: 'tool', secret: SECRET },
): Promise<Production> {
	const nobody = { url: '', token: '', requests: [] };
	const credentials = { surveyWebhookApi: credential };
	const trigger = await new Production(nobody, parameters, { credentials }).start();
	started.push(trigger);
	await trigger.activate();
	return trigger;
}

async function post(
	trigger: Production,
	body: Buffer | string,
	headers: Record<string, string> = {},
	query = '',
): Promise<number> {
	const { status } = await fetch(`${trigger.url}/webhook/x/survey${query}`, {
		method: 'POST',
		headers: { ...JSON_TYPE, ...headers },
		body: typeof body === 'string' ? body : new Uint8Array(body),
	});
	await trigger.settled();
	return status;
}

/** What the payload says, without what was not shown. */
const lean = (expected: object) =>
	withoutNotShown(expected as SurveyResponse, { keepTitles: true });

beforeEach(() => forgetProcessed());
afterEach(async () => {
	for (const trigger of started.splice(0)) await trigger.close();
});

describe.each(loadCalls())(
	'Survey Trigger, posted by a tool: $file',
	({ call, body, expected }) => {
		const { signature } = PRESETS.find(({ name }) => name === call.preset)!;
		const type = { 'content-type': call.contentType ?? 'application/json', ...call.headers };
		const id = call.headers?.['webhook-id'];
		const right = () => ({ ...type, ...proofOf(signature, body, call.secret, { id }) });
		const trigger = async () =>
			await activated(
				{ source: call.preset, timeZone: TIME_ZONE, events: ['new', 'partial'] },
				{ method: 'tool', secret: call.secret },
			);

		it('K30 K31 K32 K33: rightly signed, it comes out as the Survey Response it means, once however often it is sent', async () => {
			const listening = await trigger();
			for (let time = 0; time < 3; time += 1)
				expect(await post(listening, body, right())).toBe(200);
			expect(listening.responses).toHaveLength(1);
			const { revision, ...info } = listening.responses[0].response as IDataObject;
			expect(revision).toMatch(/^[0-9a-f]{32}$/);
			expect({ ...listening.responses[0], response: info }).toEqual(lean(expected));
		});

		it('signed wrongly, or not at all: 401, and nothing runs', async () => {
			const listening = await trigger();
			const other = call.secret.replace(/.{4}$/, 'AAA=');
			const wrong = { ...type, ...proofOf(signature, body, other, { id }) };
			expect(await post(listening, body, wrong)).toBe(401);
			expect(await post(listening, body, { ...type })).toBe(401);
			if (signature.method !== 'header') {
				const changed = Buffer.concat([body, Buffer.from(' ')]);
				expect(await post(listening, changed, right())).toBe(401);
			}
			expect(listening.inputs).toEqual([]);
		});
	},
);

describe('Survey Trigger: what callers show', () => {
	const payload = JSON.stringify({ id: 'r1', nps: 9 });
	const custom = { source: 'customWebhook' };

	it.each([
		[
			'a secret in a header of any name',
			{ method: 'header', headerName: 'X-Api-Key', secret: SECRET },
			{ 'x-api-key': SECRET },
			{ 'x-api-key': 'guessed' },
		],
		[
			'basic auth',
			{ method: 'basic', user: 'survey', password: SECRET },
			{ authorization: `Basic ${Buffer.from(`survey:${SECRET}`).toString('base64')}` },
			{ authorization: 'Basic bm86bm8=' },
		],
		[
			'HMAC with algorithm, header, encoding and prefix',
			{
				method: 'hmac',
				headerName: 'X-Hub-Signature',
				secret: SECRET,
				algorithm: 'sha512',
				encoding: 'hex',
				prefix: 'SHA512=',
			},
			proofOf(
				{
					method: 'hmac',
					headerName: 'X-Hub-Signature',
					algorithm: 'sha512',
					encoding: 'hex',
					prefix: 'SHA512=',
				},
				Buffer.from(payload),
				SECRET,
			),
			{ 'x-hub-signature': 'SHA512=00' },
		],
		[
			'Standard Webhooks',
			{ method: 'standardWebhooks', secret: 'whsec_MDEyMzQ1Njc4OWFiY2RlZg==' },
			proofOf(
				{ method: 'standardWebhooks' },
				Buffer.from(payload),
				'whsec_MDEyMzQ1Njc4OWFiY2RlZg==',
			),
			{ 'webhook-id': 'a', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' },
		],
		[
			'nothing special: the header X-Survey-Secret',
			{ method: 'tool', secret: SECRET },
			{ 'x-survey-secret': SECRET },
			{ 'x-survey-secret': SECRET.toUpperCase() },
		],
	])(
		'%s: right 200; wrong or missing 401, and nothing runs',
		async (_, credential, right, wrong) => {
			const trigger = await activated(custom, credential);
			expect(await post(trigger, payload, wrong)).toBe(401);
			expect(await post(trigger, payload)).toBe(401);
			expect(trigger.inputs).toEqual([]);
			expect(await post(trigger, payload, right)).toBe(200);
			expect(trigger.responses).toHaveLength(1);
		},
	);

	it('a part of the address that nobody guesses', async () => {
		const secret = '7f1c9c1e-2d0b-4a55';
		const trigger = await activated(custom, { method: 'path', secret });
		for (const query of ['', '?7f1c9c1e', '?key=7f1c9c1e-2d0b-4a5', '?x=1']) {
			expect(await post(trigger, payload, {}, query)).toBe(401);
		}
		expect(trigger.inputs).toEqual([]);
		for (const query of [`?${secret}`, `?key=${secret}`, `?a=1&key=${secret}`]) {
			expect(await post(trigger, payload, {}, query)).toBe(200);
		}
		// Nothing in them says which response they are.
		expect(trigger.responses).toHaveLength(3);
	});

	it('an account behind a gateway may show something else than its tool sends by itself', async () => {
		const { body, call } = loadCalls().find((entry) => entry.call.preset === 'typeform')!;
		const credential = { method: 'header', headerName: 'X-Gateway', secret: SECRET };
		const trigger = await activated({ source: 'typeform' }, credential);
		const { signature } = PRESETS.find(({ name }) => name === 'typeform')!;
		expect(await post(trigger, body, proofOf(signature, body, call.secret))).toBe(401);
		expect(await post(trigger, body, { 'x-gateway': SECRET })).toBe(200);
		expect(trigger.responses).toHaveLength(1);
	});

	it('without a credential the workflow cannot be activated, and nobody is let in', async () => {
		const nobody = { url: '', token: '', requests: [] };
		const trigger = await new Production(nobody, custom, { credentials: {} }).start();
		started.push(trigger);
		await expect(trigger.activate()).rejects.toThrow('No Survey Webhook credential is chosen');
		expect(await post(trigger, payload)).toBe(401);
		expect(trigger.inputs).toEqual([]);
	});

	it('a test call with GET or HEAD is answered, and starts nothing', async () => {
		const trigger = await activated(custom);
		for (const method of ['GET', 'HEAD']) {
			expect((await fetch(`${trigger.url}/webhook/x/survey`, { method })).status).toBe(200);
		}
		expect(trigger.inputs).toEqual([]);
	});
});

it('a call that tells of one response several times, and of others: each comes out once, by its last word', async () => {
	const { call } = loadCalls().find((entry) => entry.call.preset === 'formbricks')!;
	const [finished] = call.payload as Array<{ data: { data: object } & IDataObject }>;
	const event = (name: string, change: object) => ({
		...finished,
		event: name,
		data: { ...finished.data, ...change },
	});
	const body = Buffer.from(
		JSON.stringify([
			event('responseCreated', { finished: false }),
			event('responseUpdated', { data: { note: 'first' } }),
			event('responseFinished', { data: { note: 'last' } }),
			event('responseFinished', { id: 'other' }),
		]),
	);
	const credential = { method: 'tool', secret: call.secret };
	const trigger = await activated({ source: 'formbricks' }, credential);
	const { signature } = PRESETS.find(({ name }) => name === 'formbricks')!;
	for (let time = 0; time < 2; time += 1) {
		expect(await post(trigger, body, proofOf(signature, body, call.secret))).toBe(200);
	}
	expect(new Set(trigger.out)).toEqual(new Set([finished.data.id, 'other']));
	expect(trigger.responses).toHaveLength(2);
	const [one] = trigger.responses.filter(({ answers }) => 'note' in (answers as IDataObject));
	expect(one).toMatchObject({ event: 'completed', answers: { note: { value: 'last' } } });
});

describe('Survey Trigger: Custom Webhook', () => {
	const shown = { 'x-survey-secret': SECRET };
	const path = (value: string) => ({ __rl: true, mode: 'path', value });
	const payload = {
		form: { id: 'f-7', name: 'Till' },
		entry: 'e-1',
		at: '2025-03-30 02:15:00',
		person: { mail: 'ada@example.com', no: 'C-1' },
		hidden: { store: 'Lyon', spend: 0 },
		scores: { nps: 6 },
		replies: [
			{ q: 'q1', tag: 'motif', ask: '<b>Why?</b>', said: 'Queue' },
			{ q: 'q2', tag: 'again', ask: 'Again?', said: '' },
		],
	};
	const mapping: INodeParameters = {
		source: 'customWebhook',
		timeZone: 'Europe/Paris',
		responseFields: {
			row: [
				['responseId', '$.entry'],
				['surveyId', '$.form.id'],
				['surveyName', '$.form.name'],
				['submittedAt', '$.at'],
				['email', '$.person.mail'],
				['externalId', '$.person.no'],
			].map(([field, value]) => ({ field, path: path(value) })),
		},
		answerRows: {
			row: [
				{ path: path('$.scores.nps'), key: 'score', label: '', title: 'Recommend?', type: 'nps' },
			],
		},
		answerList: {
			list: {
				each: path('$.replies[*]'),
				id: path('$.q'),
				label: path('$.tag'),
				title: path('$.ask'),
				value: path('$.said'),
			},
		},
		additionalFields: { row: [{ path: path('$.hidden') }] },
	} as unknown as INodeParameters;

	it('K30 K38: a mapping by JSONPath makes of it what every node reads; answers by id and by label', async () => {
		const trigger = await activated(mapping);
		expect(await post(trigger, JSON.stringify(payload), shown)).toBe(200);
		expect(trigger.responses).toMatchObject([
			{
				schemaVersion: '1',
				provider: 'webhook',
				survey: { id: 'f-7', name: 'Till' },
				// In the hour that does not exist, when summer time begins.
				response: { id: 'e-1', status: 'complete', submittedAt: '2025-03-30T01:15:00.000Z' },
				respondent: { email: 'ada@example.com', externalId: 'C-1' },
				context: { store: 'Lyon', spend: 0 },
				answers: {
					score: { type: 'nps', value: 6, npsGroup: 'detractor', title: 'Recommend?' },
					motif: { questionId: 'q1', ref: 'motif', title: 'Why?', value: 'Queue' },
					again: { questionId: 'q2', state: 'skipped', value: null },
				},
			},
		]);
	});

	it.each([
		['={{ "$.scores.nps" }}', /The path of answer "score" comes from an n8n expression/],
		['={{ $json.anything }}', /comes from an n8n expression/],
		['=$.scores.{{ "nps" }}', /comes from an n8n expression/],
	])('LA03 the path %s is data, which is never read as a path', async (value, message) => {
		const answerRows = { row: [{ path: path(value), key: 'score' }] };
		const wrong = activated({ ...mapping, answerRows } as unknown as INodeParameters);
		await expect(wrong).rejects.toThrow(message);
	});

	it("LA04 a path that stands in an expression is its author's", async () => {
		const answerRows = { row: [{ path: path('=$.scores.nps'), key: '={{ "sc" + "ore" }}' }] };
		const trigger = await activated({ ...mapping, answerRows } as unknown as INodeParameters);
		expect(await post(trigger, JSON.stringify(payload), shown)).toBe(200);
		expect(trigger.runs.map(({ error }) => error)).toEqual([undefined]);
		expect(trigger.responses[0].answers).toMatchObject({ score: { value: 6 } });
	});

	it('a form post is read as well', async () => {
		const trigger = await activated({ source: 'customWebhook' });
		const form = new URLSearchParams({ 'person[mail]': 'bo@example.com', nps: '9' }).toString();
		const formType = { 'content-type': 'application/x-www-form-urlencoded' };
		expect(await post(trigger, form, { ...shown, ...formType })).toBe(200);
		expect(trigger.responses[0]).toMatchObject({
			answers: { nps: { value: '9' }, person_mail: { value: 'bo@example.com', type: 'email' } },
		});
	});

	it.each([
		['nothing', ''],
		['cut off', '{"id":'],
		['words', 'hello'],
	])('%s: refused with 400, and nothing runs', async (_, body) => {
		const trigger = await activated(mapping);
		expect(await post(trigger, body, shown)).toBe(400);
		expect(trigger.inputs).toEqual([]);
	});

	it('the same response with other answers: dropped, or out again where updates are wanted', async () => {
		for (const [events, expected] of [
			[['new'], [6]],
			[
				['new', 'updated'],
				// Back to what it was is a change too.
				[6, 8, 6],
			],
		] as const) {
			forgetProcessed();
			const trigger = await activated({ ...mapping, events: [...events] });
			for (const nps of [6, 8, 8, 6]) {
				await post(trigger, JSON.stringify({ ...payload, scores: { nps } }), shown);
			}
			const scores = trigger.responses.map(
				({ answers }) => ((answers as IDataObject).score as IDataObject).value,
			);
			expect(scores).toEqual(expected);
		}
	});

	it('a mapping that was wrong is mended, and the failed execution retried', async () => {
		const trigger = await activated(mapping);
		const wrong = { list: { each: path('$.replies[?(@.x=1)]'), id: path('$.q') } };
		const { answerList } = trigger.node.parameters;
		trigger.node.parameters.answerList = wrong as unknown as INodeParameters;
		expect(await post(trigger, JSON.stringify(payload), shown)).toBe(200);
		expect(trigger.runs[0].error?.message).toContain('has a path that cannot be followed');
		trigger.node.parameters.answerList = answerList;
		const retried = await trigger.execute(trigger.inputs[0], 'retry');
		expect(retried.error).toBeUndefined();
		expect(trigger.out).toEqual(['e-1']);
	});

	it('a path that cannot be followed keeps the workflow from being activated', async () => {
		await expect(
			activated({ ...mapping, additionalFields: { row: [{ path: path('$.a[(') }] } } as never),
		).rejects.toThrow('has a path that cannot be followed: $.a[(');
	});

	it('a time zone that is none is said', async () => {
		await expect(activated({ ...mapping, timeZone: 'Paris' })).rejects.toThrow(
			'"Paris" is not a time zone',
		);
	});

	it('the payload comes along where it is wanted', async () => {
		const trigger = await activated({ ...mapping, options: { includeRaw: true } });
		await post(trigger, JSON.stringify(payload), shown);
		expect(trigger.responses[0].raw).toEqual(payload);
	});

	describe('the pasted sample', () => {
		const test = async (parameters: INodeParameters) => {
			const nobody = { url: '', token: '', requests: [] };
			const credentials = { surveyWebhookApi: { method: 'tool', secret: SECRET } };
			const trigger = await new Production(nobody, parameters, { credentials }).start();
			started.push(trigger);
			const result = await trigger.execute([{ json: {} }], 'manual');
			return { trigger, result };
		};

		it('K38: a test shows at once what comes out of it, and counts for nothing', async () => {
			const { trigger, result } = await test({
				...mapping,
				samplePayload: JSON.stringify(payload),
			});
			expect(result.error).toBeUndefined();
			expect(trigger.responses).toMatchObject([{ event: 'test', response: { id: 'e-1' } }]);
			expect(trigger.hints).toEqual([]);
			await trigger.activate();
			await post(trigger, JSON.stringify(payload), shown);
			expect(trigger.out).toEqual(['e-1', 'e-1']);
		});

		it('what the mapping does not find in it is named', async () => {
			const { trigger } = await test({ ...mapping, samplePayload: '{"entry":"e-2"}' });
			expect(trigger.hints).toContain('The sample has nothing at $.person.mail (email).');
			expect(trigger.hints).toContain('The sample has nothing at $.scores.nps (answer "score").');
			expect(trigger.hints[0]).toContain('No answer was found in the payload');
		});

		it.each([
			['', "'Sample Payload' is empty"],
			['{"a":', "'Sample Payload' cannot be read"],
			[`${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'nested more than 100 levels deep'],
		])('LA09 %.20j is no sample', async (samplePayload, message) => {
			const { result } = await test({ ...mapping, samplePayload });
			expect(result.error?.message).toContain(message);
		});

		it.each(loadCalls())("of a tool's own payload: $file", async ({ call, body, expected }) => {
			const { trigger, result } = await test({
				source: call.preset,
				timeZone: TIME_ZONE,
				samplePayload: body.toString(),
			});
			expect(result.error).toBeUndefined();
			expect(trigger.responses).toMatchObject([{ answers: lean(expected).answers }]);
		});
	});
});
