import { answersOf } from '../../../nodes/shared/connectors/qualtrics/answers';
import { createKeyReader } from '../../../nodes/shared/connectors/qualtrics/keyReader';
import type { QualtricsQuestion } from '../../../nodes/shared/connectors/qualtrics/surveyQuestions';
import type { Answer } from '../../../nodes/shared/survey/SurveyResponse';

const keyOf = createKeyReader();

/** The answers of one question of which nothing is known but what the response holds. */
const read = (
	values: Record<string, unknown>,
	labels: Record<string, unknown> = {},
	question?: QualtricsQuestion,
): Answer[] =>
	answersOf(
		{
			entries: Object.entries(values).map(([name, value]) => ({ name, key: keyOf(name)!, value })),
			labels,
		},
		question,
	);

describe('texts beside what was chosen', () => {
	it.each<[string, Record<string, unknown>, Record<string, unknown>, Partial<Answer>]>([
		[
			'a lone text belongs to the lone choice',
			{ QID1: 4, QID1_9_TEXT: 'Blue' },
			{ QID1: 'Other' },
			{ choices: [{ code: '4', label: 'Other', other: true, otherText: 'Blue' }], text: 'Blue' },
		],
		[
			'a text goes to the choice of its code',
			{ QID1: 4, QID1_4_TEXT: 'Blue', QID1_9_TEXT: 'lost' },
			{ QID1: 'Other' },
			{
				choices: [{ code: '4', label: 'Other', other: true, otherText: 'Blue' }],
				comment: 'lost',
			},
		],
		[
			'of several texts nobody knows which one is meant',
			{ QID1: 4, QID1_8_TEXT: 'Blue', QID1_9_TEXT: 'Red' },
			{ QID1: 'Other' },
			{ choices: [{ code: '4', label: 'Other' }], comment: 'Blue, Red', text: 'Other' },
		],
		[
			'of several choices neither',
			{ QID1: ['1', '4'], QID1_9_TEXT: 'Blue' },
			{ QID1: ['Shop', 'Other'] },
			{ comment: 'Blue', text: 'Shop, Other' },
		],
		[
			'a text of the question itself is a remark',
			{ QID1: 4, QID1_TEXT: 'I am not sure' },
			{ QID1: 'Other' },
			{ choices: [{ code: '4', label: 'Other' }], comment: 'I am not sure' },
		],
		[
			'beside one of a choice',
			{ QID1: 4, QID1_4_TEXT: 'Blue', QID1_TEXT: 'I am not sure' },
			{ QID1: 'Other' },
			{
				choices: [{ code: '4', label: 'Other', other: true, otherText: 'Blue' }],
				comment: 'I am not sure',
			},
		],
		[
			'and once, where nothing was chosen from',
			{ QID1: 4, QID1_TEXT: 'I am not sure' },
			{},
			{ value: 4, comment: 'I am not sure' },
		],
		[
			'all texts of an answer without choices are remarks',
			{ QID1: 4, QID1_8_TEXT: 'Blue', QID1_9_TEXT: 'Red', QID1_TEXT: 'sure' },
			{},
			{ value: 4, comment: 'Blue, Red, sure' },
		],
		[
			'a text alone is the answer',
			{ QID1_TEXT: 'I am not sure' },
			{},
			{ type: 'text', value: 'I am not sure', text: 'I am not sure' },
		],
	])('%s', (_name, values, labels, wanted) => {
		const answers = read(values, labels);
		expect(answers).toHaveLength(1);
		expect(answers[0]).toMatchObject(wanted);
		expect(Object.hasOwn(answers[0], 'comment')).toBe('comment' in wanted);
	});
});

describe('texts where the choices are known', () => {
	const question = {
		id: 'QID1',
		title: 'Where?',
		type: 'singleChoice',
		choices: [
			{ id: '1', code: '10', label: 'Shop' },
			{ id: '4', code: '99', label: 'Other', hasText: true },
		],
		rows: [],
		answerKeys: ['QID1'],
		layout: 'main',
	} as QualtricsQuestion;

	it('a text of another choice is none of the one that was chosen', () => {
		const [answer] = read({ QID1: 10, QID1_4_TEXT: 'Blue' }, {}, question);
		expect(answer).toMatchObject({ label: 'Shop', text: 'Shop', comment: 'Blue' });
		expect(answer.choices).toEqual([{ id: '1', code: '10', label: 'Shop' }]);
	});

	it('a text goes to its choice by id', () => {
		const [answer] = read({ QID1: 99, QID1_4_TEXT: 'Blue' }, {}, question);
		expect(answer.choices).toEqual([
			{ id: '4', code: '99', label: 'Other', other: true, otherText: 'Blue' },
		]);
		expect(answer).not.toHaveProperty('comment');
	});
});

describe('labels that stand beside several entries', () => {
	it.each([
		[
			['Shop', 'Web'],
			['Shop', 'Web'],
		],
		[['Shop'], [undefined, undefined]],
		[
			['Shop', 'Web', 'Other'],
			[undefined, undefined],
		],
		[undefined, [undefined, undefined]],
	])('%j: %j', (labels, wanted) => {
		const [answer] = read({ QID1: ['1', '2'] }, { QID1: labels });
		expect(answer.choices?.map(({ label }) => label)).toEqual(wanted);
		expect(answer.value).toEqual(['1', '2']);
	});
});
