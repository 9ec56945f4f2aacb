import { storeVisitId } from '../../sandbox/qualtrics';
import { HOUR, recordedAgo, Setup } from './setup';

const AT_ONCE = { options: { youngSeconds: 0 } };

describe('Survey Trigger: which responses count', () => {
	const setup = new Setup();
	beforeEach(async () => await setup.open());
	afterEach(async () => await setup.close());

	const seen = (trigger: { responses: object[] }) =>
		trigger.responses.map((one) => {
			const { event, response } = one as { event: string; response: { id: string } };
			return [response.id, event];
		});

	it('Q27: an edited response comes out again as updated, with another revision, and only when it changed', async () => {
		const { control } = setup.sandbox;
		const trigger = await setup.trigger({ events: ['new', 'updated'], ...AT_ONCE });
		await trigger.activate();
		await trigger.checked();
		const id = await control.submitResponse(storeVisitId, { QID1: 3, QID2: 1 }, recordedAgo(5000));
		await trigger.settled();
		await trigger.check();
		expect(seen(trigger)).toEqual([[id, 'completed']]);

		// Modified, and yet the same.
		control.editResponse(id);
		await trigger.check();
		expect(trigger.out).toEqual([id]);

		control.editResponse(id, { QID2: 5 });
		await trigger.check();
		await trigger.check();
		expect(seen(trigger)).toEqual([
			[id, 'completed'],
			[id, 'updated'],
		]);
		const [before, after] = trigger.responses.map(
			({ response }) => (response as { revision: string }).revision,
		);
		expect(after).not.toBe(before);

		control.editResponse(id, { QID2: 4 });
		await trigger.check();
		expect(trigger.out).toHaveLength(3);
	});

	it('Q27: from the beginning: what was edited long ago comes once, in its present form', async () => {
		const { control } = setup.sandbox;
		const id = control.addResponse(
			storeVisitId,
			{ QID2: 5 },
			{
				...recordedAgo(10 * HOUR),
				modifiedAt: Date.now() - HOUR,
			},
		);
		const trigger = await setup.trigger({
			delivery: 'scheduled',
			events: ['new', 'updated'],
			startFrom: 'all',
		});
		await trigger.activate();
		await trigger.checked();
		await trigger.check();
		expect(seen(trigger)).toEqual([[id, 'completed']]);
	});

	it('Q27: only updates: new ones stay out, edits of old ones come', async () => {
		const { control } = setup.sandbox;
		const old = control.addResponse(storeVisitId, undefined, recordedAgo(10 * HOUR));
		const trigger = await setup.trigger({ events: ['updated'], ...AT_ONCE });
		await trigger.activate();
		await trigger.checked();
		expect(setup.subscriptions).toEqual([]);
		control.addResponse(storeVisitId);
		control.editResponse(old, { QID2: 5 });
		await trigger.check();
		expect(seen(trigger)).toEqual([[old, 'updated']]);
	});

	it('partial responses: only when asked for, and completed later they count as new', async () => {
		const { control } = setup.sandbox;
		const partial = { finished: false, progress: 40 };
		const completeOnly = await setup.trigger({ ...AT_ONCE });
		const both = await setup.trigger({ events: ['new', 'partial'], ...AT_ONCE });
		await completeOnly.activate();
		await both.activate();
		const id = await control.submitResponse(storeVisitId, { QID2: 2 }, partial);
		await both.settled();
		await completeOnly.check();
		await both.check();
		expect(completeOnly.out).toEqual([]);
		expect(both.out).toEqual([id]);
		expect(both.responses[0]).toMatchObject({ response: { status: 'partial' } });
	});

	it.each([
		['includeTests', 1],
		['includeTests', 2],
		['includeImported', 4],
		['includeSpam', 8],
	])('%s: responses of status %d come only when asked for', async (option, status) => {
		const { control } = setup.sandbox;
		const without = await setup.trigger({ ...AT_ONCE });
		const including = await setup.trigger({ options: { youngSeconds: 0, [option]: true } });
		await without.activate();
		await including.activate();
		const id = await control.submitResponse(storeVisitId, undefined, { status });
		await without.settled();
		await including.settled();
		await without.check();
		await including.check();
		expect(without.out).toEqual([]);
		expect(including.out).toEqual([id]);
	});

	it('C05: the label of the connection goes along, to tell several accounts apart', async () => {
		const trigger = await setup.trigger({ options: { connectionLabel: 'Retail France' } });
		await trigger.activate();
		await setup.sandbox.control.submitResponse(storeVisitId);
		await trigger.settled();
		expect(trigger.responses[0]).toMatchObject({ connectionLabel: 'Retail France' });
	});

	it('personal metadata comes only when asked for', async () => {
		const bare = await setup.trigger({ delivery: 'instant' });
		const full = await setup.trigger({ delivery: 'instant', options: { includeMeta: true } });
		await bare.activate();
		await full.activate();
		await setup.sandbox.control.submitResponse(storeVisitId);
		await bare.settled();
		await full.settled();
		expect(bare.responses[0].meta).toBeUndefined();
		expect(full.responses[0].meta).toMatchObject({ ip: expect.any(String) });
	});
});
