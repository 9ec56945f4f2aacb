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

describe('the surveys and stages of a plan', () => {
	const stages = [
		{ stage: 'Buy', surveyId: 'SV_1', from: 'answer' as const, key: 'Q1' },
		{ stage: 'Use', surveyId: 'SV_1', from: 'answer' as const, key: 'Q2' },
		{ stage: 'Use', surveyId: 'SV_2', from: 'answer' as const, key: 'Q9' },
		{ stage: 'Leave', surveyId: 'SV_3', from: 'answer' as const, key: 'Q5' },
	];
	const journey = planOf([measure('nps', { sources: stages })]);

	it('have their lines before anybody has answered', () => {
		const linesOf = (...groupBy: Array<'survey' | 'stage'>) =>
			compute(
				{
					...journey,
					surveys: [{ id: 'SV_1' }, { id: 'SV_9' }],
					groupBy: groupBy.map((by) => ({ by })),
				},
				[],
			).map(({ group, n }) => [...Object.values(group), n]);
		expect(linesOf('survey', 'stage')).toEqual([
			['SV_1', 'Buy', 0],
			['SV_1', 'Use', 0],
			['SV_2', 'Use', 0],
			['SV_3', 'Leave', 0],
		]);
		expect(linesOf('stage')).toEqual([
			['Buy', 0],
			['Use', 0],
			['Leave', 0],
		]);
		expect(linesOf('survey')).toEqual([
			['SV_1', 0],
			['SV_2', 0],
			['SV_3', 0],
		]);
		expect(linesOf()).toEqual([[0]]);
		const anySurvey = planOf([measure('nps')], {
			groupBy: [{ by: 'survey' }],
			surveys: [{ id: 'SV_9' }, { id: 'SV_1' }],
		});
		expect(compute(anySurvey, []).map(({ group, value, n }) => [group.survey, value, n])).toEqual([
			['SV_9', null, 0],
			['SV_1', null, 0],
		]);
	});
	it('of two names of the same moment it takes the one that is last in order, whatever came first', () => {
		const plan = planOf([measure('nps')], { groupBy: [{ by: 'survey' }] });
		const sketches = ['A', 'B'].map((surveyName) => ({ surveyName, answers: { Q: 10 } }));
		for (const order of [sketches, sketches.toReversed()])
			expect(compute(plan, order)[0].labels).toEqual({ survey: 'B' });
	});
});
