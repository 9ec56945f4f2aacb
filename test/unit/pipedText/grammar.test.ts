import fc from 'fast-check';
import type { Template, TokenPart } from '../../../nodes/shared/pipedText/Template';
import { checkTemplate as typedCheckTemplate } from '../../../nodes/shared/pipedText/checkTemplate';
import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import { parseTemplate as typedParseTemplate } from '../../../nodes/shared/pipedText/parseTemplate';
import { formatToken } from '../../../nodes/shared/pipedText/printTemplate';
import { readableText } from '../../../nodes/shared/pipedText/readableText';
import { plainly, type Plain } from '../../written';

const checkTemplate = plainly(typedCheckTemplate);
const compileTemplate = plainly(typedCompileTemplate);
const parseTemplate = plainly(typedParseTemplate);

/** What the parts of a template were read from, one after another. */
const textIn = ({ parts }: Template): string =>
	parts.map((part) => (part.kind === 'literal' ? part.text : part.raw)).join('');

const context = { now: 0, timeZone: 'UTC', random: () => 0.5 };

/** Text that is likely to come near the grammar. */
const crumbs = fc.constantFrom(
	...[
		'${',
		'}',
		'$e{',
		'$',
		'{',
		'|',
		':',
		'/',
		'://',
		'q://',
		'e://Field/',
		'QID1',
		'"',
		"'",
		'\\',
		'\n',
		' ',
		'%',
		'%2F',
		'%zz',
		'#',
	],
	...[
		'upper',
		'default',
		'SelectedChoices',
		'1',
		'+',
		'(',
		')',
		'é',
		'😀',
		'\ud800',
		'<b>',
		'&amp;',
		'__proto__',
		'constructor',
	],
);
const nearlyTemplates = fc.oneof(
	fc.array(crumbs, { maxLength: 40 }).map((pieces) => pieces.join('')),
	fc.string({ unit: 'binary', maxLength: 60 }),
);

function tokenIn(source: string): TokenPart {
	const [part] = parseTemplate(source).parts;
	if (part?.kind !== 'token') throw new Error(`no token in ${source}`);
	return part;
}

describe('reading', () => {
	it.each<[string, Partial<Plain<TokenPart>>]>([
		[
			'${q://QID3/ChoiceGroup/SelectedChoices}',
			{ scheme: 'q', path: ['QID3', 'ChoiceGroup', 'SelectedChoices'], transforms: [] },
		],
		['${e://Field/Team%20Member%201}', { path: ['Field', 'Team Member 1'] }],
		['${e://Field/100%}', { path: ['Field', '100%'] }],
		['${date://CurrentDate/m%2Fd%2FY}', { path: ['CurrentDate', 'm/d/Y'] }],
		['${rand://int/1:100}', { path: ['int', '1:100'] }],
		[
			'${q://QID5/ChoiceTextEntryValue|phone:national:FR}',
			{ transforms: [{ name: 'phone', args: ['national', 'FR'] }] },
		],
		[
			'${ e://Field/a | trim | default : none }',
			{
				scheme: 'e',
				path: ['Field', 'a'],
				transforms: [
					{ name: 'trim', args: [] },
					{ name: 'default', args: ['none'] },
				],
			},
		],
		['${e://Field/a|join:", "}', { transforms: [{ name: 'join', args: [', '] }] }],
		[
			'${e://Field/a|map:"a|b":\'c:d\':"}"}',
			{ transforms: [{ name: 'map', args: ['a|b', 'c:d', '}'] }] },
		],
		[
			'${e://Field/a|default:"say \\"hi\\" \\\\ \\n \\d \\${x}"}',
			{ transforms: [{ name: 'default', args: ['say "hi" \\ \n \\d ${x}'] }] },
		],
		[
			'${e://Field/a|default:a\\:b\\|c\\}\\d}',
			{ transforms: [{ name: 'default', args: ['a:b|c}\\d'] }] },
		],
		['${e://Field/a|default:}', { transforms: [{ name: 'default', args: [''] }] }],
		[
			'${ q :// QID1 | replace : "a" : \'b\' : pattern | join: "; " }',
			{
				path: ['QID1'],
				transforms: [
					{ name: 'replace', args: ['a', 'b', 'pattern'] },
					{ name: 'join', args: ['; '] },
				],
			},
		],
		["${e://Field/a|default:don't}", { transforms: [{ name: 'default', args: ["don't"] }] }],
	])('K36 %s', (source, expected) => {
		expect(tokenIn(source)).toMatchObject({
			...expected,
			raw: source,
			start: 0,
			end: source.length,
		});
	});

	it.each<[string, string, number, number]>([
		['a ${q://QID1', 'never closed', 2, 12],
		['a ${q://QID1\n}', 'line ends', 2, 12],
		['${q://QID1 ${q://QID2}', 'A new token begins', 0, 11],
		['${name}', 'does not begin with a scheme', 0, 6],
		['${q:/QID1}', 'does not begin with a scheme', 0, 3],
		['${q://}', 'Nothing follows q://', 0, 7],
		['${q://QID1|}', 'name of a transformation', 0, 11],
		['${q://QID1|default:"x}', 'quotation mark', 0, 22],
		['${q://QID1|upper lower}', 'Expected : | or }', 0, 17],
		['$e{ 1 + ', 'never closed', 0, 8],
		['$e{ 1 + ${q:/x} }', 'not well formed', 0, 8],
	])('%j stays text and says where', (source, message, start, end) => {
		const { parts, problems } = parseTemplate(source);
		expect(parts.some((part) => part.start === start && part.kind !== 'literal')).toBe(false);
		expect(problems[0].message).toContain(message);
		expect(problems[0]).toMatchObject({ start, end });
		expect(compileTemplate(source).render(context).warnings[0]).toContain(
			`at character ${start + 1}`,
		);
	});

	it('says where a token stands that was escaped on its way', () => {
		const escaped = '$&#123;e://Field/a}';
		const { problems } = parseTemplate(`ab \${m://Email} ${escaped}`);
		expect(problems).toEqual([
			{
				message:
					'$&#123;e://… looks like piped text that was escaped or encoded, and is left as it is: write it as in ${e://Field/plan}, or pick it with {a}',
				start: 16,
				end: 27,
			},
		]);
		expect(parseTemplate(escaped.repeat(30)).problems).toHaveLength(20);
	});

	it('goes on after a malformed token', () => {
		const { parts } = parseTemplate('${oops ${q://QID1} and ${m://Email}');
		expect(parts.map((part) => part.kind)).toEqual(['literal', 'token', 'literal', 'token']);
	});
});

describe('properties', () => {
	it('prints what it parsed, and its parts cover the text without gaps', () => {
		fc.assert(
			fc.property(nearlyTemplates, (source) => {
				const template = parseTemplate(source);
				expect(textIn(template)).toBe(source);
				let end = 0;
				for (const part of template.parts) {
					expect(part.start).toBe(end);
					end = part.end;
				}
				expect(end).toBe(source.length);
			}),
			{ numRuns: 3000 },
		);
	});

	it('reads back a token that it wrote', () => {
		const text = fc.oneof(
			fc.string({ maxLength: 12 }),
			fc.array(crumbs, { maxLength: 5 }).map((pieces) => pieces.join('')),
		);
		const token = fc.record({
			scheme: fc.constantFrom('q', 'e', 'date'),
			path: fc.array(text, { minLength: 1, maxLength: 4 }).filter((path) => path.join('') !== ''),
			transforms: fc.array(
				fc.record({
					name: fc.constantFrom('map', 'strip-html'),
					args: fc.array(text, { maxLength: 3 }),
				}),
				{ maxLength: 3 },
			),
		});
		fc.assert(
			fc.property(token, (written) => {
				expect(tokenIn(formatToken(written))).toMatchObject(written);
			}),
			{ numRuns: 2000 },
		);
	});

	it('never throws, whatever is compiled, rendered or checked', () => {
		fc.assert(
			fc.property(nearlyTemplates, (source) => {
				const rendered = compileTemplate(source).render(context);
				expect(typeof rendered.text).toBe('string');
				expect(Array.isArray(checkTemplate(source))).toBe(true);
				expect(typeof readableText(source)).toBe('string');
			}),
			{ numRuns: 3000 },
		);
	});
});

describe('long and hostile texts take linear time', () => {
	const size = 200_000;
	it.each([
		'${',
		'$e{',
		'$',
		'${q://',
		'${q://a|b:"',
		"${q://a|b:'",
		'${q://a|b:"${q://a|b:\'',
		'":"${a://b|c:',
		'${q://a|',
		'\\',
		'${q://a|b:\\',
		'$e{${q://a}',
		'$e{ ${',
		'${ ',
		'${q://QID1/SelectedChoices}',
		'%',
		'<a ',
		'<',
		'<!--',
		'<script>',
		'&',
		'&amp',
		'</script',
		'<b',
	])('%j repeated', (piece) => {
		const source = piece.repeat(Math.ceil(size / piece.length));
		const start = performance.now();
		expect(textIn(parseTemplate(source))).toBe(source);
		readableText(source);
		expect(performance.now() - start).toBeLessThan(1500);
	});

	it('a path, an argument or a calculation of any length', () => {
		const long = 'x'.repeat(size);
		expect(tokenIn(`\${q://${long}}`).path[0]).toHaveLength(size);
		expect(tokenIn(`\${q://a|default:"${long}"}`).transforms[0].args[0]).toHaveLength(size);
		const sum = compileTemplate(`$e{${'1+'.repeat(size)}1}`).render(context);
		expect(sum.unresolved[0].reason).toContain('too long');
		const nested = compileTemplate(`$e{${'('.repeat(size)}`).render(context);
		expect(nested.warnings[0]).toContain('never closed');
		expect(compileTemplate(`$e{${'('.repeat(390)}1}`).render(context).unresolved).toHaveLength(1);
	});
});
