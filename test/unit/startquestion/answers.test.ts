import { answersOf } from '../../../nodes/shared/connectors/startquestion/answers';
import type { Question } from '../../../nodes/shared/survey/SurveyDefinition';

describe('answers of a sheet', () => {
	const known = (type: string) =>
		({ id: '3', title: 'Asked', type, choices: [], rows: [], answerKeys: ['Q3'] }) as Question;

	it.each<[string, object, Question | undefined, object]>([
		['the words of the sheet', { content: 'C', text: 'T' }, known('text'), { title: 'C' }],
		['else its text', { text: 'T' }, known('text'), { title: 'T' }],
		['else those of the survey', {}, known('text'), { title: 'Asked' }],
		['else none', {}, undefined, { title: '', type: 'text', state: 'skipped' }],
		['a text alone', { answer: 'x' }, undefined, { type: 'text', value: 'x', text: 'x' }],
		['a text as value', { value: 'x' }, undefined, { value: 'x' }],
		[
			'a record that holds a text',
			{ answer: { value: 'x' } },
			undefined,
			{ value: 'x', type: 'text' },
		],
		['a record with words beside', { answer: { additional: 'x' } }, undefined, { value: 'x' }],
		['a record of nothing', { answer: {} }, undefined, { state: 'skipped', value: null }],
		[
			'a number',
			{ answer: '5' },
			known('number'),
			{ value: 5, numeric: 5, text: '5', type: 'number' },
		],
		['a number in words', { answer: 'five' }, known('number'), { value: 'five', type: 'number' }],
		['digits of a text', { answer: '5' }, known('text'), { value: '5', type: 'text' }],
		['what the survey calls otherwise', { answer: 'x' }, known('other'), { type: 'text' }],
		['nothing of a matrix', {}, known('matrix'), { state: 'skipped', type: 'matrix' }],
		['nothing of an email', { answer: '' }, known('email'), { state: 'skipped', type: 'email' }],
		[
			'a choice without an id',
			{ answer: { content: 'Yes' } },
			undefined,
			{ value: 'Yes', choices: [{ label: 'Yes' }] },
		],
		[
			'a choice without words',
			{ answer: { id: 4 } },
			undefined,
			{ value: '4', label: '4', type: 'singleChoice' },
		],
		[
			'a choice with words of their own',
			{ answer: { id: 4, content: 'Other', additional: 'Blue' } },
			undefined,
			{ value: '4', label: 'Other', text: 'Blue' },
		],
		[
			'several, one without an id',
			{
				answers: [
					{ id: 1, content: 'A' },
					{ content: 'B', additional: 'Blue' },
				],
			},
			undefined,
			{ type: 'multiChoice', value: ['1', 'B'], label: 'A, B', text: 'A, Blue' },
		],
		[
			'a score by its place',
			{ answer: { id: 11, content: 10, additional: 'Great' } },
			undefined,
			{ type: 'nps', value: 10, npsGroup: 'promoter', comment: 'Great' },
		],
		[
			'its reason',
			{ answer: { id: 1, content: 0, reason: 'Bad' } },
			undefined,
			{ value: 0, npsGroup: 'detractor', comment: 'Bad' },
		],
		['seven is passive', { answer: { id: 8, content: 7 } }, undefined, { npsGroup: 'passive' }],
		['eight is passive', { answer: { id: 9, content: 8 } }, undefined, { npsGroup: 'passive' }],
		['nine promotes', { answer: { id: 10, content: 9 } }, undefined, { npsGroup: 'promoter' }],
		['six detracts', { answer: { id: 7, content: 6 } }, undefined, { npsGroup: 'detractor' }],
		[
			'eleven is no score',
			{ answer: { id: 12, content: 11 } },
			undefined,
			{ type: 'singleChoice' },
		],
		['nor is a part', { answer: { id: 3.5, content: 2.5 } }, undefined, { type: 'singleChoice' }],
		['nor less than none', { answer: { id: 0, content: -1 } }, undefined, { type: 'singleChoice' }],
		[
			'a rating with a reason and words',
			{ answers: [{ rating: 4, additional: 'a', reason: 'b' }] },
			undefined,
			{ type: 'rating', value: 4, numeric: 4, label: '4', comment: 'a, b' },
		],
		[
			'a rating of nothing',
			{ answers: [{ rating: null }] },
			undefined,
			{ type: 'rating', state: 'skipped' },
		],
		['texts', { answers: ['a', 'b'] }, undefined, { value: ['a', 'b'], text: 'a, b' }],
	])('%s', (_name, raw, question, wanted) => {
		const answers = answersOf({ id: 3, ...raw }, question);
		expect(answers).toHaveLength(1);
		expect(answers[0]).toMatchObject({ key: 'Q3', questionId: '3', ...wanted });
		if (!('comment' in wanted)) expect(answers[0]).not.toHaveProperty('comment');
	});

	it('rows are told by their ids, or else by their words; what has no id is no question', () => {
		const rows = [
			{ id: 1, content: '<b>Price</b>', rating: 5 },
			{ content: 'Place', rating: 3, reason: 'far' },
			{
				id: 3,
				answers: [
					{ id: 1, content: 'A' },
					{ id: 2, content: 'B' },
				],
			},
			{ answer: { id: 1, content: 'A' } },
		];
		expect(answersOf({ id: 3, answers: rows }, known('matrix'))).toMatchObject([
			{ key: 'Q3_1', row: { id: '1', label: 'Price' }, type: 'rating', value: 5 },
			{ key: 'Q3_Place', row: { id: 'Place', label: 'Place' }, comment: 'far' },
			{ key: 'Q3_3', row: { id: '3', label: '3' }, type: 'multiChoice', value: ['1', '2'] },
			{ key: 'Q3_', row: { id: '', label: '' }, type: 'singleChoice', value: '1' },
		]);
		expect(answersOf({ answers: rows })).toEqual([]);
	});

	it('a rating with words of its own is a row, without it is the only one', () => {
		const keys = (...answers: object[]) => answersOf({ id: 3, answers }).map(({ key }) => key);
		expect(keys({ id: 1, content: 'Price', rating: 5 })).toEqual(['Q3_1']);
		expect(keys({ id: 1, rating: 5 })).toEqual(['Q3']);
		expect(keys({ id: 1, rating: 5 }, { id: 2, rating: 4 })).toEqual(['Q3_1', 'Q3_2']);
	});
});
