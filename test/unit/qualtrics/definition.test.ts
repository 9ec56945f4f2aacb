import fc from 'fast-check';
import { toDefinition } from '../../../nodes/shared/connectors/qualtrics/definition';
import { toSurveyResponse } from '../../../nodes/shared/connectors/qualtrics/toSurveyResponse';
import { asRecord } from '../../../nodes/shared/connectors/qualtrics/json';
import { design } from './samples';

const property = (over: object) => ({
	dataType: 'question',
	type: 'number',
	description: 'T',
	...over,
});
const schemaOf = (values: object, title = 'Visit (SV_1) - Survey Response') => ({
	title,
	properties: { values: { properties: values } },
});

describe('from the design alone', () => {
	const { questions, contextFields, name } = toDefinition('SV_1', { survey: design });
	const byId = Object.fromEntries(questions.map((question) => [question.id, question]));

	it('stands in the order of the flow', () => {
		expect(questions.map(({ id }) => id).slice(0, 4)).toEqual(['QID1', 'QID2', 'QID3', 'QID4']);
		expect(questions).toHaveLength(15);
		expect(name).toBe('Every layout');
		expect(contextFields).toEqual([{ name: 'plan' }, { name: 'SolutionRevision' }]);
	});

	it.each([
		['QID1', 'nps', ['QID1'], { min: 0, max: 10, direction: 'up' }],
		['QID2', 'singleChoice', ['QID2'], { min: 10, max: 30, direction: 'up' }],
		['QID3', 'multiChoice', ['QID3'], undefined],
		['QID4', 'matrix', ['QID4_1', 'QID4_2'], { min: 1, max: 3, direction: 'up' }],
		['QID5', 'longText', ['QID5'], undefined],
		['QID6', 'text', ['QID6_1', 'QID6_2'], undefined],
		['QID8', 'ranking', ['QID8_1', 'QID8_2'], undefined],
		['QID9', 'matrix', ['QID9#1_1', 'QID9#2_1'], undefined],
		['QID10', 'file', ['QID10'], undefined],
		['QID11', 'ranking', ['QID11_0_GROUP'], undefined],
		['QID15', 'other', [], undefined],
	])('%s is %s', (id, type, answerKeys, scale) => {
		expect(byId[id]).toMatchObject({ type, answerKeys, ...(scale && { scale }) });
		expect(byId[id].scale).toEqual(scale);
	});

	it('has plain texts, recodes and loops', () => {
		expect(byId.QID2).toMatchObject({ title: 'Text of Q2', ref: 'Q2' });
		expect(byId.QID2.choices[0]).toEqual({ id: '1', code: '10', label: 'Best' });
		expect(byId.QID2.choices[3]).toMatchObject({ hasText: true });
		expect(byId.QID13.loops).toEqual(['1', '2']);
	});
});

describe('what a question is called', () => {
	it.each([
		['QID4_2', 'Q4_2', 'Q4'],
		['QID4_2', 'Q4', 'Q4'],
		['QID4', 'Q4', 'Q4'],
		['QID4', 'Q_', 'Q_'],
		['QID4_TEXT', 'Q4_TEXT', 'Q4'],
		['QID4_TEXT', 'why', 'why'],
		['1_QID4', '1_Q4', 'Q4'],
		['x2_QID4', 'x2_visit', 'visit'],
		['QID4', '5_6', '5_6'],
		['QID6_OS', 'device_OS', 'device'],
		['QID4', undefined, undefined],
	])('%s with the tag %s: %s', (key, exportTag, ref) => {
		const schema = schemaOf({ [key]: property({ ...(exportTag && { exportTag }) }) });
		expect(toDefinition('SV_1', { schema }).questions[0].ref).toBe(ref);
	});
});

describe('from the response schema alone', () => {
	const definition = toDefinition('SV_1', {
		schema: schemaOf({
			QID1: property({
				description: 'Recommend?',
				exportTag: 'Q1',
				questionId: 'QID1',
				oneOf: [
					{ label: '0', const: 0 },
					{ label: '10', const: 10 },
				],
			}),
			QID1_NPS_GROUP: property({
				exportTag: 'Q1_NPS_GROUP',
				oneOf: [{ label: 'Passive', const: 2 }],
			}),
			QID2_TEXT: property({ type: 'string', description: '<b>Why?</b>', exportTag: 'Q2_TEXT' }),
			QID3: property({
				type: 'array',
				exportTag: 'visited',
				items: {
					oneOf: [
						{ label: 'Shop', const: '1' },
						{ label: 'Other', const: '4' },
					],
				},
			}),
			QID3_4_TEXT: property({ type: 'string' }),
			QID3_DO: property({ type: 'array' }),
			QID4_1: property({
				description: 'Agree? - Friendly',
				exportTag: 'Q4_1',
				oneOf: [
					{ label: 'No', const: 1 },
					{ label: 'Yes', const: 2 },
				],
			}),
			QID4_2: property({
				description: 'Agree? - Fast - and good',
				exportTag: 'Q4_2',
				oneOf: [{ label: 'No', const: 1 }],
			}),
			'1_QID5': property({ oneOf: [{ label: 'No', const: 1 }] }),
			'2_QID5': property({ oneOf: [{ label: 'No', const: 1 }] }),
			QID6_OS: property({ type: 'string' }),
			recordedDate: { dataType: 'metadata', type: 'string', format: 'date-time' },
			plan: { dataType: 'embeddedData', type: 'string' },
			visits: { dataType: 'somethingElse', type: 'number' },
			SC_1: { dataType: 'score', type: 'number' },
		}),
	});
	const byId = Object.fromEntries(definition.questions.map((question) => [question.id, question]));

	it('knows types, labels, references and rows', () => {
		expect(definition.name).toBe('Visit');
		expect(byId).toMatchObject({
			QID1: { type: 'nps', ref: 'Q1', title: 'Recommend?', answerKeys: ['QID1'] },
			QID2: { type: 'text', ref: 'Q2', title: 'Why?', answerKeys: ['QID2'] },
			QID3: { type: 'multiChoice', ref: 'visited', answerKeys: ['QID3'] },
			QID4: {
				type: 'matrix',
				rowType: 'singleChoice',
				ref: 'Q4',
				answerKeys: ['QID4_1', 'QID4_2'],
			},
			QID5: { loops: ['1', '2'], answerKeys: ['QID5'] },
			QID6: { type: 'other', answerKeys: ['QID6_OS'] },
		});
		expect(byId.QID3.choices[1]).toEqual({ id: '4', code: '4', label: 'Other', hasText: true });
		expect(definition.contextFields).toEqual([
			{ name: 'plan', type: 'string' },
			{ name: 'visits', type: 'number' },
		]);
	});

	it('serves to read a response', () => {
		const { answers } = toSurveyResponse(
			{ values: { QID3: ['4'], QID3_4_TEXT: 'Fair', '2_QID5': 1 }, displayedFields: ['QID4_1'] },
			definition,
		);
		expect(Object.entries(answers).map(([key, { state, text }]) => [key, state, text])).toEqual([
			['QID1', 'notShown', ''],
			['QID2', 'notShown', ''],
			['QID3', 'answered', 'Fair'],
			['QID4_1', 'skipped', ''],
			['QID4_2', 'notShown', ''],
			['1_QID5', 'notShown', ''],
			['2_QID5', 'answered', 'No'],
			['QID6_OS', 'notShown', ''],
		]);
	});
});

describe('from both', () => {
	it('the schema says which keys there are, and names choices that only it knows', () => {
		const { questions } = toDefinition('SV_1', {
			survey: design,
			schema: schemaOf({
				QID4_1: property({
					oneOf: [
						{ label: 'Never', const: 1 },
						{ label: 'New point', const: 4 },
					],
				}),
				QID77: property({ description: 'Only here', oneOf: [{ label: 'A', const: 1 }] }),
			}),
		});
		const byId = Object.fromEntries(questions.map((question) => [question.id, question]));
		expect(byId.QID4.answerKeys).toEqual(['QID4_1']);
		expect(byId.QID4.choices.map(({ label }) => label)).toEqual([
			'Never',
			'Sometimes',
			'Always',
			'New point',
		]);
		expect(questions.at(-1)).toMatchObject({ id: 'QID77', title: 'Only here' });
	});
});

describe('odd answers of the API', () => {
	it.each<[string, object]>([
		['nothing', {}],
		[
			'empty lists for maps',
			{ questions: [], blocks: [], flow: [], embeddedData: [], loopAndMerge: [] },
		],
		['nulls', { questions: null, blocks: null, flow: null, embeddedData: null, name: null }],
		['a question that is null', { questions: { QID1: null } }],
		['a question without a type', { questions: { QID1: { questionText: null, choices: [] } } }],
		[
			'choices as a list',
			{ questions: { QID1: { questionType: { type: 'MC' }, choices: [{ choiceText: 'A' }] } } },
		],
		[
			'choices that are texts',
			{ questions: { QID1: { questionType: { type: 'MC' }, choices: { 1: 'A', 2: null } } } },
		],
		[
			'recodes as numbers',
			{ questions: { QID1: { questionType: { type: 'MC' }, choices: { 1: { recode: 5 } } } } },
		],
	])('Q25 %s', (_name, survey) => {
		expect(() => toDefinition('SV_1', { survey: asRecord(survey) })).not.toThrow();
	});

	it('Q25 nothing it could answer is too odd', () => {
		const odd = fc.oneof(
			fc.jsonValue({ maxDepth: 3 }),
			fc.record({
				questionType: fc.jsonValue(),
				choices: fc.jsonValue({ maxDepth: 2 }),
				subQuestions: fc.jsonValue({ maxDepth: 2 }),
				columns: fc.jsonValue({ maxDepth: 2 }),
			}),
		);
		fc.assert(
			fc.property(
				fc.record(
					{
						questions: fc.dictionary(fc.constantFrom('QID1', 'QID2', 'x'), odd),
						blocks: odd,
						flow: odd,
						embeddedData: odd,
						loopAndMerge: odd,
					},
					{ requiredKeys: [] },
				),
				fc.dictionary(fc.constantFrom('QID1', 'QID1_2', 'QID2_TEXT', '1_QID3', 'plan'), odd),
				(survey, properties) => {
					const definition = toDefinition('SV_1', { survey, schema: schemaOf(properties) });
					toSurveyResponse({ values: { QID1: 1, QID1_2: ['a'] } }, definition);
					expect(Array.isArray(definition.questions)).toBe(true);
				},
			),
			{ numRuns: 300 },
		);
	});
});
