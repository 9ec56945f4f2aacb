import { compilePattern as typedCompilePattern } from '../../../nodes/shared/pipedText/transformations/pattern/compilePattern';
import { plainly } from '../../written';

const compilePattern = plainly(typedCompilePattern);

const found = (source: string, text: string, ignoreCase = false) => {
	const pattern = compilePattern(source, ignoreCase);
	if (typeof pattern === 'string') return pattern;
	const matches = pattern.matches(text, 100);
	return matches === 'tooLong' ? matches : matches.map(({ groups }) => groups[0]);
};

describe('K36 a pattern that is refused says why', () => {
	it.each([
		['a)', 'the pattern has a ) too many'],
		['(a', 'a ( is never closed'],
		['[a', 'a [ is never closed'],
		['[a\\]', 'a [ is never closed'],
		['[z-a]', '[z-a] is not a set of characters'],
		['a\\', 'the pattern ends in a backslash'],
		['*', 'there is nothing before * to repeat'],
		['a|+', 'there is nothing before + to repeat'],
		['(?)', 'look-around and flags inside a pattern are not supported'],
		['(?=a)', 'look-around and flags inside a pattern are not supported'],
		['(?!a)', 'look-around and flags inside a pattern are not supported'],
		['(?<=a)', 'look-around and flags inside a pattern are not supported'],
		['(?<1a>b)', 'look-around and flags inside a pattern are not supported'],
		['(?i)a', 'look-around and flags inside a pattern are not supported'],
		['(a)\\1', 'back-references are not supported'],
		['(a)\\9', 'back-references are not supported'],
		['(?<x>a)\\k<x>', 'back-references are not supported'],
		['\\u0041', '\\u is not supported'],
		['\\x41', '\\x is not supported'],
		['\\cA', '\\c is not supported'],
		['\\p{Nothing}', '\\p{Nothing} is not a set of characters'],
		['^*', 'an assertion such as ^ or \\b cannot be repeated'],
		['\\b+', 'an assertion such as ^ or \\b cannot be repeated'],
		['a{2,1}', '{2,1} has its bounds the wrong way round'],
		['a{1001}', 'a repetition may go up to 1000'],
		['a{0,1001}', 'a repetition may go up to 1000'],
		['a{1001,}', 'a repetition may go up to 1000'],
		['a**', 'a repetition cannot itself be repeated'],
		['a+?+', 'a repetition cannot itself be repeated'],
		['a{2}*', 'a repetition cannot itself be repeated'],
		[`${'('.repeat(41)}a${')'.repeat(41)}`, 'the pattern is nested too deeply'],
		['a'.repeat(1001), 'the pattern is longer than 1000 characters'],
		['((a{1000}){1000}){1000}', 'the pattern repeats too much'],
		['(a|b{1000}){1000}', 'the pattern repeats too much'],
		['(a{0,1000}){0,1000}', 'the pattern repeats too much'],
		['((a{1000}b{1000}c)*)', 'the pattern repeats too much'],
	])('%s', (source, reason) => {
		expect(compilePattern(source)).toBe(reason);
	});

	it('what is just within the bounds is none of these', () => {
		for (const source of ['a{1000}', 'a{0,1000}', 'a'.repeat(1000)])
			expect(typeof compilePattern(source)).toBe('object');
		expect(found(`${'('.repeat(40)}a${')'.repeat(40)}`, 'ba')).toEqual(['a']);
	});
});

describe('K36 what a pattern means', () => {
	it.each<[source: string, text: string, found: string[]]>([
		// What JavaScript finds as well, one form after the other.
		['a.c', 'abc a\nc a\rc a😀c', ['abc', 'a😀c']],
		['\\n\\r\\t\\f\\v\\0', '\n\r\t\f\v\0', ['\n\r\t\f\v\0']],
		['\\d\\D', '1a', ['1a']],
		['\\w\\W', 'a-', ['a-']],
		['\\s\\S', ' a', [' a']],
		['\\p{L}\\P{L}', 'é1', ['é1']],
		['\\p{Script=Greek}', 'aβ', ['β']],
		['[^a-c]', 'abcd', ['d']],
		['[\\]]', '[]', [']']],
		['[a\\\\]', '\\', ['\\']],
		['\\/\\(\\)\\[\\{\\}\\*\\^\\$', '/()[{}*^$', ['/()[{}*^$']],
		['\\😀', '😀', ['😀']],
		['a{2}', 'aaa', ['aa']],
		['a{2,}', 'aaaa', ['aaaa']],
		['a{1,2}', 'aaa', ['aa', 'a']],
		['a{2,3}?', 'aaaa', ['aa', 'aa']],
		['a??b', 'ab', ['ab']],
		['^a', 'aa', ['a']],
		['a$', 'aa', ['a']],
		['\\ba', 'a ba', ['a']],
		['\\Ba', 'a ba', ['a']],
		['(?:a|b|cd)e', 'ae be cde', ['ae', 'be', 'cde']],
		['a|', 'ba', ['', 'a', '']],
		['(?<_x1>a)', 'a', ['a']],
		['(?:)', 'ab', ['', '', '']],
		// A brace that bounds nothing is itself.
		['a{,2}', 'a{,2}', ['a{,2}']],
		['{x}', '{x}', ['{x}']],
		['a{12345}', 'a{12345}', ['a{12345}']],
	])('%s in %j: %j', (source, text, wanted) => {
		expect(found(source, text)).toEqual(wanted);
	});

	it('case is regarded, or not', () => {
		expect(found('aÉ[b-c]', 'AéB aÉb')).toEqual(['aÉb']);
		expect(found('aÉ[b-c]', 'AéB aÉb', true)).toEqual(['AéB', 'aÉb']);
		expect(found('I', 'i', true)).toEqual(['i']);
	});

	it('words have letters of all scripts in them, their accents and _', () => {
		expect(found('\\bé\\b', 'é')).toEqual(['é']);
		expect(found('\\bb', 'ab éb _b 1b e\u0301b')).toEqual([]);
		expect(found('\\bb', 'b -b')).toEqual(['b', 'b']);
	});

	it('places and groups are told, one that took no part too', () => {
		const pattern = compilePattern('(a)|(b)(c)?');
		if (typeof pattern === 'string') throw new Error(pattern);
		expect(pattern.matches('xab', 9)).toEqual([
			{ start: 1, end: 2, groups: ['a', 'a', undefined, undefined] },
			{ start: 2, end: 3, groups: ['b', undefined, 'b', undefined] },
		]);
		expect(pattern.matches('ab', 1)).toHaveLength(1);
		expect(pattern.matches('ab', 0)).toEqual([]);
	});

	it('says when a text, or the work, is too much; work is counted down', () => {
		const pattern = compilePattern('a');
		if (typeof pattern === 'string') throw new Error(pattern);
		expect(pattern.matches('b'.repeat(50_000), 1)).toEqual([]);
		expect(pattern.matches('b'.repeat(50_001), 1)).toBe('tooLong');
		const work = { steps: 1_000 };
		expect(pattern.matches('b'.repeat(10), 1, work)).toEqual([]);
		expect(work.steps).toBeLessThan(990);
		expect(work.steps).toBeGreaterThan(900);
		expect(pattern.matches('b'.repeat(10), 1, { steps: 5 })).toBe('tooLong');
	});
});
