import type { CellKind } from '../rows';
import type { FormatKind } from './numberFormats';
import { serialToIso, type DateSystem } from './serials';

/** What a cell holds, as text, and what the spreadsheet takes it for. */
export interface SheetCell {
	text: string;
	kind: CellKind;
}

/** At most 15 digits, so written as they would be written again: most numbers of a sheet. */
const SHORT_WHOLE = /^-?(?:0|[1-9]\d{0,14})$/;
const SHORT_DECIMAL = /^-?(?=[\d.]{3,16}$)(?:0\.(?!0{6})|[1-9]\d*\.)\d*[1-9]$/;

/** A number in the shortest form that says it exactly, without an exponent where spreadsheets show none. */
export function numberText(written: string): string | undefined {
	if (SHORT_WHOLE.test(written) || SHORT_DECIMAL.test(written)) return written;
	const number = written.trim() === '' ? NaN : Number(written);
	if (!Number.isFinite(number)) return undefined;
	// Programs store what they calculated with 17 digits; a person saw at most 15 of them.
	return String(Number(number.toPrecision(15)));
}

/** Stored numbers as they are to be read: as a day, in percent, with zeros in front. Undefined for what is no number. */
export function numberCell(
	written: string,
	format: FormatKind,
	system: DateSystem,
): SheetCell | undefined {
	const text = numberText(written);
	if (text === undefined) return undefined;
	if (format.kind === 'date') {
		const iso = serialToIso(Number(written), system, format);
		return iso === undefined ? { text, kind: 'number' } : { text: iso, kind: 'date' };
	}
	if (format.kind === 'percent')
		return { text: `${Number((Number(text) * 100).toPrecision(15))}%`, kind: 'percent' };
	if (format.kind === 'padded' && /^\d+$/.test(text))
		return {
			text: text.padStart(format.digits, '0'),
			kind: text.length < format.digits ? 'text' : 'number',
		};
	return { text, kind: 'number' };
}

/** Cells of type `d` hold ISO text already; a midnight that the format does not show is left out. */
export function isoCell(written: string, format: FormatKind): SheetCell | undefined {
	const match =
		/^(?:(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)Z?)?|T?(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)Z?)$/.exec(
			written,
		);
	if (!match) return undefined;
	const [, day, time, only] = match;
	if (day === undefined) return { text: only, kind: 'date' };
	const isMidnight = time === undefined || /^00:00(?::00(?:\.0+)?)?$/.test(time);
	const hasTime = format.kind === 'date' && format.hasTime;
	const text = isMidnight && !hasTime ? day : `${day}T${time ?? '00:00:00'}`;
	return { text: text.replace(/\.0+$/, ''), kind: 'date' };
}
