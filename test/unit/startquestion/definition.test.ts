import { definitionOf } from '../../../nodes/shared/connectors/startquestion/definition';
import type { Question } from '../../../nodes/shared/survey/SurveyDefinition';

describe('a survey of Startquestion', () => {
	const questionOf = (raw: object): Question | undefined =>
		definitionOf({ id: 7, pages: [{ questions: [raw] }] }).questions[0];

	it.each<[object, string]>([
		[{ internal_title: 'A', user_title: 'B', title: 'C' }, 'A'],
		[{ user_title: 'B', title: 'C' }, 'B'],
		[{ title: 'C' }, 'C'],
		[{}, '7'],
	])('%j is called %s', (raw, name) => {
		expect(definitionOf({ id: 7, ...raw })).toEqual({
			provider: 'startquestion',
			id: '7',
			name,
			questions: [],
			contextFields: [],
		});
	});

	it.each([
		[1, true],
		['1', true],
		[0, false],
		['2', false],
	])('with status %j is active: %s', (status, isActive) => {
		expect(definitionOf({ id: 7, status }).isActive).toBe(isActive);
	});

	const TITLE = { id: 3, text: '<b>Why?</b>' };
	const A = { id: 'a', code: 'a', label: 'A' };
	const B = { id: 'b', code: 'b', label: 'B' };

	it.each<[object, Partial<Question>]>([
		[
			{ ...TITLE, type: 0 },
			{ type: 'singleChoice', title: 'Why?', answerKeys: ['Q3'] },
		],
		[
			{ id: 3, content: 'Why?', title: 'x', type: 2 },
			{ type: 'longText', title: 'Why?' },
		],
		[
			{ id: 3, title: 'Why?', type: 10 },
			{ type: 'number', title: 'Why?' },
		],
		[
			{ id: 3, type: 11 },
			{ type: 'email', title: '' },
		],
		[{ id: 3, type: 99 }, { type: 'other' }],
		[{ id: 3 }, { type: 'other' }],
		[{ id: 3, type: 0, desc: '<i>Tell</i>' }, { description: 'Tell' }],
		[
			{ id: 3, type: 6, answers: [{ id: 'a', text: 'A' }, { id: 'b' }, { text: 'x' }] },
			{ type: 'multiChoice', choices: [A, { ...B, label: 'b' }], rows: [] },
		],
		[
			{ id: 3, type: 16, answers: [{ id: 'a', text: 'A' }] },
			{ type: 'nps', choices: [], scale: { min: 0, max: 10, direction: 'up' } },
		],
		[
			{ id: 3, type: 1, rows: [{ id: 'a', text: 'A' }], columns: [{ id: 'b', text: 'B' }] },
			{ type: 'matrix', rows: [A], choices: [B], answerKeys: ['Q3_a'] },
		],
		[
			{
				id: 3,
				type: 7,
				options: { rows: [{ id: 'a', text: 'A' }], columns: [{ id: 'b', text: 'B' }] },
			},
			{ type: 'matrix', rows: [A], choices: [B], answerKeys: ['Q3_a'] },
		],
		[
			{ id: 3, type: 20, answers: [{ id: 'a', text: 'A' }] },
			{ type: 'matrix', rows: [A], choices: [], answerKeys: ['Q3_a'] },
		],
	] as Array<[object, Partial<Question>]>)('%j has the question %j', (raw, question) => {
		expect(questionOf(raw)).toMatchObject(question);
		if (!('scale' in question)) expect(questionOf(raw)).not.toHaveProperty('scale');
		if (!('description' in question)) expect(questionOf(raw)).not.toHaveProperty('description');
	});

	it.each<[number, string]>([
		[0, 'singleChoice'],
		[1, 'matrix'],
		[2, 'longText'],
		[3, 'matrix'],
		[4, 'matrix'],
		[5, 'ranking'],
		[6, 'multiChoice'],
		[7, 'matrix'],
		[8, 'matrix'],
		[10, 'number'],
		[11, 'email'],
		[12, 'date'],
		[13, 'singleChoice'],
		[14, 'consent'],
		[15, 'file'],
		[16, 'nps'],
		[17, 'matrix'],
		[19, 'ranking'],
		[20, 'matrix'],
	])('a question of type %i is %s; in a matrix answers are its rows', (type, wanted) => {
		const question = questionOf({ id: 3, type, answers: [{ id: 'a', text: 'A' }] })!;
		expect(question.type).toBe(wanted);
		expect(question.rows).toHaveLength(wanted === 'matrix' ? 1 : 0);
	});

	it.each([{ type: 0 }, { id: 3, type: 9 }])('%j asks nothing', (raw) => {
		expect(questionOf(raw)).toBeUndefined();
	});

	it('questions may stand beside the pages; sheets add rows, choices, questions and fields', () => {
		const sheet = (meta: object, ...questions: object[]) => ({
			meta: { id: 1, ...meta },
			questions,
		});
		const definition = definitionOf(
			{
				id: 7,
				pages: [{ questions: [{ id: 1, text: 'One', type: 0 }] }],
				questions: [{ id: 2, type: 1 }],
			},
			[
				sheet(
					{ labels: { l1: 'x' } },
					{ id: 1, content: 'One', answer: { id: 5, content: 'Five' } },
					{ id: 2, answers: [{ id: 8, content: 'Row', answer: { id: 5, content: 'Five' } }] },
					{ id: 9, content: 'New', answer: { id: 6, content: 'Six' } },
				),
				sheet({ labels: { l1: 'y', l2: 'z' } }, { id: 9, answer: { id: 7, content: 'Seven' } }),
			],
		);
		expect(definition.contextFields).toEqual([{ name: 'l1' }, { name: 'l2' }]);
		const shown = definition.questions.map(({ id, choices, answerKeys }) => [
			id,
			choices.map((choice) => choice.id),
			answerKeys,
		]);
		expect(shown).toEqual([
			['1', ['5'], ['Q1']],
			['2', ['5'], ['Q2_8']],
			['9', ['6', '7'], ['Q9']],
		]);
		expect(definition.questions[2]).toMatchObject({ title: 'New', type: 'singleChoice' });
	});
});
