import { readFileSync } from 'node:fs';
import path from 'node:path';
import { catalogue, mostLikelyFirst } from '../../../nodes/shared/pipedText/catalogue';
import {
	readyMadeSteps,
	transformations,
} from '../../../nodes/shared/pipedText/transformations/registry';
import type { AnswerType } from '../../../nodes/shared/survey/SurveyResponse';
import type { Question, SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';

// What people choose from, word for word. A change that is meant is written with `npm run test:file -- test/unit/pipedText/published.test.ts -u`, and read in the difference.

const types: AnswerType[] = [
	'text',
	'longText',
	'email',
	'phone',
	'url',
	'number',
	'rating',
	'scale',
	'nps',
	'boolean',
	'consent',
	'singleChoice',
	'multiChoice',
	'ranking',
	'matrix',
	'date',
	'time',
	'dateTime',
	'file',
	'signature',
	'payment',
	'other',
];
const questionOf = (id: string, type: AnswerType, more: Partial<Question> = {}): Question => ({
	id,
	type,
	title: `A question of the type ${type}`,
	choices: [],
	rows: [],
	answerKeys: [id],
	...more,
});
const choices = [
	{ id: '1', code: '11', label: 'Shop' },
	{ id: '2', code: '12', label: 'Other', hasText: true },
];
const rows = [
	{ id: '1', label: 'Staff' },
	{ id: '2', label: 'Price', type: 'number' as const },
];
const surveyOf = (questions: Question[], more: Partial<SurveyDefinition> = {}) => ({
	provider: 'qualtrics' as const,
	id: 'SV_1',
	name: 'Visit',
	questions,
	contextFields: [],
	...more,
});

const linesOf = (survey: SurveyDefinition, sample?: SurveyResponse): string =>
	catalogue({ survey, ...(sample && { sample }) })
		.map(({ group, name, token, question, names }) => {
			const facts = question ? ` [${question.type} ${question.form} ${question.isMain}]` : '';
			return `${group}: ${name} → ${token}${facts} (${names.join(' / ')})`;
		})
		.join('\n');
const ofQuestions = (text: string) =>
	`\n${text
		.split('\n')
		.filter((line) => line.startsWith('Question'))
		.join('\n')}`;

describe('Q25 the {a} list, line by line', () => {
	it('questions of each type', () => {
		const all = types.map((type, at) => questionOf(`QID${at}`, type));
		expect(ofQuestions(linesOf(surveyOf(all)))).toMatchSnapshot();
	});
	it.each(['singleChoice', 'multiChoice', 'ranking'] as const)('choices of a %s', (type) => {
		expect(
			ofQuestions(linesOf(surveyOf([questionOf('QID1', type, { choices })]))),
		).toMatchSnapshot();
	});
	it('rows: of texts, of numbers, of choices', () => {
		const all = [
			questionOf('QID1', 'text', { rows }),
			questionOf('QID2', 'number', { rows }),
			questionOf('QID3', 'matrix', { rows, choices }),
		];
		expect(ofQuestions(linesOf(surveyOf(all)))).toMatchSnapshot();
	});
	it('loops, tags, titles that are missing, and text that asks nothing', () => {
		const all = [
			questionOf('QID1', 'text', { loops: ['1', '2'], ref: 'Q1' }),
			questionOf('QID2', 'text', { title: '' }),
			questionOf('QID3_with_a_long_id', 'text', { title: '' }),
			questionOf('QID4_with_a_long_id', 'text'),
			questionOf('QID5', 'other', { answerKeys: [] }),
		];
		expect(ofQuestions(linesOf(surveyOf(all)))).toMatchSnapshot();
	});
	it('all that belongs to no question', () => {
		const contextFields = [
			{ name: 'plan' },
			{ name: 'vip', label: 'Important' },
			{ name: 'same', label: 'same' },
		];
		const sample = {
			context: { plan: 'x', found: 'y' },
			scores: [
				{ name: 'SC_0', value: 1 },
				{ name: 'SC_1', value: 2, method: 'Mean' },
			],
		} as unknown as SurveyResponse;
		expect(`\n${linesOf(surveyOf([], { contextFields }), sample)}`).toMatchSnapshot();
	});
});

describe('K36 the transformations, as people choose them', () => {
	it.each(transformations.map((one) => [one.name, one] as const))('%s', (_, transformation) => {
		const { name, label, description, lists, shorthands, takesEmpty, parameters } = transformation;
		expect({
			name,
			label,
			description,
			lists,
			shorthands,
			takesEmpty,
			parameters,
		}).toMatchSnapshot();
	});
	it('ready made', () => {
		expect(readyMadeSteps).toMatchSnapshot();
	});
});

/** Names of fields in the systems that are written to, in the languages of the surveys, and what most likely fills them. */
const likely = readFileSync(
	path.resolve(__dirname, '../../corpora/pipedText/fieldNames.txt'),
	'utf8',
)
	.trim()
	.split('\n')
	.map((line) => line.split(': ') as [names: string, token: string]);
/** A question for each type, and for each kind of field that no type tells. */
const worded = ['City', 'Country', 'Zip code', 'Street', 'Company', 'Job title', 'Gender', 'Name'];
const asked = surveyOf([
	...types
		.filter((type) => !['time', 'dateTime', 'payment', 'matrix'].includes(type))
		.map((type) => questionOf(type, type, { title: '…', ...(type === 'consent' && { choices }) })),
	...worded.map((title) => questionOf(title.replace(' ', ''), 'text', { title })),
]);

describe('Q25 fields and what fills them', () => {
	it.each(likely.flatMap(([names, token]) => names.split(', ').map((name) => [name, token])))(
		'%s: %s',
		(name, token) => {
			const entries = catalogue({ survey: asked });
			const [first] = mostLikelyFirst(entries, { name });
			expect(first === entries[0] ? 'nothing in particular' : first.token).toBe(token);
		},
	);
});
