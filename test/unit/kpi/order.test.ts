import { compute, measure, planOf } from './responses';

describe('groups', () => {
	it('come in the order of the plan, then of their numbers or letters, those without a value last', () => {
		const of = (by: 'context' | 'survey', values: Array<string | null>, surveys: string[] = []) =>
			compute(
				planOf([measure('nps')], {
					groupBy: [by === 'survey' ? { by } : { by, key: 'group' }],
					...(surveys.length > 0 && { surveys: surveys.map((id) => ({ id })) }),
				}),
				values.map((value) => ({
					answers: { Q: 10 },
					...(by === 'survey' ? { survey: value! } : { context: { group: value } }),
				})),
			).map(({ group }) => Object.values(group)[0]);
		expect(of('context', ['10', null, 'b', '9', 'a', 'B'])).toEqual([
			'9',
			'10',
			'a',
			'b',
			'B',
			null,
		]);
		expect(of('context', [null, 'a'])).toEqual(['a', null]);
		expect(of('survey', ['SV_1', 'SV_2', 'SV_3'], ['SV_3', 'SV_1'])).toEqual([
			'SV_3',
			'SV_1',
			'SV_2',
		]);
		expect(of('survey', ['SV_3', 'SV_2', 'SV_1'], ['SV_3', 'SV_1'])).toEqual([
			'SV_3',
			'SV_1',
			'SV_2',
		]);
	});
});
