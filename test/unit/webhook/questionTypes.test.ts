import { compileSpec } from '../../../nodes/shared/connectors/webhook/mapPayload';
import type { WebhookSpec } from '../../../nodes/shared/connectors/webhook/spec';
import { ownAll } from '../../../nodes/shared/pipedText/authorText';
import type { Answer, AnswerType } from '../../../nodes/shared/survey/SurveyResponse';

const PLACES = {
	id: '$.id',
	ref: '$.ref',
	title: '$.title',
	rawType: '$.type',
	rawSubtype: '$.sub',
} as const;

const SPEC: WebhookSpec = ownAll({
	provider: 'webhook',
	questions: {
		each: '$.questions[*]',
		...PLACES,
		options: { each: '$.options[*]', id: '$.id', label: '$.label' },
		rows: { each: '$.rows[*]', id: '$.id', label: '$.label' },
	},
	answers: [
		{
			each: '$.answers[*]',
			...PLACES,
			value: '$.value',
			code: '$.code',
			otherText: '$.other',
			comment: '$.comment',
			shown: '$.shown',
			multiple: '$.several',
			parts: {
				each: '$.parts[*]',
				row: '$.row',
				column: '$.column',
				code: '$.code',
				label: '$.label',
				otherId: '$.otherId',
				otherText: '$.text',
				weight: '$.weight',
			},
			contextTypes: ['hidden'],
			repeatedTypes: ['boxes'],
		},
	],
	types: {
		...Object.fromEntries(
			'number rating scale nps boolean date time dateTime email phone url text longText multiChoice ranking singleChoice matrix'
				.split(' ')
				.map((type) => [type, type as AnswerType]),
		),
		boxes: 'multiChoice',
	},
});

const read = (payload: object): { all: Answer[]; notes: string[]; context: object } => {
	const notes: string[] = [];
	const [{ response }] = compileSpec(SPEC)(payload, {
		timeZone: 'UTC',
		note: (text) => void notes.push(text),
	});
	return { all: Object.values(response.answers), notes, context: response.context };
};
const one = (answer: object): Answer => read({ answers: [{ id: 'q', ...answer }] }).all[0];

describe('an answer of a tool that tells its kind', () => {
	it.each('number rating scale nps boolean date time dateTime email phone url'.split(' '))(
		'%s has one value: of several the first, with a note',
		(type) => {
			const { all, notes } = read({ answers: [{ id: 'q', type, value: ['3', '4'] }] });
			expect(all).toMatchObject([{ text: '3', type: expect.any(String) }]);
			expect(notes).toEqual([
				'The answer "q" gives 2 values where one is wanted: the first was taken.',
			]);
		},
	);

	it.each(['text', 'longText', 'multiChoice', 'ranking'])('%s may have several', (type) => {
		const { all, notes } = read({ answers: [{ id: 'q', type, value: ['3', '4'] }] });
		expect(all).toMatchObject([{ text: '3, 4' }]);
		expect(notes).toEqual([]);
	});

	it.each<[object, object]>([
		[
			{ type: 'text', sub: 'number', value: '3' },
			{ type: 'number', value: 3 },
		],
		[
			{ type: 'text', sub: 'strange', value: '3' },
			{ type: 'text', value: '3' },
		],
		[
			{ type: 'constructor', value: '3' },
			{ type: 'text', value: '3' },
		],
		[
			{ type: 'singleChoice', several: [1], value: 'A' },
			{ type: 'multiChoice', value: ['A'] },
		],
		[
			{ type: 'singleChoice', several: [], value: 'A' },
			{ type: 'singleChoice', value: 'A' },
		],
		[
			{ type: 'text', several: [1], value: 'A' },
			{ type: 'text', value: 'A' },
		],
		[
			{ type: 'text', shown: false },
			{ state: 'notShown', value: null },
		],
		[{ type: 'text', shown: true }, { state: 'skipped' }],
		[
			{ type: 'text', value: ' ' },
			{ state: 'skipped', label: '', text: '', type: 'text' },
		],
		[{ value: null }, { state: 'skipped', type: 'other' }],
		[
			{ value: 'A', comment: 'because' },
			{ value: 'A', comment: 'because' },
		],
		[
			{ type: 'singleChoice', other: 'Else' },
			{ state: 'answered', value: 'Else', text: 'Else' },
		],
		[
			{ type: 'singleChoice', value: 'A', code: 'a' },
			{ value: 'a', label: 'A' },
		],
		[
			{ ref: 'city', title: '<b>Where?</b>', value: 'A' },
			{ key: 'city', title: 'Where?' },
		],
		[
			{ ref: 'city', value: 'A' },
			{ key: 'city', title: 'city', questionId: 'q' },
		],
		[
			{ id: 7, value: 'A' },
			{ key: 'Q7', title: '7', questionId: '7' },
		],
	])('%j is %j', (answer, wanted) => {
		expect(one(answer)).toMatchObject(wanted);
		if (!('comment' in wanted)) expect(one(answer)).not.toHaveProperty('comment');
	});

	it('hidden fields travel along, repeated ones and those without an id are left out', () => {
		const { all, context } = read({
			answers: [
				{ id: 'h', type: 'hidden', title: 'plan', value: 'gold' },
				{ id: 'i', type: 'hidden', value: ['a', { b: 1 }] },
				{ id: 'j', type: 'hidden', value: { b: 1 } },
				{ id: 'k', type: 'hidden' },
				{ id: 'b', type: 'boxes', value: true },
				{ id: 'c', type: 'boxes', value: ['A'] },
				{ value: 'x' },
			],
		});
		expect(context).toEqual({ plan: 'gold', i: ['a', '{"b":1}'], j: '{"b":1}', k: null });
		expect(all).toMatchObject([{ key: 'c', type: 'multiChoice', value: ['A'] }]);
	});

	it('a map is an answer for each of its rows, with the words of the survey', () => {
		const questions = [
			{ id: 'm', title: 'Rate', type: 'matrix', rows: [{ id: 'a', label: 'Staff' }] },
		];
		const { all } = read({
			questions,
			answers: [{ id: 'm', value: { a: ['Good', ''], b: ['x', 'y'], c: null } }],
		});
		expect(all).toMatchObject([
			{ key: 'm_a', parentId: 'm', row: { id: 'a', label: 'Staff' }, value: 'Good', title: 'Rate' },
			{ key: 'm_b', row: { id: 'b', label: 'b' }, value: ['x', 'y'] },
			{ key: 'm_c', state: 'skipped' },
		]);
	});

	it('what was asked and not answered stands in its place, and nobody says whether it was shown', () => {
		const questions = [
			{ id: 'x', ref: 'first', title: 'First', type: 'number' },
			{ id: 'y', title: 'Second', type: 'strange' },
		];
		expect(read({ questions, answers: [{ id: 'z', value: 'A' }] }).all).toMatchObject([
			{
				key: 'first',
				questionId: 'x',
				title: 'First',
				type: 'number',
				state: 'unknown',
				value: null,
			},
			{ key: 'y', title: 'Second', type: 'other', state: 'unknown' },
			{ key: 'z', value: 'A' },
		]);
	});

	it('an answer’s own words come first, then those of its question', () => {
		const questions = [
			{
				id: 'x',
				ref: 'a',
				title: 'Asked',
				type: 'singleChoice',
				options: [{ id: 1, label: 'One' }, { id: 2 }, {}],
			},
		];
		expect(read({ questions, answers: [{ id: 'x', title: 'Said', value: 1 }] }).all).toMatchObject([
			{ key: 'a', title: 'Said', value: '1', label: 'One', type: 'singleChoice' },
		]);
		expect(read({ questions, answers: [{ id: 'x', value: 2 }] }).all[0].label).toBe('2');
	});
});

describe('an answer that comes in parts', () => {
	const parts = (type: string, ...list: object[]) =>
		read({ answers: [{ id: 'q', type, parts: list }] }).all;

	it.each<[string, string, object[], object[]]>([
		['a text', 'text', [{ label: 'a' }], [{ key: 'q', value: 'a', type: 'text' }]],
		['texts', 'text', [{ label: 'a' }, { label: 'b' }], [{ value: 'a, b' }]],
		[
			'a choice',
			'singleChoice',
			[{ code: 1, label: 'A' }],
			[{ value: '1', label: 'A', type: 'singleChoice' }],
		],
		['a choice without words', 'singleChoice', [{ code: 1 }], [{ value: '1', label: '1' }]],
		[
			'a choice of several',
			'multiChoice',
			[{ code: 1, label: 'A' }],
			[{ value: ['1'], type: 'multiChoice' }],
		],
		['a choice that counts', 'rating', [{ code: 1, label: 'A', weight: 4 }], [{ numeric: 4 }]],
		[
			'several choices',
			'multiChoice',
			[
				{ code: 1, label: 'A', weight: 4 },
				{ code: 2, label: 'B' },
			],
			[{ value: ['1', '2'], label: 'A, B' }],
		],
		[
			'an "other" choice alone',
			'singleChoice',
			[{ otherId: 9, text: 'Else', label: 'Other | Else' }],
			[{ value: '9', label: 'Other', text: 'Else' }],
		],
		[
			'an "other" choice beside another',
			'multiChoice',
			[
				{ code: 1, label: 'A' },
				{ otherId: 9, text: 'Else', label: 'Else' },
			],
			[{ value: ['1', '9'], label: 'A, Else', text: 'A, Else' }],
		],
		[
			'words beside the only choice',
			'singleChoice',
			[
				{ code: 1, label: 'A' },
				{ otherId: 9, text: 'because' },
			],
			[{ value: '1', label: 'A', comment: 'because' }],
		],
		[
			'text without an "other" choice',
			'text',
			[{ text: 'x', label: 'x' }],
			[{ value: 'x', text: 'x' }],
		],
		['nothing', 'text', [{}, { label: '' }], [{ state: 'skipped' }]],
		[
			'rows and columns',
			'matrix',
			[
				{ row: 'a', column: 'x', code: 1, label: 'One' },
				{ row: 'a', column: 'y', code: 2, label: 'Two' },
				{ column: 'z', label: 'text' },
			],
			[
				{ key: 'q_a_x', row: { id: 'a_x', label: 'a – x' }, value: '1', type: 'singleChoice' },
				{ key: 'q_a_y', value: '2' },
				{ key: 'q_z', row: { id: 'z', label: 'z' }, value: 'text' },
			],
		],
		[
			'several choices in a row',
			'matrix',
			[
				{ row: 'a', code: 1, label: 'One' },
				{ row: 'a', code: 2, label: 'Two' },
			],
			[{ key: 'q_a', value: ['1', '2'], type: 'multiChoice' }],
		],
		[
			'words below a table',
			'matrix',
			[
				{ row: 'a', code: 1 },
				{ row: 'b', code: 2 },
				{ otherId: 9, text: 'so' },
				{ label: 'it is' },
			],
			[{ key: 'q_a', comment: 'so, it is' }, { key: 'q_b' }],
		],
		[
			'a choice below a table',
			'matrix',
			[{ row: 'a', code: 1 }, { code: 2 }],
			[
				{ key: 'q_a', value: '1' },
				{ key: 'q', value: '2' },
			],
		],
	])('%s', (_name, type, list, wanted) => {
		const all = parts(type, ...list);
		expect(all).toMatchObject(wanted);
		expect(all).toHaveLength(wanted.length);
		wanted.forEach((answer, index) => {
			if (!('comment' in answer)) expect(all[index]).not.toHaveProperty('comment');
			if (!('numeric' in answer)) expect(all[index]).not.toHaveProperty('numeric');
		});
	});
});
