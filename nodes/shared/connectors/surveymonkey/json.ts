import { readNumber } from '../../values/numbers';
import { isUnreadable } from '../../values/Reading';

/** Readings of values that may be absent, null or of another type. */
export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const asRecord = (value: unknown): Json => (isRecord(value) ? value : {});

/** Entries of a list that are records; a record alone is a list of one. */
export const asRecords = (value: unknown): Json[] =>
	Array.isArray(value) ? value.filter(isRecord) : isRecord(value) ? [value] : [];

/** A scalar as text; undefined for everything else and for blank text. */
export const asText = (value: unknown): string | undefined => {
	if (typeof value === 'string') return value.trim() === '' ? undefined : value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

/** A number, also where it came as text; what a person `typed` and is ambiguous is none. */
export const asNumber = (value: unknown, origin: 'api' | 'typed' = 'api'): number | undefined => {
	const read = readNumber(value, { origin });
	return isUnreadable(read) ? undefined : read;
};
