import type { Json } from '../../../nodes/shared/connectors/hubspot/json';
import type { Records } from '../../../nodes/shared/connectors/hubspot/records';
import { searchIds } from '../../../nodes/shared/connectors/hubspot/search';
import { property } from './samples';

const LASTNAME = property('lastname', 'text', { label: 'Last Name' });

/** Notes what is asked, and answers that there is so much. */
function asked(total = 0) {
	const bodies: Json[] = [];
	const search = async (body: Json) => {
		bodies.push(body);
		return await Promise.resolve({ total, records: [] });
	};
	return { bodies, records: { search } as unknown as Records };
}

const valuesIn = (bodies: Json[]): string[] =>
	bodies.flatMap(({ filterGroups }) =>
		(filterGroups as Array<{ filters: Array<{ value?: string; values?: string[] }> }>).flatMap(
			({ filters: [{ value, values = [value!] }] }) => values,
		),
	);

it.each([
	['the same mark again', ['1', '1']],
	['marks that come round', ['1', '2', '1']],
])('LB01 a search that gives %s is an error, and comes to an end', async (_name, marks) => {
	let calls = 0;
	const search = async () => {
		const after = marks[calls % marks.length];
		calls += 1;
		return await Promise.resolve({ total: 3, records: [{ id: String(calls) }], after });
	};
	await expect(searchIds({ search } as unknown as Records, LASTNAME, ['Lee'])).rejects.toThrow(
		'repeats a page',
	);
	expect(calls).toBeLessThanOrEqual(marks.length);
});

describe('what the search is asked', () => {
	it.each([
		['short', 'n'],
		['of signs that take several bytes or are escaped', '"\\é'],
		['long', 'x'.repeat(900)],
	])('%s values: all of them, in bodies that are short enough', async (_name, text) => {
		const values = Array.from({ length: 500 }, (_, index) => `${text}${index}`);
		const { bodies, records } = asked();
		await searchIds(records, LASTNAME, values);
		expect(valuesIn(bodies)).toEqual(values);
		for (const body of bodies) expect(JSON.stringify(body).length).toBeLessThanOrEqual(3_000);
	});

	it('small letters for texts, options as they are, a telephone number by itself', async () => {
		const text = asked();
		await searchIds(text.records, LASTNAME, ['Lee', 'LEE']);
		expect(valuesIn(text.bodies)).toEqual(['lee']);
		const choice = asked();
		await searchIds(choice.records, { ...LASTNAME, kind: 'choice' }, ['Grp']);
		expect(valuesIn(choice.bodies)).toEqual(['Grp']);
		const phone = asked();
		const numbers = Array.from({ length: 7 }, (_, index) => `+3360000000${index}`);
		await searchIds(phone.records, { ...LASTNAME, isPhone: true }, numbers);
		expect(valuesIn(phone.bodies)).toEqual(numbers);
		expect(phone.bodies.map(({ filterGroups }) => (filterGroups as []).length)).toEqual([5, 2]);
	});

	it('a key that too many records have is refused', async () => {
		const { records } = asked(10_000);
		await expect(searchIds(records, LASTNAME, ['Lee'])).rejects.toMatchObject({ kind: 'input' });
	});
});
