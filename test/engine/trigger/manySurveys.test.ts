import { storeVisitId } from '../../sandbox/qualtrics';
import { Setup, surveys } from './setup';

describe('Survey Trigger: many surveys', () => {
	const setup = new Setup();
	beforeEach(async () => await setup.open());
	afterEach(async () => await setup.close());

	const schemas = () => setup.requests('GET', '/response-schema');
	const exports = () => setup.requests('POST', '/export-responses');

	it('neither activation nor checks ask for the schema of a survey where nothing came in', async () => {
		const { control } = setup.sandbox;
		const ids = control.copySurvey(storeVisitId, 6);
		const trigger = await setup.trigger({
			startFrom: 'all',
			delivery: 'scheduled',
			...surveys(...ids),
		});
		await trigger.activate();
		await trigger.checked();
		await trigger.check();
		expect(trigger.reported).toEqual([]);
		expect(schemas()).toBe(0);
		expect(exports()).toBe(2 * ids.length);
		const added = control.addResponse(ids[4]);
		await trigger.check();
		expect(trigger.out).toEqual([added]);
		expect(schemas()).toBe(1);
	});

	it.each(['deleteSurvey', 'unshareSurvey'] as const)(
		'a survey that a check cannot read (%s) is told once, and the others are read',
		async (how) => {
			const { control } = setup.sandbox;
			const [lost, kept] = control.copySurvey(storeVisitId, 2);
			const trigger = await setup.trigger({
				startFrom: 'all',
				delivery: 'scheduled',
				...surveys(lost, kept),
			});
			await trigger.activate();
			await trigger.checked();
			control[how](lost);
			const added = control.addResponse(kept);
			await trigger.check();
			await trigger.check();
			expect(trigger.out).toEqual([added]);
			expect(trigger.reported.map(({ message }) => message)).toEqual([
				expect.stringContaining(lost),
			]);
		},
	);
});
