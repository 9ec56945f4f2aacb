import fc from 'fast-check';
import {
	asciiJson,
	batchContentType,
	boundaryOf,
	parseBatch,
	recordJson,
	writeBatch,
} from '../../../nodes/shared/connectors/dataverse/batch';

/** What Dataverse answers, written by hand. */
const answer = (
	parts: Array<{ status: number; headers?: Record<string, string>; body?: unknown }>,
	boundary: string,
	lineEnd = '\r\n',
): string =>
	[
		...parts.flatMap(({ status, headers = {}, body }) => [
			`--${boundary}`,
			'Content-Type: application/http',
			'Content-Transfer-Encoding: binary',
			'',
			`HTTP/1.1 ${status} Some Words`,
			...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
			'',
			body === undefined ? '' : JSON.stringify(body),
		]),
		`--${boundary}--`,
		'',
	].join(lineEnd);

const type = (boundary: string): string => `multipart/mixed; boundary=${boundary}`;

describe('numbers in a body', () => {
	it.each([
		[1e-7, '0.0000001'],
		[-1.5e-9, '-0.0000000015'],
		[1e21, '1000000000000000000000'],
		[-2.5e22, '-25000000000000000000000'],
		[5e-324, `0.${'0'.repeat(323)}5`],
		[0.1, '0.1'],
	])('%s goes out as %s', (value, written) => {
		const text = recordJson({ a: value, 'b"': 'x 1e-7', c: null, d: true, e: undefined });
		expect(text).toBe(`{"a":${written},"b\\"":"x 1e-7","c":null,"d":true}`);
	});

	it('every number comes back as it was', () => {
		fc.assert(
			fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
				const text = recordJson({ value, words: 'é 1e9' });
				expect(text.replace('é 1e9', '')).not.toMatch(/\d[eE]/);
				expect((JSON.parse(text) as { value: number }).value).toBe(value + 0);
			}),
		);
	});
});

describe('K29 a batch as it is sent', () => {
	it('one request a part, lines ended by CRLF, closed', () => {
		const parts = [
			{
				method: 'PATCH' as const,
				url: '/api/data/v9.2/contacts(1)',
				headers: { 'If-Match': '*' },
				body: { firstname: 'Zoë 😀' },
			},
			{ method: 'GET' as const, url: '/api/data/v9.2/contacts?$top=1' },
		];
		expect(writeBatch(parts, 'b1').split('\r\n')).toEqual([
			'--b1',
			'Content-Type: application/http',
			'Content-Transfer-Encoding: binary',
			'',
			'PATCH /api/data/v9.2/contacts(1) HTTP/1.1',
			'Accept: application/json',
			'Content-Type: application/json; type=entry',
			'If-Match: *',
			'',
			'{"firstname":"Zo\\u00eb \\ud83d\\ude00"}',
			'--b1',
			'Content-Type: application/http',
			'Content-Transfer-Encoding: binary',
			'',
			'GET /api/data/v9.2/contacts?$top=1 HTTP/1.1',
			'Accept: application/json',
			'',
			'',
			'--b1--',
			'',
		]);
	});

	it('no value breaks out of its line', () => {
		const text = writeBatch(
			[{ method: 'GET', url: '/a HTTP/1.1\r\nX: 1', headers: { Tag: 'a\r\n\r\n--b1--' } }],
			'b1',
		);
		expect(text.match(/^--b1/gm)).toHaveLength(2);
		expect(text).not.toMatch(/^X: 1/m);
	});

	it('bodies are ASCII and mean the same', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
				const written = asciiJson([value, text]);
				expect(written).toMatch(/^[\x20-\x7e]*$/);
				expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify([value, text])));
			}),
		);
	});
});

describe('K29 a batch as it comes back', () => {
	const rows = fc.array(
		fc.record(
			{
				status: fc.integer({ min: 200, max: 599 }),
				body: fc.option(
					fc.dictionary(
						fc.string({ unit: 'binary' }),
						fc.oneof(
							fc.string({ unit: 'binary' }),
							fc.constantFrom('\r\n--b--\r\n', '--b', '\r\n\r\n', 'HTTP/1.1 500', '\u2028'),
							fc.integer(),
							fc.constant(null),
						),
					),
					{ nil: undefined },
				),
			},
			{ requiredKeys: ['status', 'body'] },
		),
		{ maxLength: 12 },
	);
	const boundaries = fc.oneof(
		fc.constantFrom('b', 'batchresponse_1', 'x--', 'a.b*c', '--', "b'(1)+_,-./:=?"),
		fc.uuid().map((id) => `batchresponse_${id}`),
	);

	it('every part is read as it was written, whatever it holds and however lines end', () => {
		fc.assert(
			fc.property(rows, boundaries, fc.constantFrom('\r\n', '\n'), (parts, boundary, lineEnd) => {
				const read = parseBatch(
					answer(parts, boundary, lineEnd),
					`multipart/mixed; boundary="${boundary}"`,
				);
				expect(read.map(({ status }) => status)).toEqual(parts.map(({ status }) => status));
				expect(read.map(({ body }) => body)).toEqual(
					parts.map(({ body }) =>
						body === undefined ? undefined : (JSON.parse(JSON.stringify(body)) as unknown),
					),
				);
			}),
			{ numRuns: 300 },
		);
	});

	it('an answer cut off anywhere never gives a part that was not whole', () => {
		const parts = [
			{ status: 204, headers: { 'OData-EntityId': 'x' } },
			{ status: 201, body: { a: 'b' } },
			{ status: 412, body: { error: { code: '0x1' } } },
		];
		const whole = answer(parts, 'batchresponse_1');
		for (let length = 0; length < whole.length; length += 1) {
			const read = parseBatch(whole.slice(0, length), type('batchresponse_1'));
			expect(parts.slice(0, read.length).map(({ status }) => status)).toEqual(
				read.map(({ status }) => status),
			);
			for (const [index, { body }] of read.entries()) expect(body).toEqual(parts[index].body);
		}
	});

	it('headers come in lower case, preambles and epilogues are passed over', () => {
		const text = `preamble\r\n${answer([{ status: 204, headers: { 'Retry-After': '7' } }], 'b')}epilogue\r\n--b\r\n`;
		expect(parseBatch(text, type('b'))).toEqual([
			{ status: 204, headers: { 'retry-after': '7' }, body: undefined },
		]);
	});

	it('blanks around the name and value of a header are none of it, and what is no header is passed over', () => {
		const lines = ['Retry-After : 7 ', 'no header', ': nameless', 'a:b:c'];
		const text = [
			'--b',
			'Content-Type : application/http',
			'',
			'HTTP/1.1 204 x',
			...lines,
			'',
			'--b--',
		];
		expect(parseBatch(text.join('\r\n'), type('b'))).toEqual([
			{ status: 204, headers: { 'retry-after': '7', a: 'b:c' }, body: undefined },
		]);
	});

	it('a boundary that another one begins with is no end', () => {
		const text = answer([{ status: 200, body: { a: 1 } }], 'b_10');
		expect(parseBatch(text, type('b_1'))).toEqual([]);
		expect(parseBatch(text, type('b_10'))).toHaveLength(1);
	});

	it('parts within a change set stand in a row with the others', () => {
		const inner = answer([{ status: 204 }, { status: 201, body: { a: 1 } }], 'cs');
		const text = `--b\r\nContent-Type: multipart/mixed; boundary=cs\r\n\r\n${inner}\r\n--b--\r\n`;
		expect(parseBatch(text, type('b')).map(({ status }) => status)).toEqual([204, 201]);
	});

	it('what is no multipart has no parts', () => {
		expect(parseBatch('{"error":{}}', 'application/json')).toEqual([]);
		expect(parseBatch('', undefined)).toEqual([]);
		expect(parseBatch('--\r\n--', 'multipart/mixed')).toEqual([]);
	});

	it.each([
		['multipart/mixed; boundary=abc', 'abc'],
		['multipart/mixed;boundary="a b"; charset=utf-8', 'a b'],
		['Multipart/Mixed; charset=utf-8; BOUNDARY=abc', 'abc'],
		[batchContentType('batch_1'), 'batch_1'],
		['application/json; boundary=abc', undefined],
	])('%s → %s', (given, expected) => expect(boundaryOf(given)).toBe(expected));
});
