import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { serviceCallId, storeVisitId } from '../../sandbox/qualtrics';
import { callWebhook, callWebhookMethod } from '../harness';
import type { Production } from './Production';
import { HOUR, recordedAgo, Setup, surveys } from './setup';

const DAY = 24 * HOUR;

describe('Survey Trigger: what a test shows', () => {
	const setup = new Setup();
	beforeEach(async () => await setup.open());
	afterEach(async () => await setup.close());

	const test = async (trigger: Production) => await trigger.execute([{ json: {} }], 'manual');

	it.each([
		['of today', HOUR],
		['of last month', 20 * DAY],
		['of years ago', 900 * DAY],
	])('Q15: the latest five responses %s, oldest first', async (_, age) => {
		const { control } = setup.sandbox;
		const ids = control.addResponses(8, {
			surveyId: storeVisitId,
			lastAt: Date.now() - age,
			stepMs: 60_000,
		});
		const trigger = await setup.trigger();
		const result = await test(trigger);
		expect(result.error).toBeUndefined();
		expect(trigger.out).toEqual(ids.slice(3));
		expect(trigger.responses.every(({ event }) => event === 'test')).toBe(true);
	});

	it('Q15: five where there are five, however long ago they came', async () => {
		const { control } = setup.sandbox;
		const ages = [900, 400, 200, 20, 5, 2].map((days) => days * DAY).concat(HOUR);
		const ids = ages.map((age) => control.addResponse(storeVisitId, undefined, recordedAgo(age)));
		const trigger = await setup.trigger();
		expect((await test(trigger)).error).toBeUndefined();
		expect(trigger.out).toEqual(ids.slice(2));
	});

	it('what comes out begins with respondent and answers, and names what was not shown in few words', async () => {
		setup.sandbox.control.addResponse(storeVisitId, { QID1: 9 }, recordedAgo(HOUR));
		const itemOf = async (parameters: INodeParameters) => {
			const trigger = await setup.trigger(parameters);
			const [item] = (await test(trigger)).json('Survey Trigger');
			return { item, size: JSON.stringify(item).length };
		};
		const whole = await itemOf({ options: { onlyShown: false } });
		const lean = await itemOf({});
		const simple = await itemOf({ simplify: true });
		for (const { item } of [whole, lean, simple])
			expect(Object.keys(item).slice(0, 2)).toEqual(['respondent', 'answers']);
		expect(whole.size).toBeGreaterThan(95_000);
		expect(lean.size).toBeLessThan(20_000);
		expect(lean.size * 5).toBeLessThan(whole.size);
		expect(simple.size).toBeLessThan(3_000);
		expect(simple.item.answers).toEqual({ 'How likely are you to recommend our store?': 9 });
		const revisionIn = ({ response }: IDataObject) => (response as IDataObject).revision;
		expect(revisionIn(lean.item)).toBe(revisionIn(whole.item));
		expect(revisionIn(simple.item)).toBe(revisionIn(whole.item));
	});

	it('one response by its ID', async () => {
		const { control } = setup.sandbox;
		const id = control.addResponse(storeVisitId, undefined, recordedAgo(DAY));
		control.addResponse(storeVisitId);
		const trigger = await setup.trigger({ testWith: 'responseId', testResponseId: ` ${id} ` });
		await test(trigger);
		expect(trigger.out).toEqual([id]);
	});

	it.each([
		[{ testWith: 'responseId', testResponseId: '' }, /'Response ID' is empty/],
		[{ testWith: 'responseId', testResponseId: 'R_none' }, /Qualtrics has no response R_none/],
		[surveys(serviceCallId), /has no responses yet/],
	])('%j: says what is missing', async (parameters, message) => {
		const trigger = await setup.trigger(parameters);
		expect((await test(trigger)).error?.message).toMatch(message);
	});

	it('a test counts nothing and moves nothing', async () => {
		const { control } = setup.sandbox;
		const trigger = await setup.trigger({ startFrom: 'all', options: { youngSeconds: 0 } });
		await trigger.activate();
		await trigger.checked();
		const before = JSON.stringify(trigger.staticData);
		const id = control.addResponse(storeVisitId);
		const sample = await test(trigger);
		expect(sample.json('Survey Trigger')).toHaveLength(1);
		expect(JSON.stringify(trigger.staticData)).toBe(before);
		await trigger.check();
		expect(trigger.out).toEqual([id, id]);
	});

	it('a new response: waits for it at the test address, shows it, and does not count it', async () => {
		const { control } = setup.sandbox;
		const trigger = await setup.trigger({ testWith: 'new', delivery: 'scheduled' });
		const staticData = {};
		const options = {
			node: trigger.node,
			credentials: trigger.credentials,
			mode: 'manual' as const,
			activation: 'manual' as never,
			baseUrl: trigger.url,
			staticData,
		};
		await callWebhookMethod({ ...options, method: 'create' });
		const [{ sharedKey }] = setup.subscriptions;
		const id = control.addResponse(storeVisitId);
		const { signatureOf } = await import('../../sandbox/qualtrics');
		const MSG = JSON.stringify({ Status: 'Complete', SurveyID: storeVisitId, ResponseID: id });
		const form = new URLSearchParams({
			Topic: `brand.surveyengine.completedResponse.${storeVisitId}`,
			HMAC: signatureOf(MSG, sharedKey ?? ''),
			MSG,
		});
		const answer = await callWebhook({
			...options,
			request: { rawBody: Buffer.from(form.toString()) },
		});
		const [items] = answer.data.workflowData ?? [];
		await trigger.execute(items ?? [], 'manual');
		await trigger.execute(items ?? [], 'manual');
		expect(trigger.out).toEqual([id, id]);
		await callWebhookMethod({ ...options, method: 'delete' });
		expect(setup.subscriptions).toEqual([]);
	});
});
