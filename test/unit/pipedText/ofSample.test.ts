import { catalogue } from '../../../nodes/shared/pipedText/catalogue';
import { questionsOfSample } from '../../../nodes/shared/pipedText/catalogue/questionsOfSample';
import { tokenWords } from '../../../nodes/shared/pipedText/catalogue/tokenWords';
import type { Answer } from '../../../nodes/shared/survey/SurveyResponse';
import { answer, definition, response } from '../conditions/survey';

describe('the questions that a sample shows', () => {
	const row = (id: string) => ({ id, label: `Row ${id}` });
	const sample = response([
		answer('QID5', 'x', { ref: 'Q5' }),
		answer('QID2', 'x', {
			choices: [
				{ id: '1', code: '7', label: 'Monday' },
				{ label: 'Other', otherText: 'Sunday' },
			],
		}),
		answer('1_QID4_1', 'x', { questionId: 'QID4', row: row('1'), loop: '1' }),
		answer('1_QID4_2', 'x', { questionId: 'QID4', row: row('2'), loop: '1' }),
		answer('2_QID4_1', 'x', {
			questionId: 'QID4',
			row: row('1'),
			loop: '2',
			choices: [{ id: '2', code: '2', label: 'Good' }, { code: '3' }],
		}),
	]);

	it('Q25 have the rows, passes and choices that were met, each once', () => {
		expect(questionsOfSample(sample)).toEqual([
			{
				id: 'QID5',
				ref: 'Q5',
				title: 'Anything else?',
				type: 'text',
				choices: [],
				rows: [],
				answerKeys: ['QID5'],
			},
			{
				id: 'QID2',
				ref: undefined,
				title: 'On which days?',
				type: 'multiChoice',
				choices: [
					{ id: '1', code: '7', label: 'Monday', hasText: false },
					{ id: 'Other', code: 'Other', label: 'Other', hasText: true },
				],
				rows: [],
				answerKeys: ['QID2'],
			},
			{
				id: 'QID4',
				ref: undefined,
				title: 'Rate our staff',
				type: 'matrix',
				choices: [
					{ id: '2', code: '2', label: 'Good', hasText: false },
					{ id: '3', code: '3', label: '3', hasText: false },
				],
				rows: [row('1'), row('2')],
				answerKeys: ['1_QID4_1', '1_QID4_2', '2_QID4_1'],
				loops: ['1', '2'],
			},
		]);
	});

	it('Q25 offer no words typed into a choice that has no name', () => {
		const typed = (...choices: Answer['choices'] & object) =>
			catalogue({ sample: response([answer('QID2', 'x', { choices })]) })
				.map(({ token }) => token)
				.filter((token) => token.includes('ChoiceTextEntryValue'));
		expect(typed({ otherText: 'Sunday' }, { id: '', otherText: 'Sunday' })).toEqual([]);
		expect(typed({ code: '4', otherText: 'Sunday' }, { otherText: 'Monday' })).toEqual([
			'${q://QID2/ChoiceTextEntryValue/4}',
		]);
	});

	it('are none where it has no answers, and leave out what is no answer', () => {
		const broken = { ...sample, answers: { a: null, b: { key: 1 } } as never };
		expect(questionsOfSample(broken)).toEqual([]);
		expect(questionsOfSample({ ...sample, answers: undefined as never })).toEqual([]);
	});
});

describe('the words of a token', () => {
	const wordsOf = tokenWords({ survey: definition });
	it.each([
		['q', ['QID5', 'ChoiceTextEntryValue'], 'Anything else? · Typed text (QID5)'],
		['q', [' QID5 ', 'Comment'], 'Anything else?'],
		['q', ['CSAT', 'Answer'], 'How satisfied are you with your visit?'],
		['q', ['QID99', 'Answer'], undefined],
		['e', ['Field', 'plan'], 'Embedded Data · plan'],
		['e', ['QID5', 'plan'], undefined],
		['m', ['QID5'], undefined],
	])('%s://%j: %p', (scheme, path, words) => {
		expect(wordsOf({ scheme, path })).toBe(words);
	});
	it('are none without a survey, nor of a question without a title', () => {
		const token = { scheme: 'q', path: ['QID5', 'Comment'] };
		expect(tokenWords({})(token)).toBeUndefined();
		const [question] = definition.questions;
		const untitled = { ...definition, questions: [{ ...question, id: 'QID5', title: ' ' }] };
		expect(tokenWords({ survey: untitled })(token)).toBeUndefined();
	});
});
