import type { IDataObject } from 'n8n-workflow';
import { startQualtricsSandbox, storeVisitId } from '../../sandbox/qualtrics';
import { SourceCredentialsHelper } from '../harness/credentials';
import { MINUTE, Setup } from './setup';

const INSTANT = { delivery: 'instant' };
const ANOTHER = 'another-token-of-the-test-user-0002';

describe('Survey Trigger: the key that signs announcements', () => {
	const setup = new Setup();
	beforeEach(async () => await setup.open());
	afterEach(async () => await setup.close());

	/** What n8n keeps of the trigger, with the credential's secret made another one on both sides. */
	const change = (trigger: { credentials: IDataObject }, token = ANOTHER) => {
		setup.sandbox.state.token = token;
		(trigger.credentials.qualtricsApi as IDataObject).apiToken = token;
	};
	const comesThrough = async (trigger: { settled(): Promise<void>; out: string[] }) => {
		const id = await setup.sandbox.control.submitResponse(storeVisitId);
		await trigger.settled();
		return trigger.out.includes(id);
	};
	type Trigger = Awaited<ReturnType<Setup['trigger']>>;
	const memoryOf = (trigger: Trigger) =>
		(trigger.staticData.global as { surveyTriggers: Record<string, IDataObject> }).surveyTriggers[
			trigger.node.id
		];

	it.each([{}, INSTANT, { events: ['new', 'partial'] }])(
		'LA08: stands neither in the static data nor in an execution (%j)',
		async (parameters) => {
			const trigger = await setup.trigger(parameters);
			await trigger.activate();
			await trigger.checked();
			expect(await comesThrough(trigger)).toBe(true);
			const keys = setup.subscriptions.map(({ sharedKey }) => sharedKey!);
			expect(new Set(keys).size).toBe(1);
			const kept = JSON.stringify([trigger.staticData, trigger.inputs, trigger.responses]);
			for (const secret of [...keys, setup.sandbox.token]) {
				expect(secret.length).toBeGreaterThan(16);
				expect(kept).not.toContain(secret);
			}
			expect(memoryOf(trigger).keyMark).toMatch(/^[0-9a-f]{32}$/);
		},
	);

	it('LA08: is the same in every process, and another for every trigger and every credential', async () => {
		const one = await setup.trigger(INSTANT);
		await one.activate();
		const [{ sharedKey }] = setup.subscriptions;
		await one.deactivate();
		// Nothing that was remembered helps: a worker derives it alike.
		one.staticData = {};
		await one.activate();
		expect(setup.subscriptions).toHaveLength(1);
		expect(setup.subscriptions[0].sharedKey).toBe(sharedKey);
		expect(await comesThrough(one)).toBe(true);
		const two = await setup.trigger(INSTANT);
		await two.activate();
		expect(setup.subscriptions.at(-1)?.sharedKey).not.toBe(sharedKey);
		await one.deactivate();
		change(one);
		await one.activate();
		const keys = new Set(setup.subscriptions.map((subscription) => subscription.sharedKey));
		expect(keys.has(sharedKey)).toBe(false);
		expect(keys.size).toBe(2);
	});

	it.each([
		['Instant with Catch-Up', {}],
		['Instant', INSTANT],
	])('LA08: %s: with another credential, the next check subscribes anew, once', async (_, how) => {
		const trigger = await setup.trigger(how);
		await trigger.activate();
		await trigger.checked();
		const [before] = setup.subscriptions;
		change(trigger);
		await trigger.check();
		expect(setup.subscriptions).toHaveLength(1);
		expect(setup.subscriptions[0].id).not.toBe(before.id);
		expect(setup.subscriptions[0].sharedKey).not.toBe(before.sharedKey);
		expect(await comesThrough(trigger)).toBe(true);
		await trigger.check();
		expect(setup.subscriptions).toHaveLength(1);
		await trigger.deactivate();
		expect(setup.subscriptions).toEqual([]);
	});

	it('LA08: Instant alone: a subscription that cannot be kept is told, once, since nothing else brings responses', async () => {
		const trigger = await setup.trigger(INSTANT);
		await trigger.activate();
		const { control } = setup.sandbox;
		// A fault that passes, and is not tried again within the check as a 503 or a 429 would be.
		control.misbehave({ match: /eventsubscriptions/, kind: '5xx-html', status: 501, times: 50 });
		await trigger.check();
		control.behave();
		expect(trigger.reported).toEqual([]);
		control.makeBrandAdmin(false);
		for (const { id } of setup.subscriptions) control.dropSubscription(id);
		for (let n = 0; n < 2; n += 1) await trigger.check();
		expect(trigger.reported.map(({ message }) => message)).toEqual([
			'This Qualtrics account may not create or see event subscriptions',
		]);
		control.makeBrandAdmin(true);
		await trigger.check();
		expect(setup.subscriptions).toHaveLength(1);
		expect(await comesThrough(trigger)).toBe(true);
	});

	/** The statuses that Qualtrics gets for one more response. */
	const answered = async () => {
		const { deliveries } = setup.sandbox.state;
		const before = deliveries.length;
		await setup.sandbox.control.submitResponse(storeVisitId);
		return deliveries.slice(before).map(({ status }) => status);
	};

	describe('the former key, while the subscription is the former one', () => {
		const { now } = Date;
		const after = (ms: number) => jest.spyOn(Date, 'now').mockImplementation(() => now() + ms);
		const changed = async () => {
			const trigger = await setup.trigger(INSTANT);
			await trigger.activate();
			expect(await answered()).toEqual([200]);
			await trigger.settled();
			change(trigger);
			return trigger;
		};
		afterEach(() => {
			jest.restoreAllMocks();
		});

		it('LA08: is good for at most ten minutes after the credential was read: then 401, and nothing runs', async () => {
			const trigger = await changed();
			after(9 * MINUTE);
			expect(await answered()).toEqual([200]);
			await trigger.settled();
			const { length } = trigger.inputs;
			expect(length).toBe(2);
			after(11 * MINUTE);
			const statuses = await answered();
			expect(statuses.length).toBeGreaterThan(0);
			expect(new Set(statuses)).toEqual(new Set([401]));
			expect(trigger.inputs).toHaveLength(length);
		});

		it('LA08: is refused at once when the subscription is another, whoever made it', async () => {
			const trigger = await changed();
			const [{ sharedKey, ...former }] = setup.subscriptions;
			await trigger.check();
			setup.subscriptions[0].sharedKey = sharedKey;
			expect(setup.subscriptions[0].id).not.toBe(former.id);
			expect(new Set(await answered())).toEqual(new Set([401]));
		});

		it('LA08: a key that the credential gives anew is not kept for subscriptions of the former', async () => {
			const trigger = await changed();
			after(11 * MINUTE);
			expect(new Set(await answered())).toEqual(new Set([401]));
			setup.sandbox.state.token = setup.sandbox.token;
			(trigger.credentials.qualtricsApi as IDataObject).apiToken = setup.sandbox.token;
			expect(await answered()).toEqual([200]);
			await trigger.settled();
		});
	});

	it('the credential is read for none of the calls that a known key signs', async () => {
		const trigger = await setup.trigger();
		await trigger.activate();
		await trigger.checked();
		const read = jest.spyOn(SourceCredentialsHelper.prototype, 'getDecrypted');
		for (let n = 0; n < 3; n += 1) expect(await comesThrough(trigger)).toBe(true);
		const modes = read.mock.calls.map(([, , , mode]) => mode);
		expect(modes).toContain('trigger');
		expect(modes).not.toContain('webhook');
	});

	it.each([
		['Instant with Catch-Up', {}],
		['Instant', INSTANT],
	])(
		'LA08: %s: a key that an older version kept goes, and the subscription is made anew',
		async (_, how) => {
			const trigger = await setup.trigger(how);
			await trigger.activate();
			await trigger.checked();
			const [before] = setup.subscriptions;
			before.sharedKey = 'f'.repeat(64);
			const memory = memoryOf(trigger);
			delete memory.keyMark;
			Object.assign(memory, { sharedKey: before.sharedKey, changes: 1e6 });
			await trigger.restart();
			await trigger.check();
			expect(setup.subscriptions).toHaveLength(1);
			expect(setup.subscriptions[0].sharedKey).not.toBe(before.sharedKey);
			expect(await comesThrough(trigger)).toBe(true);
			expect(await comesThrough(trigger)).toBe(true);
			expect(JSON.stringify(trigger.staticData)).not.toContain('sharedKey');
			expect(JSON.stringify(trigger.staticData)).not.toContain('f'.repeat(64));
		},
	);

	it('LA08: an answer lost while the former subscription stands and cannot be deleted is not mistaken for it', async () => {
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
		const qualtricsOAuth2Api = {
			dataCenter: 'fra1',
			baseUrl: url,
			scope: scopes.join(' '),
			...oauth,
		};
		const trigger = await setup.trigger(
			{ authentication: 'clientCredentials' },
			{ credentials: { qualtricsOAuth2Api } },
		);
		await trigger.activate();
		await trigger.checked();
		const [former] = setup.subscriptions;
		// As when the client got another secret; the sandbox's access token goes on being good.
		memoryOf(trigger).keyMark = 'of another secret';
		memoryOf(trigger).changes = 1e6;
		former.sharedKey = 'e'.repeat(64);
		const { control } = setup.sandbox;
		control.misbehave({ match: /POST .*eventsubscriptions$/, kind: 'done-but-no-answer' });
		await trigger.restart();
		await trigger.check();
		const alike = setup.subscriptions.filter(({ id }) => id !== former.id);
		expect(alike).toHaveLength(1);
		expect(memoryOf(trigger).subscriptions).toMatchObject({ [alike[0].topics]: alike[0].id });
	});

	it.each([
		['nothing', ''],
		['blanks', ' \n'],
		['signs that nobody sees', '\u200b'],
	])(
		'LA08: a token of %s: activation says so before anything is sent, and no call is believed',
		async (_, apiToken) => {
			const { url } = setup.sandbox;
			const trigger = await setup.trigger(INSTANT, {
				credentials: { qualtricsApi: { apiToken, dataCenter: 'fra1', baseUrl: url } },
			});
			await expect(trigger.activate()).rejects.toThrow(
				"'API Token' of the Qualtrics credential is empty",
			);
			expect(setup.sandbox.requests).toEqual([]);
			const statuses = await setup.sandbox.control.forgeWebhook({
				surveyId: storeVisitId,
				how: 'no-signature',
				url: `${trigger.url}/webhook/x/survey`,
			});
			expect(statuses).toEqual([401]);
			expect(trigger.inputs).toEqual([]);
		},
	);
});
