import { DateTime } from 'luxon';

/**
 * How values of different types meet. Everything here is pure; `undefined` means "cannot be read so".
 *
 * | wanted  | taken from                                             | read as                                        |
 * |---------|--------------------------------------------------------|------------------------------------------------|
 * | text    | text                                                   | trimmed, Unicode NFC, lower case unless case counts |
 * |         | number, boolean                                        | `5`, `true`                                    |
 * |         | list                                                   | entries joined with `, `                       |
 * | number  | `5`, `+5`, `-5`, `.5`, `5.`, `007`                     | as written                                     |
 * |         | `3,5` `0,125`                                          | comma as decimal sign                          |
 * |         | `1.234,5` `1,234.5` `1 234,5` `1'234.5` `1,234,567`    | separators of groups of three                  |
 * |         | `1,234` (one comma, three digits)                      | refused: may be 1234 or 1.234                  |
 * |         | `1.234` (one point)                                    | 1.234: machines write the decimal point        |
 * |         | `85 %`                                                 | 85                                             |
 * |         | `1e3` `0x10` `Infinity`, empty text, booleans          | refused                                        |
 * | boolean | true, yes, y, t, on, 1 / false, no, n, f, off, 0       | true / false, in any case                      |
 * |         | anything else                                          | refused                                        |
 * | date    | ISO-8601 date, date-time, time                         | without a zone: in the given time zone         |
 * |         | `2024-05-01 13:45`                                     | as ISO with a space                            |
 * |         | `1.5.2024`                                             | day first                                      |
 * |         | `1/5/2024`                                             | only where the order is set, else refused      |
 * |         | number                                                 | refused: seconds or milliseconds?              |
 *
 * Two texts are equal as texts (`007` is not `7`: post codes); a number and a text are equal as numbers (`5` is `5.0`).
 */
export function toNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (PLAIN.test(text)) return Number(text);
	return text === '' ? undefined : fromWrittenNumber(text);
}

const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;

interface NumberStyle {
	shape: RegExp;
	groups: RegExp;
	decimal: string;
}

const SPACED = "[ \\u00a0\\u202f'’]";
const STYLES: NumberStyle[] = [
	{ shape: /^-?\d+,\d+$/, groups: /$^/, decimal: ',' },
	{ shape: /^-?\d{1,3}(?:,\d{3})+\.\d+$/, groups: /,/g, decimal: '.' },
	{ shape: /^-?\d{1,3}(?:,\d{3}){2,}$/, groups: /,/g, decimal: '.' },
	{ shape: /^-?\d{1,3}(?:\.\d{3})+,\d+$/, groups: /\./g, decimal: ',' },
	{ shape: /^-?\d{1,3}(?:\.\d{3}){2,}$/, groups: /\./g, decimal: ',' },
	{
		shape: new RegExp(`^-?\\d{1,3}(?:${SPACED}\\d{3})+(?:\\.\\d+)?$`),
		groups: new RegExp(SPACED, 'g'),
		decimal: '.',
	},
	{
		shape: new RegExp(`^-?\\d{1,3}(?:${SPACED}\\d{3})+,\\d+$`),
		groups: new RegExp(SPACED, 'g'),
		decimal: ',',
	},
];
const AMBIGUOUS = /^-?[1-9]\d{0,2},\d{3}$/;

function fromWrittenNumber(written: string): number | undefined {
	const text = written.replace(/\s*%$/, '').replace(/^[−–]/, '-').replace(/^\+/, '');
	if (PLAIN.test(text)) return Number(text);
	if (AMBIGUOUS.test(text)) return undefined;
	const style = STYLES.find(({ shape }) => shape.test(text));
	return style && Number(text.replace(style.groups, '').replace(style.decimal, '.'));
}

const BOOLEANS = new Map<string, boolean>([
	...['true', 'yes', 'y', 't', 'on', '1'].map((word) => [word, true] as const),
	...['false', 'no', 'n', 'f', 'off', '0'].map((word) => [word, false] as const),
]);

export function toBoolean(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	return BOOLEANS.get(String(value).trim().toLowerCase());
}

/** A point in time, a calendar day or a time of day; `at` is milliseconds (days: of their start in UTC). */
export interface Moment {
	kind: 'instant' | 'day' | 'time';
	at: number;
}

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const ISO_INSTANT =
	/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const TIME = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

export function toMoment(
	value: unknown,
	timeZone: string,
	dateOrder?: 'dayFirst' | 'monthFirst',
): Moment | undefined {
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	const iso = ISO_DAY.exec(text);
	if (iso) return day(iso[1], iso[2], iso[3]);
	if (ISO_INSTANT.test(text)) return instant(text, timeZone);
	const time = TIME.exec(text);
	if (time) {
		const [hours, minutes, seconds] = [time[1], time[2], time[3] ?? '0'].map(Number);
		return { kind: 'time', at: ((hours * 60 + minutes) * 60 + seconds) * 1000 };
	}
	const dotted = DOTTED.exec(text);
	if (dotted) return day(dotted[3], dotted[2], dotted[1]);
	const slashed = dateOrder && SLASHED.exec(text);
	if (!slashed) return undefined;
	const [, first, second, year] = slashed;
	return dateOrder === 'dayFirst' ? day(year, second, first) : day(year, first, second);
}

function day(year: string, month: string, date: string): Moment | undefined {
	const moment = DateTime.utc(Number(year), Number(month), Number(date));
	return moment.isValid ? { kind: 'day', at: moment.toMillis() } : undefined;
}

function instant(text: string, timeZone: string): Moment | undefined {
	const moment = DateTime.fromISO(text.replace(' ', 'T').replace(',', '.'), { zone: timeZone });
	return moment.isValid ? { kind: 'instant', at: moment.toMillis() } : undefined;
}

/**
 * Below, at or above zero. Where one side is a day, both are compared as calendar days of the time zone, so that nothing on
 * the 1st is *after* the 1st. A time of day compares with another one only.
 */
export function compareMoments(left: Moment, right: Moment, timeZone: string): number | undefined {
	if ((left.kind === 'time') !== (right.kind === 'time')) return undefined;
	if (left.kind === right.kind) return left.at - right.at;
	return dayOf(left, timeZone) - dayOf(right, timeZone);
}

function dayOf(moment: Moment, timeZone: string): number {
	if (moment.kind === 'day') return moment.at;
	const local = DateTime.fromMillis(moment.at, { zone: timeZone });
	return DateTime.utc(local.year, local.month, local.day).toMillis();
}

const BEYOND_ASCII = /[^ -~]/;

/** Text as it is compared: trimmed, one Unicode form, lower case unless case counts. */
export function foldText(text: string, caseSensitive: boolean): string {
	const trimmed = text.trim();
	const cased = caseSensitive ? trimmed : trimmed.toLowerCase();
	return BEYOND_ASCII.test(cased) ? cased.normalize('NFC') : cased;
}

/** Empty is what holds nothing; `0` and `false` are values. */
export function isEmptyValue(value: unknown): boolean {
	if (value === null || value === undefined) return true;
	if (typeof value === 'string') return !(value.charCodeAt(0) > 0x20) && value.trim() === '';
	if (Array.isArray(value)) return value.every(isEmptyValue);
	return typeof value === 'object' && Object.keys(value).length === 0;
}

export function toText(value: unknown): string {
	if (typeof value === 'string') return value;
	if (value === null || value === undefined) return '';
	if (Array.isArray(value)) return value.map(toText).join(', ');
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
