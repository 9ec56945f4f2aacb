import type { DateTime } from 'luxon';
import { readBoolean } from '../../values/booleans';
import { readDate, withWholeYear } from '../../values/dates';
import { readNumber } from '../../values/numbers';
import { isUnreadable } from '../../values/Reading';
import { isSameText } from '../spreadsheet/sameText';
import type { CellValue, FieldType } from './fields';

/**
 * Whether an [old] cell says what is there now, in whatever form: it is compared and never written, so today's rules for the field
 * do not matter. A spreadsheet shows days, numbers and yes-or-no as its language does, which loses nothing.
 */
export function compileOldText(
	type: FieldType,
	write: (value: CellValue) => string,
): (oldCell: string, present: CellValue) => boolean {
	const valuesOf = compileShownValues(type);
	return (oldCell, present) => {
		if (present === null) return oldCell.trim() === '';
		return (
			isSameText(oldCell, write(present)) ||
			isSameText(oldCell, String(present)) ||
			valuesOf(oldCell).includes(present)
		);
	};
}

/**
 * What a cell may say in the language of some spreadsheet: with a decimal point and the day first, or with a comma and the month
 * first. Nothing for what it cannot say, and for texts.
 */
export function compileShownValues(type: FieldType): (cell: string) => CellValue[] {
	switch (type.kind) {
		case 'boolean':
			return (cell) => [readBoolean(cell)].filter((value) => value !== undefined);
		case 'number':
			return (cell) =>
				(['.', ','] as const).flatMap((decimal) => {
					const read = readNumber(cell, { origin: 'typed', decimal });
					return isUnreadable(read) ? [] : [read];
				});
		case 'date':
			return (cell) => datesOf(cell, 'UTC').map((date) => date.toFormat('yyyy-MM-dd'));
		case 'dateTime':
			// A spreadsheet drops the Z of a moment: then the clock is that of UTC.
			return (cell) =>
				[type.timeZone, 'UTC'].flatMap((zone) =>
					datesOf(cell, zone).map((date) => date.toUTC().toISO()),
				);
		default:
			return () => [];
	}
}

/** A year of two digits says what it can mean. */
const datesOf = (text: string, zone: string): DateTime[] =>
	[text, ...withWholeYear(text)].flatMap((written) =>
		(['dayFirst', 'monthFirst'] as const).flatMap((order) => {
			const read = readDate(written, { zone, order });
			return isUnreadable(read) ? [] : [read.date];
		}),
	);
