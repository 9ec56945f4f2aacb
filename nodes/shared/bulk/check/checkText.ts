import type { CellValue } from '../cells/fields';
import { keyHash } from '../plan/seenKeys';
import { plainForm } from '../spreadsheet/sameText';

/** Name of the column that tells a spoilt row from a changed one. SecuTix and other systems take no notice of it. */
export const CHECK_WORD = 'check';
export const CHECK_NAME = `[${CHECK_WORD}]`;

/** What a check was made of. */
export interface CheckedRow {
	key: string;
	/** Canonical value of each [old], by the folded name of its field. */
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
 * It guards against slips and not against anybody: one wrong key in 130,000 fits by chance.
 */
export function writeCheck({ key, old }: CheckedRow, id?: string): string {
	const letters =
		lettersOf(keyText(key), 4) + lettersOf(namesText(old), 2) + lettersOf(oldText(old), 4);
	return id === undefined || id === '' ? letters : `${letters}:${id}`;
}

/** The fields may stand in another order. Where some were taken out of the file, only the key can be looked at. */
export function verifyCheck(check: string, { key, old }: CheckedRow): CheckVerdict {
	const shape = SHAPE.exec(check.trim());
	if (!shape) return 'unknown';
	const [, ofKey, ofNames, ofOld] = shape;
	const isKey = ofKey === lettersOf(keyText(key), 4);
	const isOld = ofNames !== lettersOf(namesText(old), 2) || ofOld === lettersOf(oldText(old), 4);
	if (isKey) return isOld ? 'fits' : 'oldChanged';
	return isOld ? 'keyChanged' : 'otherRow';
}

const keyText = (key: string): string => plainForm(key).trim();

const namesText = (old: CheckedRow['old']): string =>
	old
		.map(([name]) => name)
		.sort()
		.join('\n');

const oldText = (old: CheckedRow['old']): string =>
	old
		.map(([name, value]) => `${name}\t${value === null ? '' : plainForm(String(value))}`)
		.sort()
		.join('\n\n');

function lettersOf(text: string, count: number): string {
	let rest = keyHash(text);
	let letters = '';
	for (let at = 0; at < count; at++) {
		letters += LETTERS[rest % LETTERS.length];
		rest = Math.floor(rest / LETTERS.length);
	}
	return letters;
}
