import fc from 'fast-check';
import { isDeeper, isWithin, readJson } from '../../../nodes/shared/json/readJson';

describe('reading JSON', () => {
	it.each<[string, unknown]>([
		['8202522731445525542', '8202522731445525542'],
		['-8202522731445525542', '-8202522731445525542'],
		['{"id":8202522731445525543}', { id: '8202522731445525543' }],
		[
			'[1,[8202522731445525542,{"a":8202522731445525543}]]',
			[1, ['8202522731445525542', { a: '8202522731445525543' }]],
		],
		['9007199254740991', 9007199254740991],
		['9007199254740993', '9007199254740993'],
		['9007199254740992', 9007199254740992],
		['100000000000000000000', 1e20],
		['1e400', '1e400'],
		['-1E+999', '-1E+999'],
		['1e-400', '1e-400'],
		['0e-999', 0],
		['-0', -0],
		['5e-324', 5e-324],
		['1.7976931348623157e+308', 1.7976931348623157e308],
		['0.00000000000000000000', 0],
		['1.50000000000000000000', 1.5],
		['0.1', 0.1],
		['0.10000000000000001', 0.1],
		['0.12345678901234567890', '0.12345678901234567890'],
		['1234567890123456.78', '1234567890123456.78'],
		[
			'{"8202522731445525542":"8202522731445525542 \\" 8202522731445525542"}',
			{ '8202522731445525542': '8202522731445525542 " 8202522731445525542' },
		],
		['{"a\\\\":8202522731445525542}', { 'a\\': '8202522731445525542' }],
		['\uFEFF{"a":1}', { a: 1 }],
	])('LB05 LB06 %s', (text, value) => expect(readJson(text)).toEqual(value));

	it.each([
		'{8202522731445525542:1}',
		'[08202522731445525542]',
		'8202522731445525542x',
		'',
		'\uFEFF',
	])('%s is no JSON', (text) => expect(() => readJson(text)).toThrow(SyntaxError));

	it('LB05 any whole number keeps its digits, wherever it stands', () => {
		fc.assert(
			fc.property(fc.bigInt(), fc.string(), (number, words) => {
				const text = `{"a":[${number},{"b":${number},${JSON.stringify(words)}:"${number}"}]}`;
				const { a } = readJson(text) as { a: [unknown, Record<string, unknown>] };
				expect(BigInt(a[0] as string)).toBe(number);
				expect(a[1][words]).toBe(String(number));
			}),
		);
	});

	it('LB05 no number takes long, however it is written', () => {
		const start = performance.now();
		const many = '9'.repeat(1_000_000);
		const zeros = '0'.repeat(1_000_000);
		for (const text of [
			many,
			`-${many}.${many}`,
			`1e-${many}`,
			`1e${many}`,
			`0e${many}`,
			`0.${many}e5`,
			`0.1${zeros}1`,
			`0.${zeros}1`,
			`1.${zeros}`,
		])
			expect(JSON.stringify(readJson(`[${text}]`)).length).toBeGreaterThan(2);
		expect(performance.now() - start).toBeLessThan(5_000);
	});

	it('reads everything else as JSON.parse does', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const text = JSON.stringify(value);
				expect(readJson(text)).toEqual(JSON.parse(text));
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('LA09 depth', () => {
	const nested = (levels: number) => `${'{"a":['.repeat(levels / 2)}1${']}'.repeat(levels / 2)}`;
	it('is counted without reading, and brackets within texts do not count', () => {
		expect(isDeeper(nested(100), 100)).toBe(false);
		expect(isDeeper(nested(102), 100)).toBe(true);
		expect(isDeeper(nested(1_000_000), 100)).toBe(true);
		expect(isDeeper(`["${'['.repeat(500)}\\"${'['.repeat(500)}"]`, 1)).toBe(false);
	});

	it('of what is read already: levels, values and circles', () => {
		const limit = { values: 10, levels: 3 };
		const circle: unknown[] = [];
		circle.push(circle);
		expect(isWithin([[[]]], limit)).toBe(true);
		expect(isWithin([[[[[]]]]], limit)).toBe(false);
		expect(isWithin(circle, limit)).toBe(false);
		expect(
			isWithin(
				Array.from({ length: 11 }, () => 0),
				limit,
			),
		).toBe(false);
	});
});
