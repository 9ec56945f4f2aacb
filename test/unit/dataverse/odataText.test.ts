import fc from 'fast-check';
import { Parser } from 'odata-v4-parser';
import type { TableColumns } from '../../../nodes/shared/connectors/dataverse/columns';
import type { ColumnInfo } from '../../../nodes/shared/connectors/dataverse/ColumnInfo';
import {
	toFilter,
	type FilterCondition,
	type FilterOperator,
} from '../../../nodes/shared/connectors/dataverse/filters';
import { keyPredicate } from '../../../nodes/shared/connectors/dataverse/keyPredicate';
import { encodeQueryValue, withQuery } from '../../../nodes/shared/connectors/dataverse/literals';
import {
	filterChunks,
	typeKey,
	type MatchColumn,
	type TypedKey,
} from '../../../nodes/shared/connectors/dataverse/query';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { KeyKind } from '../../../nodes/shared/records/match';
import { isEmpty } from '../../../nodes/shared/values/text';
import { columnOf, context, optionOf } from './columnsOf';
import { asRead, hostileText as text } from './hostileText';

/**
 * The filters, addresses and key predicates that we write go through a parser of OData that others wrote: it reads each of them
 * whole, and finds in it the values that were to be compared, letter by letter, and no others.
 */
const parser = new Parser();
const SEED = 20_261_129;
const RUNS = 2_500;

interface Token {
	type?: string;
	raw: string;
	next: number;
	value?: unknown;
}

const isToken = (value: unknown): value is Token =>
	typeof value === 'object' && value !== null && 'raw' in value && 'next' in value;

const LITERALS: ReadonlySet<string> = new Set(['Literal', 'KeyPropertyValue']);

/** Texts, numbers and the rest to the right of operators and in lists, decoded; in their order. */
function literalsIn(value: unknown): string[] {
	if (isToken(value) && LITERALS.has(value.type ?? '')) return [decoded(value)];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(literalsIn);
}

function decoded({ raw }: Token): string {
	const text = decodeURIComponent(raw);
	if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
	return text.startsWith('"') ? String(JSON.parse(text)) : text;
}

function read(filter: string): string[] {
	const written = asRead(encodeQueryValue(filter));
	const token = parser.filter(written) as Token;
	expect(token.raw).toBe(written);
	return literalsIn(token);
}

/** At most 15 digits, as small as 0.0000000001. */
const decimal = fc
	.tuple(fc.integer(), fc.integer({ min: 0, max: 10 }))
	.map(([digits, places]) => Number(`${digits}e-${places}`));

const name = columnOf('text', 'lastname');
const OTHERS: Array<[column: ColumnInfo, values: fc.Arbitrary<unknown>]> = [
	[columnOf('integer', 'new_no'), fc.integer()],
	[columnOf('decimal', 'new_rate'), decimal],
	[columnOf('boolean', 'new_active'), fc.boolean()],
	[
		columnOf('choice', 'new_segment', { options: [optionOf(816_940_000, 'Gold')] }),
		fc.constant('Gold'),
	],
	[columnOf('id', 'contactid'), fc.uuid()],
	[
		columnOf('dateTime', 'birthdate', { dateBehavior: 'DateOnly' }),
		fc
			.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
			.map((date) => date.toISOString().slice(0, 10)),
	],
	[
		columnOf('dateTime', 'createdon', { dateBehavior: 'UserLocal' }),
		fc
			.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
			.map((date) => date.toISOString()),
	],
];
const byName = new Map([name, ...OTHERS.map(([column]) => column)].map((one) => [one.name, one]));
const columns = { byName, get: (wanted: string) => byName.get(wanted)! } as unknown as TableColumns;

const textOperator = fc.constantFrom<FilterOperator>(
	'eq',
	'ne',
	'gt',
	'contains',
	'startsWith',
	'endsWith',
	'isEmpty',
);
const condition: fc.Arbitrary<FilterCondition> = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.record({ column: fc.constant(name.name), operator: textOperator, value: text }),
	},
	...OTHERS.map(([{ name: column }, value]) =>
		fc.record({
			column: fc.constant(column),
			operator: fc.constantFrom<FilterOperator>('eq', 'ge', 'isNotEmpty'),
			value,
		}),
	),
);

/** Numbers without an exponent, true and false, ids, days and moments. */
const BARE =
	/^(?:-?\d+(?:\.\d+)?|true|false|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?)$/;

const wellFormed = (given: unknown): string => String(given).toWellFormed();

describe('OData that is made of hostile values, read by a parser of others', () => {
	it(`${RUNS} filters of conditions`, () => {
		fc.assert(
			fc.property(
				fc.array(condition, { minLength: 1, maxLength: 4 }),
				fc.constantFrom('and' as const, 'or' as const),
				(conditions, combine) => {
					const filter = toFilter(conditions, combine, columns, context);
					if (isConnectorError(filter) || filter === undefined) throw new Error('was refused');
					const literals = read(filter);
					expect(literals).toHaveLength(conditions.length);
					conditions.forEach(({ column, operator, value }, index) => {
						const isNull = operator === 'isEmpty' || operator === 'isNotEmpty';
						if (isNull) expect(literals[index]).toBe('null');
						else if (column === name.name) {
							const isWithin = /contains|With$/.test(operator);
							expect(literals[index]).toBe(
								!isWithin && isEmpty(value) ? 'null' : wellFormed(value),
							);
						} else expect(literals[index]).toMatch(BARE);
					});
				},
			),
			{ seed: SEED, numRuns: RUNS },
		);
	});

	const kind = fc.constantFrom<KeyKind>('exact', 'text', 'email', 'phone');
	const typed = (match: MatchColumn[], value: string): TypedKey | undefined => {
		const key = typeKey({ values: { [name.name]: value }, id: value }, match, context);
		return isConnectorError(key) ? undefined : key;
	};

	it(`${RUNS} look-ups of several keys, as a list or one by one`, () => {
		fc.assert(
			fc.property(
				fc.array(text, { minLength: 1, maxLength: 5 }),
				kind,
				fc.boolean(),
				(values, by, activeOnly) => {
					const match = [{ column: name, kind: by }];
					const keys = values.flatMap((value) => typed(match, value) ?? []);
					const chunks = filterChunks(keys, match, activeOnly ? 'statecode eq 0' : undefined);
					const found = chunks
						.flatMap(({ filter }) => read(filter))
						.filter((one) => one !== name.name && one !== '0');
					const wanted = keys.flatMap(({ variants, patterns }) => [
						...variants[0],
						...patterns.filter((pattern) => pattern !== undefined),
					]);
					expect(found.sort()).toEqual(
						wanted
							.map(wellFormed)
							.filter((one) => one !== '0')
							.sort(),
					);
				},
			),
			{ seed: SEED, numRuns: RUNS },
		);
	});

	it(`${RUNS} whole addresses`, () => {
		fc.assert(
			fc.property(text, fc.integer({ min: 1, max: 5000 }), (value, top) => {
				const match = [{ column: name, kind: 'exact' as const }];
				const key = typed(match, value);
				fc.pre(key !== undefined);
				const [{ filter }] = filterChunks([key], match);
				const path = withQuery('/contacts', {
					$select: 'contactid,lastname',
					$filter: filter,
					$top: top,
				});
				const written = asRead(path);
				const token = parser.odataUri(written) as Token;
				expect(token.raw).toBe(written);
				expect(literalsIn(token)).toContain(wellFormed(value));
			}),
			{ seed: SEED, numRuns: RUNS },
		);
	});

	it(`${RUNS} key predicates: what cannot stand in an address is not made into one`, () => {
		let made = 0;
		const safe = fc.stringMatching(/^[A-Za-z0-9@._~ -]{1,30}$/);
		const value = fc.oneof(text, safe, decimal, fc.boolean());
		fc.assert(
			fc.property(fc.array(value, { minLength: 1, maxLength: 3 }), (values) => {
				const predicate = keyPredicate(
					values.map((one, index) => ({ column: `new_key${index}`, value: one })),
				);
				if (predicate === undefined) return;
				made += 1;
				const written = `(${asRead(predicate)})`;
				const token = parser.keys(written) as Token;
				expect(token.raw).toBe(written);
				const literals = literalsIn(token);
				expect(literals).toHaveLength(values.length);
				values.forEach((one, index) => {
					if (typeof one === 'number') {
						expect(literals[index]).toMatch(BARE);
						expect(Number(literals[index])).toBe(one + 0);
					}
					if (typeof one !== 'number') expect(literals[index]).toBe(String(one));
				});
			}),
			{ seed: SEED, numRuns: RUNS },
		);
		expect(made).toBeGreaterThan(RUNS / 10);
	});

	it.each([
		"lastname eq 'o'brien'",
		"lastname eq 'a' or 'b",
		'lastname eq 1e-7x',
		"contains(lastname,'a'",
	])('the parser refuses what is not in order: %s', (filter) => {
		expect(() => parser.filter(asRead(encodeQueryValue(filter)))).toThrow();
	});
});
