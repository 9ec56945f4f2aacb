import { readNumber } from '../../values/numbers';
import { isUnreadable } from '../../values/Reading';

/** Readings of values that may be absent, null or of another type. */
export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const asRecord = (value: unknown): Json => (isRecord(value) ? value : {});

export const asRecords = (value: unknown): Json[] =>
	Array.isArray(value) ? value.filter(isRecord) : [];

/** A scalar as text; undefined for everything else and for the empty text. */
export const asText = (value: unknown): string | undefined => {
	if (typeof value === 'string') return value === '' ? undefined : value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

/** A number, also where it came as text; what a person typed and is ambiguous is none. */
export const asNumber = (value: unknown): number | undefined => {
	const read = readNumber(value, { origin: 'typed' });
	return isUnreadable(read) ? undefined : read;
};

/** A flag, also where it came as a number or as text. */
export const asFlag = (value: unknown): boolean | undefined => {
	const text = asText(value)?.trim().toLowerCase();
	if (text === '1' || text === 'true') return true;
	return text === '0' || text === 'false' ? false : undefined;
};
