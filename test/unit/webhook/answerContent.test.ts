import {
	contentOf,
	type Content,
	type Given,
} from '../../../nodes/shared/connectors/webhook/answerContent';
import { readBody } from '../../../nodes/shared/connectors/webhook/readBody';
import type { AnswerType } from '../../../nodes/shared/survey/SurveyResponse';

const OPTIONS = [
	{ id: 'a', label: 'Apple' },
	{ id: 'b', label: 'Bread' },
];
const read = (value: unknown, type?: AnswerType, given: Partial<Given> = {}): Content =>
	contentOf({ value, options: [], ...given }, type);

describe('what was chosen', () => {
	it.each<[string, unknown, unknown, object]>([
		['by its id', 'a', undefined, { id: 'a', code: 'a', label: 'Apple' }],
		['by its words', 'Bread', undefined, { id: 'b', code: 'b', label: 'Bread' }],
		['by words that are none of them', 'Cheese', undefined, { label: 'Cheese' }],
		['by a code beside its words', 'Pomme', 'a', { id: 'a', code: 'a', label: 'Pomme' }],
		['by a code without words', '', 'a', { id: 'a', code: 'a', label: 'Apple' }],
		['by a code without words that is none of them', '', 'z', { id: 'z', code: 'z', label: 'z' }],
		['by a code that is none of them', 'Cheese', 'z', { id: 'z', code: 'z', label: 'Cheese' }],
		['in words with signs of HTML', '<b>Cheese</b>', 'z', { id: 'z', code: 'z', label: 'Cheese' }],
	])('%s', (_name, value, code, choice) => {
		const content = read(value, 'singleChoice', { code, options: OPTIONS });
		expect(content.choices).toEqual([choice]);
		const chosen = choice as { code?: string; label: string };
		expect(content).toMatchObject({
			type: 'singleChoice',
			value: chosen.code ?? chosen.label,
			label: chosen.label,
			text: chosen.label,
		});
	});

	it.each<[string, unknown, AnswerType | undefined, Partial<Given>, AnswerType]>([
		['options say so', 'a', undefined, { options: OPTIONS }, 'singleChoice'],
		['a code says so', 'Yes', undefined, { code: '1' }, 'singleChoice'],
		['the tool says so', 'Yes', 'multiChoice', {}, 'multiChoice'],
		['nothing says so', 'Yes', undefined, {}, 'text'],
		['the tool says otherwise', 'a', 'text', { options: OPTIONS }, 'text'],
	])('%s: a choice or not', (_name, value, type, given, wanted) => {
		const content = read(value, type, given);
		expect(content.type).toBe(wanted);
		expect(Array.isArray(content.value)).toBe(wanted === 'multiChoice');
		expect(content.choices === undefined).toBe(wanted === 'text');
	});

	it.each<[string, unknown, Partial<Given>, Partial<Content>]>([
		[
			'typed beside a choice',
			'a',
			{ otherText: 'Pear' },
			{
				value: 'a',
				label: 'Apple',
				text: 'Pear',
				choices: [{ id: 'a', code: 'a', label: 'Apple', other: true, otherText: 'Pear' }],
			},
		],
		[
			'typed instead of one',
			null,
			{ otherText: 'Pear' },
			{
				value: 'Pear',
				label: 'Pear',
				text: 'Pear',
				choices: [{ label: 'Pear', other: true, otherText: 'Pear' }],
			},
		],
		[
			'typed into one that has a name',
			undefined,
			{ otherText: 'Pear', otherId: 'o', otherLabel: 'Other' },
			{
				value: 'o',
				label: 'Other',
				text: 'Pear',
				choices: [{ id: 'o', code: 'o', label: 'Other', other: true, otherText: 'Pear' }],
			},
		],
	])('%s', (_name, value, given, wanted) => {
		expect(read(value, 'singleChoice', { options: OPTIONS, ...given })).toMatchObject(wanted);
	});
});

describe('lists', () => {
	it.each<[string, unknown[], AnswerType | undefined, Partial<Given>, Partial<Content>]>([
		[
			'of codes',
			['a', 'b'],
			undefined,
			{ options: OPTIONS },
			{ type: 'multiChoice', value: ['a', 'b'], label: 'Apple, Bread' },
		],
		[
			'of one, where one is chosen',
			['a'],
			'singleChoice',
			{ options: OPTIONS },
			{ type: 'singleChoice', value: 'a' },
		],
		[
			'of two, where one is chosen',
			['a', 'b'],
			'singleChoice',
			{ options: OPTIONS },
			{ type: 'multiChoice', value: ['a', 'b'] },
		],
		[
			'of fields, one left blank',
			['Ada', '', 'ACME'],
			undefined,
			{},
			{ value: ['Ada', '', 'ACME'] },
		],
		['of words and nothing', ['Ada', null], undefined, {}, { value: ['Ada'] }],
		[
			'with codes: pairs stay together',
			['', 'Dog'],
			undefined,
			{ code: ['a', 'b'] },
			{ value: ['a', 'b'], label: 'a, Dog' },
		],
		[
			'with empty pairs',
			['', 'Dog'],
			undefined,
			{ code: [null, 'b'] },
			{ value: ['b'], label: 'Dog' },
		],
		[
			'with a typed one',
			['a'],
			'multiChoice',
			{ options: OPTIONS, otherText: 'Pear' },
			{ value: ['a', 'Pear'], label: 'Apple, Pear', text: 'Apple, Pear' },
		],
	])('LC11 %s', (_name, list, type, given, wanted) => {
		expect(read(list, type, given)).toMatchObject(wanted);
	});

	it('that are ranked have ranks, others none', () => {
		expect(
			read(['b', 'a'], 'ranking', { options: OPTIONS }).choices?.map(({ rank }) => rank),
		).toEqual([1, 2]);
		expect(read(['b'], 'multiChoice', { options: OPTIONS }).choices?.[0]).not.toHaveProperty(
			'rank',
		);
	});

	it.each<[string, unknown[], AnswerType | undefined, Partial<Content>]>([
		[
			'all of them',
			[{ url: 'u1', name: 'a.png', type: 'image/png', size: 7, id: 1 }, '', { url: 'u2' }],
			undefined,
			{
				type: 'file',
				value: ['u1', 'u2'],
				label: 'a.png, u2',
				files: [
					{ id: '1', name: 'a.png', url: 'u1', mimeType: 'image/png', size: 7 },
					{ name: 'u2', url: 'u2' },
				],
			},
		],
		[
			'a signature',
			[{ url: 'u', mimeType: 'x/y', type: 'z' }],
			'signature',
			{ type: 'signature', files: [{ name: 'u', url: 'u', mimeType: 'x/y' }] },
		],
		['what is no file among them', [{ url: 'u' }, 'x'], undefined, { type: 'multiChoice' }],
		['what has no address', [{ url: '' }], undefined, { type: 'multiChoice' }],
		['nothing', [], undefined, { type: 'multiChoice', value: [] }],
	])('of files: %s', (_name, list, type, wanted) => {
		expect(read(list, type)).toMatchObject(wanted);
	});
});

describe('single values', () => {
	it.each<[unknown, AnswerType | undefined, Partial<Content>]>([
		[9, undefined, { type: 'number', value: 9, numeric: 9, text: '9' }],
		['9', undefined, { type: 'text', value: '9' }],
		['9', 'number', { type: 'number', value: 9, numeric: 9 }],
		['9', 'rating', { type: 'rating', numeric: 9 }],
		['many', 'number', { type: 'number', value: 'many' }],
		[10, 'nps', { npsGroup: 'promoter', scale: { min: 0, max: 10, direction: 'up' } }],
		[9, 'nps', { npsGroup: 'promoter' }],
		[8, 'nps', { npsGroup: 'passive' }],
		[7, 'nps', { npsGroup: 'passive' }],
		[6, 'nps', { npsGroup: 'detractor' }],
		[0, 'nps', { npsGroup: 'detractor', value: 0 }],
		[true, undefined, { type: 'boolean', value: true, text: 'true' }],
		[false, undefined, { type: 'boolean', value: false }],
		['yes', 'boolean', { type: 'boolean', value: true, text: 'yes' }],
		['perhaps', 'boolean', { type: 'boolean', value: 'perhaps' }],
		['yes', undefined, { type: 'text', value: 'yes' }],
		[' ada@example.com ', undefined, { type: 'email' }],
		['ada@example', undefined, { type: 'text' }],
		[`${'a'.repeat(308)}@example.com`, undefined, { type: 'email' }],
		[`${'a'.repeat(309)}@example.com`, undefined, { type: 'text' }],
		[
			'12/31/2015 11:59 PM',
			'dateTime',
			{ value: '2015-12-31T23:59:00', text: '12/31/2015 11:59 PM' },
		],
		['31.12.2015', 'date', { value: '2015-12-31' }],
		['2015-12-31', 'date', { value: '2015-12-31' }],
		['1/2/2015', 'date', { value: '1/2/2015' }],
		['31.12.2015', undefined, { type: 'text', value: '31.12.2015' }],
		['8.333333333333333333', undefined, { type: 'number', numeric: 8.333333333333334 }],
		['8.33', undefined, { type: 'text' }],
		[{ a: 1 }, undefined, { type: 'other', value: { a: 1 }, text: '{"a":1}' }],
		[{ a: 1 }, 'text', { type: 'text', value: { a: 1 } }],
		[null, undefined, { type: 'text', value: '', text: '' }],
	])('%j as %s', (value, type, wanted) => {
		const content = read(value, type);
		expect(content).toMatchObject(wanted);
		expect(Object.hasOwn(content, 'numeric')).toBe(content.numeric !== undefined);
		expect(content.scale !== undefined).toBe(type === 'nps');
	});
});

describe('bodies of which nothing says what they are', () => {
	it.each<[string, string | undefined, object]>([
		['a=1', undefined, { kind: 'ok', payload: { a: '1' } }],
		['name=Ada&city=Rome', undefined, { kind: 'ok', payload: { name: 'Ada', city: 'Rome' } }],
		['response[id]=7', 'text/plain', { kind: 'ok', payload: { response: { id: '7' } } }],
		['=1', undefined, { kind: 'malformed', reason: 'the body is neither JSON nor a form' }],
		[
			'two words=1',
			undefined,
			{ kind: 'malformed', reason: 'the body is neither JSON nor a form' },
		],
		['hello', undefined, { kind: 'malformed', reason: 'the body is neither JSON nor a form' }],
		['{"a"=1', undefined, { kind: 'malformed', reason: 'the body is neither JSON nor a form' }],
		['name=Ada', 'application/json', { kind: 'malformed', reason: 'the body is not JSON' }],
		['{"a":1}\n{"a":2}', undefined, { kind: 'ok', payload: [{ a: 1 }, { a: 2 }] }],
		['{"a":1}\n\n', undefined, { kind: 'ok', payload: { a: 1 } }],
		['{"a":1}\n7', 'application/json', { kind: 'malformed', reason: 'the body is not JSON' }],
		[' \n', undefined, { kind: 'malformed', reason: 'the body is empty' }],
	])('%j as %s', (body, type, wanted) => {
		expect(readBody(body, type)).toEqual(wanted);
	});

	it('5 MB are read, and nothing that is larger', () => {
		const body = (size: number): string => `"${'x'.repeat(size - 2)}"`;
		expect(readBody(body(5 * 1024 * 1024), 'application/json').kind).toBe('ok');
		expect(readBody(body(5 * 1024 * 1024 + 1), 'application/json')).toEqual({
			kind: 'malformed',
			reason: 'the body is too large',
		});
	});

	it.each([
		[5_000, 'ok'],
		[5_001, 'malformed'],
	])('a form of %i fields: %s', (count, kind) => {
		const form = Array.from({ length: count }, (_, index) => `f${index}=1`).join('&');
		expect(readBody(form, 'application/x-www-form-urlencoded').kind).toBe(kind);
	});
});
