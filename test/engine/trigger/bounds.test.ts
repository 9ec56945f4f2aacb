import { DataDeduplicationService } from 'n8n-core';
import { storeVisitId } from '../../sandbox/qualtrics';
import { until, type Production } from './Production';
import { HOUR, Setup } from './setup';

const entriesOf = async ({ node }: Production): Promise<number> =>
	await DataDeduplicationService.getInstance().getProcessedDataCount(
		'node',
		{ workflow: { id: 'workflow' }, node, mode: 'trigger' } as never,
		{ mode: 'entries' },
	);

describe('Survey Trigger: many responses at once', () => {
	const setup = new Setup();
	beforeEach(async () => await setup.open());
	afterEach(async () => await setup.close());

	it('the store stays bounded during a long catch-up, which does not drive out what the webhook records meanwhile', async () => {
		const { control } = setup.sandbox;
		const waiting = 12_500;
		const ids = control.addResponses(waiting, {
			surveyId: storeVisitId,
			lastAt: Date.now() - HOUR,
			stepMs: 1000,
		});
		let most = 0;
		const trigger = await setup.trigger(
			{ startFrom: 'all', options: { batchSize: 1000, youngSeconds: 0 } },
			{
				afterwards: async () => {
					most = Math.max(most, await entriesOf(trigger));
				},
			},
		);
		await trigger.activate();
		// Announced while the check is busy with what is old.
		const announced = await control.submitResponse(storeVisitId);
		await until('all responses', () => trigger.out.length > waiting, 240_000);
		expect(trigger.out.filter((id) => id !== announced)).toEqual(ids);
		// Five entries each: without giving up its own older ones it would be 62,500.
		expect(most).toBeLessThanOrEqual(31_000);
		await trigger.check();
		await control.announce(announced);
		await trigger.settled();
		expect(trigger.out).toHaveLength(waiting + 1);
	}, 300_000);
});
