import { asGuid, isName, literal, quoted } from './literals';

/** One column of an alternate key with the value that a record has there, as it is stored. */
export interface KeyPart {
	column: string;
	/** Lookups are named by their value property. */
	isLookup?: boolean;
	/** GUIDs, dates without time. */
	isBare?: boolean;
	value: string | number | boolean | null;
}

/**
 * What a key value may consist of. Dataverse fails on `/ < > * % & : \ ? +` and on `#` even where they are encoded
 * (contracts/dataverse.md 5.2); nothing is gained by finding out about quotes, other punctuation and other alphabets, since every record
 * can be found by a filter instead.
 */
const SAFE = /^[A-Za-z0-9@._~-](?:[A-Za-z0-9@._~ -]{0,448}[A-Za-z0-9@_~-])?$/;

/**
 * The predicate that addresses a record by an alternate key, encoded: `emailaddress1='ann%40example.com'`. Undefined where a
 * value is empty or cannot safely stand in an address: then the record is to be found by a filter.
 */
export const keyPredicate = (parts: readonly KeyPart[]): string | undefined => {
	if (parts.length === 0) return undefined;
	const written = parts.map(writePart);
	return written.every((part) => part !== undefined) ? written.join(',') : undefined;
};

const writePart = ({ column, isLookup, isBare, value }: KeyPart): string | undefined => {
	if (!isName(column) || value === null) return undefined;
	const name = isLookup ? `_${column}_value` : column;
	if (typeof value !== 'string') {
		return Number.isFinite(Number(value)) ? `${name}=${literal(value)}` : undefined;
	}
	if (isBare || isLookup) return isBareSafe(value) ? `${name}=${value}` : undefined;
	return SAFE.test(value) ? `${name}=${encodeURIComponent(quoted(value))}` : undefined;
};

const isBareSafe = (value: string): boolean =>
	asGuid(value) === value || /^\d{4}-\d{2}-\d{2}$/.test(value);

/** The address of a record: `/contacts(…)`, by id or by a predicate. */
export const recordPath = (setName: string, idOrPredicate: string): string =>
	`/${setName}(${idOrPredicate})`;
