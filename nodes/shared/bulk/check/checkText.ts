import type { CellValue } from '../cells/fields';
import { keyHash, TextHash } from '../plan/seenKeys';
import { plainForm } from '../spreadsheet/sameText';

/** Name of the column that tells a spoilt row from a changed one. SecuTix and other systems take no notice of it. */
export const CHECK_WORD = 'check';
export const CHECK_NAME = `[${CHECK_WORD}]`;

/** Which values checks are made of, by the folded ids of their fields. The same for all rows of a file, so it is worked out once. */
export interface CheckedFields {
	/** Two letters for which they are. */
	letters: string;
	/** In that of their names: the fields of a file may stand in another order than those of the one that its checks were made for. */
	order: readonly number[];
	/** What is hashed in front of each value, in the same order. */
	leads: readonly string[];
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
	const inOrder = order.map((index) => names[index]);
	// Joined, since a text that is put together in another way is slower to go through.
	const leads = inOrder.map((name, at) => [at === 0 ? '' : END, name, '\t'].join(''));
	return { order, leads, letters: twoLetters(keyHash(inOrder.join('\n'))) };
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

const ofKey = (key: string): string => fourLetters(keyHash(plainForm(key).trim()));

/** Behind each value. */
const END = '\n\n';

function ofValues({ order, leads }: CheckedFields, values: readonly CellValue[]): string {
	const hash = new TextHash();
	for (let at = 0; at < order.length; at++) {
		const value = values[order[at]];
		hash.add(leads[at]);
		if (value !== null) hash.addPlain(typeof value === 'string' ? value : String(value));
	}
	if (order.length > 0) hash.add(END);
	return fourLetters(hash.value);
}

/** All of two letters; the first one changes faster. */
const PAIRS = [...LETTERS].flatMap((second) => [...LETTERS].map((first) => first + second));

const twoLetters = (hash: number): string => PAIRS[hash % PAIRS.length];

/** Divided once while it is as large as a hash: with small numbers the rest goes much quicker. */
function fourLetters(hash: number): string {
	const rest = hash % PAIRS.length ** 2;
	return PAIRS[rest % PAIRS.length] + PAIRS[Math.trunc(rest / PAIRS.length)];
}
