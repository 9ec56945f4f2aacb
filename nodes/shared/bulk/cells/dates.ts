import { textOf } from '../../pipedText/textOf';
import { readDate, withWholeYear } from '../../values/dates';
import { isUnreadable } from '../../values/Reading';
import type { FieldType } from './fields';
import { Refusal, type CellReader } from './refusal';

type DateType = Extract<FieldType, { kind: 'date' }>;

interface Format {
	pattern: RegExp;
	parts: string[];
}

function compileFormat(format: string): Format {
	const parts = format.match(/yyyy|MM|dd/g) ?? [];
	const escaped = format.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
	const pattern = escaped
		.replace('yyyy', '(\\d{4})')
		.replace('MM', '(\\d{2})')
		.replace('dd', '(\\d{2})');
	return { pattern: new RegExp(`^${pattern}$`), parts };
}

/** `yyyy-MM-dd`, undefined for a day that no calendar has. */
function isoDate(text: string, { pattern, parts }: Format): string | undefined {
	const match = pattern.exec(text);
	if (!match) return undefined;
	const part = (name: string) => match[parts.indexOf(name) + 1];
	const [year, month, day] = [part('yyyy'), part('MM'), part('dd')];
	const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
	const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
	return exists && Number(year) >= 1000 ? `${year}-${month}-${day}` : undefined;
}

/** Which comes first where the format begins with day or month; none where it begins with the year. */
export const orderOf = (format: string): 'dayFirst' | 'monthFirst' | undefined => {
	const first = /dd|MM|yyyy/.exec(format)?.[0];
	return first === 'dd' ? 'dayFirst' : first === 'MM' ? 'monthFirst' : undefined;
};

export function compileDate({ format = 'yyyy-MM-dd', notAfter }: DateType): CellReader {
	const compiled = compileFormat(format);
	/** What the file's own format does not fit is read as everywhere, where it can be read in one way only. */
	const readAnyForm = (cell: string): string | Refusal => {
		const refused = (message: string) => new Refusal('notADate', message);
		if (compiled.pattern.test(cell)) return refused('There is no such day in the calendar');
		if (/^\d{5}(?:[.,]\d+)?$/.test(cell)) {
			return refused(`A spreadsheet turned the date into a number; write it as ${format}`);
		}
		const read = readDate(cell, { zone: 'UTC', order: orderOf(format) });
		if (!isUnreadable(read) && read.isDay && read.clock.year >= 1000)
			return read.date.toFormat('yyyy-MM-dd');
		if (!isUnreadable(read) || read.reason !== 'ambiguous')
			return refused(`This is not a date written as ${format}`);
		return withWholeYear(cell).length > 0
			? refused(`The year has two digits, as spreadsheets show it; write the date as ${format}`)
			: new Refusal(
					'notADate',
					`The order of day and month is ambiguous; write the date as ${format}`,
					true,
				);
	};
	return {
		isPlain: false,
		read(cell) {
			const date = isoDate(cell, compiled) ?? readAnyForm(cell);
			if (date instanceof Refusal) return date;
			if (notAfter !== undefined && date > notAfter) {
				return new Refusal('outOfRange', `The date is later than ${notAfter}`);
			}
			return date;
		},
		canonical(value) {
			const text = textOf(value);
			const iso = /^\d{4}-\d{2}-\d{2}(?=$|T)/.exec(text);
			return iso ? iso[0] : text === '' ? null : (isoDate(text, compiled) ?? text);
		},
		write(value) {
			const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(value));
			if (!match) return String(value);
			return format.replace('yyyy', match[1]).replace('MM', match[2]).replace('dd', match[3]);
		},
	};
}
