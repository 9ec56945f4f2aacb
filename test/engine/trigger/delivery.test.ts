import { serviceCallId, storeVisitId } from '../../sandbox/qualtrics';
import { until } from './Production';
import { HOUR, MINUTE, recordedAgo, Setup, surveys } from './setup';

describe('Survey Trigger: what is delivered, and how often', () => {
	const setup = new Setup();
	beforeEach(async () => await setup.open());
	afterEach(async () => await setup.close());

	it('Q11 Q13 Q26: instant: each announced response once, however often it is announced', async () => {
		const trigger = await setup.trigger({ delivery: 'instant' });
		await trigger.activate();
		const id = await setup.sandbox.control.submitResponse(storeVisitId);
		await setup.sandbox.control.announce(id, { times: 3 });
		await trigger.settled();
		expect(trigger.out).toEqual([id]);
		expect(trigger.responses[0]).toMatchObject({
			provider: 'qualtrics',
			survey: { id: storeVisitId, name: expect.any(String) },
			response: { id, status: 'complete', revision: expect.stringMatching(/^[0-9a-f]{32}$/) },
			answers: { QID2: { title: expect.any(String), label: expect.any(String) } },
		});
		expect(setup.requests('POST', 'export-responses')).toBe(0);
	});

	it.each([
		['minutes', { minutes: 15 }, ['0 */15 * * * *']],
		['hour', { minute: 5 }, ['0 5 * * * *']],
		['day', { hour: 6, minute: 30 }, ['0 30 6 * * *']],
		['week', { weekday: 1, hour: 6, minute: 0 }, ['0 0 6 * * 1']],
		['cron', { cronExpression: '0 6 * * 1-5' }, ['0 0 6 * * 1-5']],
	])('Q12 C12: scheduled, %s: runs at %j', async (every, values, expressions) => {
		const trigger = await setup.trigger({ delivery: 'scheduled', every, ...values });
		await trigger.activate();
		expect(trigger.crons).toEqual(expressions);
		expect(setup.subscriptions).toEqual([]);
	});

	it('C18 C19: from the beginning: what was there comes first, oldest first, without a manual step', async () => {
		const { control } = setup.sandbox;
		const third = control.addResponse(storeVisitId, undefined, recordedAgo(2 * HOUR));
		const first = control.addResponse(storeVisitId, undefined, recordedAgo(400 * 24 * HOUR));
		const second = control.addResponse(storeVisitId, undefined, recordedAgo(20 * HOUR));
		const trigger = await setup.trigger({ startFrom: 'all' });
		await trigger.activate();
		await trigger.check();
		expect(trigger.out).toEqual([first, second, third]);
		const later = await control.submitResponse(storeVisitId);
		await trigger.settled();
		expect(trigger.out).toEqual([first, second, third, later]);
	});

	it('C28: new only: what was there stays out, what comes is taken', async () => {
		const { control } = setup.sandbox;
		control.addResponse(storeVisitId, undefined, recordedAgo(HOUR));
		const trigger = await setup.trigger({ delivery: 'scheduled', startFrom: 'new' });
		await trigger.activate();
		await trigger.check();
		expect(trigger.runs).toHaveLength(0);
		const id = control.addResponse(storeVisitId);
		await trigger.check();
		expect(trigger.out).toEqual([id]);
	});

	it('starts from a date, in the time zone of the workflow', async () => {
		const { control } = setup.sandbox;
		control.addResponse(storeVisitId, undefined, { recordedAt: Date.UTC(2026, 0, 31, 7, 59) });
		const id = control.addResponse(storeVisitId, undefined, {
			recordedAt: Date.UTC(2026, 0, 31, 8, 0),
		});
		const trigger = await setup.trigger({
			delivery: 'scheduled',
			startFrom: 'date',
			startDate: '2026-01-31T08:00:00',
		});
		await trigger.activate();
		await trigger.check();
		expect(trigger.out).toEqual([id]);
	});

	it('an earlier start, set later, brings what lies before, and nothing twice', async () => {
		const { control } = setup.sandbox;
		const oldest = control.addResponse(storeVisitId, undefined, recordedAgo(30 * HOUR));
		const old = control.addResponse(storeVisitId, undefined, recordedAgo(10 * HOUR));
		const trigger = await setup.trigger({ delivery: 'scheduled' });
		await trigger.activate();
		await trigger.check();
		const fresh = control.addResponse(storeVisitId);
		await trigger.check();
		expect(trigger.out).toEqual([fresh]);
		await trigger.change({ startFrom: 'all' });
		await trigger.check();
		expect(trigger.out).toEqual([fresh, oldest, old]);
		await trigger.check();
		expect(trigger.out).toHaveLength(3);
	});

	it('C21 C22 C25 C26 C27: while fetching is off nothing is registered, asked or taken; once it is on, responses come', async () => {
		const { control, requests } = setup.sandbox;
		const trigger = await setup.trigger({ fetchResponses: false });
		await trigger.activate();
		control.addResponse(storeVisitId, undefined, recordedAgo(HOUR));
		await trigger.check();
		expect(requests).toHaveLength(0);
		expect(trigger.crons).toEqual([]);
		expect(setup.subscriptions).toEqual([]);

		await trigger.change({ fetchResponses: true });
		expect(setup.subscriptions).toHaveLength(1);
		const id = await control.submitResponse(storeVisitId);
		await trigger.settled();
		await trigger.check();
		expect(trigger.out).toEqual([id]);
	});

	it('both: what was never announced comes with the check, the rest once and without empty executions', async () => {
		const { control } = setup.sandbox;
		const trigger = await setup.trigger({ startFrom: 'date', startDate: '2020-01-01' });
		await trigger.activate();
		await trigger.check();
		const announced = await control.submitResponse(
			storeVisitId,
			undefined,
			recordedAgo(3 * MINUTE),
		);
		const silent = control.addResponse(storeVisitId, undefined, recordedAgo(2 * MINUTE));
		const young = control.addResponse(storeVisitId, undefined, recordedAgo(10_000));
		await trigger.settled();
		await trigger.check();
		await trigger.check();
		expect(trigger.out).toEqual([announced, silent]);
		expect(trigger.runs).toHaveLength(2);
		await control.announce(young);
		await trigger.settled();
		expect(trigger.out).toEqual([announced, silent, young]);
	});

	it('takes several surveys; one that is gone does not keep the others back, and is told once', async () => {
		const { control } = setup.sandbox;
		const trigger = await setup.trigger({
			delivery: 'scheduled',
			...surveys(serviceCallId, storeVisitId),
		});
		await trigger.activate();
		await trigger.check();
		control.deleteSurvey(serviceCallId);
		const id = control.addResponse(storeVisitId);
		// The definition read a moment ago is remembered; the export shows that the survey is gone.
		await trigger.check();
		await trigger.check();
		expect(trigger.out).toEqual([id]);
		expect(trigger.reported.map(({ message }) => message)).toEqual([
			`Qualtrics has no survey ${serviceCallId}, or does not show it to this user`,
		]);
	});

	it('goes on after a restart, a deactivation, and a node renamed, without a gap and without a repetition', async () => {
		const { control } = setup.sandbox;
		const trigger = await setup.trigger({ startFrom: 'all' });
		control.addResponse(storeVisitId, undefined, recordedAgo(3 * HOUR));
		await trigger.activate();
		await trigger.check();
		const [subscription] = setup.subscriptions;
		control.addResponse(storeVisitId, undefined, recordedAgo(2 * MINUTE));
		await trigger.restart();
		await trigger.check();
		expect(setup.subscriptions).toEqual([subscription]);
		await trigger.deactivate();
		control.addResponse(storeVisitId, undefined, recordedAgo(2 * MINUTE - 1));
		trigger.node.name = 'Answers of customers';
		await trigger.activate();
		await trigger.check();
		expect(trigger.out).toHaveLength(3);
		expect(new Set(trigger.out).size).toBe(3);
		expect(setup.subscriptions).toHaveLength(1);
	});

	it('an export that fails half-way is told, and the next check brings what it held', async () => {
		const { control } = setup.sandbox;
		const trigger = await setup.trigger({ delivery: 'scheduled', startFrom: 'all' });
		const id = control.addResponse(storeVisitId, undefined, recordedAgo(HOUR));
		control.failExports(1);
		await trigger.activate();
		await trigger.checked();
		expect(trigger.out).toEqual([]);
		expect(trigger.reported).toHaveLength(1);
		expect(trigger.reported[0].message).toContain('could not export the responses');
		await trigger.check();
		expect(trigger.out).toEqual([id]);
		expect(trigger.reported).toHaveLength(1);
	});

	it('two exports at once: checks that overlap bring each response once', async () => {
		const { control } = setup.sandbox;
		const ids = control.addResponses(6, { surveyId: storeVisitId, lastAt: Date.now() - HOUR });
		const parameters = { delivery: 'scheduled', startFrom: 'all', options: { batchSize: 2 } };
		const trigger = await setup.trigger(parameters);
		await trigger.activate();
		await Promise.all([trigger.check(), trigger.check(), trigger.check()]);
		await until('all responses', () => trigger.out.length >= ids.length);
		expect(trigger.out).toEqual(ids);
		expect(trigger.reported).toEqual([]);
	});

	it('an empty survey is nothing special', async () => {
		const trigger = await setup.trigger({ startFrom: 'all', ...surveys(serviceCallId) });
		await trigger.activate();
		await trigger.check();
		expect(trigger.runs).toEqual([]);
		expect(trigger.reported).toEqual([]);
	});

	it('a response that cannot be fetched is a failed execution; its retry completes it, or drops what the check brought', async () => {
		const { control } = setup.sandbox;
		const trigger = await setup.trigger({ options: { youngSeconds: 0 } });
		await trigger.activate();
		await trigger.checked();
		control.makeBrandAdmin(true);
		const ids: string[] = [];
		for (let n = 0; n < 2; n += 1) {
			control.misbehave({ match: /GET .*\/responses\/R_/, kind: 'garbage-json' });
			ids.push(await control.submitResponse(storeVisitId));
			await until('the execution to fail', () => trigger.runs.length === n + 1);
		}
		expect(trigger.runs.map(({ status }) => status)).toEqual(['error', 'error']);
		expect(trigger.runs[0].error?.message).toContain('not JSON');
		const [first, second] = trigger.inputs;
		await trigger.execute(first, 'retry');
		expect(trigger.out).toEqual([ids[0]]);
		await trigger.check();
		expect(trigger.out).toEqual(ids);
		await trigger.execute(second, 'retry');
		expect(trigger.out).toEqual(ids);
	});

	it('a batch that fails stops the pull; what got through is not brought again', async () => {
		const { control } = setup.sandbox;
		const ids = control.addResponses(6, { surveyId: storeVisitId, lastAt: Date.now() - HOUR });
		const trigger = await setup.trigger({
			delivery: 'scheduled',
			startFrom: 'all',
			options: { batchSize: 2 },
		});
		trigger.failAt(2);
		await trigger.activate();
		await trigger.checked();
		expect(trigger.out).toEqual(ids.slice(0, 2));
		await trigger.check();
		expect(trigger.out).toEqual(ids);
	});
});
