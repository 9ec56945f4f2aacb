import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { normaliseKey, type KeyKind } from '../../records/match';
import type { RecordKey } from '../../records/RecordTarget';
import type { ColumnInfo } from './ColumnInfo';
import type { ValueContext } from './conversion';
import type { Json } from './json';
import { keyPredicate } from './keyPredicate';
import { BATCHING } from './limits';
import { asGuid, encodeQueryValue, literal, quoted } from './literals';
import { isLookupRef } from './lookupValue';
import { convertValue } from './values';

/** A column that records are recognised by, and how its values are made comparable. */
export interface MatchColumn {
	column: ColumnInfo;
	kind: KeyKind;
}

/** A key as Dataverse compares it: for each match column the values that mean the same. */
export interface TypedKey {
	variants: Array<Array<string | number | boolean>>;
	/** For columns that are compared by digits: those in their order, whatever stands between them. */
	patterns: Array<string | undefined>;
	/** Equal for a key and the records that have it. */
	canonical: string;
}

/** Where a row has the value of a column: lookups have a property of their own. */
export const propertyOf = ({ name, kind }: Pick<ColumnInfo, 'name' | 'kind'>): string =>
	kind === 'lookup' ? `_${name}_value` : name;

/** GUIDs and dates stand without quotes. */
const isBare = ({ kind }: ColumnInfo): boolean =>
	kind === 'id' || kind === 'lookup' || kind === 'dateTime';

/**
 * Ways in which a value that means the same may be stored. Dataverse compares texts without regard to case; what else
 * normalisation undoes (spaces in e-mail addresses, `00` for a plus) is asked for beside it.
 */
export const keyVariants = (kind: KeyKind, given: string): string[] => {
	const normalised = normaliseKey(kind, given);
	const others: Readonly<Record<KeyKind, string[]>> = {
		exact: [],
		text: [given.normalize('NFC')],
		email: [given.trim().normalize('NFC')],
		phone: [normalised, normalised.replace(/^\+/, '00')],
	};
	// What an address is mostly stored as comes first: an upsert by the key itself takes that one.
	const first = kind === 'email' ? given.replace(/\s/g, '').normalize('NFC') : given;
	const all = [first, ...others[kind]];
	const seen = new Set<string>();
	return all.filter((variant) => {
		const folded = variant.toLowerCase();
		return variant !== '' && !seen.has(folded) && seen.add(folded);
	});
};

/** Fewer digits than this stand, in their order, in too many other numbers. */
const FEWEST_DIGITS = 6;

/**
 * Numbers are stored as people write them, with blanks, points, brackets: `%` stands for any of those (contracts/dataverse.md 5.3). What
 * is found by it is compared digit by digit afterwards.
 */
const digitPattern = (kind: KeyKind, given: string): string | undefined => {
	const digits = kind === 'phone' ? normaliseKey(kind, given).replace(/\D/g, '') : '';
	return digits.length < FEWEST_DIGITS ? undefined : [...digits].join('%');
};

/** The key with each value as its column has it, or why no record can have it. */
export const typeKey = (
	key: RecordKey,
	match: readonly MatchColumn[],
	context: ValueContext,
): TypedKey | ConnectorError => {
	const variants: TypedKey['variants'] = [];
	const patterns: TypedKey['patterns'] = [];
	const parts: string[] = [];
	for (const { column, kind } of match) {
		const given = key.values[column.name] ?? '';
		const converted = convertValue(column, given, { ...context, whenTooLong: 'refuse' });
		if (isConnectorError(converted)) return converted;
		const { value } = converted;
		if (value === null) {
			return new ConnectorError('input', `The match field "${column.name}" is empty`);
		}
		const plain = isLookupRef(value) ? value.id : value;
		const other = key.asGiven?.[column.name];
		variants.push(
			column.kind === 'text'
				? [...keyVariants(kind, String(plain)), ...(other === undefined ? [] : [other])]
				: [plain],
		);
		patterns.push(column.kind === 'text' ? digitPattern(kind, String(plain)) : undefined);
		parts.push(comparable(column, kind, plain));
	}
	return { variants, patterns, canonical: JSON.stringify(parts) };
};

/** Dataverse compares without regard to case; whether case counts is decided afterwards. */
const comparable = (column: ColumnInfo, kind: KeyKind, value: unknown): string => {
	if (column.kind === 'text') return normaliseKey(kind === 'exact' ? 'text' : kind, value);
	if (column.kind === 'dateTime' && column.dateBehavior !== 'DateOnly') {
		const at = Date.parse(String(value));
		return Number.isNaN(at) ? '' : String(Math.floor(at / 1000));
	}
	return asGuid(value) ?? String(value);
};

/** The key that a row has. */
export const canonicalOf = (row: Json, match: readonly MatchColumn[]): string =>
	JSON.stringify(
		match.map(({ column, kind }) => comparable(column, kind, row[propertyOf(column)] ?? '')),
	);

export interface FilterChunk {
	filter: string;
	/** Positions of the keys that it finds. */
	keys: number[];
}

/**
 * Filters that together find every record with one of the keys. Texts in one column are asked for as a list; everything else,
 * and texts with quotes or backslashes, by `or`. Source: contracts/dataverse.md 5.1, 5.3.
 */
export const filterChunks = (
	keys: readonly TypedKey[],
	match: readonly MatchColumn[],
	also?: string,
): FilterChunk[] => {
	const isOneText = match.length === 1 && match[0].column.kind === 'text';
	const listed: number[] = [];
	const others: number[] = [];
	keys.forEach(({ variants, patterns }, index) => {
		const isPlain = isOneText && patterns[0] === undefined;
		const isList = isPlain && variants[0].every((value) => !/["'\\]|\p{C}/u.test(String(value)));
		(isList ? listed : others).push(index);
	});
	const within = (filter: string): string =>
		also === undefined ? filter : `(${filter}) and ${also}`;
	return [
		...pack(listed, BATCHING.valuesPerFilter, (index) =>
			keys[index].variants[0].map((value) => JSON.stringify(value)),
		).map(({ terms, keys: members }) => ({
			filter: within(
				`Microsoft.Dynamics.CRM.In(PropertyName=${quoted(match[0].column.name)},PropertyValues=[${terms.join(',')}])`,
			),
			keys: members,
		})),
		...pack(
			others,
			Math.max(1, Math.floor(BATCHING.conditionsPerFilter / match.length)),
			(index) => [conditionOf(keys[index], match)],
		).map(({ terms, keys: members }) => ({ filter: within(terms.join(' or ')), keys: members })),
	];
};

/** `(a eq 'x' and (b eq 1 or b eq 2))`; by digits also `contains(a,'3%3%6')`. */
const conditionOf = ({ variants, patterns }: TypedKey, match: readonly MatchColumn[]): string => {
	const columns = match.map(({ column }, position) => {
		const property = propertyOf(column);
		const pattern = patterns[position];
		const terms = [
			...variants[position].map((value) => `${property} eq ${literal(value, isBare(column))}`),
			...(pattern === undefined ? [] : [`contains(${property},${quoted(pattern)})`]),
		];
		return terms.length === 1 ? terms[0] : `(${terms.join(' or ')})`;
	});
	return columns.length === 1 ? columns[0] : `(${columns.join(' and ')})`;
};

const pack = (
	indexes: readonly number[],
	most: number,
	termsOf: (index: number) => string[],
): Array<{ terms: string[]; keys: number[] }> => {
	const packs: Array<{ terms: string[]; keys: number[]; size: number }> = [];
	for (const index of indexes) {
		const terms = termsOf(index);
		const size = terms.reduce((sum, term) => sum + encodeQueryValue(term).length + 4, 0);
		const last = packs.at(-1);
		const hasRoom =
			last !== undefined &&
			last.terms.length + terms.length <= most &&
			last.size + size <= BATCHING.charactersPerFilter;
		if (hasRoom) {
			last.terms.push(...terms);
			last.keys.push(index);
			last.size += size;
		} else packs.push({ terms, keys: [index], size });
	}
	return packs;
};

/** The address of a record by its alternate key; undefined where the key cannot stand in an address. */
export const predicateOf = (
	{ variants }: TypedKey,
	match: readonly MatchColumn[],
): string | undefined =>
	keyPredicate(
		match.map(({ column }, position) => ({
			column: column.name,
			isLookup: column.kind === 'lookup',
			isBare: isBare(column),
			value: variants[position][0],
		})),
	);
