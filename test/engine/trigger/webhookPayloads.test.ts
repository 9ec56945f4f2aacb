import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { forgetProcessed } from '../harness';
import { Production } from './Production';

const SECRET = 'a secret of at least sixteen';
const shown = { 'content-type': 'application/json', 'x-survey-secret': SECRET };
const path = (value: string) => ({ __rl: true, mode: 'path', value });
const started: Production[] = [];

async function activated(parameters: INodeParameters): Promise<Production> {
	const nobody = { url: '', token: '', requests: [] };
	const credentials = { surveyWebhookApi: { method: 'tool', secret: SECRET } };
	const trigger = await new Production(nobody, parameters, { credentials }).start();
	started.push(trigger);
	await trigger.activate();
	return trigger;
}

async function post(
	trigger: Production,
	body: string,
	headers: Record<string, string>,
): Promise<number> {
	const url = `${trigger.url}/webhook/x/survey`;
	const { status } = await fetch(url, { method: 'POST', headers, body });
	await trigger.settled();
	return status;
}

beforeEach(() => forgetProcessed());
afterEach(async () => {
	for (const trigger of started.splice(0)) await trigger.close();
});

describe('Survey Trigger: what a Custom Webhook is posted', () => {
	it('LB12 no id: each call is a response of its own, and each run says so; a retried execution keeps its id', async () => {
		const trigger = await activated({ source: 'customWebhook' });
		for (const smiley of [5, 5, 5, 3]) {
			expect(await post(trigger, JSON.stringify({ smiley }), shown)).toBe(200);
		}
		expect(trigger.responses.map(({ answers }) => (answers as IDataObject).smiley)).toMatchObject(
			[5, 5, 5, 3].map((value) => ({ value })),
		);
		expect(new Set(trigger.out).size).toBe(4);
		expect(trigger.hints.filter((hint) => hint.includes('each request counts'))).toHaveLength(4);
		expect(trigger.hints[0]).toContain("Map 'Response ID'");
		const again = await trigger.execute(trigger.inputs[0], 'retry');
		expect(again.error).toBeUndefined();
		expect(trigger.out.at(-1)).toBe(trigger.out[0]);
	});

	it('LB12 no id, but the sender names the delivery: once, however often it is tried', async () => {
		const trigger = await activated({ source: 'customWebhook' });
		for (const id of ['m-1', 'm-1', 'm-2']) {
			const headers = { ...shown, 'webhook-id': id };
			expect(await post(trigger, '{"smiley":5}', headers)).toBe(200);
		}
		expect(trigger.responses).toHaveLength(2);
		expect(trigger.hints).toEqual([]);
	});

	const byId = {
		source: 'customWebhook',
		responseFields: { row: [{ field: 'responseId', path: path('$.id') }] },
	} as unknown as INodeParameters;

	it('LB05 ids that differ in their nineteenth digit are two responses', async () => {
		const trigger = await activated(byId);
		for (const id of ['8202522731445525542', '8202522731445525543', '8202522731445525542']) {
			expect(await post(trigger, `{"id":${id},"nps":9}`, shown)).toBe(200);
		}
		expect(trigger.out).toEqual(['8202522731445525542', '8202522731445525543']);
	});

	it('LB06 a byte order mark is no obstacle', async () => {
		const trigger = await activated(byId);
		expect(await post(trigger, '\uFEFF{"id":"r-1","nps":9}', shown)).toBe(200);
		expect(trigger.out).toEqual(['r-1']);
	});

	it('LB06 JSON that is posted as a form, or written out twice, is read', async () => {
		const trigger = await activated(byId);
		const asForm = { ...shown, 'content-type': 'application/x-www-form-urlencoded' };
		expect(await post(trigger, '{"id":"r-1","nps":9}', asForm)).toBe(200);
		expect(await post(trigger, JSON.stringify('{"id":"r-2","nps":0}'), shown)).toBe(200);
		expect(trigger.responses).toMatchObject([
			{ response: { id: 'r-1' }, answers: { nps: { value: 9 } } },
			{ response: { id: 'r-2' }, answers: { nps: { value: 0 } } },
		]);
	});

	it('LB12 an id that nobody filled in is none: two people are two', async () => {
		const trigger = await activated(byId);
		for (const id of ['"{{ entry_id }}"', '"{{ entry_id }}"', '"undefined"', '"undefined"'])
			expect(await post(trigger, `{"id":${id},"nps":9}`, shown)).toBe(200);
		expect(new Set(trigger.out).size).toBe(4);
		expect(trigger.hints.filter((hint) => hint.includes('each request counts'))).toHaveLength(4);
	});

	it.each([
		['JSON', `{"id":1,"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
		['of any kind', '['.repeat(200_000)],
	])('LA09 nested 10,000 levels deep, %s: 400 that says so, and nothing runs', async (_, body) => {
		const trigger = await activated(byId);
		const answer = await fetch(`${trigger.url}/webhook/x/survey`, {
			method: 'POST',
			headers: shown,
			body,
		});
		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain('nested more than 100 levels deep');
		await trigger.settled();
		expect(trigger.inputs).toEqual([]);
	});

	it('LB11 a list of two responses is two', async () => {
		const trigger = await activated(byId);
		const list = [
			{ id: 'r-1', nps: 9 },
			{ id: 'r-2', nps: 2 },
		];
		expect(await post(trigger, JSON.stringify(list), shown)).toBe(200);
		expect(trigger.responses).toMatchObject([
			{ response: { id: 'r-1' }, answers: { nps: { value: 9 } } },
			{ response: { id: 'r-2' }, answers: { nps: { value: 2 } } },
		]);
	});

	it('LB11 a list of two responses within the call is two, in a test as well', async () => {
		const parameters = {
			source: 'customWebhook',
			samplePayload: '{"all":[{"id":"s-1","nps":9},{"id":"s-2"}]}',
			responseFields: {
				row: [
					{ field: 'deliveries', path: path('$.all') },
					{ field: 'responseId', path: path('$.id') },
				],
			},
		} as unknown as INodeParameters;
		const trigger = await activated(parameters);
		expect(await post(trigger, '{"all":[{"id":1,"nps":9},{"id":2,"nps":2}]}', shown)).toBe(200);
		expect(trigger.out).toEqual(['1', '2']);
		const result = await trigger.execute([{ json: {} }], 'manual');
		expect(result.error).toBeUndefined();
		expect(trigger.out).toEqual(['1', '2', 's-1', 's-2']);
		expect(trigger.hints.filter((hint) => hint.includes('has nothing at'))).toEqual([]);
	});

	it('LB07 a path that finds a list of one gives that one; of several the first, with a note', async () => {
		const trigger = await activated({
			...byId,
			responseFields: {
				row: [
					{ field: 'responseId', path: path('$.id') },
					{ field: 'email', path: path("$.fields[?(@.type=='email')].value") },
				],
			},
		} as unknown as INodeParameters);
		const field = (value: string) => ({ type: 'email', value });
		const calls = [
			[field('a@example.com')],
			[field('b@example.com'), null, field('c@example.com')],
		];
		for (const [id, fields] of calls.entries()) {
			expect(await post(trigger, JSON.stringify({ id, fields }), shown)).toBe(200);
		}
		expect(trigger.responses).toMatchObject([
			{ respondent: { email: 'a@example.com', anonymous: false } },
			{ respondent: { email: 'b@example.com', anonymous: false } },
		]);
		expect(trigger.hints).toEqual([
			"$.fields[?(@.type=='email')].value gives 2 values where one is wanted: the first was taken.",
		]);
	});

	it('LA01 a path that would run code keeps the workflow from being activated, and from running', async () => {
		const code =
			"$..[?('\\'' && @.constructor[( @.getPrototypeOf(@).constructor(\"globalThis.P=1;0\")() + '' )])]";
		const withCode = {
			...byId,
			answerRows: { row: [{ path: path(code), key: 'x', label: '', title: '', type: 'auto' }] },
		} as unknown as INodeParameters;
		await expect(activated(withCode)).rejects.toThrow('has a path that cannot be followed');
		const trigger = await activated(byId);
		trigger.node.parameters.answerRows = withCode.answerRows;
		await post(trigger, '{"id":1,"a":{"b":1}}', shown);
		expect(trigger.runs[0].error?.message).toContain('has a path that cannot be followed');
		expect((globalThis as Record<string, unknown>).P).toBeUndefined();
	});
});
