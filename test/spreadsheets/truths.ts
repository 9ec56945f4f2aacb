import type { Damage } from '../../nodes/shared/bulk/spreadsheet/damage';

/**
 * What can truly have happened to a text that came back otherwise: told by its own form, and not by what the product says. A
 * reason that names something else is a misleading one.
 */
const HAPPENINGS: ReadonlyArray<readonly [Damage, (before: string, after: string) => boolean]> = [
	[
		'lostZeros',
		(before, after) => /^0\d/.test(before) && /^\d/.test(after) && before.length > after.length,
	],
	['lostPlus', (before, after) => /^\+\s*\d/.test(before) && /^\d/.test(after)],
	['expanded', (before, after) => /^\dE\d/i.test(before) && isNumber(after)],
	['exponent', (before, after) => /\d/.test(before) && /^\d(?:[.,]\d+)?E[+-]?\d+$/i.test(after)],
	['lostDigits', (before, after) => /\d{16}/.test(before) && /\d{15}0+$/.test(after)],
	['madeDate', (before, after) => /\d/.test(before) && /\d/.test(after) && /[-./ ]/.test(after)],
	['madePercent', (before, after) => before.includes('%') || after.includes('%')],
	['thousands', (before, after) => /\d/.test(before) && /\d[ .,'\u00a0\u202f]\d{3}/.test(after)],
	['numberForm', (before, after) => isNumber(before) && isNumber(after)],
	['booleanWord', (before, after) => /^(?:true|false)$/i.test(before) && /^\p{L}+$/u.test(after)],
	['calculated', (before, after) => before.startsWith('=') && isNumber(after)],
	['lostApostrophe', (before, after) => before === `'${after}`],
	['lostTime', (before, after) => before.includes('T') && before.startsWith(after)],
	['errorWord', (_before, after) => /^#|^Err:\d/i.test(after)],
	['questionMarks', (before, after) => isBeyondAscii(before) && /[?\ufffd]/.test(after)],
	['mojibake', (before, after) => isBeyondAscii(before) && after.length > before.length],
	['otherEncoding', (before, after) => isBeyondAscii(before) && after.length === before.length],
];

const isNumber = (text: string): boolean => /^[+-]?\d+(?:[.,]\d+)?$/.test(text);
const isBeyondAscii = (text: string): boolean => /[\u0080-\uffff]/.test(text);

/** Whether `after` can be what this damage made of `before`. */
export const canHave = (damage: string, before: string, after: string): boolean =>
	before !== after && HAPPENINGS.some(([kind, test]) => kind === damage && test(before, after));
