import fc from 'fast-check';
import { applyTransforms } from './applyTransforms';
import { compilePattern as typedCompilePattern } from '../../../nodes/shared/pipedText/transformations/pattern/compilePattern';
import { plainly } from '../../written';

const compilePattern = plainly(typedCompilePattern);

const context = { now: 0, timeZone: 'UTC' };

function matches(source: string, text: string): Array<Array<string | undefined>> {
	const pattern = compilePattern(source);
	if (typeof pattern === 'string') throw new Error(pattern);
	const found = pattern.matches(text, 100);
	return found === 'tooLong' ? [['too long']] : found.map(({ groups }) => groups);
}

describe('patterns', () => {
	it.each<[string, string]>([
		['a|ab', 'ab'],
		['(a|ab)(c|bcd)', 'abcd'],
		['a*?b', 'aaab'],
		['a+', 'aa b aaa'],
		['(\\d{2,3})-(\\d+)', '1-2 1234-567'],
		['^\\s*(.+?)\\s*$', '  hello  '],
		['[^,]+', 'a,b,,c'],
		['\\bcat\\b', 'cat concat cat'],
		['(?:ab)+', 'ababx'],
		['(?<year>\\d{4})', 'in 2025'],
		['[\\w.+-]+@[\\w-]+\\.[a-z]{2,}', 'mail ada@example.com now'],
		['\\p{Lu}\\p{Ll}+', 'Élan and Zoë'],
		['.', '😀a'],
		['a{0}b', 'b'],
		['x*', 'axxb'],
		['(a)|(b)', 'ab'],
		['\\.', 'a.b'],
		['[\\]\\-]', 'a]-'],
		['a?', 'aa'],
	])('%s on %j finds what JavaScript finds', (source, text) => {
		const expected = Array.from(text.matchAll(new RegExp(source, 'gu')), (match) => [...match]);
		expect(matches(source, text)).toEqual(expected);
	});

	it('agrees with JavaScript on patterns at random', () => {
		const leaf = fc.constantFrom('a', 'b', '[ab]', '.', '\\w', 'c');
		const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
			pattern: fc.oneof(
				{ maxDepth: 4 },
				leaf,
				fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => left + right),
				fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `(${left}|${right})`),
				fc
					.tuple(leaf, fc.constantFrom('*', '+', '?', '*?', '{1,2}'))
					.map(([inner, sign]) => inner + sign),
			),
		}));
		fc.assert(
			fc.property(
				pattern,
				fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 12 }),
				(source, text) => {
					const expected = Array.from(text.matchAll(new RegExp(source, 'gu')), (match) => match[0]);
					expect(matches(source, text).map(([whole]) => whole)).toEqual(expected);
				},
			),
			{ numRuns: 1000 },
		);
	});

	it.each([
		['(a+)+$', `${'a'.repeat(40_000)}!`],
		['(a|a)*b', 'a'.repeat(40_000)],
		['(a|aa)+$', `${'a'.repeat(40_000)}!`],
		['a.*b|a', 'a'.repeat(40_000)],
		['(.*)(.*)(.*)(.*)x', 'y'.repeat(40_000)],
		['([\\w-]+\\.)+[\\w-]+$', 'a-'.repeat(20_000)],
		['(a{0,500}){0,500}', 'a'.repeat(1000)],
		['((((a*)*)*)*)*b', 'a'.repeat(5_000)],
		['(?:(?:(?:){1000}){1000}){1000}', 'a'],
		['('.repeat(2_000), 'a'],
		['(a?){30}a{30}', 'a'.repeat(30)],
	])('%.30s cannot hang', (source, text) => {
		const start = performance.now();
		applyTransforms(text, [{ name: 'extract', args: [source] }], context);
		applyTransforms(text, [{ name: 'replace', args: [source, '-', 'pattern'] }], context);
		expect(performance.now() - start).toBeLessThan(3000);
	});

	it('a text beyond the bound is left alone and reported', () => {
		const text = 'a'.repeat(60_000);
		const result = applyTransforms(
			text,
			[{ name: 'replace', args: ['a', 'b', 'pattern'] }],
			context,
		);
		expect(result.value).toBe(text);
		expect(result.warnings[0]).toContain('too long');
	});

	it.each([
		'(',
		')',
		'[',
		'*a',
		'a**',
		'a{2,1}',
		'\\',
		'[z-a]',
		'\\q',
		'(?<a',
		'^*',
		'\\p{Nope}',
		'a{5000}',
	])('%s is refused', (source) => {
		expect(typeof compilePattern(source)).toBe('string');
	});

	it('never throws on any pattern', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (source, text) => {
				const pattern = compilePattern(source);
				if (typeof pattern !== 'string') pattern.matches(text, 10);
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('JSONPath', () => {
	it.each([
		['$' + '..*'.repeat(1) + '[*]'.repeat(50)],
		['$' + '[0,0]'.repeat(60)],
		['$' + '[*]^'.repeat(60)],
	])('%.30s cannot hang', (path) => {
		const wide = Object.fromEntries(Array.from({ length: 3000 }, (_, key) => [`k${key}`, [key]]));
		const start = performance.now();
		applyTransforms(wide, [{ name: 'jsonpath', args: [path] }], context);
		expect(performance.now() - start).toBeLessThan(3000);
	});

	it('looks neither into what is too deep nor into a circle', () => {
		const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
		const circle: Record<string, unknown> = {};
		circle.self = circle;
		for (const json of [deep, circle]) {
			for (const path of ['$..x', '$[0]']) {
				const result = applyTransforms([json], [{ name: 'jsonpath', args: [path] }], context);
				expect(result.warnings[0]).toContain('too deep');
			}
			const text = JSON.stringify({ a: [[1]] });
			const plain = applyTransforms([text], [{ name: 'jsonpath', args: ['$.a'] }], context);
			expect(plain.warnings).toEqual([]);
		}
	});
});
