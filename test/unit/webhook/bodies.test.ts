import fc from 'fast-check';
import { compileList as compileAuthored } from '../../../nodes/shared/connectors/webhook/jsonPath';
import { readBody, readParts } from '../../../nodes/shared/connectors/webhook/readBody';
import { pathsIn } from '../../../nodes/shared/connectors/webhook/sample';
import { FORM, JSON_TYPE, mapped, payloadOf } from './posted';
import { plainly } from '../../written';

const compileList = plainly(compileAuthored);

describe('LB05 digits are kept exactly', () => {
	it.each([JSON_TYPE, undefined, 'text/plain', 'application/vnd.tool+json; charset=utf-8'])(
		'two ids that differ in their last digit are two, as %s',
		(type) => {
			const ids = ['8202522731445525542', '8202522731445525543'].map((id) => {
				const payload = payloadOf(`{"id":${id},"nps":9,"who":{"no":${id}}}`, type);
				const { response } = mapped({ responseId: '$.id', externalId: '$.who.no' }, payload);
				expect(response.respondent.externalId).toBe(id);
				expect(response.answers.nps).toMatchObject({ value: 9, type: 'number' });
				expect(response.answers.id).toMatchObject({ value: id, text: id });
				return response.response.id;
			});
			expect(ids).toEqual(['8202522731445525542', '8202522731445525543']);
		},
	);

	it('in JSON within a form, in a pasted sample, and as a number to compare with', () => {
		const text = '{"rows":[{"id":8202522731445525542,"v":1},{"id":8202522731445525543,"v":2}]}';
		const form = payloadOf(`response=${encodeURIComponent(text)}`, FORM, ['response']);
		expect(JSON.stringify(form)).toContain('"8202522731445525543"');
		const multipart = readParts({ response: text }, ['response']);
		expect(JSON.stringify(multipart)).toContain('"8202522731445525543"');
		expect(pathsIn(payloadOf(text))).toContainEqual({
			path: '$.rows[*].id',
			kind: 'text',
			example: '8202522731445525542',
		});
		const find = compileList('$.rows[?@.id==8202522731445525543].v');
		expect(find(payloadOf(text))).toEqual([2]);
	});

	it('a fraction with more digits than a number keeps is measured and keeps its text', () => {
		const { response } = mapped({}, payloadOf('{"mean":8.33333333333333333333}'));
		expect(response.answers.mean).toMatchObject({
			type: 'number',
			text: '8.33333333333333333333',
			numeric: 8.333333333333334,
		});
	});
});

describe('LB06 a byte order mark', () => {
	const json = '{"a":"é"}';
	it.each<[string, Buffer, string | undefined]>([
		['UTF-8', Buffer.from(`\uFEFF${json}`), JSON_TYPE],
		['UTF-8, no word of the type', Buffer.from(`\uFEFF${json}`), undefined],
		['UTF-16 LE', Buffer.from(`\uFEFF${json}`, 'utf16le'), JSON_TYPE],
		['UTF-16 BE', Buffer.from(`\uFEFF${json}`, 'utf16le').swap16(), JSON_TYPE],
		[
			'none, but a name of the encoding',
			Buffer.from(json, 'latin1'),
			'text/plain; charset=ISO-8859-1',
		],
		['a name of an encoding that is none', Buffer.from(json), `${JSON_TYPE}; charset=x-nothing`],
	])('%s', (_, body, type) => expect(payloadOf(body, type)).toEqual({ a: 'é' }));

	it('before a form is no part of the first name', () => {
		expect(payloadOf(Buffer.from('\uFEFFa=1'), FORM)).toEqual({ a: '1' });
	});
});

describe('LB06 a body that its content type does not describe', () => {
	it.each<[string, Buffer | string, string | undefined, unknown]>([
		['JSON posted as a form', '{"id":1,"q":"a=b&c"}', FORM, { id: 1, q: 'a=b&c' }],
		['a list of JSON posted as a form', ' [{"id":1}]\r\n', FORM, [{ id: 1 }]],
		[
			'JSON written out twice',
			JSON.stringify('{"id":8202522731445525543}'),
			JSON_TYPE,
			{ id: '8202522731445525543' },
		],
		['a text within JSON', '"{not JSON}"', JSON_TYPE, '{not JSON}'],
		['blanks and marks around JSON', ' \uFEFF{"id":1}\uFEFF\r\n', JSON_TYPE, { id: 1 }],
		[
			'a form whose first name begins with a bracket',
			'[b]=3&{c}=4',
			FORM,
			{ '[b]': '3', '{c}': '4' },
		],
	])('%s', (_, body, type, payload) => expect(payloadOf(body, type)).toEqual(payload));

	it.each<[string, Buffer, string]>([
		[
			'windows-1250',
			Buffer.from('jm%E9no=%9Elu%9Dou%E8k%FD+k%F9%F2&a[b]=%8A%25&c'),
			'windows-1250',
		],
		[
			'iso-8859-2',
			Buffer.from('jm\xe9no=\xbelu%bbou%E8k%FD+k\xf9%F2&a[b]=%A9%25&c', 'latin1'),
			'iso-8859-2',
		],
		['UTF-8', Buffer.from('jméno=žlu%C5%A5ou%C4%8Dký+k%C5%AFň&a[b]=%C5%A0%25&c'), 'utf-8'],
	])('a form in %s', (_, body, charset) => {
		const form = payloadOf(body, `${FORM}; charset=${charset}`);
		expect(form).toEqual({ jméno: 'žluťoučký kůň', a: { b: 'Š%' }, c: '' });
	});
});

describe('LA09 nesting', () => {
	const deep = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
	it.each<[string, string, string | undefined]>([
		['lists', deep(10_000), JSON_TYPE],
		['maps', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, JSON_TYPE],
		['no word of the type', deep(10_000), undefined],
		['only just', deep(101), JSON_TYPE],
		['behind blanks and line breaks', ` \n\t${deep(10_000)}`, JSON_TYPE],
		['not closed', '['.repeat(1_000_000), JSON_TYPE],
		['in a field of a form', `response=${deep(10_000)}`, FORM],
		['in one of two fields', `response=1&response=${deep(10_000)}`, FORM],
		['behind a byte order mark', `\uFEFF ${deep(10_000)}`, JSON_TYPE],
		['within a text', JSON.stringify(deep(10_000)), JSON_TYPE],
		['posted as a form', deep(10_000), FORM],
		['in a line', `{"a":1}\n{"a":${deep(10_000)}}`, undefined],
	])('%s: refused with a sentence', (_, body, type) => {
		const read = readBody(Buffer.from(body), type, ['response']);
		expect(read).toEqual({
			kind: 'malformed',
			reason: 'the JSON is nested more than 100 levels deep',
		});
	});

	it('100 levels are read; a form that n8n has read is looked at as well', () => {
		expect(readBody(deep(100), JSON_TYPE).kind).toBe('ok');
		expect(readParts({ response: deep(10_000) }, ['response']).kind).toBe('malformed');
		expect(readParts({ other: deep(10_000) }, ['response'])).toMatchObject({ kind: 'ok' });
		for (const type of [FORM, undefined])
			expect(readBody(`other=${deep(10_000)}`, type, ['response'])).toEqual({
				kind: 'ok',
				payload: { other: deep(10_000) },
			});
	});
});

it('LA09 a text of a million characters takes no time, whatever it looks like', () => {
	const long = 1_000_000;
	const texts = [
		`${'1'.repeat(long)}x`,
		`a@${'.'.repeat(long)} x`,
		`2025-06-28${' '.repeat(long)}x`,
		`2025-06-28${' '.repeat(long)}+`,
		`${' '.repeat(long)}x`,
		'['.repeat(long),
		"'".repeat(long),
	];
	const fields = (['nps', 'date', 'boolean', 'email'] as const).map((type, index) => ({
		path: '$.a',
		key: `q${index}`,
		type,
	}));
	const start = performance.now();
	for (const a of texts) {
		const mapping = { responseId: '$.id', submittedAt: '$.a', email: '$.a' };
		expect(mapped({ ...mapping, fields }, { id: 1, a }).responses).toHaveLength(1);
		expect(mapped(mapping, { id: 1, a }).response.answers.a.type).toBe('text');
		expect(readBody(a, undefined).kind).toBe('malformed');
	}
	expect(performance.now() - start).toBeLessThan(10_000);
});

describe('LB10 a form whose names contradict one another keeps everything', () => {
	it.each<[string, unknown]>([
		['a=1&a[b]=2', { a: { '0': '1', b: '2' } }],
		['a[b]=2&a=1', { a: { b: '2', '0': '1' } }],
		['a=1&a=3&a[b]=2', { a: { b: '2', '0': '1', '1': '3' } }],
		['a[b]=1&a[b][c]=2', { a: { b: { c: '2', '0': '1' } } }],
		['a[b][c]=2&a[b]=1', { a: { b: { c: '2', '0': '1' } } }],
		['a[]=1&a=2', { a: ['1', '2'] }],
		['a=1&a[]=2', { a: ['1', '2'] }],
		['a[]=1', { a: ['1'] }],
		['a[]=1&a[b]=2', { a: { b: '2', '0': '1' } }],
		['a[0]=x&a[]=y', { a: ['x', 'y'] }],
		['a[1]=y&a[0]=x', { a: ['x', 'y'] }],
		['a[1]=y&a[]=x', { a: { '1': 'y', '2': 'x' } }],
		['a[0]=x&a[0]=y', { a: [['x', 'y']] }],
		['a[][x]=1&a[][x]=2', { a: [{ x: '1' }, { x: '2' }] }],
		['0=a&1=b', { '0': 'a', '1': 'b' }],
		['a[=1&a]=2&[b]=3', { 'a[': '1', 'a]': '2', '[b]': '3' }],
		['=1&a=', { '': '1', a: '' }],
		['__proto__=1&__proto__[x]=2', JSON.parse('{"__proto__":{"x":"2","0":"1"}}')],
		['constructor[prototype][x]=1', { constructor: { prototype: { x: '1' } } }],
	])('%s', (body, payload) => {
		expect(JSON.stringify(payloadOf(body, FORM))).toBe(JSON.stringify(payload));
		expect(({} as Record<string, unknown>).x).toBeUndefined();
	});

	it.each<[object, unknown]>([
		[
			{ 'person[mail]': 'a@b', 'tags[]': ['x', 'y'], m: ['1', '2'], n: '3' },
			{ person: { mail: 'a@b' }, tags: ['x', 'y'], m: ['1', '2'], n: '3' },
		],
		[{ a: '1', 'a[b]': '2' }, { a: { '0': '1', b: '2' } }],
		[{ response: '{"id":8202522731445525543}' }, { response: { id: '8202522731445525543' } }],
		[{ 'a[b]': { odd: 1 } }, { 'a[b]': { odd: 1 } }],
	])('a multipart form as any other: %j', (fields, payload) => {
		expect(readParts(fields, ['response'])).toEqual({ kind: 'ok', payload });
	});

	it('no value is ever lost, whatever the names are', () => {
		const name = fc
			.array(
				fc.constantFrom(
					'a',
					'b',
					'0',
					'1',
					'[',
					']',
					'[]',
					'[a]',
					'[b]',
					'[0]',
					'[1]',
					'__proto__',
				),
				{
					minLength: 1,
					maxLength: 4,
				},
			)
			.map((parts) => parts.join(''));
		fc.assert(
			fc.property(fc.array(name, { maxLength: 12 }), (names) => {
				const fields = names.map((one, index): [string, string] => [one, `value-${index}-`]);
				const text = JSON.stringify(
					payloadOf(`x=&${new URLSearchParams(fields).toString()}`, FORM),
				);
				for (const [, value] of fields) expect(text).toContain(value);
			}),
			{ numRuns: 2000 },
		);
	});

	it('5,000 fields take no time', () => {
		const body = Array.from({ length: 5_000 }, (_, index) => `a[][x]=${index}`).join('&');
		const start = performance.now();
		expect((payloadOf(body, FORM) as { a: unknown[] }).a).toHaveLength(5_000);
		expect(performance.now() - start).toBeLessThan(2_000);
	});
});
