import { bindSubject, parseSubject } from '../../../nodes/shared/conditions/subjects';
import { toDefinition } from '../../../nodes/shared/connectors/qualtrics/definition';
import { toSurveyResponse } from '../../../nodes/shared/connectors/qualtrics/toSurveyResponse';
import { catalogue } from '../../../nodes/shared/pipedText/catalogue';
import { checkTemplate as typedCheckTemplate } from '../../../nodes/shared/pipedText/checkTemplate';
import { plainly } from '../../written';
import { design } from './samples';

const checkTemplate = plainly(typedCheckTemplate);

const definitionWith = (loopAndMerge: unknown) =>
	toDefinition('SV_1', { survey: { ...design, loopAndMerge } });
const loopsOf = (loopAndMerge: unknown) =>
	definitionWith(loopAndMerge).questions.find(({ id }) => id === 'QID13')?.loops;

const FIELDS = { 1: ['Clothing', 'Garden', 'Café'], 2: ['a', 'b', 'c'] };

describe('loops', () => {
	it.each<[string, unknown, string[] | undefined]>([
		['fields beside the question', { columnNames: FIELDS }, ['1', '2', '3']],
		['fields within it', { loopQuestionMeta: { columnNames: FIELDS } }, ['1', '2', '3']],
		[
			'fields by pass',
			{ loopType: 'Static', columnNames: { Department: { 1: 'Clothing', 4: 'Garden' } } },
			['1', '4'],
		],
		['fields as a list', { columnNames: [['Clothing', 'Garden']] }, ['1', '2']],
		[
			'a field that is shorter than another',
			{ columnNames: { 1: ['a'], 2: ['a', 'b'] } },
			['1', '2'],
		],
		['ten passes in order', { columnNames: { 1: Array(10).fill('x') } }, [...'123456789', '10']],
		[
			'the choices of a question, its type a text',
			{ loopType: 'Question', loopQuestionMeta: { questionId: 'QID3', questionType: 'MC' } },
			[],
		],
		[
			'the choices of a question, its type a map',
			{
				loopType: 'Question',
				loopQuestionMeta: {
					questionId: 'QID3',
					questionType: { type: 'MC', selector: 'MAVR' },
					loopOn: 'SelectedChoices',
					columnNames: FIELDS,
				},
			},
			[],
		],
		['names without values', { columnNames: { 1: 'Department' } }, []],
		['nothing that can be read', { loopType: 'Static' }, []],
		['an empty list for the empty map', { loopQuestionMeta: [], columnNames: [] }, []],
		['a word', 'Static', []],
		['null', null, undefined],
	])('over %s', (_name, loop, passes) => {
		expect(loopsOf({ BL_2: loop })).toEqual(passes);
		expect(loopsOf([{ blockId: 'BL_2', ...(typeof loop === 'object' ? loop : {}) }])).toEqual(
			passes ?? [],
		);
	});

	it.each([[{}], [[]], [undefined], [null], ['x'], [[null, 1, 'x', {}]], [{ BL_9: {} }]])(
		'%j is no loop',
		(loopAndMerge) => {
			expect(loopsOf(loopAndMerge)).toBeUndefined();
		},
	);

	it('the response schema tells the passes that the survey does not', () => {
		const { questions } = toDefinition('SV_1', {
			survey: { ...design, loopAndMerge: { BL_2: {} } },
			schema: {
				properties: {
					values: {
						properties: Object.fromEntries(
							['2_QID13', '5_QID13'].map((key) => [key, { dataType: 'question', type: 'number' }]),
						),
					},
				},
			},
		});
		expect(questions.find(({ id }) => id === 'QID13')?.loops).toEqual(['2', '5']);
	});
});

describe('a loop of which nobody knows how often it runs', () => {
	const definition = definitionWith({ BL_2: { loopType: 'Question' } });
	const { answers } = toSurveyResponse(
		{
			responseId: 'R_1',
			values: { '3_QID13': 1, QID1: 9 },
			labels: { '3_QID13': 'Yes' },
			displayedFields: ['3_QID13', '3_QID14_TEXT', '7_QID13', 'QID1', 'QID15'],
		},
		definition,
	);

	it('has the passes of the response: answered, skipped, and no others', () => {
		const looped = Object.values(answers).filter(({ loop }) => loop !== undefined);
		expect(looped.map(({ key, state, type }) => [key, state, type])).toEqual([
			['3_QID13', 'answered', 'singleChoice'],
			['3_QID14', 'skipped', 'text'],
			['7_QID13', 'skipped', 'singleChoice'],
		]);
		expect(Object.keys(answers)).not.toContain('QID13');
	});

	it('any pass can be named, in piped text and in conditions', () => {
		expect(checkTemplate('${q://3_QID13/ChoiceGroup/SelectedChoices}', definition)).toEqual([]);
		expect(checkTemplate('${q://nope_QID13/Answer}', definition)).toHaveLength(1);
		const bound = (name: string) => bindSubject(parseSubject(name as never), definition);
		expect(bound('12_QID13')).toMatchObject({ unknown: false, question: { id: 'QID13' } });
		expect(bound('x_QID13').unknown).toBe(true);
	});
});

describe('descriptive text', () => {
	const definition = definitionWith({});
	it('is no answer of a response, even where it is told to have been shown', () => {
		for (const displayedFields of [['QID15'], ['QID15_TEXT', 'QID15']]) {
			const { answers } = toSurveyResponse({ values: {}, displayedFields }, definition);
			expect(Object.keys(answers).filter((key) => key.startsWith('QID15'))).toEqual([]);
		}
	});

	it('has no answer even where the response schema lists it', () => {
		const schema = {
			properties: { values: { properties: { QID15: { dataType: 'question', type: 'string' } } } },
		};
		const { questions } = toDefinition('SV_1', { survey: design, schema });
		expect(questions.find(({ id }) => id === 'QID15')?.answerKeys).toEqual([]);
	});

	it('is not offered as one: its text alone is', () => {
		const offered = catalogue({ survey: definition })
			.map(({ token }) => token)
			.filter((token) => token.includes('QID15'));
		expect(offered).toEqual(['${q://QID15/QuestionText}']);
	});

	it('is named where somebody asks for its answer', () => {
		for (const token of ['${q://QID15/ChoiceTextEntryValue}', '${q://Q15/Answer}', '${q://QID15}'])
			expect(checkTemplate(token, definition)).toEqual([
				expect.stringContaining('cannot be answered'),
			]);
		expect(checkTemplate('${q://QID15/QuestionText}', definition)).toEqual([]);
	});
});
