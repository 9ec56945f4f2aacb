import fc from 'fast-check';
import { compileMapping } from '../../../nodes/shared/mapping';
import { checkTemplate } from '../../../nodes/shared/pipedText/checkTemplate';
import { compileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import { tokensOf } from '../../../nodes/shared/pipedText/parseTemplate';
import { cutMixed, shareResults } from '../../../nodes/shared/pipedText/cutMixed';
import { RESULT, type MixedText } from '../../../nodes/shared/pipedText/MixedText';
import type { RenderContext } from '../../../nodes/shared/pipedText/Template';
import { written } from '../../written';
import { answer, definition, response } from '../conditions/survey';

const context: RenderContext = {
	response: response([answer('QID3', 9), answer('QID5', 'fine')], { context: { plan: 'gold' } }),
	survey: definition,
	now: 0,
	timeZone: 'UTC',
	random: () => 0,
};

/** `~` stands where a result is put. */
const mixed = (text: string): MixedText =>
	text
		.split(/(~)/)
		.filter((piece) => piece !== '')
		.map((piece) => (piece === '~' ? RESULT : written(piece)));

const render = (text: string, ...results: unknown[]) =>
	compileTemplate(mixed(text))
		.fill(() => results)
		.render(context);

const HOSTILE = [
	'hello ${e://Field/plan}',
	'${q://QID5/ChoiceTextEntryValue|jsonpath:"$..[?(@.constructor)]"}',
	'$e{ 1 + 1 }',
	'${',
	'}',
	'|upper}',
	'{{ $json.secret }}',
	'a;b,c\nd',
];

describe('author text and data', () => {
	it.each<[string, string, unknown[], string]>([
		['LA03 a result alone', '~', ['hello ${e://Field/plan}'], 'hello ${e://Field/plan}'],
		[
			'LA04 beside a token',
			'Dear ~, score ${q://QID3/ChoiceNumericEntryValue}',
			['hello ${e://Field/plan}'],
			'Dear hello ${e://Field/plan}, score 9',
		],
		[
			'several results',
			'~-~ ${e://Field/plan}',
			['${', 'e://Field/plan}'],
			'${-e://Field/plan} gold',
		],
		['results that would close a token', 'a ~ b', ['${q://QID5|upper}'], 'a ${q://QID5|upper} b'],
		[
			'nothing, no number, false and 0',
			'[~][~][~][~]',
			[undefined, NaN, false, 0],
			'[][][false][0]',
		],
		['a list and an object', '~ ~', [['a', 'b'], { a: 1 }], 'a, b {"a":1}'],
		['braces in a calculation of the author', '$e{ 2 * 3 } ~', ['$e{ 1 }'], '6 $e{ 1 }'],
	])('%s', (_title, text, results, wanted) => {
		const rendered = render(text, ...results);
		expect(rendered.text).toBe(wanted);
		expect([rendered.unresolved, rendered.warnings, rendered.errors]).toEqual([[], [], []]);
	});

	it.each<[unknown, unknown]>([
		[5, 5],
		[0, 0],
		[false, false],
		[
			['a', 'b'],
			['a', 'b'],
		],
		[{ table: 'contact' }, { table: 'contact' }],
		[undefined, null],
		[null, null],
		[NaN, null],
		['', ''],
		[new Date(0), '1970-01-01T00:00:00.000Z'],
	])('LA03 a result that is all of the text keeps its type: %p', (result, value) => {
		expect(render('~', result).value).toEqual(value);
	});

	it.each([
		['${q://~/ChoiceTextEntryValue}', '${q://{{ … }}', 'A token'],
		['${e://Field/plan|map:"~=1"}', '${e://Field/plan|map:"{{ … }}', 'A token'],
		['${e://Field/plan|truncate:~}', '${e://Field/plan|truncate:{{ … }}', 'A token'],
		['${~://QID3}', '${{{ … }}', 'A token'],
		['$e{ ~ + 1 }', '$e{ {{ … }}', 'A calculation'],
		['$e{ ${q://QID3} + ~ }', '$e{ ${q://QID3} + {{ … }}', 'A calculation'],
	])('LA04 %s: what an expression gives is never part of a token', (text, token, what) => {
		for (const result of ['QID5', 'Field/plan', 'q', '3', ...HOSTILE]) {
			const { unresolved, text: shown } = render(text, result);
			const reason = `${what} cannot contain what an n8n expression gives: write it out, or pick it with {a}`;
			expect(unresolved).toEqual([{ token, reason }]);
			expect(shown).toContain(result);
		}
		expect(checkTemplate(compileTemplate(mixed(text)).template, definition)[0]).toContain(
			'cannot contain what an n8n expression gives',
		);
	});

	it('LA04 a field whose source has a result in a token is left alone', () => {
		const row = { target: 'note', source: mixed('${q://~/x}'), whenEmpty: 'leave' as const };
		const mapped = compileMapping([row])
			.fill(() => ['QID5'])
			.apply(context);
		expect(mapped.fields).toMatchObject([{ action: 'leave', value: null }]);
		expect(mapped.unresolved).toHaveLength(1);
	});

	it('LA03 transformations that the row names apply to a result, and to nothing in it', () => {
		const row = {
			target: 'note',
			source: mixed('~'),
			transforms: [{ name: written('upper'), args: [] }],
			whenEmpty: 'leave' as const,
		};
		const compiled = compileMapping([row]);
		const values = ['hello ${e://Field/plan|lower}', 'ß', 7].map(
			(result) => compiled.fill(() => [result]).apply(context).fields[0].value,
		);
		expect(values).toEqual(['HELLO ${E://FIELD/PLAN|LOWER}', 'SS', '7']);
	});

	it('LA03 results are asked for once, and not to learn whether the survey is needed', () => {
		const asked = jest.fn(() => ['x']);
		const filled = compileTemplate(mixed('~ ${e://Field/plan}')).fill(asked);
		filled.needsSurvey(context.response);
		expect(asked).not.toHaveBeenCalled();
		filled.render(context);
		filled.render(context);
		expect(asked).toHaveBeenCalledTimes(1);
	});

	it('LA03 LA04 for any author and any respondent: data comes out letter by letter and changes nothing else', () => {
		const authored = fc.constantFrom(
			'Dear ',
			'${e://Field/plan}',
			'${q://QID3/ChoiceNumericEntryValue}',
			'${q://QID77}',
			'${q://',
			'${e://Field/plan|upper',
			'|lower}',
			'}',
			'$e{ 1 + ',
			'$',
			'{',
		);
		const data = fc.oneof(
			fc.constantFrom(...HOSTILE),
			fc.string(),
			fc.string({ unit: fc.constantFrom('$', '{', '}', 'q', ':', '/', '|', '"', '\\') }),
		);
		const pieces = fc.array(fc.oneof(authored, fc.constant(RESULT)), { maxLength: 8 });
		fc.assert(
			fc.property(pieces, fc.array(data, { minLength: 8, maxLength: 8 }), (given, results) => {
				const text: MixedText = given.map((piece) => (piece === RESULT ? piece : written(piece)));
				const compiled = compileTemplate(text);
				const marks = results.map((_, index) => `\u0001${index}\u0002`);
				const harmless = compiled.fill(() => marks).render(context);
				const rendered = compiled.fill(() => results).render(context);
				const wanted = marks.reduce(
					(so, mark, index) => so.split(mark).join(results[index]),
					harmless.text,
				);
				expect(rendered.text).toBe(wanted);
				for (const [index] of given.filter((piece) => piece === RESULT).entries())
					expect(rendered.text).toContain(results[index]);
				const remarks = ({ unresolved, missing, warnings, errors }: typeof rendered) => ({
					...{ unresolved, missing, warnings, errors },
				});
				expect(remarks(rendered)).toEqual(remarks(harmless));
				expect(tokensOf(compiled.template).every(({ raw }) => !raw.includes('\u0001'))).toBe(true);
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('entries', () => {
	it.each<[string, string[]]>([
		['a;b', ['a', 'b']],
		['a;~', ['a', '~']],
		['~;~;c', ['~', '~', 'c']],
		['~-x', ['~-x']],
		['${e://Field/plan|default:"a;b"};c', ['${e://Field/plan|default:"a;b"}', 'c']],
		['', ['']],
	])('LA03 %s is cut where its author wrote a separator', (text, wanted) => {
		const shown = cutMixed(mixed(text), ';').map((entry) =>
			entry.map((piece) => (piece === RESULT ? '~' : piece)).join(''),
		);
		expect(shown).toEqual(wanted);
	});

	it('LA03 each entry has its own results', () => {
		const entries = cutMixed(mixed('~a~;b;~'), ';');
		expect(shareResults(entries, [1, 2, 3]).map(({ results }) => results)).toEqual([
			[1, 2],
			[],
			[3],
		]);
	});
});
