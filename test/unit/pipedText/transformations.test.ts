import fc from 'fast-check';
import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import { applyTransforms } from './applyTransforms';
import {
	transformationOptions,
	transformations,
} from '../../../nodes/shared/pipedText/transformations/registry';
import { parseStep as typedParseStep } from '../../../nodes/shared/pipedText/parseTemplate';
import { transformationNames } from '../../../nodes/shared/pipedText/transformations/registry';
import table from '../../corpora/pipedText/transformations.json';
import { plainly } from '../../written';

const parseStep = plainly(typedParseStep);
const compileTemplate = plainly(typedCompileTemplate);

const context = { now: 0, timeZone: 'Europe/Paris' };
const apply = (name: string, args: string[], value: unknown) =>
	applyTransforms(value, [{ name, args }], context);

describe('each transformation', () => {
	it.each(table as Array<[string, string[], unknown, unknown]>)(
		'K36 K37 %s %j: %j → %j',
		(name, args, from, to) => {
			expect(apply(name, args, from)).toEqual({ value: to, warnings: [], errors: [] });
		},
	);

	it.each(
		transformations.flatMap(({ name, examples }) =>
			examples.map(({ args, from, to }) => [name, args, from, to] as const),
		),
	)('K36 example of %s %j: %j → %j', (name, args, from, to) => {
		expect(apply(name, [...args], from)).toEqual({ value: to, warnings: [], errors: [] });
	});

	it.each([
		['dd/mm/yyyy', '05/03/2026'],
		['DD.MM.YYYY', '05.03.2026'],
		['dd.mm.yyyy HH:mm', '05.03.2026 14:07'],
		['dd.mm.yyyy hh:mm:ss', '05.03.2026 14:07:09'],
		['dd-mm-yyyy hh:mm a', '05-03-2026 02:07 PM'],
		['yyyy-MM-dd mm', '2026-03-05 07'],
		['hh:mm', '14:07'],
		['mm:ss', '07:09'],
		["HH 'h' mm", '14 h 07'],
		['d mmmm yyyy', '5 March 2026'],
		['D MMM YY', '5 Mar 26'],
	])('LC04 date %j on 2026-03-05T14:07:09Z: %j', (format, to) => {
		expect(apply('date', [format, '', 'UTC'], '2026-03-05T14:07:09Z').value).toBe(to);
	});

	it.each([
		['dd.mm.yyyy hh:mm', '05.03.2026 14:07'],
		['YYYY-MM-DD HH:mm', '2026-03-05 14:07'],
		['mm/dd/yyyy hh:mm a', '03/05/2026 02:07 PM'],
	])('LC04 date reads %j', (format, from) => {
		expect(apply('date', ['iso-utc', format, 'UTC', 'UTC'], from).value).toBe(
			'2026-03-05T14:07:00Z',
		);
	});

	it.each(['dd/tt/yyyy', 'YYYY-MM-DDThh:mm', 'dd/mm/yyyy HH:mm AM/PM'])(
		'LC04 date %j: refused with the letters to use',
		(format) => {
			expect(JSON.stringify(apply('date', [format], '2026-03-05'))).toContain('MM for the month');
		},
	);

	it.each<[string, string[], unknown, unknown, string]>([
		['phone', ['national', 'FR'], '+48512345678', '+48512345678', 'not one of FR'],
		['phone', ['national', 'FR', 'keep', 'empty'], '+48512345678', '', 'not one of FR'],
		['phone', ['national', 'FR'], 'call me', 'call me', 'cannot be read'],
		// LC13
		['phone', ['e164', 'FR'], '+33 1 44 55 66 77 ext. 204', '+33144556677', 'extension'],
		['phone', ['e164', 'FR'], '0000000000', '0000000000', 'cannot be read'],
		['phone', ['national', 'FR', 'empty'], '123', '', 'cannot be read'],
		['phone', ['e164'], '0612345678', '0612345678', 'cannot be read'],
		['number', [], '1,234', '1,234', 'is ambiguous'],
		['number', [], '1.005', '1.005', 'is ambiguous'],
		['number', [], '12.05.24', '12.05.24', 'not a number'],
		['number', [], '12,5 %', '12,5 %', 'not a number'],
		['date', [], 1985, 1985, 'a number alone is not a date'],
		['number', [], 'many', 'many', 'not a number'],
		['number', [], '1.2.3,4', '1.2.3,4', 'not a number'],
		['number', ['', '', '', 'empty'], '12 apples', '', 'not a number'],
		['boolean', [], 'maybe', 'maybe', 'neither'],
		['date', [], '03/04/2025', '03/04/2025', 'is ambiguous'],
		['date', ['Y', 'd/m/Y'], '31/02/2025', '31/02/2025', 'written as d/m/Y'],
		['date', [], 'soon', 'soon', 'not a date'],
		['map', ['a=b'], 'c', 'c', 'not in the table'],
		['jsonpath', ['$.a'], 'text', 'text', 'not JSON'],
	])('LC01 LC03 LC13 %s %j: %j stays %j with a warning', (name, args, from, to, warning) => {
		const result = apply(name, args, from);
		expect(result.value).toEqual(to);
		expect(result.errors).toEqual([]);
		expect(result.warnings.join()).toContain(warning);
	});

	it.each<[string, string[], unknown]>([
		['phone', ['national', 'FR', 'error'], 'call me'],
		['phone', ['national', 'FR', 'keep', 'error'], '+48512345678'],
		['number', ['', '', '', 'error'], 'plenty'],
		['boolean', ['', '', '', '', 'error'], 'perhaps'],
		['date', ['', '', '', '', 'error'], 'someday'],
		['jsonpath', ['$.a', 'error'], 'plain'],
	])('%s %j: %j is an error when set so', (name, args, from) => {
		const result = apply(name, args, from);
		expect(result).toMatchObject({ value: null, warnings: [] });
		expect(result.errors).toHaveLength(1);
		// What a person answered stays out of messages.
		expect(result.errors[0]).not.toContain(String(from));
	});

	it.each<[string, string[], string]>([
		['uper', [], 'Did you mean upper?'],
		['case', ['camel'], 'not a case'],
		['truncate', ['-1'], 'whole number'],
		['phone', ['local'], 'not a format'],
		['phone', ['national', 'ZZ'], 'not the two-letter code'],
		['date', ['Y', '', 'Mars/Base'], 'not a time zone'],
		['date', ['PT'], 'named date format'],
		['date', ['dd/xx/yyyy'], 'letters that mean nothing'],
		['number', ['', '', '', 'keep', 'maybe'], 'not one of refuse and remove'],
		['number', ['2.5'], 'whole number'],
		['number', ['2', 'not a language'], 'not a language'],
		['hash', ['rot13'], 'not an algorithm'],
		['map', ['nothing'], 'value=replacement'],
		['map', [], 'empty'],
		['replace', [''], 'nothing to find'],
		['extract', ['(a'], 'never closed'],
		['extract', ['(?=a)'], 'look-around'],
		['extract', ['(a)\\1'], 'back-references'],
		['jsonpath', ['a.b'], 'begin with $'],
		['jsonpath', ['$[?(@.constructor.constructor("return 1")())]'], 'no calls'],
		['jsonpath', ['$[?(@.a.match(/(a+)+$/))]'], 'no calls'],
		['jsonpath', ['$..a..b'], 'only one ..'],
	])('%s %j is refused with a reason', (name, args, reason) => {
		const result = apply(name, args, 'x');
		expect(result.value).toBeNull();
		expect(result.errors[0]).toContain(reason);
	});
});

describe('chains', () => {
	it('K36 run from left to right', () => {
		const result = applyTransforms(
			' Ada@Example.com ',
			[
				{ name: 'trim', args: [] },
				{ name: 'lower', args: [] },
				{ name: 'hash', args: ['md5'] },
			],
			context,
		);
		expect(result.value).toBe('3e3417d7ef77d5932a6734b916515ed5');
	});

	it('K37 a phone number is rewritten after a bar in a token', () => {
		const rendered = compileTemplate('${m://Phone|phone:national:FR}').render({
			...context,
			random: Math.random,
			response: { respondent: { phone: '+33612345678', identifiers: [] } } as never,
		});
		expect(rendered).toMatchObject({ text: '0612345678', warnings: [], unresolved: [] });
	});

	it('leave an empty value empty, unless a default stands in', () => {
		for (const name of transformationNames().filter((known) => known !== 'default')) {
			const args = transformations.find((known) => known.name === name)?.examples[0].args ?? [];
			expect(apply(name, args, '').value).toBe('');
			expect(apply(name, args, null).value).toBeNull();
		}
	});

	it('a warning names the step', () => {
		expect(apply('phone', ['national', 'FR'], 'x').warnings).toEqual([
			'Phone Number: this cannot be read as a phone number',
		]);
	});
});

describe('as a drop-down', () => {
	it('K36 options are in alphabetical order, in Title Case, each with a description and its parameters', () => {
		const names = transformationOptions.map(({ name }) => name);
		expect(names).toEqual([...names].sort((left, right) => left.localeCompare(right, 'en')));
		expect(names.length).toBeGreaterThanOrEqual(17);
		for (const { name, value, description } of transformationOptions) {
			expect(name).toMatch(/^[A-Z]/);
			expect(description.endsWith('.')).toBe(false);
			expect(transformations.some((one) => one.name === value)).toBe(true);
		}
	});

	it('parameters are plain data: they can be cloned', () => {
		const parameters = transformations.flatMap((one) => one.parameters);
		expect(structuredClone(parameters)).toEqual(parameters);
		for (const parameter of parameters) {
			const names = (parameter.options ?? []).map(({ name }) => name);
			expect(names).toEqual([...names].sort((left, right) => left.localeCompare(right, 'en')));
		}
	});

	it('K37 what a mapping row says becomes the call that the bar writes', () => {
		expect(parseStep('phone:national:FR')).toEqual({ name: 'phone', args: ['national', 'FR'] });
		expect(parseStep('map:"Yes=1":"No=0"')).toEqual({ name: 'map', args: ['Yes=1', 'No=0'] });
		expect(parseStep('phone:')).toEqual({ name: 'phone', args: [''] });
		const [unclosed, two] = [parseStep('default:"a'), parseStep('upper|lower')];
		expect([unclosed.args, two.args]).toEqual([[], []]);
		expect(applyTransforms('+33612345678', [parseStep('phone:national:FR')], context).value).toBe(
			'0612345678',
		);
	});

	it.each(
		transformations
			.map(({ name }) => name)
			.filter((name) => !['replace', 'extract', 'map'].includes(name)),
	)('%s works with its defaults', (name) => {
		expect(applyTransforms('x', [{ name, args: [] }], context).errors).toEqual([]);
	});
});

describe('properties', () => {
	const call = fc.record({
		name: fc.constantFrom(...transformationNames()),
		args: fc.array(
			fc.oneof(
				fc.constantFrom(
					'national',
					'FR',
					'Y-m-d',
					'd/m/Y',
					'2',
					'-1',
					'$..a',
					'(a|b)*',
					'a=b',
					',',
					'keep',
				),
				fc.string({ maxLength: 8 }),
			),
			{ maxLength: 5 },
		),
	});
	it('no transformation throws or leaves what n8n cannot store, whatever it is given', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.string(), fc.anything()),
				fc.array(call, { maxLength: 3 }),
				(value, calls) => {
					const result = applyTransforms(value, calls, context);
					expect(Array.isArray(result.warnings) && Array.isArray(result.errors)).toBe(true);
				},
			),
			{ numRuns: 2000 },
		);
	});

	it.each(['trim', 'upper', 'lower', 'strip-html', 'remove-diacritics', 'slug'])(
		'%s done twice is done once',
		(name) => {
			const plain = fc.string({ maxLength: 40 }).filter((text) => !/[<&]/.test(text));
			fc.assert(
				fc.property(plain, (text) => {
					const once = apply(name, [], text).value;
					expect(apply(name, [], once).value).toEqual(once);
				}),
			);
		},
	);

	it('national and E.164 forms of a French number lead to each other', () => {
		fc.assert(
			fc.property(fc.integer({ min: 600000000, max: 799999999 }), (digits) => {
				const international = `+33${digits}`;
				const national = apply('phone', ['national', 'FR'], international).value;
				expect(national).toBe(`0${digits}`);
				expect(apply('phone', ['e164', 'FR'], national).value).toBe(international);
			}),
			{ numRuns: 100 },
		);
	});
});
