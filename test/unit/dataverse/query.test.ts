import fc from 'fast-check';
import { readPreference } from '../../../nodes/shared/connectors/dataverse/find';
import { BATCHING } from '../../../nodes/shared/connectors/dataverse/limits';
import {
	canonicalOf,
	filterChunks,
	keyVariants,
	predicateOf,
	typeKey,
	type MatchColumn,
	type TypedKey,
} from '../../../nodes/shared/connectors/dataverse/query';
import type { Table } from '../../../nodes/shared/connectors/dataverse/tables';
import type { KeyKind } from '../../../nodes/shared/records/match';
import { literal } from '../../../nodes/shared/connectors/dataverse/literals';
import { isBlank } from '../../../nodes/shared/values/text';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { columnOf, context, guid, optionOf } from './columnsOf';

const email: MatchColumn = { column: columnOf('text', 'emailaddress1'), kind: 'email' };
const phone: MatchColumn = { column: columnOf('text', 'mobilephone'), kind: 'phone' };
const name: MatchColumn = { column: columnOf('text', 'lastname'), kind: 'text' };
const score: MatchColumn = { column: columnOf('integer', 'new_no'), kind: 'exact' };
const segment: MatchColumn = {
	column: columnOf('choice', 'new_segment', { options: [optionOf(100, 'Gold')] }),
	kind: 'exact',
};
const store: MatchColumn = {
	column: columnOf('lookup', 'new_store', {
		targets: [{ table: 'new_store', navigation: 'new_Store' }],
	}),
	kind: 'exact',
};
const born: MatchColumn = {
	column: columnOf('dateTime', 'birthdate', { dateBehavior: 'DateOnly' }),
	kind: 'exact',
};
const active: MatchColumn = { column: columnOf('boolean', 'new_active'), kind: 'exact' };

const typed = (match: MatchColumn[], ...values: string[]): TypedKey => {
	const entries = match.map(({ column }, index) => [column.name, values[index]]);
	const key = typeKey({ values: Object.fromEntries(entries), id: values.join() }, match, context);
	if (isConnectorError(key)) throw key;
	return key;
};
const filterOf = (match: MatchColumn[], ...values: string[]): string =>
	filterChunks([typed(match, ...values)], match)[0].filter;

describe('K26 finding records by any column or combination', () => {
	it.each<[string, MatchColumn[], string[], string]>([
		[
			'a text',
			[email],
			['ann@example.com'],
			`Microsoft.Dynamics.CRM.In(PropertyName='emailaddress1',PropertyValues=["ann@example.com"])`,
		],
		[
			'a text with odd characters',
			[email],
			['a+b/c#d%é😀@example.com'],
			`Microsoft.Dynamics.CRM.In(PropertyName='emailaddress1',PropertyValues=["a+b/c#d%é😀@example.com"])`,
		],
		['a text with a quote', [name], ["O'Hara"], "lastname eq 'O''Hara'"],
		['a text with double quotes', [name], ['"x"'], `lastname eq '"x"'`],
		['a text that would be a condition', [name], ["' or 1 eq 1"], "lastname eq ''' or 1 eq 1'"],
		['a number', [score], ['7'], 'new_no eq 7'],
		['a choice by its label', [segment], ['gold'], 'new_segment eq 100'],
		['a link', [store], [guid(1)], `_new_store_value eq ${guid(1)}`],
		['a day', [born], ['2000-02-29'], 'birthdate eq 2000-02-29'],
		['yes or no', [active], ['true'], 'new_active eq true'],
		['several columns', [name, score], ['Lee', '7'], "(lastname eq 'Lee' and new_no eq 7)"],
	])('%s', (_name, match, values, expected) => expect(filterOf(match, ...values)).toBe(expected));

	it.each<[string, string]>([
		[
			'+33 6 12-34',
			"(mobilephone eq '+33 6 12-34' or mobilephone eq '+3361234' or mobilephone eq '003361234' or contains(mobilephone,'3%3%6%1%2%3%4'))",
		],
		['204', `Microsoft.Dynamics.CRM.In(PropertyName='mobilephone',PropertyValues=["204"])`],
		["x'%_[1]23 456", "contains(mobilephone,'1%2%3%4%5%6')"],
	])('LC14 a number is asked for by its digits: %j', (given, expected) => {
		expect(filterOf([phone], given)).toContain(expected);
	});

	it.each([
		[1e-7, '0.0000001'],
		[-1.25e-9, '-0.00000000125'],
		[1.5e21, '1500000000000000000000'],
		[-2e22, '-20000000000000000000000'],
		[0.5, '0.5'],
	])('the number %p stands without an exponent', (number, text) => {
		expect(literal(number)).toBe(text);
		expect(Number(text)).toBe(number);
	});

	it('a further condition holds for all of them', () => {
		const [chunk] = filterChunks(
			[typed([name], "a'b"), typed([name], "c'd")],
			[name],
			'statecode eq 0',
		);
		expect(chunk.filter).toBe("(lastname eq 'a''b' or lastname eq 'c''d') and statecode eq 0");
	});

	it.each<[KeyKind, string, string[]]>([
		['exact', 'Ann', ['Ann']],
		['text', 'Ann', ['Ann']],
		['text', 'Zoe\u0308', ['Zoe\u0308', 'Zo\u00eb']],
		['email', ' ann @example.com', ['ann@example.com', 'ann @example.com']],
		['phone', '+33 6-12', ['+33 6-12', '+33612', '0033612']],
		['phone', '0033612', ['0033612', '+33612']],
		['phone', '06 12', ['06 12', '0612']],
	])('%s %j may be stored as %j', (kind, given, expected) => {
		expect(keyVariants(kind, given)).toEqual(expected);
	});

	it.each<[string, MatchColumn[], string[]]>([
		['words for a number', [score], ['seven']],
		['an option that is none', [segment], ['Platinum']],
		['no date', [born], ['yesterday']],
		['no link', [store], ['Paris']],
		['nothing', [name], ['']],
	])('%s is an error of that key', (_name, match, values) => {
		expect(() => typed(match, ...values)).toThrow();
	});

	it.each<[string, MatchColumn[], string[], Record<string, unknown>, boolean]>([
		['case and spaces', [email], ['ann@example.com'], { emailaddress1: ' ANN@example.com' }, true],
		['another text', [email], ['ann@example.com'], { emailaddress1: 'bob@example.com' }, false],
		['a number', [score], ['07'], { new_no: 7 }, true],
		['a choice', [segment], ['Gold'], { new_segment: 100 }, true],
		['a link', [store], [guid(1)], { _new_store_value: guid(1).toUpperCase() }, true],
		['an empty column', [score], ['0'], { new_no: null }, false],
		['both columns', [name, score], ['lee', '7'], { lastname: 'LEE', new_no: 7 }, true],
		['one of both', [name, score], ['lee', '7'], { lastname: 'LEE', new_no: 8 }, false],
	])('a row belongs to a key by %s', (_name, match, values, row, expected) => {
		expect(canonicalOf(row, match) === typed(match, ...values).canonical).toBe(expected);
	});

	it('every key is in exactly one filter, and none of the filters is too large', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.tuple(
						fc
							.string({ unit: 'binary', minLength: 1, maxLength: 200 })
							.filter((text) => !isBlank(text)),
						fc.integer(),
					),
					{ maxLength: 250, size: 'max' },
				),
				fc.boolean(),
				(values, isPair) => {
					const match = isPair ? [name, score] : [name];
					const keys = values.map(([text, number]) => typed(match, text, String(number)));
					const chunks = filterChunks(keys, match);
					const covered = chunks.flatMap((chunk) => chunk.keys).sort((left, right) => left - right);
					expect(covered).toEqual(values.map((_value, index) => index));
					for (const { filter } of chunks) {
						expect(encodeURIComponent(filter.toWellFormed()).length).toBeLessThan(
							BATCHING.charactersPerFilter + 3000,
						);
					}
				},
			),
			{ numRuns: 60 },
		);
	});

	it('one filter takes many keys', () => {
		const keys = Array.from({ length: 1000 }, (_, index) =>
			typed([email], `a${index}@example.com`),
		);
		expect(filterChunks(keys, [email])).toHaveLength(1000 / BATCHING.valuesPerFilter);
	});

	it('a key that is safe in an address has one; others are found by the filter', () => {
		expect(predicateOf(typed([email], 'ann@example.com'), [email])).toBe(
			"emailaddress1='ann%40example.com'",
		);
		expect(predicateOf(typed([email], 'ann+x@example.com'), [email])).toBeUndefined();
		expect(predicateOf(typed([store, score], guid(1), '7'), [store, score])).toBe(
			`_new_store_value=${guid(1)},new_no=7`,
		);
	});
});

describe('pages', () => {
	it.each([
		['standard', 5000],
		['virtual', 5000],
		['elastic', 500],
	] as const)('of a %s table have up to %i rows (contracts/dataverse.md 5.4)', (type, rows) => {
		expect(readPreference({ type } as Table).split(',')[0]).toBe(`odata.maxpagesize=${rows}`);
	});
});
