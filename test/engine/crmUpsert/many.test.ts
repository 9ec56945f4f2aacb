import { picked } from '../../workflows';
import { NODE, setUp, type Setup } from './setup';

const COUNT = 10_000;
const people = Array.from({ length: COUNT }, (_, index) => ({
	email: `person${index}@example.com`,
	lastName: `Person ${index}`,
}));

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

it.each([true, false])(
	'K29 10,000 items, checked before %s: one result each in its place, in few requests',
	async (checkBeforeWriting) => {
		setup.sandbox.control.addRecords('contact', 5_000);
		const result = await setup.run(people, {
			matchBy: 'key',
			matchKey: picked('new_emailkey', 'name'),
			options: { checkBeforeWriting },
		});
		expect(result.error).toBeUndefined();
		const told = result.json(NODE);
		expect(told).toHaveLength(COUNT);
		const count = (wanted: string) => told.filter(({ status }) => status === wanted).length;
		expect(count('created')).toBe(5_000);
		expect(count('updated') + count('unchanged')).toBe(5_000);
		const ids = new Set(told.map(({ id }) => id));
		expect(ids.size).toBe(COUNT);
		expect(setup.sandbox.control.countRecords('contact')).toBe(COUNT);
		expect(setup.byEmail('person9999@example.com')?.contactid).toBe(told[9999].id);
		expect(setup.sandbox.requests.length).toBeLessThanOrEqual(COUNT / 50);
		expect(setup.sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
	},
	60_000,
);

it('never more requests at once than the option says', async () => {
	setup.sandbox.control.setServiceProtection({ concurrent: 4 });
	setup.sandbox.control.setOptions({ latencyMs: 5 });
	const result = await setup.run(people.slice(0, 2_000), { options: { requestsAtOnce: 3 } });
	expect(result.error).toBeUndefined();
	expect(setup.sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
}, 30_000);
