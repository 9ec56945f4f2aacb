import fc from 'fast-check';
import { toDefinition } from '../../../nodes/shared/connectors/qualtrics/definition';
import { toSurveyResponse } from '../../../nodes/shared/connectors/qualtrics/toSurveyResponse';
import type { Answer, SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { design, sample } from './samples';
import { withoutNotShown } from '../../../nodes/shared/survey/notShown';

const definition = toDefinition('SV_1', { survey: design });
const answersOf = (
	values: object,
	labels: object = {},
	more: object = {},
): Record<string, Answer> =>
	toSurveyResponse({ responseId: 'R_1', values, labels, ...more }, definition).answers;
const bare = (values: object, labels: object = {}): Record<string, Answer> =>
	toSurveyResponse({ values, labels }).answers;

describe('a real response', () => {
	const response = toSurveyResponse(sample, undefined, { surveyId: 'SV_real', includeMeta: true });

	it('Q12 keeps its ids, dates and state', () => {
		expect(response).toMatchObject({
			provider: 'qualtrics',
			event: 'completed',
			survey: { id: 'SV_real', language: 'EN', channel: 'anonymous' },
			response: {
				id: 'R_2Y62vxvBCVIJxEG',
				status: 'complete',
				isTest: false,
				startedAt: '2021-03-25T17:16:56.000Z',
				submittedAt: '2021-03-25T17:21:25.942Z',
				durationSeconds: 269,
				progressPercent: 100,
			},
			respondent: { anonymous: true },
			meta: { ip: '203.0.113.5', geo: { latitude: '0.0', longitude: '0.0' } },
			context: {},
		});
	});

	it('Q12 tells single, several, text and what was skipped', () => {
		expect(response.answers).toMatchObject({
			QID1: { type: 'text', value: 'wedw', state: 'answered' },
			QID3: { type: 'singleChoice', value: 5, label: 'Slightly uncomfortable', numeric: 5 },
			QID2: { type: 'multiChoice', value: ['2'], label: 'Tuesday' },
			QID4_3: { state: 'skipped', value: null, parentId: 'QID4' },
		});
	});

	it('keeps IP address and place to itself unless asked', () => {
		expect(JSON.stringify(toSurveyResponse(sample))).not.toContain('203.0.113.5');
	});
});

describe('kinds of answers', () => {
	it.each<[string, object, object, string, Partial<Answer>]>([
		[
			'single choice by its words',
			{ QID2: 20 },
			{ QID2: 'Good' },
			'QID2',
			{ value: 20, label: 'Good', choices: [{ id: '2', code: '20', label: 'Good' }] },
		],
		['single choice by recode', { QID2: 20 }, {}, 'QID2', { label: 'Good', numeric: 20 }],
		[
			'single choice by id when no recode fits',
			{ QID2: 3 },
			{},
			'QID2',
			{ value: 30, label: 'Bad' },
		],
		[
			'a number that came as text',
			{ QID2: '20' },
			{},
			'QID2',
			{ value: '20', label: 'Good', numeric: 20 },
		],
		[
			'text typed into a choice',
			{ QID2: 99, QID2_4_TEXT: 'Blue' },
			{ QID2: 'Other' },
			'QID2',
			{
				label: 'Other',
				text: 'Blue',
				choices: [{ id: '4', code: '99', label: 'Other', other: true, otherText: 'Blue' }],
			},
		],
		[
			'several by words',
			{ QID3: ['1', '3'] },
			{ QID3: ['Web', 'Shop'] },
			'QID3',
			{ value: ['3', '1'], label: 'Web, Shop' },
		],
		[
			'several by recode',
			{ QID3: ['1', '3'] },
			{},
			'QID3',
			{ value: ['1', '3'], label: 'Shop, Web' },
		],
		['several of a single entry', { QID3: '1' }, {}, 'QID3', { value: ['1'], label: 'Shop' }],
		[
			'several with a typed text',
			{ QID3: ['1', '4'], QID3_4_TEXT: 'Fair' },
			{},
			'QID3',
			{ text: 'Shop, Fair' },
		],
		[
			'zero on the NPS scale',
			{ QID1: 0, QID1_NPS_GROUP: 1 },
			{ QID1_NPS_GROUP: 'Detractor' },
			'QID1',
			{
				type: 'nps',
				value: 0,
				numeric: 0,
				npsGroup: 'detractor',
				state: 'answered',
				scale: { min: 0, max: 10, direction: 'up' },
			},
		],
		['NPS without a group', { QID1: 9 }, {}, 'QID1', { npsGroup: 'promoter' }],
		[
			'a text',
			{ QID5_TEXT: 'Hello <b>x</b>' },
			{},
			'QID5',
			{ type: 'longText', value: 'Hello <b>x</b>', label: 'Hello <b>x</b>' },
		],
		[
			'a matrix row',
			{ QID4_2: 3 },
			{ QID4_2: 'Always' },
			'QID4_2',
			{
				type: 'singleChoice',
				parentId: 'QID4',
				row: { id: '2', label: 'Fast' },
				value: 3,
				label: 'Always',
				scale: { min: 1, max: 3, direction: 'up' },
			},
		],
		[
			'a form field',
			{ QID6_1: 'Jane' },
			{},
			'QID6_1',
			{ type: 'text', parentId: 'QID6', row: { id: '1', label: 'First name' }, value: 'Jane' },
		],
		['a slider', { QID7_1: 0 }, {}, 'QID7_1', { type: 'scale', numeric: 0, state: 'answered' }],
		[
			'a rank',
			{ QID8_2: 1 },
			{},
			'QID8_2',
			{ type: 'ranking', numeric: 1, choices: [{ id: '2', code: '2', label: 'Quality', rank: 1 }] },
		],
		[
			'a side-by-side cell',
			{ 'QID9#2_1': 1 },
			{},
			'QID9#2_1',
			{
				parentId: 'QID9',
				row: { id: '1', label: 'Staff – How often?' },
				label: 'Never',
				choices: [{ id: '1', code: '1', label: 'Never', column: '2' }],
			},
		],
		[
			'a file',
			{
				QID10_FILE_ID: 'F_1',
				QID10_FILE_NAME: 'a.pdf',
				QID10_FILE_SIZE: 12,
				QID10_FILE_TYPE: 'application/pdf',
			},
			{},
			'QID10',
			{
				type: 'file',
				label: 'a.pdf',
				files: [{ id: 'F_1', name: 'a.pdf', size: 12, mimeType: 'application/pdf' }],
			},
		],
		[
			'a group with ranks',
			{ QID11_0_GROUP: ['1', '2'], QID11_G0_2_RANK: 1, QID11_G0_1_RANK: 2 },
			{},
			'QID11_0_GROUP',
			{
				type: 'ranking',
				row: { id: '0', label: 'Need' },
				value: ['2', '1'],
				label: 'Quality, Price',
			},
		],
		[
			'a timing',
			{ QID12_PAGE_SUBMIT: 3.2 },
			{},
			'QID12_PAGE_SUBMIT',
			{ type: 'other', parentId: 'QID12', value: 3.2 },
		],
		['a loop', { '2_QID13': 1 }, {}, '2_QID13', { loop: '2', questionId: 'QID13', value: 1 }],
		[
			'a question that is not in the definition',
			{ QID999: 4 },
			{ QID999: 'Four' },
			'QID999',
			{ type: 'singleChoice', label: 'Four', title: 'QID999' },
		],
		[
			'a shape out of a wrong guide',
			{ QID2: { choiceText: 'Good', choiceId: 2 } },
			{},
			'QID2',
			{ value: { choiceText: 'Good', choiceId: 2 }, state: 'answered' },
		],
	])('Q12 %s', (_name, values, labels, key, expected) => {
		expect(answersOf(values, labels)[key]).toMatchObject(expected);
	});

	it('multi-answer entries that are choice ids resolve as the response schema says', () => {
		const schema = {
			properties: {
				values: {
					properties: {
						QID3: {
							dataType: 'question',
							type: 'array',
							items: {
								oneOf: [
									{ label: 'Shop', const: '1' },
									{ label: 'Web', const: '2' },
								],
							},
						},
					},
				},
			},
		};
		const told = toDefinition('SV_1', { survey: design, schema });
		const { QID3 } = toSurveyResponse({ values: { QID3: ['2'] } }, told).answers;
		expect(QID3).toMatchObject({ value: ['3'], label: 'Web', choices: [{ id: '2', code: '3' }] });
	});

	it('without a definition everything still has its place', () => {
		const answers = bare(
			{
				QID1: 7,
				QID1_NPS_GROUP: 2,
				QID2: 4,
				QID2_4_TEXT: 'Mine',
				QID4_1: 2,
				QID9_3_TEXT: 'lonely',
				'1_QID5_TEXT': 'x',
			},
			{ QID2: 'Other', QID4_1: 'Two' },
		);
		expect(answers).toMatchObject({
			QID1: { type: 'nps', npsGroup: 'passive' },
			QID2: { type: 'singleChoice', text: 'Mine' },
			QID4_1: { type: 'singleChoice', parentId: 'QID4' },
			QID9_3: { type: 'text', value: 'lonely' },
			'1_QID5': { loop: '1', type: 'text' },
		});
	});
});

describe('answered, skipped, not shown', () => {
	const states = (more: object): Record<string, string> =>
		Object.fromEntries(
			Object.values(answersOf({ QID1: 0, QID5_TEXT: '', QID3: [] }, {}, more)).map(
				({ key, state }) => [key, state],
			),
		);

	it('are three different things', () => {
		expect(
			states({
				displayedFields: ['QID1', 'QID5_TEXT', 'QID3', 'QID4_1', 'QID10_FILE_ID', 'QID2_4_TEXT'],
			}),
		).toMatchObject({
			QID1: 'answered',
			QID5: 'skipped',
			QID3: 'skipped',
			QID4_1: 'skipped',
			QID4_2: 'notShown',
			QID10: 'skipped',
			QID2: 'skipped',
			QID6_1: 'notShown',
		});
	});

	it('are unknown when the response does not tell', () => {
		expect(states({})).toMatchObject({ QID1: 'answered', QID2: 'unknown', QID4_1: 'unknown' });
	});

	it('every question of the survey is there, in its order, loops pass by pass', () => {
		const keys = Object.keys(answersOf({ QID4_2: 1, QID1: 3, QID999: 1 }));
		expect(keys.slice(0, 4)).toEqual(['QID1', 'QID2', 'QID3', 'QID4_1']);
		expect(keys.filter((key) => /QID1[34]/.test(key))).toEqual([
			'1_QID13',
			'1_QID14',
			'2_QID13',
			'2_QID14',
		]);
		expect(keys.at(-1)).toBe('QID999');
	});

	it('leaves out what was not shown when asked', () => {
		const raw = { values: { QID1: 1 }, displayedFields: ['QID1', 'QID2'] };
		const lean = withoutNotShown(toSurveyResponse(raw, definition));
		expect(Object.keys(lean.answers)).toEqual(['QID1', 'QID2']);
	});

	it('what is changed in one response changes no other', () => {
		const [one, other] = [1, 2].map(() => answersOf({ QID4_1: 1 }));
		one.QID4_1.row!.label = 'changed';
		expect(other.QID4_1.row!.label).toBe('Friendly');
		// Empty answers are shared, and therefore cannot be written into.
		expect(() => (one.QID4_2.row!.label = 'changed')).toThrow(TypeError);
		expect(() => (one.QID3.label = 'changed')).toThrow(TypeError);
		expect(other.QID4_2.row!.label).toBe('Fast');
		expect(other.QID3.label).toBe('');
	});
});

describe('what is no answer', () => {
	it('Q13 recipient, embedded data, scores and the rest find their place', () => {
		const response = toSurveyResponse({
			values: {
				recipientEmail: 'jane@example.com',
				recipientFirstName: 'Jane',
				externalDataReference: 'C-1',
				outlet: 'Divan',
				outlet_DERIVED9wlnmjt: 'D',
				empty: '',
				nothing: null,
				list: ['a', 1],
				map: { a: 1 },
				SC_1: 4.5,
				SC_2: 'n/a',
				QID1_DO: ['1'],
				duration: 'soon',
				Q_TerminateFlag: 'Screened',
			},
		});
		expect(response).toMatchObject({
			respondent: {
				email: 'jane@example.com',
				firstName: 'Jane',
				externalId: 'C-1',
				anonymous: false,
				identifiers: [{ system: 'qualtrics', type: 'externalDataReference', value: 'C-1' }],
			},
			response: { status: 'screened' },
			scores: [{ name: 'SC_1', value: 4.5 }],
			answers: {},
		});
		expect(response.context).toEqual({
			outlet: 'Divan',
			outlet_DERIVED9wlnmjt: 'D',
			empty: '',
			nothing: null,
			list: ['a', '1'],
			map: '{"a":1}',
			SC_2: 'n/a',
			duration: 'soon',
			Q_TerminateFlag: 'Screened',
		});
	});

	it.each<[unknown, Partial<SurveyResponse['response']>]>([
		[0, { isTest: false }],
		[1, { isTest: true }],
		[2, { isTest: true }],
		['2', { isTest: true }],
		[4, { isTest: false, isImported: true }],
		[8, { isTest: false, isSpam: true }],
		[9, { isTest: true, isSpam: true }],
		[17, { isTest: true }],
		[40, { isTest: false, isSpam: true }],
		[16, { isTest: false }],
	])('C08 status %j', (status, expected) => {
		const { response } = toSurveyResponse({ values: { status } });
		expect(response).toMatchObject(expected);
	});

	it.each([
		[1, 'complete'],
		['1', 'complete'],
		[true, 'complete'],
		[0, 'partial'],
		[undefined, 'unknown'],
	])('finished %j is %s', (finished, expected) => {
		expect(toSurveyResponse({ values: { finished } }).response.status).toBe(expected);
	});

	it('an edited response has a revision', () => {
		const { response } = toSurveyResponse({ values: { lastModifiedDate: '2025-01-02T03:04:05Z' } });
		expect(response).toMatchObject({
			revision: '2025-01-02T03:04:05.000Z',
			updatedAt: '2025-01-02T03:04:05.000Z',
		});
	});
});

describe('anything at all', () => {
	const key = fc.oneof(
		fc.string(),
		fc.constantFrom(
			'QID1',
			'QID1_NPS_GROUP',
			'QID2',
			'QID2_4_TEXT',
			'QID3',
			'QID4_1',
			'QID4_1_TEXT',
			'QID9#1_2',
			'QID10_FILE_NAME',
			'QID11_0_GROUP',
			'QID11_G0_1_RANK',
			'1_QID13',
			'QID12_OS',
			'QID5_TEXT',
			'QID5',
			'SC_1',
			'status',
			'finished',
			'__proto__',
			'constructor',
			'QID1_2_3',
			'QID4_1_3_TEXT',
			'QID7_1_TEXT',
		),
	);
	const anything = fc.jsonValue({ maxDepth: 3 });

	it('Q25 a response of any shape is read without throwing', () => {
		const part = fc.oneof(anything, fc.dictionary(key, anything));
		const raw = fc.oneof(
			anything,
			fc.record(
				{
					responseId: anything,
					values: part,
					labels: part,
					displayedFields: fc.oneof(anything, fc.array(key)),
					displayedValues: part,
				},
				{ requiredKeys: [] },
			),
		);
		fc.assert(
			fc.property(raw, fc.boolean(), (value, known) => {
				const made = toSurveyResponse(value, known ? definition : undefined, { includeMeta: true });
				expect(JSON.parse(JSON.stringify(made))).toMatchObject({ schemaVersion: '1' });
			}),
			{ numRuns: 500 },
		);
	});

	it('Q12 loses no value', () => {
		// Each value is a word of its own, so that it can be found again wherever it ended up.
		const words = fc.uniqueArray(fc.stringMatching(/^w[a-z]{8}$/), { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(
				words,
				fc.array(key, { minLength: 12, maxLength: 12 }),
				fc.boolean(),
				fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }),
				(found, keys, known, shapes) => {
					const values: Array<[string, unknown]> = found.map((word, index) => {
						const shape = shapes[index];
						return [
							keys[index],
							shape === 0 ? [word] : shape === 1 ? { a: word } : shape === 2 ? ['x', word] : word,
						];
					});
					const map = new Map(values.filter(([name]) => !/_DO\b|^_recordId$/.test(name)));
					const made = toSurveyResponse(
						{ values: Object.fromEntries(map) },
						known ? definition : undefined,
						{ includeMeta: true },
					);
					const text = JSON.stringify(made);
					for (const [name, value] of map) {
						const word = /w[a-z]{8}/.exec(JSON.stringify(value))![0];
						if (!text.includes(word)) throw new Error(`${name} lost ${word}`);
					}
				},
			),
			{ numRuns: 500 },
		);
	});
});
