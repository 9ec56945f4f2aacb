import { definitionOf } from '../../../nodes/shared/connectors/surveymonkey/definition';
import type { Question } from '../../../nodes/shared/survey/SurveyDefinition';

const questionOf = (raw: object): Question | undefined =>
	definitionOf({ id: 5, pages: [{ questions: [{ id: 1, ...raw }] }] }, '5').questions[0];

const elevenFrom = (first: number) =>
	Array.from({ length: 11 }, (_, at) => ({ id: at + 1, weight: at + first }));

describe('the kind of a question of SurveyMonkey', () => {
	const open = (more: object) => ({ family: 'open_ended', ...more });

	it.each<[object, string]>([
		[{ family: 'single_choice' }, 'singleChoice'],
		[{ family: 'multiple_choice' }, 'multiChoice'],
		[{ family: 'matrix', subtype: 'ranking' }, 'ranking'],
		[{ family: 'matrix', subtype: 'single' }, 'matrix'],
		[{ family: 'matrix', subtype: 'rating' }, 'rating'],
		[{ family: 'matrix', subtype: 'rating', answers: { choices: elevenFrom(0) } }, 'nps'],
		[{ family: 'matrix', subtype: 'rating', answers: { choices: elevenFrom(1) } }, 'rating'],
		[
			{ family: 'matrix', subtype: 'rating', answers: { choices: elevenFrom(0).slice(0, 10) } },
			'rating',
		],
		[open({}), 'text'],
		[open({ subtype: 'essay' }), 'longText'],
		[open({ subtype: 'numerical' }), 'number'],
		[open({ display_options: { display_type: 'slider' } }), 'number'],
		[open({ display_options: { display_type: 'file_upload' } }), 'file'],
		...['integer', 'decimal'].map((type): [object, string] => [
			open({ validation: { type } }),
			'number',
		]),
		...['date_us', 'date_intl'].map((type): [object, string] => [
			open({ validation: { type } }),
			'date',
		]),
		[open({ validation: { type: 'email' } }), 'email'],
		[open({ subtype: 'essay', validation: { type: 'any' } }), 'longText'],
		[{ family: 'datetime', subtype: 'date_only' }, 'date'],
		[{ family: 'datetime', subtype: 'time_only' }, 'time'],
		[{ family: 'datetime', subtype: 'both' }, 'dateTime'],
		[{ family: 'datetime' }, 'dateTime'],
		[{ family: 'demographic' }, 'matrix'],
		[{ family: 'hologram' }, 'other'],
		[{}, 'other'],
	])('%j is %s', (raw, type) => {
		expect(questionOf(raw)).toMatchObject({ id: '1', type, answerKeys: ['Q1'] });
	});

	it.each([{ id: undefined }, { family: 'presentation' }, { visible: false }])(
		'%j asks nothing',
		(raw) => {
			expect(questionOf(raw)).toBeUndefined();
		},
	);

	it.each([
		[{ headings: [{ heading: '' }, { heading: '<b>Why?</b>' }], heading: 'x' }, 'Why?'],
		[{ headings: [{ description: 'Why?' }] }, 'Why?'],
		[{ heading: 'Why?' }, 'Why?'],
		[{}, ''],
	])('%j is asked as %j', (raw, title) => {
		expect(questionOf(raw)?.title).toBe(title);
	});
});

describe('what can be answered to a question of SurveyMonkey', () => {
	it.each<[string, object, object[]]>([
		['by its words', { id: 2, text: '<i>A</i>' }, [{ id: '2', code: '2', label: 'A' }]],
		[
			'by its picture',
			{ id: 2, image: { url: 'https://i' } },
			[{ id: '2', code: '2', label: 'https://i' }],
		],
		['by its weight', { id: 2, weight: 4 }, [{ id: '2', code: '2', label: '4', numeric: 4 }]],
		['by its id', { id: 2 }, [{ id: '2', code: '2', label: '2' }]],
		[
			'for nothing',
			{ id: 2, text: 'n/a', weight: 4, is_na: true },
			[{ id: '2', code: '2', label: 'n/a' }],
		],
		['hidden', { id: 2, visible: false }, []],
		['without an id', { text: 'A' }, []],
	])('a choice %s', (_name, choice, choices) => {
		expect(
			questionOf({ family: 'single_choice', answers: { choices: [choice] } })?.choices,
		).toEqual(choices);
	});

	it('choices of menus, "none" and "other" come after them; a field for a comment is no choice', () => {
		const answers = {
			choices: [{ id: 1, text: 'A' }],
			cols: [{ id: 7, choices: [{ id: 2, text: 'B' }] }],
			none: { id: 3, text: 'None' },
			other: { id: 4, text: 'Other' },
		};
		const shown = (more: object) =>
			questionOf({ family: 'single_choice', answers: { ...answers, ...more } })!.choices;
		expect(shown({}).map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
		expect(shown({}).map(({ hasText }) => hasText)).toEqual([
			undefined,
			undefined,
			undefined,
			true,
		]);
		expect(shown({ other: { ...answers.other, is_answer_choice: false } })).toHaveLength(3);
		expect(shown({ none: { id: 3, visible: false } })).toHaveLength(3);
		expect(shown({ other: { id: 4, visible: false } })).toHaveLength(3);
	});

	it('the places of a ranking are what they say, or else where they stand', () => {
		const choices = [
			{ id: 8, text: '2' },
			{ id: 9, text: 'last' },
		];
		const question = questionOf({
			family: 'matrix',
			subtype: 'ranking',
			answers: { choices, rows: [{ id: 5, text: 'A' }] },
		})!;
		expect(question.choices.map(({ numeric }) => numeric)).toEqual([2, 2]);
		expect(question.rows).toEqual([{ id: '5', label: 'A', type: 'number' }]);
		expect(question).not.toHaveProperty('scale');
	});

	const rows = [
		{ id: 5, text: 'A' },
		{ id: 6, type: 'email' },
		{ text: 'x' },
		{ id: 7, visible: false },
	];
	it.each<[object, object[]]>([
		[
			{ family: 'matrix', subtype: 'single', answers: { rows } },
			[
				{ id: '5', label: 'A', type: 'singleChoice' },
				{ id: '6', label: 'email', type: 'email' },
			],
		],
		[
			{ family: 'matrix', subtype: 'multi', answers: { rows: rows.slice(0, 1) } },
			[{ id: '5', label: 'A', type: 'multiChoice' }],
		],
		[
			{
				family: 'demographic',
				answers: {
					rows: [
						{ id: 5, type: 'phone', text: 'P' },
						{ id: 6, type: 'city' },
					],
				},
			},
			[
				{ id: '5', label: 'P', type: 'phone' },
				{ id: '6', label: 'city', type: 'text' },
			],
		],
		[
			{
				family: 'matrix',
				subtype: 'menu',
				answers: {
					rows: rows.slice(0, 1),
					cols: [{ id: 1, text: 'X' }, { id: 2 }, { text: 'x' }, { id: 3, visible: false }],
				},
			},
			[
				{ id: '5_1', label: 'A – X', type: 'singleChoice' },
				{ id: '5_2', label: 'A – 2', type: 'singleChoice' },
			],
		],
		[
			{
				heading: 'Stars',
				family: 'matrix',
				subtype: 'rating',
				answers: { rows: [{ id: 5 }, { id: 6 }] },
			},
			[
				{ id: '5', label: 'Stars', type: 'rating' },
				{ id: '6', label: 'Stars', type: 'rating' },
			],
		],
	])('%j has rows', (raw, wanted) => {
		const question = questionOf(raw)!;
		expect(question.rows).toEqual(wanted);
		expect(question.answerKeys).toEqual(wanted.map((row) => `Q1_${(row as { id: string }).id}`));
	});

	it.each<[string, object]>([
		['a day', { family: 'datetime', subtype: 'date_only' }],
		['a time', { family: 'datetime', subtype: 'time_only' }],
		['a moment', { family: 'datetime', subtype: 'both' }],
		['stars', { family: 'matrix', subtype: 'rating' }],
		[
			'a recommendation',
			{ family: 'matrix', subtype: 'rating', answers: { choices: elevenFrom(0) } },
		],
		['a number', { family: 'open_ended', subtype: 'numerical' }],
	])('the only row of %s is a matter of form', (_name, raw) => {
		const rows = [{ id: 5, text: 'Row' }];
		const answers = { ...(raw as { answers?: object }).answers, rows };
		expect(questionOf({ ...raw, answers })).toMatchObject({ rows: [], answerKeys: ['Q1'] });
		const several = { family: 'open_ended', subtype: 'multi', answers };
		expect(questionOf(several)!.rows).toHaveLength(1);
	});

	it('a recommendation goes from 0 to 10', () => {
		const answers = { choices: elevenFrom(0) };
		expect(questionOf({ family: 'matrix', subtype: 'rating', answers })).toMatchObject({
			type: 'nps',
			scale: { min: 0, max: 10, direction: 'up' },
		});
	});

	it.each([
		[
			[
				{ id: 1, weight: 3 },
				{ id: 2, weight: -1 },
			],
			{ min: -1, max: 3, direction: 'up' },
		],
		[
			[
				{ id: 1, weight: 3 },
				{ id: 2, weight: 3 },
			],
			undefined,
		],
		[[{ id: 1 }], undefined],
	])('a rating by %j has the scale %j', (choices, scale) => {
		const question = questionOf({ family: 'matrix', subtype: 'rating', answers: { choices } })!;
		expect(question.scale).toEqual(scale);
		expect(Object.hasOwn(question, 'scale')).toBe(scale !== undefined);
	});

	it.each<[unknown, object[]]>([
		[{ plan: 'Plan', store: '' }, [{ name: 'plan', label: 'Plan' }, { name: 'store' }]],
		[
			['plan', { name: 'store' }, {}, null],
			[{ name: 'plan' }, { name: 'store' }],
		],
		[undefined, []],
	])('the variables %j travel along', (custom_variables, fields) => {
		expect(definitionOf({ id: 5, custom_variables }, '5').contextFields).toEqual(fields);
	});

	it.each([
		[{ id: 6, nickname: 'N', title: 'T' }, '6', 'N'],
		[{ title: 'T' }, '5', 'T'],
		[{}, '5', '5'],
	])('%j is the survey %s, called %s', (raw, id, name) => {
		expect(definitionOf(raw, '5')).toMatchObject({ provider: 'surveymonkey', id, name });
	});
});
