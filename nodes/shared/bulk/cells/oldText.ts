import type { DateTime } from 'luxon';
import { readBoolean } from '../../values/booleans';
import { readDate, withWholeYear } from '../../values/dates';
import { readNumber, type DecimalSign } from '../../values/numbers';
import { isUnreadable } from '../../values/Reading';
import { isSameText } from '../spreadsheet/sameText';
import type { CellValue, FieldType } from './fields';

/**
 * Whether an [old] cell says what is there now, in whatever form: it is compared and never written, so today's rules for the field
 * do not matter. A spreadsheet shows days, numbers and yes-or-no as its language does, which loses nothing.
 */
export function compileOldText(
	type: FieldType,
	write: (value: NonNullable<CellValue>) => string,
): (oldCell: string, present: CellValue) => boolean {
	const shownBy = compileShown(type);
	return (oldCell, present) => {
		if (present === null) return oldCell.trim() === '';
		return (
			isSameText(oldCell, write(present)) ||
			isSameText(oldCell, String(present)) ||
			shownBy(oldCell).some(({ value }) => value === present)
		);
	};
}

/** How a spreadsheet of some language writes numbers or days; of yes-or-no, any. */
export type CellForm = DecimalSign | 'dayFirst' | 'monthFirst' | 'any';

export interface ShownValue {
	value: CellValue;
	/** In which the cell says it. */
	form: CellForm;
}

/**
 * What a cell may say in the language of some spreadsheet: with a decimal point and the day first, or with a comma and the month
 * first. Nothing for what it cannot say, and for texts.
 */
export function compileShown(type: FieldType): (cell: string) => ShownValue[] {
	switch (type.kind) {
		case 'boolean':
			return (cell) => {
				const value = readBoolean(cell);
				return value === undefined ? [] : [{ value, form: 'any' }];
			};
		case 'number':
			return (cell) =>
				(['.', ','] as const).flatMap((form) => {
					const value = readNumber(cell, { origin: 'typed', decimal: form });
					return isUnreadable(value) ? [] : [{ value, form }];
				});
		case 'date':
			return (cell) => datesOf(cell, 'UTC', (date) => date.toFormat('yyyy-MM-dd'));
		case 'dateTime':
			// A spreadsheet drops the Z of a moment: then the clock is that of UTC.
			return (cell) =>
				[type.timeZone, 'UTC'].flatMap((zone) =>
					datesOf(cell, zone, (date) => date.toUTC().toISO()),
				);
		default:
			return () => [];
	}
}

/** A year of two digits says what it can mean. */
const datesOf = (
	text: string,
	zone: string,
	valueOf: (date: DateTime) => string | null,
): ShownValue[] =>
	[text, ...withWholeYear(text)].flatMap((written) =>
		(['dayFirst', 'monthFirst'] as const).flatMap((form) => {
			const read = readDate(written, { zone, order: form });
			return isUnreadable(read) ? [] : [{ value: valueOf(read.date), form }];
		}),
	);
