import fc from 'fast-check';
import { applyTransforms } from './applyTransforms';
import {
	compilePattern as compileAuthored,
	LONGEST_TEXT,
} from '../../../nodes/shared/pipedText/transformations/pattern/compilePattern';
import { plainly } from '../../written';

/** What one text may cost. */
const MOST_STEPS = 2_000_000;

const compilePattern = plainly(compileAuthored);

const context = { now: 0, timeZone: 'UTC' };
const replaced = (text: string, find: string, put: string) =>
	applyTransforms(text, [{ name: 'replace', args: [find, put, 'pattern'] }], context);

/** Steps for the first match, or for finding none; none at all where the pattern is refused. */
function stepsOf(source: string, text: string, most = 1): number {
	const pattern = compilePattern(source);
	if (typeof pattern === 'string') return 0;
	const work = { steps: MOST_STEPS * 1_000 };
	pattern.matches(text, most, work);
	return MOST_STEPS * 1_000 - work.steps;
}

describe('LA05 what a pattern costs, in steps', () => {
	const HOSTILE = [
		'(a+)+$',
		'(a|a)*b',
		'(a|aa)+$',
		'(.*)(.*)(.*)(.*)(.*)x',
		'((((a*)*)*)*)*b',
		'(a?){30}a{30}b',
		'(?:a{0,20}){0,20}b',
		`(?:${Array.from({ length: 150 }, (_, n) => 'a'.repeat(n % 5) + 'b').join('|')})*c`,
		'([a-z]|[^b]|.)*x',
		`${'(a?)'.repeat(100)}b`,
	];

	it.each(HOSTILE)('LA05 %.40s: twice the text is twice the work', (source) => {
		expect(typeof compilePattern(source)).toBe('object');
		const once = stepsOf(source, 'a'.repeat(2_000));
		const twice = stepsOf(source, 'a'.repeat(4_000));
		expect(once).toBeGreaterThan(2_000);
		expect(twice / once).toBeLessThan(2.1);
	});

	it('LA05 any pattern, any text: the work ends at the bound', () => {
		const leaf = fc.constantFrom('a', 'b', '.', '[ab]', '\\w', '\\b', '(?:)', 'a{0,90}', '(a?)');
		const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
			pattern: fc.oneof(
				{ maxDepth: 5 },
				leaf,
				fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => left + right),
				fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `(${left}|${right})`),
				fc
					.tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '*?', '{7}', '{0,9}'))
					.map(([inner, sign]) => `(${inner})${sign}`),
			),
		}));
		const text = fc.constantFrom('a', 'ab', 'aab ').map((unit) => unit.repeat(2_000));
		fc.assert(
			fc.property(pattern, text, (source, subject) => {
				const compiled = compilePattern(source);
				if (typeof compiled === 'string') return;
				const work = { steps: 50_000 };
				const found = compiled.matches(subject, Infinity, work);
				// One position is always gone through to its end: 2,000 instructions, and what the last of them note.
				expect(work.steps).toBeGreaterThan(-10_000);
				if (work.steps < 0) expect(found).toBe('tooLong');
			}),
			{ numRuns: 150 },
		);
	});

	it.each([
		'a{1000}{1000}',
		'(a{1000}){1000}',
		'((a{0,99}){0,99}){0,99}',
		`${'(a|b|c)'.repeat(150)}`,
	])('LA05 %.30s is refused, or small', (source) => {
		const pattern = compilePattern(source);
		if (typeof pattern === 'string') expect(pattern).toMatch(/^(the pattern|a repetition) /);
		else expect(stepsOf(source, 'a'.repeat(100))).toBeLessThan(MOST_STEPS);
	});

	it('LA05 a text of a million characters is not begun with', () => {
		const pattern = compilePattern('a');
		if (typeof pattern === 'string') throw new Error(pattern);
		const work = { steps: 10 };
		expect(pattern.matches('a'.repeat(1_000_000), 1, work)).toBe('tooLong');
		expect(work.steps).toBe(10);
		expect(replaced('a'.repeat(1_000_000), 'a', 'b')).toMatchObject({
			value: 'a'.repeat(1_000_000),
			warnings: [expect.stringContaining('too long for this pattern')],
		});
	});

	it('LA05 hundreds of groups are paid for', () => {
		// Each of the places is copied at each group: without counting them, 400 times the work would stand for one.
		const few = stepsOf('(a)(a)', 'a'.repeat(4_000), Infinity);
		const many = stepsOf('(a)'.repeat(300), 'a'.repeat(4_000), Infinity);
		expect(many).toBeGreaterThan(few * 5);
	});
});

describe('LC16 replace by pattern: all, or none and a warning', () => {
	it.each([10_000, 10_001, 25_000, LONGEST_TEXT])('LC16 %d matches are all replaced', (count) => {
		const { value, warnings } = replaced('x'.repeat(count), 'x', 'y');
		expect(value).toBe('y'.repeat(count));
		expect(warnings).toEqual([]);
	});

	it('LC16 10,001 in between other text, with groups', () => {
		const { value } = replaced('a-'.repeat(10_001), '(a)-', '$1+');
		expect(value).toBe('a+'.repeat(10_001));
	});

	it.each([
		['every match grows', 'x'.repeat(20_000), 'x', 'y'.repeat(100)],
		['one match is repeated', 'x'.repeat(40_000), 'x+', '$&'.repeat(5_000)],
		['a group is repeated', 'x'.repeat(40_000), '(x+)', '$1'.repeat(100_000)],
	])(
		'LC16 where the result would be too long (%s), the text is left as it is',
		(_what, text, find, put) => {
			const result = replaced(text, find, put);
			expect(result.value).toBe(text);
			expect(result.warnings).toEqual([
				expect.stringContaining('would become longer than 1000000 characters'),
			]);
		},
	);

	it('LC16 by text too', () => {
		const text = 'x'.repeat(60_000);
		const result = applyTransforms(
			text,
			[{ name: 'replace', args: ['x', 'y'.repeat(100)] }],
			context,
		);
		expect(result.value).toBe(text);
		expect(result.warnings[0]).toContain('longer than 1000000');
	});

	it('LC16 replaces as JavaScript does', () => {
		const put = fc
			.array(fc.constantFrom('$1', '$2', '$&', '$$', '$', '$9', '$0', '$00', 'z', '$12'), {
				maxLength: 5,
			})
			.map((parts) => parts.join(''));
		const find = fc.constantFrom('a', '(a)(b)?', '(a|b)+', 'x*', '(c)|b');
		const text = fc.string({
			unit: fc.constantFrom('a', 'b', 'c', 'x', '😀'),
			minLength: 1,
			maxLength: 12,
		});
		fc.assert(
			fc.property(text, find, put, (subject, source, replacement) => {
				// Two digits of which only the first names a group are no such reference here.
				fc.pre(!/\$[12]\d/.test(replacement));
				expect(replaced(subject, source, replacement).value).toBe(
					subject.replaceAll(new RegExp(source, 'gu'), replacement),
				);
			}),
			{ numRuns: 1_000 },
		);
	});
});
