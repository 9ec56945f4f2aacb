import type { CellValue } from '../cells/fields';
import { keyHash, TextHash } from '../plan/seenKeys';
import { plainForm } from '../spreadsheet/sameText';

/** Name of the column that tells a spoilt row from a changed one. SecuTix and other systems take no notice of it. */
export const CHECK_WORD = 'check';
export const CHECK_NAME = `[${CHECK_WORD}]`;

/** Which values checks are made of. The same for all rows of a file, so it is worked out once. */
export interface CheckedFields {
	/** Folded ids of the fields. */
	names: readonly string[];
	/** Two letters for which they are. */
	letters: string;
	/** In that of their names: the fields of a file may stand in another order than those of the one that its checks were made for. */
	order: readonly number[];
}

/** What the check of a row is made of: its key, and the canonical value of each field. */
export interface CheckedRow {
	key: string;
	values: readonly CellValue[];
}

/** A [new] cell that nobody is to change, among the fields of a check. */
export const newName = (name: string): string => `new ${name}`;

export function checkedFields(names: readonly string[]): CheckedFields {
	const order = names.map((_name, index) => index);
	order.sort((left, right) => (names[left] < names[right] ? -1 : 1));
	const inOrder = order.map((index) => names[index]).join('\n');
	return { names, order, letters: lettersOf(keyHash(inOrder), 2) };
}

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
export function writeCheck(
	fields: CheckedFields,
	{ key, values }: CheckedRow,
	id?: string,
): string {
	const letters = ofKey(key) + fields.letters + ofValues(fields, values);
	return id === undefined || id === '' ? letters : `${letters}:${id}`;
}

/** Whether a check was made for the key. */
export const isCheckedKey = (check: string, key: string): boolean =>
	SHAPE.exec(check.trim())?.[1] === ofKey(key);

/** Where some fields were taken out of the file, only the key can be looked at. */
export function verifyCheck(
	check: string,
	fields: CheckedFields,
	{ key, values }: CheckedRow,
): CheckVerdict {
	const shape = SHAPE.exec(check.trim());
	if (!shape) return 'unknown';
	const [, lettersOfKey, lettersOfNames, lettersOfValues] = shape;
	const isKey = lettersOfKey === ofKey(key);
	const isOld = lettersOfNames !== fields.letters || lettersOfValues === ofValues(fields, values);
	if (isKey) return isOld ? 'fits' : 'oldChanged';
	return isOld ? 'keyChanged' : 'otherRow';
}

const ofKey = (key: string): string => lettersOf(keyHash(plainForm(key).trim()), 4);

function ofValues({ names, order }: CheckedFields, values: readonly CellValue[]): string {
	const hash = new TextHash();
	for (const index of order) {
		const value = values[index];
		hash.add(names[index]).add('\t');
		if (value !== null) hash.addPlain(String(value));
		hash.add('\n\n');
	}
	return lettersOf(hash.value, 4);
}

/** Divided once while it is as large as a hash: with small numbers the rest goes much quicker. */
function lettersOf(hash: number, count: number): string {
	let rest = hash % LETTERS.length ** count;
	let letters = '';
	for (let at = 0; at < count; at++) {
		const next = Math.trunc(rest / LETTERS.length);
		letters += LETTERS[rest - next * LETTERS.length];
		rest = next;
	}
	return letters;
}
