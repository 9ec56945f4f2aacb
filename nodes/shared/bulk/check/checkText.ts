import type { CellValue } from '../cells/fields';
import { keyHash } from '../plan/seenKeys';
import { plainForm } from '../spreadsheet/sameText';

/** Name of the column that tells a spoilt row from a changed one. SecuTix and other systems take no notice of it. */
export const CHECK_WORD = 'check';
export const CHECK_NAME = `[${CHECK_WORD}]`;

/** What a check was made of. */
export interface CheckedRow {
	key: string;
	/** Canonical value of each [old], by the folded id of its field. */
	old: ReadonlyArray<readonly [name: string, value: CellValue]>;
}

/** A [new] cell that nobody is to change, among the values of a check. */
export const newEntry = (name: string, cell: string) => [`new ${name}`, cell] as const;

/**
 * How a row fits the check that it carries. `unknown`: it has none, or one that was not made here. `keyChanged`: the key is another
 * one. `oldChanged`: a value in [old] is. `otherRow`: both are, as in a row that was put together from two, or comes from another
 * file.
 */
export type CheckVerdict = 'fits' | 'unknown' | 'keyChanged' | 'oldChanged' | 'otherRow';

/** No word, month or number of any language is made of these alone, so no spreadsheet takes the text for anything else. */
const LETTERS = 'bcdfghjkmnpqrstvwxz';
const SHAPE = new RegExp(`^([${LETTERS}]{4})([${LETTERS}]{2})([${LETTERS}]{4})(?::([^]*))?$`);

/**
 * Four letters for the key, two for which fields there are and four for their [old] values; then the record's id, if it has one.
 * It catches slips and not against anybody: one wrong key in 130,000 fits by chance.
 */
export function writeCheck({ key, old }: CheckedRow, id?: string): string {
	const { ofNames, order } = columnsOf(old);
	const letters = lettersOf(keyText(key), 4) + ofNames + lettersOf(oldText(old, order), 4);
	return id === undefined || id === '' ? letters : `${letters}:${id}`;
}

/** Whether a check was made for the key. */
export const isCheckedKey = (check: string, key: string): boolean =>
	SHAPE.exec(check.trim())?.[1] === lettersOf(keyText(key), 4);

/** The fields may stand in another order. Where some were taken out of the file, only the key can be looked at. */
export function verifyCheck(check: string, { key, old }: CheckedRow): CheckVerdict {
	const shape = SHAPE.exec(check.trim());
	if (!shape) return 'unknown';
	const [, ofKey, ofNames, ofOld] = shape;
	const isKey = ofKey === lettersOf(keyText(key), 4);
	const columns = columnsOf(old);
	const isOld = ofNames !== columns.ofNames || ofOld === lettersOf(oldText(old, columns.order), 4);
	if (isKey) return isOld ? 'fits' : 'oldChanged';
	return isOld ? 'keyChanged' : 'otherRow';
}

const keyText = (key: string): string => plainForm(key).trim();

interface CheckedColumns {
	/** Two letters for which they are. */
	ofNames: string;
	/** In that of their names. */
	order: readonly number[];
}

/** The same for all rows of a file. */
const known = new Map<string, CheckedColumns>();
const MOST_KNOWN = 100;

function columnsOf(old: CheckedRow['old']): CheckedColumns {
	let id = '';
	for (const [name] of old) id += `${name}\n`;
	const found = known.get(id);
	if (found) return found;
	const names = old.map(([name]) => name);
	const order = names.map((_name, index) => index);
	order.sort((left, right) => (names[left] < names[right] ? -1 : 1));
	const made = { ofNames: lettersOf(order.map((index) => names[index]).join('\n'), 2), order };
	if (known.size >= MOST_KNOWN) known.clear();
	known.set(id, made);
	return made;
}

function oldText(old: CheckedRow['old'], order: readonly number[]): string {
	let text = '';
	for (const index of order) {
		const [name, value] = old[index];
		text += `${name}\t${value === null ? '' : plainForm(String(value))}\n\n`;
	}
	return text;
}

function lettersOf(text: string, count: number): string {
	let rest = keyHash(text);
	let letters = '';
	for (let at = 0; at < count; at++) {
		letters += LETTERS[rest % LETTERS.length];
		rest = Math.floor(rest / LETTERS.length);
	}
	return letters;
}
