import { transformations } from '../../../nodes/shared/pipedText/transformations/registry';
import { applyTransforms } from './applyTransforms';

const context = { now: 0, timeZone: 'UTC' };
const apply = (name: string, args: string[], value: unknown = 'x') =>
	applyTransforms(value, [{ name, args }], context);

// As people read them; a change that is meant is written with `npm run test:file -- test/unit/pipedText/stepWords.test.ts -u`.
it.each(transformations.map((one) => [one.name, one] as const))(
	'K36 the words and settings of %s',
	(_, { label, description, parameters, lists, shorthands }) => {
		expect({ label, description, parameters, lists, shorthands }).toMatchSnapshot();
	},
);

const onProblem = 'later is not one of keep, empty and error';

describe('K36 settings that a step does not take', () => {
	it.each<[string, string[], string]>([
		['case', ['camel'], 'camel is not a case; there are lower, sentence, title and upper'],
		['hash', ['x'], 'x is not an algorithm; there are md5, sha1, sha256 and sha512'],
		[
			'phone',
			['x'],
			'x is not a format; there are e164, international, national and national-formatted',
		],
		['phone', ['', 'zz'], 'zz is not the two-letter code of a country'],
		['phone', ['', '', 'later'], onProblem],
		['phone', ['', '', '', 'x'], 'x is not one of empty, error and e164'],
		['phone', ['', '', '', '', 'x'], 'x is not one of keep and report'],
		...['2.5', '13', '-1', 'x'].map((decimals): [string, string[], string] => [
			'number',
			[decimals],
			'decimals must be a whole number up to 12',
		]),
		['number', ['', '', 'dot'], 'dot is not a separator; there are auto, comma and point'],
		['number', ['', '', '', 'later'], onProblem],
		['number', ['', '', '', '', 'x'], 'x is not one of refuse and remove'],
		['number', ['', 'no_language'], 'no_language is not a language'],
		['boolean', ['', '', '', '', 'later'], onProblem],
		['date', ['', '', 'Nowhere/Town'], 'Nowhere/Town is not a time zone'],
		['date', ['', '', '', 'Nowhere/Town'], 'Nowhere/Town is not a time zone'],
		['date', ['', '', '', '', 'later'], onProblem],
		['jsonpath', ['$.a', 'later'], onProblem],
		...['1.5', '-1', '100001', 'x'].map((length): [string, string[], string] => [
			'truncate',
			[length],
			'the length must be a whole number up to 100000',
		]),
		['split', [''], 'there is no separator to cut at'],
		['split', [',', '1.5'], 'the part must be a whole number'],
		['split', [',', 'x'], 'the part must be a whole number'],
		['map', [], 'the table is empty'],
		['map', ['a=1', 'b'], '"b" is not written as value=replacement'],
		['map', ['=1'], '"=1" is not written as value=replacement'],
		['replace', ['a', 'b', 'x'], 'x is not a way to find; there are pattern, pattern-i and text'],
		['replace', [], 'there is nothing to find'],
		['extract', [], 'there is no pattern'],
		['extract', ['a', '100'], 'the group must be a whole number'],
	])('%s %j: %s', (name, args, reason) => {
		expect(apply(name, args)).toEqual({
			value: null,
			warnings: [],
			errors: [`${name}: ${reason}`],
		});
	});

	it.each<[string, string[], unknown, unknown]>([
		['case', [' TITLE '], 'ab', 'Ab'],
		['case', [''], 'ab', 'AB'],
		['phone', ['', '', '', '', ''], '+33 1 44 55 66 77', '+33144556677'],
		['phone', [' National ', ' fr '], '+33144556677', '0144556677'],
		['number', ['0', '', ' Comma '], '1.234,6', 1235],
		['number', [' '], '2.25', 2.25],
		['truncate', [''], 'a'.repeat(101), 'a'.repeat(100)],
		['truncate', ['100000'], 'ab', 'ab'],
		['split', [',', ''], 'a, b', ['a', 'b']],
		['split', [',', ' '], 'a, b', ['a', 'b']],
		['split', [',', '-3'], 'a, b', ''],
		['extract', ['a(b)(c)?', '0'], 'abc', 'abc'],
		['extract', ['a(b)(c)?', '2'], 'ab', ''],
		['extract', ['a(b)(c)?', '9'], 'abc', ''],
		['map', ['a=1', '*=x'], ' ', 'x'],
		['map', ['a\\=b=1'], 'A=B', '1'],
		['map', ['a= 1 ', 'a=2'], 'a', '1'],
		['default', [], '', ''],
		['default', ['x'], [0], [0]],
		['date', ['', '', 'UTC'], '2026-03-05T14:07:09Z', '2026-03-05T14:07:09Z'],
		['date', ['rfc2822'], '2026-03-05T14:07:09Z', 'Thu, 05 Mar 2026 14:07:09 +0000'],
		['jsonpath', ['$'], '{"a":[]}', { a: [] }],
		['jsonpath', ['$', ''], '{"a":[]}', { a: [] }],
		['number', ['', '', '', '', 'remove'], '85 %', 85],
		['boolean', ['', '', '', '', ''], 'yes', true],
		['date', ['iso-date', '', '', '', ''], '2026-03-05', '2026-03-05'],
	])('%s %j takes %j: %j', (name, args, from, to) => {
		expect(apply(name, args, from)).toEqual({ value: to, warnings: [], errors: [] });
	});
});

describe('LC01 what a step says of a value', () => {
	it.each<[string, string[], unknown, unknown, string]>([
		['number', [], 'x', 'x', 'Number: this is not a number'],
		['number', [], true, true, 'Number: this is not a number'],
		['number', [], '1,234', '1,234', 'Number: this number is ambiguous; set the decimal sign'],
		['boolean', [], 'x', 'x', 'Boolean: this is neither yes nor no'],
		['phone', [], 'x', 'x', 'Phone Number: this cannot be read as a phone number'],
		[
			'phone',
			['national', 'FR'],
			'+48512345678',
			'+48512345678',
			'Phone Number: the number is not one of FR',
		],
		[
			'phone',
			['international'],
			'+33 1 44 55 66 77 ext. 204',
			'+33 1 44 55 66 77',
			'Phone Number: the extension of the number was left out',
		],
		[
			'phone',
			['national', 'FR', 'keep', 'e164', 'keep'],
			'+33 1 44 55 66 77 ext. 204',
			'0144556677',
			'Phone Number: the extension of the number was left out',
		],
		['jsonpath', ['$.a'], 'x', 'x', 'JSONPath: this is not JSON'],
		['jsonpath', ['$.a'], '5', '5', 'JSONPath: this is not JSON'],
		['jsonpath', ['$.a'], 'null', 'null', 'JSONPath: this is not JSON'],
		['map', ['a=1'], 'x', 'x', 'Look-up Table: the value is not in the table; left as it is'],
	])('%s %j of %j gives %j: %s', (name, args, from, to, warning) => {
		expect(apply(name, args, from)).toEqual({ value: to, warnings: [warning], errors: [] });
	});

	it.each<[string, string[]]>([
		['a text', ['a', 'b'.repeat(1000)]],
		['a pattern', ['a', 'b'.repeat(1000), 'pattern']],
	])('a replacement of %s that makes a million characters and more is not made', (_, args) => {
		const from = 'a'.repeat(1100);
		expect(apply('replace', args, from)).toEqual({
			value: from,
			warnings: ['Replace: the text would become longer than 1000000 characters; left as it is'],
			errors: [],
		});
		expect(apply('replace', args, 'a'.repeat(999)).value).toBe('b'.repeat(999_000));
	});

	it('what groups a replacement knows', () => {
		const replaced = (replacement: string) =>
			apply('replace', ['(a)(x)?', replacement, 'pattern'], 'cab').value;
		expect(replaced('[$1]')).toBe('c[a]b');
		expect(replaced('[$2]')).toBe('c[]b');
		expect(replaced('[$3]')).toBe('c[$3]b');
		expect(replaced('[$0]')).toBe('c[$0]b');
		expect(replaced('[$&]')).toBe('c[a]b');
		expect(replaced('[$$1]')).toBe('c[$1]b');
		expect(replaced('$')).toBe('c$b');
	});

	it.each([
		[1e15, '2', 1e15],
		[123456789012345, '12', 123456789012345],
		[-2.345, '2', -2.35],
		[0.0000001, '2', 0],
		[1.005, '12', 1.005],
	])('%p rounded to %s decimals is %p', (value, decimals, rounded) => {
		expect(apply('number', [decimals], value).value).toBe(rounded);
	});
});
