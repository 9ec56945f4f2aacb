import type { IDataObject } from 'n8n-workflow';
import { responseOf } from '../../unit/kpi/responses';
import { picked } from '../../workflows';
import { NODE, setUp, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const row = (target: string, source: string, more: IDataObject = {}): IDataObject => ({
	target,
	source: picked(source, 'text'),
	options: {},
	...more,
});

const start = async (rows: IDataObject[], parameters: IDataObject = {}, more = {}) =>
	await setup.run(
		{
			resource: 'workflow',
			operation: 'start',
			workflowUrl: setup.sandbox.jsonEventUrl,
			showQuestionsOf: 'none',
			payload: { row: rows },
			...parameters,
		},
		{ input: [response], ...more },
	);

const response = responseOf({
	answers: { Q: 3, Said: 'Nobody there' },
	context: { plan: 'gold', phone: '+33612345678' },
}) as never;

describe('Workflow: Start', () => {
	it('sends what the rows say: numbers as numbers, nested names, transformations', async () => {
		const result = await start([
			row('customer.score', '${q://Q/ChoiceNumericEntryValue}'),
			row('customer.plan', '${e://Field/plan}'),
			row('comment', 'Said: ${q://Said/ChoiceTextEntryValue}'),
			row('phone', '${e://Field/phone|phone:national:FR}'),
			row('order', '={{ $json.response.id }}'),
			row('nothing', '${e://Field/missing}'),
			row('cleared', '${e://Field/missing}', { whenEmpty: 'clear' }),
		]);
		expect(result.error).toBeUndefined();
		const payload = {
			customer: { score: 3, plan: 'gold' },
			comment: 'Said: Nobody there',
			phone: '0612345678',
			order: expect.any(String),
			cleared: null,
		};
		expect(result.json(NODE)).toMatchObject([
			{ status: 'started', requestId: expect.any(String), payload },
		]);
		expect(setup.sandbox.state.jsonEvents).toMatchObject([{ payload }]);
		expect(setup.sandbox.state.jsonEvents[0].payload).not.toHaveProperty('nothing');
		expect(result.items(NODE)[0].pairedItem).toEqual({ item: 0 });
	});

	it('a dry run shows the payload and sends nothing', async () => {
		const result = await start([row('plan', '${e://Field/plan}')], {
			workflowOptions: { dryRun: true },
		});
		expect(result.json(NODE)).toEqual([
			{ status: 'wouldStart', dryRun: true, payload: { plan: 'gold' } },
		]);
		expect(setup.sandbox.requests).toEqual([]);
	});

	it.each([
		['https://evil.example.com/trigger?x=1', /evil\.example\.com|another host|not .*Qualtrics/i],
		['not an address', /not an address/],
	])('the token goes to Qualtrics alone: %s', async (workflowUrl, message) => {
		const { error } = await start([row('a', 'b')], { workflowUrl });
		expect(error?.message).toMatch(message);
		expect(setup.sandbox.requests).toEqual([]);
	});

	it('refuses more than 100 KB before it is sent', async () => {
		const { error } = await start([row('a', '={{ "x".repeat(120000) }}')]);
		expect(error?.message).toMatch(/holds 118 KB/);
		expect(setup.sandbox.requests).toEqual([]);
	});

	it('a workflow that is gone is an error of its item; with Continue the others go on', async () => {
		const gone = setup.sandbox.jsonEventUrl.replace(/triggerId=.*/, 'triggerId=OC_gone');
		const result = await start(
			[row('plan', '={{ $json.plan }}')],
			{ workflowUrl: '={{ $json.url }}' },
			{
				input: [
					{ url: gone, plan: 'a' },
					{ url: setup.sandbox.jsonEventUrl, plan: 'b' },
				],
				onError: 'continueRegularOutput',
			},
		);
		expect(result.json(NODE)).toMatchObject([
			{ error: expect.stringContaining('[item 0]') },
			{ status: 'started', payload: { plan: 'b' } },
		]);
	});

	it('what names nothing is reported, or fails by choice', async () => {
		const rows = [row('a', '${gr://}'), row('b', '${x://nothing}')];
		const reported = await start(rows);
		expect(JSON.stringify(reported.json(NODE)[0].warnings)).toContain('cannot be resolved');
		const failed = await start(rows, { workflowOptions: { whenUnresolved: 'error' } });
		expect(failed.error?.message).toContain('cannot be resolved');
	});

	it.each([
		[{ provider: 'startquestion' }, /Only Qualtrics has JSON events/],
		[{ authentication: 'clientCredentials' }, /need an API token/],
	])('%j: says that it cannot work', async (parameters, message) => {
		const credentials = {
			qualtricsOAuth2Api: { baseUrl: setup.sandbox.url, ...setup.sandbox.oauth },
			startquestionApi: { host: 'www.startquestion.com', token: 't', tokenSecret: 's' },
		};
		const { error } = await start([row('a', 'b')], parameters, { credentials });
		expect(error?.message).toMatch(message);
	});

	it.each(['', '__proto__.x', 'a.constructor'])(
		'%j cannot be the name of a field',
		async (target) => {
			const { error } = await start([row(target, 'x')]);
			expect(error?.message ?? 'left out').toMatch(/cannot be the name of a field|left out/);
			expect(({} as { x?: unknown }).x).toBeUndefined();
		},
	);
});
