import type { CellKind } from '../rows';
import { DAMAGE_TEXTS, damageRemedy, type Damage } from '../spreadsheet/damage';
import type { FieldType } from './fields';
import { writeNumber } from './numbers';
import { Refusal, type CellReader } from './refusal';
import type { BooleanWords } from './rules';

/** A cell of a workbook as the text that says the same in a CSV file. Texts are left as they are. */
export type ReadSheetCell = (text: string, kind: CellKind) => string | Refusal;

/** For a damage that is certain. */
export const spoilt = (damage: Damage): Refusal =>
	new Refusal(damage, `${capital(DAMAGE_TEXTS[damage])}. ${damageRemedy(damage)}`);

const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);

const UNCALCULATED = new Refusal(
	'uncalculated',
	'The cell holds a formula whose result is not in the file. Open the file in the spreadsheet program and save it, or enter the value itself',
);
const PERCENTAGE = new Refusal(
	'madePercent',
	'The cell is a percentage, which is ambiguous. Format the column as a number and write 5 or 0.05',
);

/**
 * A number keeps its value whatever the decimal sign of the rules; a date is written as the field's own format says. What cannot
 * be meant in such a field is refused: nobody knows what was typed before the spreadsheet made a date of it.
 */
export function compileSheetCells(
	type: FieldType,
	reader: CellReader,
	{ booleans }: { booleans: BooleanWords },
): ReadSheetCell {
	const asDate = (text: string): string | Refusal => {
		if (type.kind === 'date') return /T/.test(text) ? text : reader.write(text);
		return type.kind === 'dateTime' || type.kind === 'stored' ? text : spoilt('madeDate');
	};
	const asNumber = (text: string): string | Refusal => {
		if (type.kind === 'number')
			return writeNumber(Number(text), { decimalSeparator: 'either', ...type });
		// What is longer was rounded when it was stored.
		return /e/i.test(text) || text.replace(/\D/g, '').length > 15 ? spoilt('lostDigits') : text;
	};
	const asBoolean = (text: string): string => {
		if (type.kind === 'boolean') return booleans[text === 'TRUE' ? 'true' : 'false'][0];
		return type.kind === 'stored' ? text.toLowerCase() : text;
	};
	return (text, kind) => {
		switch (kind) {
			case 'number':
				return asNumber(text);
			case 'percent':
				return type.kind === 'number' ? PERCENTAGE : text;
			case 'date':
				return asDate(text);
			case 'boolean':
				return asBoolean(text);
			case 'error':
				return spoilt('errorWord');
			case 'uncalculated':
				return UNCALCULATED;
			default:
				return text;
		}
	};
}
