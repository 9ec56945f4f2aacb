import { closedSurveyId, serviceCallId, storeVisitId } from '../../sandbox/qualtrics';
import { startQualtricsSandbox } from '../../sandbox/qualtrics';
import { callWebhookMethod } from '../harness';
import { MINUTE, recordedAgo, Setup, surveys } from './setup';

const COMPLETED = `surveyengine.completedResponse.${storeVisitId}`;

describe('Survey Trigger: activation and deactivation', () => {
	const setup = new Setup();
	beforeEach(async () => await setup.open());
	afterEach(async () => await setup.close());

	it('Q11: subscribes once for POST and GET together, with a key; deletes by its own id alone, others untouched', async () => {
		const foreign = setup.sandbox.control.addForeignSubscription(
			COMPLETED,
			'https://other.example.com/hook',
		);
		const trigger = await setup.trigger({ events: ['new', 'partial'] });
		await trigger.activate();
		const ours = setup.subscriptions.filter(({ id }) => id !== foreign);
		expect(ours.map(({ topics }) => topics).sort()).toEqual([
			COMPLETED,
			`surveyengine.partialResponse.${storeVisitId}`,
		]);
		for (const { sharedKey, publicationUrl, encrypted } of ours) {
			expect(sharedKey).toMatch(/^[0-9a-f]{64}$/);
			expect(publicationUrl).toContain(trigger.url);
			expect(encrypted).toBe(false);
		}
		await trigger.deactivate();
		expect(setup.subscriptions.map(({ id }) => id)).toEqual([foreign]);
		const deletions = setup.sandbox.requests.filter(({ method }) => method === 'DELETE');
		expect(deletions).toHaveLength(2);
		for (const { path } of deletions) expect(path).toMatch(/eventsubscriptions\/SUB_\w+$/);
	});

	it('a subscription removed behind our back is made again by the next check, with the same key', async () => {
		const trigger = await setup.trigger();
		await trigger.activate();
		await trigger.checked();
		const [before] = setup.subscriptions;
		setup.sandbox.control.dropSubscription(before.id);
		await trigger.check();
		const [after] = setup.subscriptions;
		expect(setup.subscriptions).toHaveLength(1);
		expect(after.id).not.toBe(before.id);
		expect(after.sharedKey).toBe(before.sharedKey);
		const id = await setup.sandbox.control.submitResponse(storeVisitId);
		await trigger.settled();
		expect(trigger.out).toEqual([id]);
		await trigger.deactivate();
		expect(setup.subscriptions).toEqual([]);
	});

	it('a leftover of a crash, whose key is lost, is found again and replaced, not doubled', async () => {
		const trigger = await setup.trigger();
		const { control } = setup.sandbox;
		const leftover = control.addForeignSubscription(
			COMPLETED,
			`${trigger.url}/webhook/${trigger.node.webhookId}/survey`,
		);
		await trigger.activate();
		expect(setup.subscriptions).toHaveLength(1);
		expect(setup.subscriptions[0].id).not.toBe(leftover);
		expect(setup.subscriptions[0].sharedKey).toBeDefined();
	});

	it('an answer lost on the way does not lead to a second subscription', async () => {
		const { control } = setup.sandbox;
		control.misbehave({ match: /POST .*eventsubscriptions$/, kind: 'done-but-no-answer' });
		const trigger = await setup.trigger({ delivery: 'instant' });
		await trigger.activate();
		expect(setup.subscriptions).toHaveLength(1);
		const id = await control.submitResponse(storeVisitId);
		await trigger.settled();
		expect(trigger.out).toEqual([id]);
	});

	it('an address that changed leaves no subscription at the old one', async () => {
		const trigger = await setup.trigger();
		await trigger.activate();
		await trigger.checked();
		const [before] = setup.subscriptions;
		trigger.node.webhookId = 'another';
		await trigger.activate('update');
		expect(setup.subscriptions).toHaveLength(1);
		expect(setup.subscriptions[0].publicationUrl).toContain('another');
		expect(setup.subscriptions[0].id).not.toBe(before.id);
	});

	it('without the right to subscribe, instant delivery refuses and says why', async () => {
		setup.sandbox.control.makeBrandAdmin(false);
		const trigger = await setup.trigger({ delivery: 'instant' });
		await expect(trigger.activate()).rejects.toMatchObject({
			message: 'This Qualtrics account may not create or see event subscriptions',
			description: expect.stringMatching(/brand administrator.*scheduled delivery/),
		});
	});

	it('without that right, Instant with Catch-Up runs on the check alone, says so at every run, and subscribes once it may', async () => {
		const { control } = setup.sandbox;
		control.makeBrandAdmin(false);
		const trigger = await setup.trigger({ startFrom: 'all', options: { youngSeconds: 0 } });
		await trigger.activate();
		await trigger.checked();
		for (let n = 1; n <= 2; n += 1) {
			control.addResponse(storeVisitId);
			await trigger.check();
			expect(trigger.out).toHaveLength(n);
		}
		const sample = await trigger.execute([{ json: {} }], 'manual');
		expect(sample.json('Survey Trigger')).toHaveLength(2);
		expect(trigger.hints).toHaveLength(3);
		for (const hint of trigger.hints) {
			expect(hint).toMatch(
				/by the scheduled check alone.*may not create or see event subscriptions/,
			);
			expect(hint).toMatch(/To change it.*brand administrator.*Web Service task.*'Scheduled'/);
		}
		control.makeBrandAdmin(true);
		await trigger.check();
		expect(setup.subscriptions).toHaveLength(1);
		const id = await control.submitResponse(storeVisitId);
		await trigger.settled();
		expect(trigger.out.at(-1)).toBe(id);
		expect(trigger.hints).toHaveLength(3);
	});

	it.each([
		['hidden by the brand', 'all'],
		['readable, but not to be made', 'create'],
	] as const)(
		'a right lost later (%s) does not stop the checks',
		async (_, brandAdminNeededFor) => {
			const { control } = setup.sandbox;
			control.setOptions({ brandAdminNeededFor });
			const trigger = await setup.trigger({ startFrom: 'all', options: { youngSeconds: 0 } });
			await trigger.activate();
			await trigger.checked();
			control.makeBrandAdmin(false);
			for (const { id } of setup.subscriptions) control.dropSubscription(id);
			await trigger.restart();
			const id = control.addResponse(storeVisitId);
			await trigger.check();
			expect(trigger.out).toEqual([id]);
			expect(trigger.hints[0]).toContain('by the scheduled check alone');
			expect(trigger.reported).toEqual([]);
		},
	);

	it('with OAuth2 that may not delete, deactivation goes through, and the next activation uses the subscription again', async () => {
		await setup.sandbox.close();
		const scopes = [
			'read:users',
			'read:surveys',
			'read:survey_responses',
			'read:subscriptions',
			'write:subscriptions',
		];
		setup.sandbox = await startQualtricsSandbox({ exportPolls: 0, scopes });
		const { url, oauth } = setup.sandbox;
		const trigger = await setup.trigger(
			{ authentication: 'clientCredentials', delivery: 'instant' },
			{
				credentials: {
					qualtricsOAuth2Api: {
						dataCenter: 'fra1',
						baseUrl: url,
						scope: scopes.join(' '),
						...oauth,
					},
				},
			},
		);
		await trigger.activate();
		const [subscription] = setup.subscriptions;
		await trigger.deactivate();
		expect(setup.subscriptions).toEqual([subscription]);
		await trigger.activate();
		expect(setup.subscriptions).toEqual([subscription]);
		const id = await setup.sandbox.control.submitResponse(storeVisitId);
		await trigger.settled();
		expect(trigger.out).toEqual([id]);
		expect(trigger.hints).toEqual([]);
	});

	it('a restart while Qualtrics is away keeps everything as it was', async () => {
		const { control } = setup.sandbox;
		const trigger = await setup.trigger({ startFrom: 'all' });
		await trigger.activate();
		await trigger.checked();
		const [subscription] = setup.subscriptions;
		control.misbehave({
			match: /eventsubscriptions/,
			kind: '429-retry-after',
			// Longer than an activation waits; the check waits for it.
			retryAfter: 15,
		});
		await trigger.restart();
		expect(setup.subscriptions).toEqual([subscription]);
		const id = control.addResponse(storeVisitId, undefined, recordedAgo(2 * MINUTE));
		control.behave();
		await trigger.check();
		expect(trigger.out).toEqual([id]);
	}, 90_000);

	it('a test subscribes at its own address and leaves production alone', async () => {
		const trigger = await setup.trigger({ testWith: 'new' });
		await trigger.activate();
		await trigger.checked();
		const [production] = setup.subscriptions;
		const staticData = JSON.parse(JSON.stringify(trigger.staticData));
		const test = {
			node: trigger.node,
			credentials: trigger.credentials,
			mode: 'manual' as const,
			activation: 'manual' as never,
			baseUrl: 'http://127.0.0.1:9',
			staticData,
		};
		await callWebhookMethod({ ...test, method: 'create' });
		expect(setup.subscriptions).toHaveLength(2);
		const [, testing] = setup.subscriptions;
		expect(testing.publicationUrl).toContain('127.0.0.1:9/');
		expect(testing.sharedKey).not.toBe(production.sharedKey);
		// n8n takes it back in a mode of its own.
		const back = { ...test, mode: 'internal' as const, activation: 'update' as const };
		await callWebhookMethod({ ...back, method: 'delete' });
		expect(setup.subscriptions).toEqual([production]);
		// A test whose registration was lost deletes nothing of production either.
		await callWebhookMethod({ ...back, staticData: {}, method: 'delete' });
		expect(setup.subscriptions).toEqual([production]);
		const id = await setup.sandbox.control.submitResponse(storeVisitId);
		await trigger.settled();
		expect(trigger.out).toEqual([id]);
		await trigger.deactivate();
		expect(setup.subscriptions).toEqual([]);
	});

	it('two triggers of one workflow keep what each other remembers, also when n8n activates them one by one', async () => {
		const { control } = setup.sandbox;
		const first = await setup.trigger({ delivery: 'scheduled', ...surveys(serviceCallId) });
		await first.activate();
		await first.checked();
		const second = await setup.trigger({ startFrom: 'all' });
		// One workflow is one row in the database.
		second.staticData = first.staticData;
		await second.activate();
		await second.checked();
		const subscription = setup.subscriptions.at(-1)!;
		expect(subscription.sharedKey).toBeDefined();
		// The first one hands on a response and stores its copy, in which the second one never was.
		control.addResponse(serviceCallId);
		await first.check();
		expect(first.out).toHaveLength(1);
		expect(JSON.stringify(first.staticData)).toContain(subscription.id);
		expect(JSON.stringify(first.staticData)).toContain('keyMark');
	});

	it.each([
		['a closed survey', closedSurveyId],
		['a survey without responses', serviceCallId],
	])('activates on %s', async (_, surveyId) => {
		const trigger = await setup.trigger(surveys(surveyId));
		await trigger.activate();
		await trigger.checked();
		expect(trigger.reported).toEqual([]);
	});
});
