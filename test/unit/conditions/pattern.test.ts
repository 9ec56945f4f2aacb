import fc from 'fast-check';
import { compilePattern as typedCompilePattern } from '../../../nodes/shared/conditions/pattern';
import { plainly } from '../../written';

const compilePattern = plainly(typedCompilePattern);

const test = (
	pattern: string,
	text: string,
	caseSensitive = false,
): boolean | 'tooLong' | string => {
	const compiled = compilePattern(pattern, caseSensitive);
	return 'problem' in compiled ? compiled.problem : compiled.test(text);
};

describe('patterns', () => {
	it.each([
		['a+b', 'xaab', true],
		['^a.c$', 'abc', true],
		['^a.c$', 'abcd', false],
		['(foo|bar)baz', 'xbarbaz', true],
		['[^0-9]+$', '123', false],
		['\\d{2,3}-\\d{2}', '1-22 333-44', true],
		['^\\d{5}$', '1234', false],
		['colou?r', 'Color', true],
		['\\bcat\\b', 'concatenate', false],
		['\\Bcat', 'concatenate', true],
		['^(?:a|b)*$', 'abba', true],
		['^$', '', true],
		['a||b', '', true],
		['\\p{Lu}', 'É', true],
		['^.$', '😀', true],
		['[\\]a]', ']', true],
		['\\.', 'a', false],
		['/QUEUE/i', 'queue', true],
		['a{2}', 'a', false],
		['(?<year>\\d{4})', 'in 2024', true],
	])('Q14 %p on %p gives %p', (pattern, text, wanted) => {
		expect(test(pattern, text)).toBe(wanted);
	});

	it.each([
		'(',
		'(?=a)',
		'(?<!a)b',
		'(a)\\1',
		'(?<n>a)\\k<n>',
		'a{5000}',
		'(a{900}){900}',
		'a'.repeat(1001),
	])('Q14 refuses %p with a reason', (pattern) => {
		expect(compilePattern(pattern, false)).toEqual({ problem: expect.stringMatching(/\w+ \w+/) });
	});

	it.each(['^(a+)+$', '(a|aa)+$', '(.*)*x', '(a*)*b', '\\s*\\s*\\s*\\s*x'])(
		'Q14 %p, on which back-tracking never ends, ends',
		(pattern) => {
			const text = `${'a'.repeat(3000)}${' '.repeat(3000)}!`;
			expect(test(pattern, text)).not.toBe(true);
		},
	);

	it('Q14 counts case where it is to count', () => {
		expect(test('Queue', 'queue', true)).toBe(false);
		expect(test('/Queue/i', 'queue', true)).toBe(true);
	});

	const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '\\b', '^', '$');
	const { pattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
		pattern: fc
			.array(tie('piece'), { minLength: 1, maxLength: 4 })
			.map((pieces) => pieces.join('')),
		piece: fc.oneof(
			{ maxDepth: 3, withCrossShrink: true },
			atom,
			fc
				.tuple(tie('pattern'), fc.constantFrom('', '*', '+', '?', '{1,2}', '{2}'))
				.map(([inner, count]) => `(?:${inner})${count}`),
			fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `(${left}|${right})`),
		),
	}));

	it('Q14 finds exactly what JavaScript finds', () => {
		fc.assert(
			fc.property(
				pattern,
				fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', ' '), maxLength: 6 }),
				(source, text) => {
					fc.pre(!('problem' in compilePattern(source, true)));
					expect(test(source, text, true)).toBe(new RegExp(source, 'u').test(text));
				},
			),
			{ numRuns: 1000 },
		);
	});
});
