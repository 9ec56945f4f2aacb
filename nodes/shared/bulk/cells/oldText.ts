import { readBoolean } from '../../values/booleans';
import { readDate } from '../../values/dates';
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
	const isSameValue = compareBy(type);
	return (oldCell, present) => {
		if (present === null) return oldCell.trim() === '';
		return (
			isSameText(oldCell, write(present)) ||
			isSameText(oldCell, String(present)) ||
			isSameValue(oldCell, present)
		);
	};
}

function compareBy(type: FieldType): (oldCell: string, present: CellValue) => boolean {
	switch (type.kind) {
		case 'boolean':
			return (oldCell, present) => readBoolean(oldCell) === present;
		case 'number':
			return (oldCell, present) =>
				(['.', ','] as const).some(
					(decimal) => readNumber(oldCell, { origin: 'typed', decimal }) === present,
				);
		case 'date':
			return (oldCell, present) => daysOf(oldCell).includes(String(present));
		case 'dateTime':
			return (oldCell, present) =>
				momentsOf(oldCell, type.timeZone).includes(Date.parse(String(present)));
		default:
			return () => false;
	}
}

const ORDERS = ['dayFirst', 'monthFirst'] as const;

const daysOf = (text: string): string[] =>
	ORDERS.flatMap((order) => {
		const read = readDate(text, { zone: 'UTC', order });
		return isUnreadable(read) ? [] : [read.date.toFormat('yyyy-MM-dd')];
	});

const momentsOf = (text: string, zone: string): number[] =>
	ORDERS.flatMap((order) => {
		const read = readDate(text, { zone, order });
		return isUnreadable(read) ? [] : [read.date.toMillis()];
	});
