import { picked } from '../../workflows';
import { NODE, openDesk, type Desk } from './setup';

const COUNT = 10_000;
const people = Array.from({ length: COUNT }, (_, index) => ({
	email: `person${index}@example.com`,
	lastName: `Person ${index}`,
}));

let desk: Desk;
beforeEach(async () => {
	desk = await openDesk();
});
afterEach(async () => await desk.sandbox.close());

it.each([true, false])(
	'K29 10,000 items, checked before %s: one result each in its place, in few requests',
	async (checkBeforeWriting) => {
		desk.sandbox.control.addRecords('contact', 5_000);
		const result = await desk.run(people, {
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
		expect(desk.sandbox.control.countRecords('contact')).toBe(COUNT);
		expect(desk.byEmail('person9999@example.com')?.contactid).toBe(told[9999].id);
		expect(desk.sandbox.requests.length).toBeLessThanOrEqual(COUNT / 50);
		expect(desk.sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
	},
	60_000,
);

it('never more requests at once than the option says', async () => {
	desk.sandbox.control.setServiceProtection({ concurrent: 4 });
	desk.sandbox.control.setOptions({ latencyMs: 5 });
	const result = await desk.run(people.slice(0, 2_000), { options: { requestsAtOnce: 3 } });
	expect(result.error).toBeUndefined();
	expect(desk.sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
}, 30_000);
