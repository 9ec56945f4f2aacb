import { compute, type Given, kpiOf, measure, planOf, up } from './responses';

describe('distribution', () => {
	it('counts choices; with several the shares are of respondents', () => {
		const result = kpiOf(measure('distribution'), [['Shop', 'Web'], ['Web'], ['Web'], ['Phone']]);
		expect(result).toMatchObject({ value: null, n: 4 });
		expect(result.parts.map(({ label, count, share }) => [label, count, share])).toEqual([
			['Web', 3, 75],
			['Phone', 1, 25],
			['Shop', 1, 25],
		]);
		expect(result.parts[0].interval?.low).toBeCloseTo(30.06, 2);
	});
	it('puts numbers in their order', () => {
		const { parts } = kpiOf(measure('distribution'), [10, 9, 2, 10], up(0, 10));
		expect(parts.map(({ key, count }) => [key, count])).toEqual([
			['2', 1],
			['9', 1],
			['10', 2],
		]);
	});
	it('goes by frequency as soon as one answer is no number, an answer without words among them', () => {
		const orderOf = (...words: string[]) =>
			kpiOf(
				measure('distribution'),
				words.map((label) => ({ value: label || 'x', choices: [{ label }] })),
			).parts.map(({ key }) => key);
		expect(orderOf('2', '2', '1')).toEqual(['1', '2']);
		expect(orderOf('2', '2', '1', 'x')).toEqual(['2', '1', 'x']);
		expect(orderOf('2', '2', '1', '')).toEqual(['2', '', '1']);
	});
	it('is one for a choice in two languages, in the words that most have seen', () => {
		const said = (label: string) => ({ choices: [{ code: '1', label }], value: '1', label });
		const { parts } = kpiOf(measure('distribution'), [said('Oui'), said('Yes'), said('Oui')]);
		expect(parts).toHaveLength(1);
		expect(parts[0]).toMatchObject({ key: '1', label: 'Oui', count: 3 });
	});
	it('takes words that are names of object properties', () => {
		const { parts } = kpiOf(measure('distribution'), ['__proto__', 'constructor', '__proto__']);
		expect(parts.map(({ key, count }) => [key, count])).toEqual([
			['__proto__', 2],
			['constructor', 1],
		]);
	});
	it.each([
		['the most frequent, be they last in order', ['Yes', 'Oui', 'Yes'], 'Yes'],
		['of equally frequent ones the first in order', ['Yes', 'Oui', 'Yes', 'Oui'], 'Oui'],
		['in whatever order they came', ['Oui', 'Yes', 'Oui', 'Yes'], 'Oui'],
	])('says of several words for one choice %s', (_what, words, label) => {
		const given = words.map((said) => ({ value: '1', choices: [{ code: '1', label: said }] }));
		expect(kpiOf(measure('distribution'), given).parts).toMatchObject([
			{ key: '1', label, count: words.length },
		]);
	});
	it.each<[string, (index: number) => Given]>([
		['texts, which are no choices', (index) => `Text ${index}`],
		[
			'as many words for one choice',
			(index) => ({ value: '1', choices: [{ code: '1', label: `Text ${index}` }] }),
		],
	])('takes 500 and refuses more: %s', (_what, given) => {
		const all = Array.from({ length: 500 }, (_, index) => given(index));
		const of = (more: Given[]) => kpiOf(measure('distribution'), [...all, ...more]).n;
		expect(of([given(0), given(499)])).toBe(502);
		expect(() => of([given(500)])).toThrow(
			expect.objectContaining({
				message: 'A distribution has more than 500 different answers',
				hint: 'Use a question with choices, or a number with few values.',
			}),
		);
	});
});

describe('C03 sentiment', () => {
	it('reads words, in several languages, and numbers', () => {
		const values = ['Positive', 'very negative', ' NÉGATIF ', 'neutral', 'mixed', 2, -1, 0, 'meh'];
		const result = kpiOf(measure('sentimentShare'), values);
		// positive: "Positive", 2 of eight
		expect(result).toMatchObject({ value: 25, n: 8, leftOut: { notRecognised: 1 } });
		expect(result.parts.map(({ key, count }) => [key, count])).toEqual([
			['positive', 2],
			['neutral', 2],
			['negative', 3],
			['mixed', 1],
		]);
	});
	it('takes the middle of a scale, the share asked for, and words of one’s own', () => {
		expect(kpiOf(measure('sentimentShare'), [1, 3, 4, 5], up(1, 5)).value).toBe(50);
		const own = measure('sentimentShare', {
			sentiment: 'negative',
			sentimentWords: { negative: ['meh'] },
		});
		expect(kpiOf(own, ['Meh', 'positive']).value).toBe(50);
	});
});

describe('response rate', () => {
	const done = { survey: 'SV_1' };
	const begun = { survey: 'SV_1', response: { status: 'partial' as const } };
	const rate = (more: object = {}) => planOf([measure('responseRate', { sources: [], ...more })]);

	it('is of those who began', () => {
		expect(compute(rate(), [done, done, done, begun])[0]).toMatchObject({ value: 75, n: 4 });
	});
	it('C29 is null until somebody has finished', () => {
		expect(compute(rate(), [begun])[0]).toMatchObject({ value: null, n: 0, interval: null });
		const invited = rate({ invitations: [{ count: 100 }] });
		expect(compute(invited, [begun])[0]).toMatchObject({ value: null, n: 0 });
	});
	it('is of those invited, where that is known', () => {
		const [result] = compute(rate({ invitations: [{ count: 8 }] }), [done, done, begun]);
		expect(result).toMatchObject({ value: 25, n: 8 });
		expect(result.parts.map(({ count }) => count)).toEqual([2, 6]);
		const few = compute(rate({ invitations: [{ count: 1 }] }), [done, done])[0];
		expect(few).toMatchObject({
			value: null,
			notes: ['There are more responses than invitations'],
		});
	});
	it('knows the invitations of each survey, and does not spread a sum', () => {
		const invitations = [
			{ surveyId: 'SV_1', count: 10 },
			{ surveyId: 'SV_2', count: 20 },
		];
		const plan = { ...rate({ invitations }), groupBy: [{ by: 'survey' as const }] };
		const sketches = [done, done, { survey: 'SV_2' }];
		const results = compute(plan, sketches, { withTotal: true });
		expect(results.map(({ value, n }) => [value, n])).toEqual([
			[20, 10],
			[5, 20],
			[10, 30],
		]);
		const vague = { ...rate({ invitations: [{ count: 30 }] }), groupBy: plan.groupBy };
		expect(compute(vague, sketches)[0]).toMatchObject({
			value: null,
			notes: ['The number of people invited is not known for this group'],
		});
	});
	it('one survey one vote: only where the invitations of each survey are known', () => {
		const both = [{ surveyId: 'SV_1', count: 10 }];
		const all = [...both, { surveyId: 'SV_2', count: 4 }];
		const sketches = [done, done, { survey: 'SV_2' }];
		const voted = (invitations: typeof all) =>
			compute({ ...rate({ invitations }), weighting: 'surveys' as const }, sketches)[0];
		// 2 of 10 and 1 of 4
		expect(voted(all)).toMatchObject({ value: 22.5, surveys: 2, notes: [] });
		expect(voted(both)).toMatchObject({
			value: null,
			interval: null,
			notes: ['The number of people invited is not known for each survey'],
		});
	});
	it('does not count a response twice that stands in two stages', () => {
		const sources = ['A', 'B'].map((stage) => ({ from: 'answer' as const, key: stage, stage }));
		const plan = { ...rate({ sources }), groupBy: [{ by: 'stage' as const }] };
		const results = compute(plan, [done, begun], { withTotal: true });
		expect(results.map(({ group, value, n }) => [group.stage, value, n])).toEqual([
			['A', 50, 2],
			['B', 50, 2],
			[undefined, 50, 2],
		]);
	});
});
