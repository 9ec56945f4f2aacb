import { DateTime } from 'luxon';

/** `isDay`: the text names a day without a time, which no change of time zone may move. */
export interface ReadDate {
	date: DateTime;
	isDay: boolean;
}

export type DateParser = (value: unknown, zone: string) => ReadDate | string;

const LONGEST = 100;

/** The letters of date tokens as luxon reads them. */
const PATTERNS: Record<string, string> = {
	d: 'd',
	j: 'd',
	m: 'M',
	n: 'M',
	Y: 'yyyy',
	y: 'yy',
	H: 'H',
	G: 'H',
	h: 'h',
	g: 'h',
	i: 'm',
	s: 's',
	v: 'SSS',
	A: 'a',
	a: 'a',
	D: 'EEE',
	l: 'EEEE',
	M: 'LLL',
	F: 'LLLL',
	P: 'ZZ',
	O: 'ZZZ',
	e: 'z',
	N: 'E',
};
const NAMES_TIME = /[HGhgisvAaU]/;

/** Reads by the given format (letters of date tokens, or a pattern with doubled letters); an empty one recognises. */
export function parserOf(format: string): DateParser {
	if (format.trim() === '' || format === 'auto') return recognise;
	if (format === 'unix' || format === 'U') return (value) => fromNumber(Number(value) * 1000);
	if (format === 'unix-ms') return (value) => fromNumber(Number(value));
	const isPattern = /([A-Za-z])\1/.test(format.replace(/\\.|'[^']*'/g, ''));
	const pattern = isPattern ? format : patternOf(format);
	const isDay = isPattern ? !/[Hhms]/.test(format) : !NAMES_TIME.test(format);
	return (value, zone) => {
		const text = textOfDate(value);
		if (text === undefined) return 'this is not a date';
		const date = DateTime.fromFormat(text, pattern, { zone, locale: 'en' });
		return date.isValid ? { date, isDay } : `this is not a date written as ${format}`;
	};
}

function patternOf(format: string): string {
	let pattern = '';
	for (let index = 0; index < format.length; index++) {
		const character = format[index] === '\\' ? undefined : format[index];
		if (character !== undefined && Object.hasOwn(PATTERNS, character))
			pattern += PATTERNS[character];
		else {
			const plain = character ?? format[++index] ?? '';
			pattern += /[A-Za-z]/.test(plain) ? `'${plain}'` : plain;
		}
	}
	return pattern;
}

/** Only what can be read in one way: `03/04/2025` is refused, for it is March to some and April to others. */
function recognise(value: unknown, zone: string): ReadDate | string {
	if (typeof value === 'number') return fromNumber(Math.abs(value) < 1e11 ? value * 1000 : value);
	const text = textOfDate(value);
	if (text === undefined) return 'this is not a date';
	if (/^-?\d{9,10}$/.test(text)) return fromNumber(Number(text) * 1000);
	if (/^-?\d{12,13}$/.test(text)) return fromNumber(Number(text));
	if (/^\d{1,2}\/\d{1,2}\/\d{4}/.test(text))
		return 'day and month can be read two ways; set the input format';
	const attempt = ATTEMPTS.find(({ looksLike }) => looksLike.test(text));
	const date = attempt?.read(text, zone);
	return attempt && date?.isValid
		? { date, isDay: !text.includes(':') && !/T\d/.test(text) }
		: 'this is not a date';
}

const ATTEMPTS: Array<{ looksLike: RegExp; read(text: string, zone: string): DateTime }> = [
	{
		looksLike: /^\d{4}-\d{2}(?:-\d{2})? \d/,
		read: (text, zone) => DateTime.fromSQL(text, { zone }),
	},
	{
		looksLike: /^\d{4}-(?:\d{2}|W\d)|^\d{8}(?:T|$)/,
		read: (text, zone) => DateTime.fromISO(text, { zone }),
	},
	{
		looksLike: /^[A-Za-z]{3}, \d|^\d{1,2} [A-Za-z]{3} \d{4} \d/,
		read: (text) => DateTime.fromRFC2822(text),
	},
	{
		looksLike: /^\d{1,2}\.\d{1,2}\.\d{4}$/,
		read: (text, zone) => DateTime.fromFormat(text, 'd.M.yyyy', { zone }),
	},
	{
		looksLike: /^\d{1,2}\.\d{1,2}\.\d{4},? \d/,
		read: (text, zone) => DateTime.fromFormat(text.replace(',', ''), 'd.M.yyyy H:mm', { zone }),
	},
	{
		looksLike: /^\d{4}\/\d{1,2}\/\d{1,2}$/,
		read: (text, zone) => DateTime.fromFormat(text, 'yyyy/M/d', { zone }),
	},
];

function fromNumber(milliseconds: number): ReadDate | string {
	const date = DateTime.fromMillis(
		Number.isFinite(milliseconds) && Math.abs(milliseconds) < 8e15 ? milliseconds : 0,
		{ zone: 'UTC' },
	);
	return Number.isFinite(milliseconds) && Math.abs(milliseconds) < 8e15
		? { date, isDay: false }
		: 'this is not a date';
}

function textOfDate(value: unknown): string | undefined {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	return text.length > LONGEST ? undefined : text;
}
