import { VerbatimSample } from '../../../nodes/shared/survey/kpi';
import type { VerbatimSource } from '../../../nodes/shared/survey/kpi/verbatims';
import { responseOf, type Sketch, state } from './responses';

const day = (of: number) => `2026-03-0${of}T10:00:00.000Z`;
const sampleOf = (
	source: Partial<VerbatimSource>,
	sketches: Sketch[],
	...settings: [perStage?: number, rules?: object]
) => {
	const sample = new VerbatimSample([{ key: 'T', ...source }], ...settings);
	for (const sketch of sketches) sample.add(responseOf(sketch));
	return sample.of(source.stage ?? null);
};
const textsOf = (...given: Parameters<typeof sampleOf>) =>
	sampleOf(...given).map(({ text }) => text);

describe('C03 what people wrote', () => {
	it.each<[string, Sketch['answers'], string[]]>([
		['the answer of an open question', { T: ' Fine \n' }, ['Fine']],
		[
			'a comment beside a choice, rather than the choice',
			{ T: { text: 'Good', comment: 'Quick' } },
			['Quick'],
		],
		['nothing where the comment is empty', { T: { text: 'Good', comment: ' ' } }, []],
		['nothing where the question is not in the response', { U: 'x' }, []],
	])('is %s', (_, answers, texts) => expect(textsOf({}, [{ answers }])).toEqual(texts));

	it('never is a property of the answers', () => {
		expect(textsOf({ key: 'constructor' }, [{ answers: {} }])).toEqual([]);
	});

	it('comes with its question, survey and date, as far as they are known', () => {
		const bare = responseOf({ answers: { T: { text: 'x', title: '' } } });
		const sample = new VerbatimSample([{ key: 'T' }]);
		sample.add({
			...bare,
			survey: { id: 'SV_9' },
			response: { ...bare.response, submittedAt: undefined, updatedAt: undefined },
		});
		expect(sample.of(null)).toEqual([{ text: 'x', stage: null, survey: 'SV_9', at: null }]);
		expect(sample.of('Buy')).toEqual([]);
	});

	it.each<[string, Sketch, object]>([
		[
			'the words of an answer, named by its question',
			{ answers: { T: 'x', S: { label: 'Happy' } } },
			{ score: 'Happy', scoreName: 'Question S' },
		],
		[
			'an answer without a title',
			{ answers: { T: 'x', S: { label: '4', title: '' } } },
			{ score: '4' },
		],
		['none of an answer that was skipped', { answers: { T: 'x', S: state('skipped') } }, {}],
		[
			'a field, by its name',
			{ answers: { T: 'x' }, context: { S: 0 } },
			{ score: '0', scoreName: 'S' },
		],
		['none of a field without a value', { answers: { T: 'x' }, context: { S: null } }, {}],
		['none where there is neither', { answers: { T: 'x' } }, {}],
	])('the score beside it: %s', (_, sketch, score) => {
		const { text, ...beside } = sampleOf({ score: 'S' }, [sketch])[0];
		const { question, stage, survey, at, ...shown } = beside;
		expect(text).toBe('x');
		expect(shown).toEqual(score);
		expect([question, stage, survey, at]).toEqual([
			'Question T',
			null,
			'Survey SV_1',
			'2026-03-10T10:00:00.000Z',
		]);
		expect(sampleOf({}, [sketch])[0]).not.toHaveProperty('score');
	});

	it('is of the survey that the source names', () => {
		const sketches = ['SV_1', 'SV_2'].map((survey) => ({ survey, answers: { T: survey } }));
		expect(textsOf({ surveyId: 'SV_2' }, sketches)).toEqual(['SV_2']);
		expect(textsOf({}, sketches)).toHaveLength(2);
	});

	it('the latest five, or as many as asked for, in an order that does not depend on arrival', () => {
		const sketches = [3, 1, 7, 5, 2, 6, 4].map((at) => ({
			id: `R_${at}`,
			at: day(at),
			answers: { T: `${at}` },
		}));
		expect(textsOf({}, sketches)).toEqual(['7', '6', '5', '4', '3']);
		expect(textsOf({}, sketches, 2)).toEqual(['7', '6']);
		const same = ['a', 'b'].map((id) => ({ id, answers: { T: id } }));
		expect(textsOf({}, same)).toEqual(['b', 'a']);
		expect(textsOf({}, same.toReversed())).toEqual(['b', 'a']);
	});

	it('is withdrawn with the response, or by a later version without it', () => {
		const said = (id: string, at: number, text: string, more: Sketch = {}) => ({
			id,
			answers: { T: text },
			...more,
			response: { submittedAt: day(1), updatedAt: day(at), ...more.response },
		});
		const first = [said('R_1', 2, 'one'), said('R_2', 2, 'two')];
		const left = (...more: Sketch[]) => textsOf({}, [...first, ...more]).sort();
		expect(left()).toEqual(['one', 'two']);
		expect(left(said('R_1', 3, ''))).toEqual(['two']);
		expect(left(said('R_1', 1, ''))).toEqual(['one', 'two']);
		expect(left(said('R_1', 1, 'one', { event: 'deleted' }))).toEqual(['two']);
		expect(left(said('R_1', 3, 'one', { response: { isTest: true } }))).toEqual(['two']);
		expect(left(said('R_1', 2, 'once more'))).toEqual(['once more', 'two']);
	});

	it('counts by the rules of the plan', () => {
		const test = { answers: { T: 'x' }, response: { isTest: true } };
		expect(textsOf({}, [test])).toEqual([]);
		expect(textsOf({}, [test], 5, { tests: true })).toEqual(['x']);
	});

	it('of two questions of one stage both', () => {
		const sample = new VerbatimSample([
			{ key: 'T', stage: 'Buy' },
			{ key: 'U', stage: 'Buy' },
		]);
		sample.add(responseOf({ answers: { T: 't', U: 'u' } }));
		expect(
			sample
				.of('Buy')
				.map(({ text }) => text)
				.sort(),
		).toEqual(['t', 'u']);
	});
});
