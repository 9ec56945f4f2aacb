import { readNumber, type NumberReading } from '../../values/numbers';
import { isUnreadable } from '../../values/Reading';

/** Readings of values that may be absent, null or of another type. */
export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A scalar as text; undefined for everything else and for blank text. */
export const asText = (value: unknown): string | undefined => {
	if (typeof value === 'string') return value.trim() === '' ? undefined : value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

/** A number, also where it came as text; what a person typed and is ambiguous is none. */
export const asNumber = (
	value: unknown,
	origin: NumberReading['origin'] = 'api',
): number | undefined => {
	const read = readNumber(value, { origin });
	return isUnreadable(read) ? undefined : read;
};

export const asFlag = (value: unknown): boolean | undefined => {
	const text = asText(value)?.trim().toLowerCase();
	if (text === '1' || text === 'true' || text === 'yes') return true;
	return text === '0' || text === 'false' || text === 'no' ? false : undefined;
};

/** Nothing was given: null, blank text, an empty list or map, a list of nothing. `0` and `false` are something. */
export const isNothing = (value: unknown): boolean => {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return value.trim() === '';
	if (Array.isArray(value)) return value.every(isNothing);
	return isRecord(value) && Object.values(value).every(isNothing);
};
