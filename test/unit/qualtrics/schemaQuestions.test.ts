import { toDefinition } from '../../../nodes/shared/connectors/qualtrics/definition';
import type { QualtricsQuestion } from '../../../nodes/shared/connectors/qualtrics/surveyQuestions';

const property = (more: object = {}) => ({ dataType: 'question', type: 'number', ...more });
const options = (...labels: string[]) => ({
	oneOf: labels.map((label, index) => ({ label, const: index + 1 })),
});
const schemaOf = (properties: object, title?: string) => ({
	...(title !== undefined && { title }),
	properties: { values: { properties } },
});
const questionsOf = (properties: object): QualtricsQuestion[] =>
	toDefinition('SV_1', { schema: schemaOf(properties) }).questions;

const FORMATS = {
	email: 'email',
	phone: 'phone',
	date: 'date',
	'date-time': 'dateTime',
	time: 'time',
	uri: 'url',
	zip: 'text',
} as const;

describe('a question of which only the response schema is known (contracts/qualtrics.md 2.4)', () => {
	it.each<[string, object, Partial<QualtricsQuestion>]>([
		[
			'a choice',
			{ QID1: property(options('A', 'B')) },
			{ type: 'singleChoice', layout: 'main', scale: { min: 1, max: 2, direction: 'up' } },
		],
		[
			'a rating',
			{ QID1: property(options('1', '2', '3')) },
			{ type: 'rating', scale: { min: 1, max: 3, direction: 'up' } },
		],
		[
			'several',
			{ QID1: property({ type: 'array', items: options('A') }) },
			{ type: 'multiChoice' },
		],
		['a number', { QID1: property() }, { type: 'number', choices: [] }],
		['a whole number', { QID1: property({ type: 'integer' }) }, { type: 'number' }],
		['a text', { QID1_TEXT: property({ type: 'string' }) }, { type: 'text', answerKeys: ['QID1'] }],
		...Object.entries(FORMATS).map(
			([format, type]): [string, object, Partial<QualtricsQuestion>] => [
				`a text of the form ${format}`,
				{ QID1_TEXT: property({ type: 'string', format }) },
				{ type },
			],
		),
		[
			'a file',
			{ QID1_FILE_ID: property(), QID1_FILE_NAME: property() },
			{ type: 'file', answerKeys: ['QID1'] },
		],
		[
			'technical keys',
			{ QID1_OS: property(), QID1_VERSION: property() },
			{ type: 'other', layout: 'parts', rows: [], answerKeys: ['QID1_OS', 'QID1_VERSION'] },
		],
		[
			'a matrix',
			{ QID1_1: property(options('A')), QID1_2: property() },
			{ type: 'matrix', layout: 'rows', rowType: 'singleChoice', answerKeys: ['QID1_1', 'QID1_2'] },
		],
		[
			'cells',
			{ QID1_1_2: property({ type: 'string' }) },
			{ type: 'matrix', layout: 'cells', rowType: 'text' },
		],
		[
			'groups',
			{ QID1_0_GROUP: property({ type: 'array' }), QID1_G0_1_RANK: property() },
			{ type: 'ranking', layout: 'groups', rowType: 'ranking', answerKeys: ['QID1_0_GROUP'] },
		],
		[
			'side by side',
			{ 'QID1#1_1': property(options('A')), 'QID1#2_1': property(options('B')) },
			{
				layout: 'sideBySide',
				type: 'matrix',
				rowType: 'singleChoice',
				answerKeys: ['QID1#1_1', 'QID1#2_1'],
				columns: [
					{ id: '1', label: '1', choices: [{ id: '1', code: '1', label: 'A' }] },
					{ id: '2', label: '2', choices: [{ id: '1', code: '1', label: 'B' }] },
				],
			},
		],
		[
			'a recommendation',
			{ QID1: property(options('0', '1')), QID1_NPS_GROUP: property() },
			{ type: 'nps', scale: { min: 0, max: 10, direction: 'up' } },
		],
		[
			'a text typed into a choice alone',
			{ QID1_4_TEXT: property({ type: 'string' }) },
			{ layout: 'main', type: 'text', answerKeys: [] },
		],
	])('%s', (_name, properties, expected) => {
		const questions = questionsOf(properties);
		expect(questions).toHaveLength(1);
		expect(questions[0]).toMatchObject({ id: 'QID1', ...expected });
		for (const name of ['scale', 'columns', 'loops', 'rowType'] as const) {
			expect(name in questions[0]).toBe(name in expected);
		}
	});

	it('the order in which choices were shown makes no question', () => {
		expect(questionsOf({ QID1_DO: property({ type: 'array' }) })).toEqual([]);
		expect(questionsOf({ QID1_DO: property(), QID1: property() })).toMatchObject([
			{ type: 'number', answerKeys: ['QID1'] },
		]);
	});

	it('a choice that one may write into is one', () => {
		const [question] = questionsOf({
			QID1: property(options('A', 'B')),
			QID1_2_TEXT: property({ type: 'string' }),
		});
		expect(question.choices).toEqual([
			{ id: '1', code: '1', label: 'A' },
			{ id: '2', code: '2', label: 'B', hasText: true },
		]);
	});

	it('loops are those of all its keys, and each key counts once', () => {
		const [question, ...others] = questionsOf({
			'2_QID1_1': property(),
			'1_QID1_1': property(),
			'1_QID1_2': property(),
		});
		expect(others).toEqual([]);
		expect(question).toMatchObject({ loops: ['2', '1'], answerKeys: ['QID1_1', 'QID1_2'] });
	});

	it('the cells of two columns are two, also where their rows are the same', () => {
		const [question] = questionsOf({ 'QID1#1_1': property(options('A')), 'QID1#2_1': property() });
		expect(question.columns?.map(({ id, choices }) => [id, choices.length])).toEqual([
			['1', 1],
			['2', 0],
		]);
		expect(question.rows).toEqual([{ id: '1', label: '1' }]);
	});

	it.each<[string, string, string | undefined, string | undefined, string, string[]]>([
		[
			'what rows share is the question',
			'QID1_1',
			'Agree? - Fast',
			'Agree? - Good',
			'Agree?',
			['Fast', 'Good'],
		],
		['the last dash counts', 'QID1_1', 'A - B - Fast', 'A - B - Good', 'A - B', ['Fast', 'Good']],
		[
			'nothing is shared',
			'QID1_1',
			'Fast - yes',
			'Good - no',
			'Fast - yes',
			['Fast - yes', 'Good - no'],
		],
		['no dash', 'QID1_1', 'Fast', 'Good', 'Fast', ['Fast', 'Good']],
		['no words', 'QID1_1', undefined, undefined, 'QID1', ['1', '2']],
		[
			'a row without words of its own',
			'QID1_1',
			'Agree? - ',
			'Agree? - Good',
			'Agree? -',
			['Agree? -', 'Agree? - Good'],
		],
	])('titles and rows: %s', (_name, _key, first, second, title, labels) => {
		const [question] = questionsOf({
			QID1_1: property({ description: first }),
			QID1_2: property({ description: second }),
		});
		expect(question.title).toBe(title);
		expect(question.rows.map(({ label }) => label)).toEqual(labels);
	});
});

describe('options of a schema', () => {
	it.each<[object, object[]]>([
		[{ oneOf: [{ label: '<b>A</b>', const: 1 }] }, [{ id: '1', code: '1', label: 'A' }]],
		[{ anyOf: [{ title: 'A', const: 'x' }] }, [{ id: 'x', code: 'x', label: 'A' }]],
		[{ oneOf: [{ const: 0 }, { label: 'none' }] }, [{ id: '0', code: '0', label: '0' }]],
		[{ items: { oneOf: [{ label: 'A', const: '1' }] } }, [{ id: '1', code: '1', label: 'A' }]],
		[{ oneOf: [], items: { anyOf: [{ const: 2 }] } }, [{ id: '2', code: '2', label: '2' }]],
	])('%j: %j', (more, choices) => {
		expect(questionsOf({ QID1: property(more) })[0].choices).toEqual(choices);
	});
});

describe('a survey completed by the schema', () => {
	const complete = (question: object, properties: object): QualtricsQuestion =>
		toDefinition('SV_1', {
			survey: { questions: { QID1: question } },
			schema: schemaOf(properties),
		}).questions[0];
	const choices = { 1: { choiceText: 'A', recode: '10' }, 2: { choiceText: 'B', recode: '20' } };
	const MC = { questionType: { type: 'MC', selector: 'SAVR' }, choices };

	it.each<[string, object, object[]]>([
		[
			'choices keep their recodes, and know how the schema calls them',
			options('B', 'A'),
			[
				{ id: '1', code: '10', label: 'A', wire: '2' },
				{ id: '2', code: '20', label: 'B', wire: '1' },
			],
		],
		[
			'a choice found by its recode alone',
			{ oneOf: [{ label: 'Renamed', const: 20 }] },
			[
				{ id: '1', code: '10', label: 'A' },
				{ id: '2', code: '20', label: 'B' },
			],
		],
		[
			'a choice that is new',
			{ oneOf: [{ label: 'C', const: 30 }] },
			[
				{ id: '1', code: '10', label: 'A' },
				{ id: '2', code: '20', label: 'B' },
				{ id: '30', code: '30', label: 'C' },
			],
		],
	])('%s', (_name, more, expected) => {
		expect(complete(MC, { QID1: property(more) }).choices).toEqual(expected);
	});

	it('a choice that one may write into is one; keys and loops are those of the schema', () => {
		const question = complete(MC, { '3_QID1': property(), '3_QID1_2_TEXT': property() });
		expect(question.choices.map(({ hasText }) => hasText)).toEqual([undefined, true]);
		expect(question).toMatchObject({ loops: ['3'], answerKeys: ['QID1'] });
		expect(complete(MC, { QID1_2_TEXT: property() }).answerKeys).toEqual(['QID1']);
		expect(complete(MC, { QID1: property() })).not.toHaveProperty('loops');
	});

	it('columns get the options of their own cells', () => {
		const SBS = {
			questionType: { type: 'SBS' },
			subQuestions: { 1: { choiceText: 'Row' } },
			columns: { 1: { questionText: 'How?' }, 2: { questionText: 'When?' } },
		};
		const question = complete(SBS, {
			'QID1#1_1': property(options('A')),
			'QID1#2_1': property(options('B', 'C')),
		});
		expect(
			question.columns?.map(({ label, choices: own }) => [label, own.map((one) => one.label)]),
		).toEqual([
			['How?', ['A']],
			['When?', ['B', 'C']],
		]);
		expect(question.choices).toEqual([]);
	});

	it.each([
		['Visit (SV_1) - Survey Response', 'Visit'],
		['(SV_1) - Survey Response', 'SV_1'],
		[undefined, 'SV_1'],
	])('the title %j names the survey %s', (title, name) => {
		expect(toDefinition('SV_1', { schema: schemaOf({}, title) }).name).toBe(name);
		expect(
			toDefinition('SV_1', { survey: { name: 'Own' }, schema: schemaOf({}, title) }).name,
		).toBe('Own');
	});

	it.each([
		[true, true],
		['false', false],
		[undefined, undefined],
	])('whether it is active: %j', (isActive, active) => {
		const made = toDefinition('SV_1', { survey: { isActive } });
		expect(made.isActive).toBe(active);
		expect('isActive' in made).toBe(active !== undefined);
	});

	it.each<[object, object[]]>([
		[{ plan: { dataType: 'embeddedData', type: 'string' } }, [{ name: 'plan', type: 'string' }]],
		[{ plan: { type: 'integer' } }, [{ name: 'plan', type: 'number' }]],
		[{ plan: { type: 'boolean' } }, [{ name: 'plan', type: 'boolean' }]],
		[{ plan: { type: 'array' } }, [{ name: 'plan' }]],
		[{ startDate: { dataType: 'metadata' }, SC_1: {}, QID1: {} }, [{ name: 'plan' }]],
		[
			{ q: { dataType: 'question' }, s: { dataType: 'scoring' }, t: { dataType: 'score' } },
			[{ name: 'plan' }],
		],
	])('embedded data of both, each once: %j', (properties, fields) => {
		const survey = { embeddedData: [{ name: 'plan' }, { name: '' }, {}] };
		expect(toDefinition('SV_1', { survey, schema: schemaOf(properties) }).contextFields).toEqual(
			fields,
		);
	});
});
