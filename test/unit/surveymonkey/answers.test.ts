import type { Answer } from '../../../nodes/shared/survey/SurveyResponse';
import { Q, type Json } from '../../sandbox/surveymonkey/model';
import { detailsOf, read } from './details';

type Expected = Record<string, Partial<Answer>>;

const FAMILIES: Array<[name: string, question: string, answers: Json[], expected: Expected]> = [
	[
		'single_choice',
		Q.where,
		[{ choice_id: '101' }],
		{ '': { type: 'singleChoice', value: '101', label: 'Praha', title: 'Where do you shop?' } },
	],
	[
		'single_choice, other',
		Q.where,
		[{ other_id: '103', text: 'Ostrava' }],
		{ '': { type: 'singleChoice', value: '103', label: 'Elsewhere', text: 'Ostrava' } },
	],
	[
		'multiple_choice',
		Q.what,
		[{ choice_id: '111' }, { choice_id: '113' }],
		{ '': { type: 'multiChoice', value: ['111', '113'], label: 'Choice, Staff' } },
	],
	[
		'multiple_choice, one alone',
		Q.what,
		[{ choice_id: '112' }],
		{ '': { type: 'multiChoice', value: ['112'], label: 'Prices' } },
	],
	[
		'multiple_choice with other',
		Q.what,
		[{ choice_id: '111' }, { other_id: '114', text: 'Parking' }],
		{ '': { type: 'multiChoice', value: ['111', '114'], text: 'Choice, Parking' } },
	],
	[
		'open_ended essay',
		Q.why,
		[{ text: 'Queue & heat' }],
		{ '': { type: 'longText', value: 'Queue & heat' } },
	],
	[
		'LC22 matrix rating: the weight counts, and "not applicable" has none',
		Q.rates,
		[
			{ row_id: '121', choice_id: '135' },
			{ row_id: '122', choice_id: '136' },
		],
		{
			_121: {
				type: 'rating',
				value: 5,
				numeric: 5,
				label: '5 stars',
				scale: { min: 1, max: 5, direction: 'up' },
				row: { id: '121', label: 'Staff' },
			},
			_122: { label: 'N/A', value: '136', row: { id: '122', label: 'Prices & offers' } },
		},
	],
	[
		'matrix rating with a comment below',
		Q.rates,
		[
			{ row_id: '121', choice_id: '132' },
			{ other_id: '137', text: 'late' },
		],
		{ _121: { value: 2, comment: 'late' }, _122: { state: 'skipped', value: null } },
	],
	[
		'matrix rating from 0 to 10 is a recommendation; 0 is an answer',
		Q.nps,
		[{ row_id: '140', choice_id: '150' }],
		{
			'': {
				type: 'nps',
				value: 0,
				numeric: 0,
				npsGroup: 'detractor',
				scale: { min: 0, max: 10, direction: 'up' },
			},
		},
	],
	[
		'matrix ranking: the place is a number',
		Q.ranking,
		[
			{ row_id: '162', choice_id: '165' },
			{ row_id: '161', choice_id: '166' },
		],
		{
			_161: { type: 'number', value: 2, row: { id: '161', label: 'Vanilla' } },
			_162: { type: 'number', value: 1 },
			_163: { state: 'skipped' },
		},
	],
	[
		'matrix single',
		Q.table,
		[{ row_id: '172', choice_id: '176' }],
		{
			_171: { state: 'skipped', type: 'singleChoice' },
			_172: { type: 'singleChoice', value: '176', label: 'Rarely' },
		},
	],
	[
		'matrix multi: several in a row, or one',
		Q.several,
		[
			{ row_id: '181', choice_id: '185' },
			{ row_id: '181', choice_id: '186' },
			{ row_id: '182', choice_id: '186' },
		],
		{
			_181: { type: 'multiChoice', value: ['185', '186'], label: 'Morning, Evening' },
			_182: { type: 'multiChoice', value: ['186'] },
		},
	],
	[
		'LC22 matrix menu: one for each row and column',
		Q.menus,
		[
			{ row_id: '191', col_id: '194', choice_id: '1942' },
			{ row_id: '191', col_id: '193', choice_id: '1931' },
		],
		{
			_191_193: { value: '1931', label: 'Smooth', row: { id: '191_193', label: 'Cake – Texture' } },
			_191_194: { value: '1942', label: 'Full', row: { id: '191_194', label: 'Cake – Flavour' } },
		},
	],
	[
		'open_ended multi',
		Q.fields,
		[{ row_id: '202', text: 'Music' }],
		{ _201: { state: 'skipped' }, _202: { type: 'text', value: 'Music' } },
	],
	[
		'open_ended numerical: 0 is a number, words are none',
		Q.visits,
		[
			{ row_id: '211', text: '0' },
			{ row_id: '212', text: 'many' },
		],
		{ _211: { type: 'number', value: 0, numeric: 0 }, _212: { value: 'many' } },
	],
	[
		'demographic: e-mail and phone say what they are; hidden rows are not asked',
		Q.contact,
		[
			{ row_id: '221', text: 'Ann' },
			{ row_id: '223', text: 'ann@example.com' },
		],
		{
			_221: { type: 'text', value: 'Ann' },
			_223: { type: 'email', value: 'ann@example.com' },
			_224: { state: 'skipped', type: 'phone', row: { id: '224', label: 'phone' } },
		},
	],
	[
		'datetime, as the clock showed it',
		Q.when,
		[{ row_id: '231', text: '12/31/2015 11:59 PM' }],
		{ '': { type: 'dateTime', value: '2015-12-31T23:59:00' } },
	],
	['a slider is a number', Q.slider, [{ text: '40' }], { '': { type: 'number', value: 40 } }],
	[
		'a file',
		Q.file,
		[{ text: 'a.png', download_url: 'https://example.com/f/1', content_type: 'image/png' }],
		{
			'': {
				type: 'file',
				value: ['https://example.com/f/1'],
				files: [{ name: 'a.png', url: 'https://example.com/f/1', mimeType: 'image/png' }],
			},
		},
	],
	[
		'stars without words',
		Q.stars,
		[{ row_id: '241', choice_id: '254' }],
		{ '': { type: 'rating', value: 4, label: '4' } },
	],
];

const answersOf = (raw: Json, question: string): Record<string, Answer> =>
	Object.fromEntries(
		Object.values(read(raw).answers)
			.filter(({ questionId }) => questionId === question)
			.map((answer) => [answer.key.slice(`Q${question}`.length), answer]),
	);

describe.each([
	['as the service words them', true],
	['by ids alone', false],
])('answers, %s', (_name, isSimple) => {
	it.each(FAMILIES)('%s', (_family, question, given, expected) => {
		const answers = answersOf(detailsOf({ [question]: given }, {}, isSimple), question);
		expect(answers).toMatchObject(expected);
		expect(Object.keys(answers)).toEqual(Object.keys(expected));
	});
});

describe('what was left open', () => {
	it('has a place in the order of the survey; nobody says whether it was shown', () => {
		const { answers } = read(detailsOf({ [Q.text]: [{ text: 'x' }] }));
		const keys = Object.keys(answers);
		expect(keys.slice(0, 5)).toEqual([
			'Q319352786',
			'Q319352787',
			'Q319352788',
			'Q319352789_121',
			'Q319352789_122',
		]);
		expect(keys.at(-1)).toBe(`Q${Q.text}`);
		expect(answers[`Q${Q.where}`]).toMatchObject({ state: 'unknown', value: null, label: '' });
		expect(answers.Q319352810).toBeUndefined();
	});
});

describe('odd answers', () => {
	const one = (question: string, given: unknown[]) =>
		answersOf(detailsOf({ [question]: given as Json[] }, {}, !given.includes(null)), question);

	it.each<[string, string, unknown[], Expected]>([
		[
			'numbers in place of text',
			Q.where,
			[{ choice_id: 101 }],
			{ '': { value: '101', label: 'Praha' } },
		],
		['a null among them', Q.what, [null, { choice_id: '111' }], { '': { value: ['111'] } }],
		['ids that are null', Q.where, [{ choice_id: null, text: null }], { '': { state: 'unknown' } }],
		['ids that are records', Q.where, [{ choice_id: { id: '101' } }], { '': { state: 'unknown' } }],
		['no answers', Q.where, [], { '': { state: 'unknown' } }],
		[
			'a choice that is gone, with its words',
			Q.where,
			[{ choice_id: '999', simple_text: 'Plzeň' }],
			{ '': { value: '999', label: 'Plzeň' } },
		],
		[
			'a choice that is gone, without',
			Q.where,
			[{ choice_id: '999' }],
			{ '': { value: '999', label: '999' } },
		],
		[
			'a row that is gone',
			Q.table,
			[{ row_id: '999', choice_id: '175' }],
			{ _171: {}, _172: {}, _999: { label: 'Often' } },
		],
		[
			'a weight that is no number',
			Q.rates,
			[{ row_id: '121', choice_id: '999', choice_metadata: { weight: 'x' } }],
			{ _121: { value: '999' }, _122: {} },
		],
		[
			'a weight of its own',
			Q.rates,
			[{ row_id: '121', choice_id: '999', choice_metadata: { weight: '4' } }],
			{ _121: { value: 4 }, _122: {} },
		],
		[
			'text where choices are',
			Q.where,
			[{ text: 'by bus' }],
			{ '': { value: 'by bus', text: 'by bus' } },
		],
		['no row where rows are', Q.visits, [{ text: '3' }], { '': { value: 3, type: 'number' } }],
		['a blank text', Q.why, [{ text: '  ' }], { '': { state: 'unknown' } }],
		['markup in a text', Q.why, [{ text: '<b>a</b> & b' }], { '': { value: '<b>a</b> & b' } }],
		['a number that is ambiguous', Q.slider, [{ text: '1.234' }], { '': { value: '1.234' } }],
		[
			'a day that is ambiguous',
			Q.when,
			[{ row_id: '231', text: '03/04/2015' }],
			{ '': { value: '03/04/2015' } },
		],
	])('%s', (_name, question, given, expected) => {
		const answers = one(question, given);
		expect(answers).toMatchObject(expected);
		expect(Object.keys(answers)).toEqual(Object.keys(expected));
	});

	it('a question that is no longer in the survey stands at the end, in its own words', () => {
		const raw = detailsOf({ [Q.where]: [{ choice_id: '101' }] });
		(raw.pages as Array<{ questions: Json[] }>)[0].questions.unshift({
			id: '77',
			family: 'open_ended',
			subtype: 'single',
			heading: 'Old &amp; gone',
			answers: [{ text: 'yes', simple_text: 'yes' }],
		});
		const answers = Object.values(read(raw).answers);
		expect(answers.at(-1)).toMatchObject({ key: 'Q77', title: 'Old & gone', value: 'yes' });
	});

	it('of a wording that was assigned at random the respondent’s own is told', () => {
		const raw = detailsOf({ [Q.why]: [{ text: 'x' }] });
		(raw.pages as Array<{ questions: Json[] }>)[0].questions[0].heading = 'Why so?';
		expect(read(raw).answers[`Q${Q.why}`].title).toBe('Why so?');
	});

	it('a quiz says of an answer what it was worth', () => {
		const given = [{ choice_id: '101', is_correct: true, score: 2 }];
		const raw = detailsOf({ [Q.where]: given }, { quiz_results: { score: '2' } });
		const { answers, scores } = read(raw);
		expect(answers[`Q${Q.where}`].grade).toEqual({ correct: true, score: 2 });
		expect(scores).toEqual([{ name: 'quiz', value: 2 }]);
	});

	it('of each row by itself, and of several choices together', () => {
		const { answers } = read(
			detailsOf({
				[Q.rates]: [
					{ row_id: '121', choice_id: '135', is_correct: true, score: 2 },
					{ row_id: '122', choice_id: '131', is_correct: false, score: 0 },
				],
				[Q.what]: [
					{ choice_id: '111', is_correct: true, score: 1 },
					{ choice_id: '112', is_correct: false, score: 3 },
				],
				[Q.where]: [{ choice_id: '101' }],
			}),
		);
		const grades = Object.values(answers).flatMap(({ row, questionId, grade }) =>
			grade ? [[questionId, row?.label, grade]] : [],
		);
		expect(grades).toEqual(
			expect.arrayContaining([
				[Q.rates, 'Staff', { correct: true, score: 2 }],
				[Q.rates, 'Prices & offers', { correct: false, score: 0 }],
				[Q.what, undefined, { correct: false, score: 4 }],
			]),
		);
		expect(grades).toHaveLength(3);
	});

	it.each([
		[null],
		['text'],
		[[]],
		[{}],
		[{ pages: null }],
		[
			{
				pages: [
					null,
					{ questions: 'x' },
					{ questions: [null, { id: null }, { id: Q.where, answers: 'x' }] },
				],
			},
		],
		[{ id: 5, pages: [{ questions: [{ id: Q.where, answers: { choice_id: '101' } }] }] }],
	])('never throws: %j', (raw) => {
		const response = read(raw);
		expect(response.provider).toBe('surveymonkey');
		expect(Object.keys(response.answers).length).toBeGreaterThan(10);
	});
});
