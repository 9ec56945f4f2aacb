import { Model } from 'survey-core';
import { compileSpec } from '../../../nodes/shared/connectors/webhook/mapPayload';
import { surveyjs } from '../../../nodes/shared/connectors/webhook/presets/surveyjs';

const yesNo = [
	{ value: 1, text: 'Very' },
	{ value: 2, text: 'Not, at all' },
];
const SURVEY = {
	title: 'Store visit',
	elements: [
		{ type: 'rating', name: 'nps', title: 'How likely?', rateMin: 0, rateMax: 10 },
		{ type: 'radiogroup', name: 'satisfied', title: 'Satisfied?', choices: yesNo },
		{ type: 'radiogroup', name: 'where', choices: ['A'], showOtherItem: true },
		{ type: 'checkbox', name: 'shops', title: 'Shops', choices: ['Praha', 'Brno, VIP', 'Zlín'] },
		{ type: 'comment', name: 'why', title: 'Why?' },
		{ type: 'boolean', name: 'news', title: 'News?' },
		{ type: 'text', inputType: 'number', name: 'age' },
		{ type: 'text', inputType: 'date', name: 'day' },
		{ type: 'matrix', name: 'rate', columns: yesNo, rows: [{ value: 'r1', text: 'Food' }, 'r2'] },
		{
			type: 'matrixdropdown',
			name: 'table',
			columns: [{ name: 'c1', cellType: 'text' }],
			rows: ['x'],
		},
		{ type: 'multipletext', name: 'names', items: [{ name: 'first' }, { name: 'last' }] },
		{ type: 'ranking', name: 'order', choices: ['p', 'q'] },
		{ type: 'paneldynamic', name: 'panels', templateElements: [{ type: 'text', name: 'n' }] },
		{ type: 'file', name: 'photo' },
		{ type: 'dropdown', name: 'land', choices: [{ value: 'cz', text: 'Česko' }] },
		{ type: 'html', name: 'words', html: '<b>Thank you</b>' },
	],
};
const DATA = {
	nps: 9,
	satisfied: 2,
	where: 'other',
	'where-Comment': 'At home',
	shops: ['Praha', 'Brno, VIP'],
	why: 'Because ${e://Field/plan}',
	news: false,
	age: 0,
	day: '2026-03-05',
	rate: { r1: 1, r2: 2 },
	table: { x: { c1: 'deep' } },
	names: { first: 'Ada', last: 'L' },
	order: ['q', 'p'],
	panels: [{ n: 'one' }, { n: 'two' }],
	photo: [{ name: 'a.png', type: 'image/png', content: 'data:image/png;base64,AAAA' }],
	land: 'cz',
};

const respond = (data: object, more: object = {}) => {
	const survey = new Model(SURVEY);
	// A copy of this realm: the library looks at constructors.
	survey.data = JSON.parse(JSON.stringify(data));
	survey.doComplete();
	const payload: unknown = JSON.parse(
		JSON.stringify({
			surveyId: 'store-visit',
			surveyTitle: survey.title,
			responseId: 'one',
			submittedAt: '2026-03-05T14:07:09Z',
			questions: survey.getPlainData({ includeEmpty: true }),
			...more,
		}),
	);
	const [{ response, isIdentified }] = compileSpec(surveyjs.spec)(payload, { timeZone: 'UTC' });
	return { response, isIdentified };
};

describe('SurveyJS, by the library itself', () => {
	const { response, isIdentified } = respond(DATA, {
		respondent: { email: 'ada@example.com' },
		variables: { store: 'S7' },
	});

	it('has its survey, person and fields', () => {
		expect(isIdentified).toBe(true);
		expect(response).toMatchObject({
			provider: 'surveyjs',
			survey: { id: 'store-visit', name: 'Store visit' },
			response: { id: 'one', status: 'complete', submittedAt: '2026-03-05T14:07:09.000Z' },
			respondent: { email: 'ada@example.com', anonymous: false },
			context: { store: 'S7' },
		});
	});

	it.each([
		['nps', { title: 'How likely?', value: 9, numeric: 9 }],
		['satisfied', { type: 'singleChoice', value: '2', label: 'Not, at all' }],
		['where', { type: 'singleChoice', value: 'other', label: 'At home' }],
		['shops', { type: 'multiChoice', value: ['Praha', 'Brno, VIP'], label: 'Praha, Brno, VIP' }],
		['why', { value: 'Because ${e://Field/plan}', state: 'answered' }],
		['news', { value: false, state: 'answered' }],
		['age', { value: 0, state: 'answered' }],
		['day', { value: '2026-03-05' }],
		['rate_r1', { row: { id: 'r1', label: 'Food' }, value: '1', label: 'Very' }],
		['rate_r2', { row: { id: 'r2', label: 'r2' }, value: '2', label: 'Not, at all' }],
		['table_x', { value: { c1: 'deep' }, row: { id: 'x' } }],
		['order', { value: ['q', 'p'] }],
		['panels', { state: 'answered' }],
		['land', { value: 'cz', label: 'Česko' }],
	])('reads %s', (key, expected) => {
		expect(response.answers[key]).toMatchObject(expected);
	});

	it('tells the name of a file and never what is in it', () => {
		expect(response.answers.photo).toMatchObject({ state: 'answered', text: 'a.png' });
		expect(JSON.stringify(response)).not.toContain('base64');
	});

	it('an empty form has every question, none answered, and an anonymous person', () => {
		const { response: empty } = respond({});
		expect(Object.values(empty.answers).filter(({ state }) => state === 'answered')).toEqual([]);
		expect(Object.keys(empty.answers)).toEqual(
			expect.arrayContaining(['nps', 'satisfied', 'shops', 'why', 'photo']),
		);
		expect(empty.respondent.anonymous).toBe(true);
	});

	it.each([undefined, null, [], {}, 'x', [null, 1, { name: 'a' }]])(
		'questions %j break nothing',
		(questions) => {
			expect(respond({}, { questions }).response.provider).toBe('surveyjs');
		},
	);
});
