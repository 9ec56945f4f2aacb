import { textOf } from '../../pipedText/textOf';
import { readBoolean } from '../../values/booleans';
import { readDate, withWholeYear } from '../../values/dates';
import { isUnreadable } from '../../values/Reading';
import { isVanityNumber } from '../../values/shapes';
import { refuseBoolean } from './booleans';
import { compileDate } from './dates';
import { codeReader, codesReader } from './codes';
import type { CellValue, FieldType } from './fields';
import { readNumber, writeNumber } from './numbers';
import { isMangledNumber, Refusal, type CellReader } from './refusal';
import type { BooleanWords } from './rules';
import { emptyAsNull, textual } from './textual';

const mangled = new Refusal(
	'notAPhone',
	'A spreadsheet turned the digits into a number (as in 3.36E+10); format the column as text and enter it again',
);

function tooLong(cell: string, maxLength = Infinity): Refusal | undefined {
	if (cell.length <= maxLength) return undefined;
	return new Refusal(
		'tooLong',
		`The text has ${cell.length} characters; at most ${maxLength} are allowed, and nothing is shortened`,
	);
}

const PHONE = /^\s*\+?[\d\s()./-]*\d[\d\s()./-]*(?:(?:x|ext\.?|#)\s*\d+)?\s*$/i;

type Builders = {
	[Kind in FieldType['kind']]: (
		type: Extract<FieldType, { kind: Kind }>,
		words: BooleanWords,
	) => CellReader;
};

const BUILDERS: Builders = {
	text: ({ maxLength, isTrimmed }) =>
		trimmedIf(
			isTrimmed,
			textual((cell) => tooLong(cell, maxLength) ?? cell, true),
		),
	phone: ({ maxLength, isTrimmed }) =>
		trimmedIf(
			isTrimmed,
			textual((cell) => {
				if (isMangledNumber(cell)) return mangled;
				if (!PHONE.test(cell) && !isVanityNumber(cell.trim())) {
					return new Refusal('notAPhone', 'This is not a telephone number');
				}
				return tooLong(cell, maxLength) ?? cell;
			}),
		),
	email: ({ maxLength }) =>
		textual((cell) => {
			if (!/^[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]+$/.test(cell)) {
				return new Refusal(
					'notAnEmail',
					cell.trim() === cell
						? 'This is not an e-mail address'
						: 'There are spaces around the e-mail address; remove them',
				);
			}
			return tooLong(cell, maxLength) ?? cell;
		}),
	boolean: (_type, words) => booleanReader(words),
	code: codeReader,
	codes: codesReader,
	number: (type) => ({
		isPlain: false,
		read: (cell) => readNumber(cell, type),
		canonical: (value) => {
			const text = textOf(value).trim();
			const number = Number(text);
			return text === '' ? null : Number.isFinite(number) ? number : text;
		},
		write: (value) => writeNumber(value, type),
	}),
	date: compileDate,
	dateTime: ({ timeZone, order }) => ({
		isPlain: false,
		read: (cell) => {
			const read = readDate(cell, { zone: timeZone, order });
			if (isUnreadable(read) && read.reason === 'ambiguous') {
				const isShort = withWholeYear(cell).length > 0;
				return new Refusal('notADate', isShort ? SHORT_YEAR : AMBIGUOUS_TIME, !isShort);
			}
			return instantIn(read) ?? new Refusal('notADate', NOT_A_TIME);
		},
		canonical: (value) => {
			const text = textOf(value);
			return instantOf(text, timeZone) ?? emptyAsNull(text);
		},
		write: String,
	}),
	stored: ({ as }) => storedReader(as),
};

const trimmedIf = (isTrimmed: boolean | undefined, reader: CellReader): CellReader =>
	isTrimmed
		? {
				...reader,
				read: (cell) => reader.read(cell.trim()),
				canonical: (value) => emptyAsNull(textOf(value).trim()),
			}
		: reader;

const NOT_A_TIME = 'This is not a date and time as in 2026-11-21T09:30 or 2026-11-21T09:30:00Z';

const AMBIGUOUS_TIME =
	'The order of day and month is ambiguous; write the date as in 2026-11-21T09:30, or set the date format';

const SHORT_YEAR =
	'The year has two digits, as spreadsheets show it; write the date as in 2026-11-21T09:30';

const instantOf = (cell: string, zone: string): string | undefined =>
	instantIn(readDate(cell, { zone }));

function instantIn(read: ReturnType<typeof readDate>): string | undefined {
	if (isUnreadable(read) || read.isDay) return undefined;
	return read.date.toUTC().toISO() ?? undefined;
}

function booleanReader(words: BooleanWords): CellReader {
	const fold = (word: string) => (words.anyCase ? word.toLowerCase() : word);
	const known = new Map<string, boolean>([
		...words.true.map((word) => [fold(word), true] as const),
		...words.false.map((word) => [fold(word), false] as const),
	]);
	return {
		isPlain: false,
		read: (cell) =>
			known.get(fold(cell)) ??
			(words.anyLanguage ? readBoolean(cell) : undefined) ??
			new Refusal('notABoolean', refuseBoolean(cell, words)),
		canonical: (value) => {
			const text = textOf(value);
			if (/^(?:true|1)$/i.test(text)) return true;
			return /^(?:false|0)$/i.test(text) ? false : emptyAsNull(text);
		},
		write: (value) => words[value === true ? 'true' : 'false'][0],
	};
}

function storedReader(as: 'text' | 'boolean' | 'number'): CellReader {
	const from = (text: string): CellValue => {
		if (as === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
		if (as === 'number' && text.trim() !== '' && String(Number(text)) === text) return Number(text);
		return text;
	};
	return {
		isPlain: as === 'text',
		read: from,
		canonical: (value) => (textOf(value) === '' ? null : from(textOf(value))),
		write: String,
	};
}

export function compileReader(type: FieldType, words: BooleanWords): CellReader {
	const build = BUILDERS[type.kind] as (type: FieldType, words: BooleanWords) => CellReader;
	return build(type, words);
}
