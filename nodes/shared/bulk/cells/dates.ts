import { textOf } from '../../pipedText/textOf';
import type { CellValue, FieldType } from './fields';
import { Refusal, type CellReader } from './refusal';

type DateType = Extract<FieldType, { kind: 'date' }>;

const USUAL = ['yyyy-MM-dd', 'dd.MM.yyyy', 'dd/MM/yyyy', 'MM/dd/yyyy', 'dd-MM-yyyy', 'yyyy/MM/dd'];

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

export function compileDate({ format = 'yyyy-MM-dd', notAfter }: DateType): CellReader {
	const compiled = compileFormat(format);
	const others = USUAL.filter((usual) => usual !== format).map((usual) => ({
		usual,
		compiled: compileFormat(usual),
	}));
	const refuse = (cell: string): Refusal => {
		const refused = (message: string) => new Refusal('notADate', message);
		if (compiled.pattern.test(cell)) return refused('There is no such day in the calendar');
		if (cell.trim() !== cell) return refused('There are spaces around the date; remove them');
		const other = others.find(({ compiled: candidate }) => isoDate(cell, candidate));
		if (other) return refused(`The date looks like ${other.usual}; write it as ${format}`);
		if (/^\d{5}(?:[.,]\d+)?$/.test(cell)) {
			return refused(`A spreadsheet turned the date into a number; write it as ${format}`);
		}
		return refused(`This is not a date written as ${format}`);
	};
	return {
		isPlain: false,
		read(cell) {
			const date = isoDate(cell, compiled);
			if (date === undefined) return refuse(cell);
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
		write(value: CellValue) {
			const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(value ?? ''));
			if (!match) return value === null ? '' : String(value);
			return format.replace('yyyy', match[1]).replace('MM', match[2]).replace('dd', match[3]);
		},
	};
}
