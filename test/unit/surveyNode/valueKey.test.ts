import fc from 'fast-check';
import { textOfValue, valueKeyOf as typedValueKeyOf } from '../../../nodes/Survey/kpi/valueKey';
import { responsesNamedIn } from '../../../nodes/Survey/responses/namedResponses';
import { idsIn } from '../../../nodes/Survey/responses/select';
import { plainly } from '../../written';

const valueKeyOf = plainly(typedValueKeyOf);

describe('what a picked or typed value names', () => {
	it.each([
		['QID3', { from: 'answer', key: 'QID3' }],
		[' QID4_2 ', { from: 'answer', key: 'QID4_2' }],
		['1_QID5', { from: 'answer', key: '1_QID5' }],
		['e://Field/plan', { from: 'context', key: 'plan' }],
		['E://field/Loyalty points (year)', { from: 'context', key: 'Loyalty points (year)' }],
		['${e://Field/a/b test}', { from: 'context', key: 'a/b test' }],
		['${q://QID3/ChoiceNumericEntryValue}', { from: 'answer', key: 'QID3' }],
		['q://QID3', { from: 'answer', key: 'QID3' }],
		['SC_0aVisitScore01', { from: 'score', key: 'SC_0aVisitScore01' }],
		['${gr://SC_0a/WeightedMean}', { from: 'score', key: 'SC_0a' }],
		['SV_1a/QID3', { surveyId: 'SV_1a', from: 'answer', key: 'QID3' }],
		['SV_1a/e://Field/plan', { surveyId: 'SV_1a', from: 'context', key: 'plan' }],
		['', undefined],
		['  ', undefined],
	])('%j', (text, expected) => {
		expect(valueKeyOf(text)).toEqual(expected);
	});

	it.each([
		['score', { from: 'context', key: 'score' }],
		['SC_0a', { from: 'context', key: 'SC_0a' }],
		['e://Field/score', { from: 'context', key: 'score' }],
	])('in a table of one’s own: %j', (text, expected) => {
		expect(valueKeyOf(text, true)).toEqual(expected);
	});

	it('what a list gives is read back as what it stood for', () => {
		const plain = fc.string({ minLength: 1 }).filter((text) => /^[\w ()-]+$/.test(text.trim()));
		fc.assert(
			fc.property(plain, fc.constantFrom('answer' as const, 'context' as const), (text, from) => {
				const key = text.trim();
				fc.pre(key !== '' && !key.startsWith('SC_'));
				expect(valueKeyOf(textOfValue({ from, key }))).toEqual({ from, key });
			}),
		);
	});
});

describe('the responses that a value names', () => {
	const one = { surveyId: 'SV_1', responseId: 'R_1' };

	it.each([
		[{ a: [{ b: { ...one, partial: false } }] }, [one]],
		[[one, one, { x: one }], [one]],
		[{ surveyId: 'SV_1', raw: { values: { _recordId: 'R_1' } } }, [one]],
		[{ surveyId: '347', raw: { meta: { id: 12 } } }, [{ surveyId: '347', responseId: '12' }]],
		[{ surveyId: 'SV_1', responseId: '' }, []],
		[{ surveyId: 'SV_1' }, []],
		[{ retrySuccessId: '9', data: one }, []],
		[{ retrySuccessId: null, data: one }, [one]],
		['SV_1 R_1', []],
		[null, []],
	])('%j', (value, expected) => {
		expect(responsesNamedIn(value)).toEqual(expected);
	});

	it('any JSON is looked through without harm', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
				expect(responsesNamedIn([value, { deep: one }])).toContainEqual(one);
			}),
		);
	});
});

it.each([
	['R_1, R_2\nR_3;R_1', ['R_1', 'R_2', 'R_3']],
	[
		['R_1', ' R_2 ', ''],
		['R_1', 'R_2'],
	],
	[7, ['7']],
	[undefined, []],
])('ids in %j', (value, expected) => {
	expect(idsIn(value)).toEqual(expected);
});
