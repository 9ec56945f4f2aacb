import { readDate } from '../../values/dates';
import { readNumber, type NumberReading } from '../../values/numbers';
import { isUnreadable } from '../../values/Reading';

/** Readings of values that may be absent, null, of another type, or an array where an empty map was meant (contracts/qualtrics.md 2.3). */
export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A map; a list becomes a map by position, anything else an empty one. */
export const asRecord = (value: unknown): Json => {
	if (isRecord(value)) return value;
	return Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
};

/** A list; a map becomes the list of its values. */
export const asList = (value: unknown): unknown[] => {
	if (Array.isArray(value)) return value as unknown[];
	return isRecord(value) ? Object.values(value) : [];
};

/** A scalar as text; undefined for everything else and for the empty text. */
export const asText = (value: unknown): string | undefined => {
	if (typeof value === 'string') return value === '' ? undefined : value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

/** A number, also where it came as text; what a person typed and is ambiguous is none. */
export const asNumber = (
	value: unknown,
	origin: NumberReading['origin'] = 'api',
): number | undefined => {
	const read = readNumber(value, { origin, exponent: origin === 'api' });
	return isUnreadable(read) ? undefined : read;
};

/** A flag, also where it came as a number or as text. */
export const asFlag = (value: unknown): boolean | undefined => {
	const text = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (text === true || text === 1 || text === '1' || text === 'true') return true;
	return text === false || text === 0 || text === '0' || text === 'false' ? false : undefined;
};

/** ISO-8601 UTC from an ISO date, `yyyy-MM-dd HH:mm:ss` (UTC) or epoch milliseconds (contracts/qualtrics.md 1.8). */
export const asIsoDate = (value: unknown): string | undefined => {
	if (typeof value === 'number') return isoOf(value);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	const same = UTC_FORM.test(text) ? asItStands(text) : undefined;
	if (same !== undefined) return same;
	if (/^\d{12,14}$/.test(text)) return isoOf(Number(text));
	const read = readDate(text, { zone: 'UTC' });
	return isUnreadable(read) ? undefined : isoOf(read.date.toMillis());
};

/** In this form the API writes dates. A response has four, and reading one in any form takes longer than reading two answers. */
const UTC_FORM = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/;

/** Undefined for what the calendar or the clock does not know: written out again, it is another date. */
const asItStands = (text: string): string | undefined => {
	const whole = text.includes('.') ? text : text.replace('Z', '.000Z');
	return isoOf(Date.parse(whole)) === whole ? whole : undefined;
};

const isoOf = (ms: number): string | undefined =>
	Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : undefined;
