import fc from 'fast-check';
import { customSpec as typedCustomSpec } from '../../../nodes/shared/connectors/webhook/custom';
import {
	compileList as typedCompileList,
	compilePath as typedCompilePath,
	faultOf as typedFaultOf,
} from '../../../nodes/shared/connectors/webhook/jsonPath';
import { compileSpec as typedCompileSpec } from '../../../nodes/shared/connectors/webhook/mapPayload';
import { readBody } from '../../../nodes/shared/connectors/webhook/readBody';
import { pathsIn } from '../../../nodes/shared/connectors/webhook/sample';
import type { WebhookSpec } from '../../../nodes/shared/connectors/webhook/spec';
import { readTime } from '../../../nodes/shared/connectors/webhook/times';
import { plainly } from '../../written';

const compileList = plainly(typedCompileList);
const compilePath = plainly(typedCompilePath);
const faultOf = plainly(typedFaultOf);
const customSpec = plainly(typedCustomSpec);
const compileSpec = plainly(typedCompileSpec);

const extras = { timeZone: 'Europe/Prague' };
const mapOne = (spec: WebhookSpec, payload: unknown) =>
	compileSpec(spec)(payload, extras)[0].response;

describe('paths', () => {
	const json = { a: { 'b c': [{ v: 0 }, { v: 2, w: false }] }, e: '', n: null, 'x.y': 1 };
	it.each<[string, unknown]>([
		['$.a', json.a],
		["$.a['b c'][1].v", 2],
		['$.a["b c"][0].v', 0],
		["$.a['b c'][*].v", [0, 2]],
		['$.a.*.*.v', [0, 2]],
		["$['x.y']", 1],
		['$.e', undefined],
		['$.n', undefined],
		['$.nothing.at.all', undefined],
		['$..w', [false]],
		["$.a['b c'][?(@.v>1)].w", [false]],
		['$.constructor', undefined],
		['$.__proto__', undefined],
	])('%s finds %j', (path, found) => expect(compilePath(path)(json)).toEqual(found));

	it('of several the first that finds something', () => {
		expect(compilePath(['$.e', '$.n', '$.x', "$.a['b c'][0].v", '$.a'])(json)).toBe(0);
		expect(compileList('$.a')(json)).toEqual([json.a]);
	});

	it.each([
		'a.b',
		"$.a[?(@.constructor('x')())]",
		'$.a[(alert(1))]',
		'$.a[?(@.v=1)]',
		'$..a..b',
		'$.a[?(/x/.test(@))]',
	])('%s is refused with a reason, and runs nothing', (path) => {
		expect(faultOf(path)).toEqual(expect.any(String));
		expect(() => compileSpec({ provider: 'x', answers: [{ path, key: 'k' }] })).toThrow(path);
	});

	it('nothing that is posted makes a path throw', () => {
		const paths = ['$.a', '$..v', '$.a[*].v', '$[?(@.v>1)]', '$.*'].map(compilePath);
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				for (const find of paths) expect(() => find(value)).not.toThrow();
			}),
		);
	});
});

describe('times', () => {
	it.each([
		['2025-06-28T15:00:21.889Z', '2025-06-28T15:00:21.889Z'],
		['2025-06-28T15:00:21+02:00', '2025-06-28T13:00:21.000Z'],
		['2025-06-28 15:00:21', '2025-06-28T13:00:21.000Z'],
		['2025-06-28 15:00:21 +0200', '2025-06-28T13:00:21.000Z'],
		['2025-01-28 15:00:21 EST', '2025-01-28T20:00:21.000Z'],
		['2025-01-28 15:00:21 XYZ', '2025-01-28T14:00:21.000Z'],
		['2025-01-31 10:00:00 UTC', '2025-01-31T10:00:00.000Z'],
		['2025-01-31 10:00:00 PM', '2025-01-31T21:00:00.000Z'],
		['12/31/2015 11:59 PM', '2015-12-31T22:59:00.000Z'],
		['2025-06-28', '2025-06-27T22:00:00.000Z'],
		[1751122821, '2025-06-28T15:00:21.000Z'],
		['1751122821889', '2025-06-28T15:00:21.889Z'],
		['0000-00-00 00:00:00', undefined],
		['28/06/2025', '2025-06-27T22:00:00.000Z'],
		['03/04/2025', undefined],
		['1751120000', '2025-06-28T14:13:20.000Z'],
		[' 2025-06-28T15:00:21Z ', '2025-06-28T15:00:21.000Z'],
		['10000', undefined],
		['20000000000', '2603-10-11T11:33:20.000Z'],
		['100000000000', '1973-03-03T09:46:40.000Z'],
		['175112282', '1975-07-20T18:18:02.000Z'],
		['1751122821.5', '2025-06-28T15:00:21.500Z'],
		[`2025-06-28T15:00:21Z${' x'.repeat(40)}`, undefined],
		['2025-01-28 15:00:21 A', undefined],
		['', undefined],
		[null, undefined],
	])('%p in Prague is %s', (value, iso) => expect(readTime(value, 'Europe/Prague')).toBe(iso));
});

describe('bodies', () => {
	const form = 'application/x-www-form-urlencoded';
	it.each<[string, string | undefined, string, unknown]>([
		['JSON', 'application/json; charset=utf-8', '{"a":1}', { a: 1 }],
		['JSON without a word', undefined, '[1]', [1]],
		['a form', form, 'a=1&b=x+y', { a: '1', b: 'x y' }],
		['a form without a word', undefined, 'a=1&b=2', { a: '1', b: '2' }],
		[
			'names with structure',
			form,
			'r[id]=1&r[q][2]=x&t[]=a&t[]=b&m=1&m=2',
			{ r: { id: '1', q: { '2': 'x' } }, t: ['a', 'b'], m: ['1', '2'] },
		],
		[
			'JSON in a field',
			form,
			'response=%7B%22id%22%3A1%7D&x=%7B%7D',
			{ response: { id: 1 }, x: '{}' },
		],
		[
			'names of the language',
			form,
			'__proto__[x]=1&constructor=2',
			JSON.parse('{"__proto__":{"x":"1"},"constructor":"2"}'),
		],
	])('%s', (_name, type, body, payload) => {
		const read = readBody(Buffer.from(body), type, ['response']);
		expect(JSON.stringify(read)).toBe(JSON.stringify({ kind: 'ok', payload }));
		expect(({} as Record<string, unknown>).x).toBeUndefined();
	});

	it.each([
		['', undefined],
		['{"a":', 'application/json'],
		['<html></html>', 'text/html'],
		['x'.repeat(6_000_000), 'application/json'],
	])('%#: what cannot be read is malformed, with a reason', (body, type) => {
		expect(readBody(body, type)).toEqual({ kind: 'malformed', reason: expect.any(String) });
	});

	it('a payload too large to look into is an error', () => {
		const payload = { a: Array.from({ length: 30_000 }, (_, index) => index) };
		expect(() => mapOne(customSpec({ fields: [] }), payload)).toThrow(
			'more than can be a survey response',
		);
	});
});

describe('a mapping made by hand', () => {
	const payload = {
		form: { id: 'f-1', title: 'Visit' },
		entry: { nr: 7, at: '2025-06-28 15:00:21', who: 'ann@example.com' },
		score: 0,
		extra: { plan: 'gold', spend: 0 },
		list: [
			{ q: 'q1', tag: 'why', text: 'Why?', a: 'Queue' },
			{ q: 'q2', tag: 'ok', text: 'OK?', a: false },
		],
	};
	const spec = customSpec({
		surveyId: '$.form.id',
		surveyName: '$.form.title',
		responseId: '$.entry.nr',
		submittedAt: '$.entry.at',
		email: '$.entry.who',
		externalId: '',
		fields: [
			{ path: '$.score', key: 'nps', title: 'Recommend?', type: 'nps' },
			{ path: ' ', key: 'nothing' },
		],
		list: { each: '$.list[*]', id: '$.q', label: '$.tag', title: '$.text', value: '$.a' },
		context: ['$.extra'],
	});

	it('K30 K31 K32 K33 reads single answers, a list, and what travels along', () => {
		const response = mapOne(spec, payload);
		expect(response).toMatchObject({
			provider: 'webhook',
			survey: { id: 'f-1', name: 'Visit' },
			response: { id: '7', submittedAt: '2025-06-28T13:00:21.000Z', status: 'complete' },
			respondent: { email: 'ann@example.com', anonymous: false },
			context: { plan: 'gold', spend: 0 },
		});
		expect(
			Object.values(response.answers).map(({ key, questionId, ref, title, type, value }) => [
				key,
				questionId,
				ref,
				title,
				type,
				value,
			]),
		).toEqual([
			['nps', 'nps', undefined, 'Recommend?', 'nps', 0],
			['why', 'q1', 'why', 'Why?', 'text', 'Queue'],
			['ok', 'q2', 'ok', 'OK?', 'boolean', false],
		]);
	});

	it('without any row every value at the top is an answer', () => {
		const { answers, response } = mapOne(customSpec({ fields: [] }), {
			name: 'Ann',
			score: 0,
			tags: ['a'],
			gone: null,
		});
		expect(Object.values(answers).map(({ key, state, value }) => [key, state, value])).toEqual([
			['name', 'answered', 'Ann'],
			['score', 'answered', 0],
			['tags', 'answered', ['a']],
			['gone', 'skipped', null],
		]);
		expect(response.id).toMatch(/^[0-9a-f]{32}$/);
	});

	it('a response without an id has the same one when it comes again, and another when it says something else', () => {
		const spec = customSpec({ fields: [] });
		const id = (payload: unknown) => mapOne(spec, payload).response.id;
		expect(id({ a: 1 })).toBe(id({ a: 1 }));
		expect(id({ a: 1 })).not.toBe(id({ a: 2 }));
	});

	it('labels that come twice overwrite nothing', () => {
		const twice = {
			list: [
				{ q: 'q1', tag: 'x', a: '1' },
				{ q: 'q2', tag: 'x', a: '2' },
				{ q: 'q2', tag: 'x', a: '3' },
			],
		};
		const spec = customSpec({
			fields: [],
			list: { each: '$.list[*]', id: '$.q', label: '$.tag', value: '$.a' },
		});
		const { answers } = mapOne(spec, twice);
		expect(Object.entries(answers).map(([key, answer]) => [key, answer.key, answer.text])).toEqual([
			['x', 'x', '1'],
			['q2', 'q2', '2'],
			['x-2', 'x-2', '3'],
		]);
	});

	it('answers keep their order and are all there, whatever they are called', () => {
		const name = fc.oneof(
			fc.string(),
			fc.integer().map(String),
			fc.constantFrom('__proto__', 'constructor', 'toString'),
		);
		const spec = customSpec({ fields: [], list: { each: '$.list[*]', id: '$.id', value: '$.v' } });
		fc.assert(
			fc.property(fc.array(fc.tuple(name, fc.string()), { maxLength: 12 }), (entries) => {
				const given = entries.filter(([id]) => id.trim() !== '');
				const { answers } = mapOne(spec, { list: given.map(([id, v]) => ({ id, v })) });
				const keys = Object.keys(answers);
				expect(keys).toHaveLength(given.length);
				expect(Object.values(answers).map(({ questionId }) => questionId)).toEqual(
					given.map(([id]) => id),
				);
			}),
		);
	});
});

describe('a pasted sample', () => {
	const pasted =
		'{"id":"r1","answers":[{"id":"nps","score":0,"why it is":"Queue"}],"tags":[],"note":null}';
	it('K33 shows its places, the first entry of a list for all', () => {
		const paths = pathsIn(JSON.parse(pasted));
		expect(paths).toEqual([
			{ path: '$.id', kind: 'text', example: 'r1' },
			{ path: '$.answers', kind: 'list', example: '1 entries' },
			{ path: '$.tags', kind: 'list', example: '0 entries' },
			{ path: '$.note', kind: 'empty', example: '' },
			{ path: '$.answers[*]', kind: 'map', example: 'id, score, why it is' },
			{ path: '$.answers[*].id', kind: 'text', example: 'nps' },
			{ path: '$.answers[*].score', kind: 'number', example: '0' },
			{ path: "$.answers[*]['why it is']", kind: 'text', example: 'Queue' },
		]);
		for (const { path } of paths) expect(faultOf(path)).toBeUndefined();
	});
});
