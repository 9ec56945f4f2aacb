import type { Damage } from '../spreadsheet/damage';
import type { CellValue } from './fields';

export type RefusalKind =
	| 'notABoolean'
	| 'unknownCode'
	| 'notANumber'
	| 'outOfRange'
	| 'notADate'
	| 'notAnEmail'
	| 'notAPhone'
	| 'tooLong'
	| 'clearNotAllowed'
	| 'looksLikeToken'
	| 'uncalculated'
	| Damage;

/** Why a cell cannot be taken, and what to write instead. Names values of closed lists, never personal data. */
export class Refusal {
	constructor(
		readonly kind: RefusalKind,
		readonly message: string,
		/** It can be read in two ways: what the row says was there may tell which is meant. */
		readonly isAmbiguous = false,
	) {}
}

/** One type of field, ready for many cells. Cells are never empty and never a clear token here. */
export interface CellReader {
	/** Equal text is the same value, and there is nothing to check but its length. */
	isPlain: boolean;
	read(cell: string): CellValue | Refusal;
	/** A value of the target in the form in which `read` gives it. */
	canonical(value: unknown): CellValue;
	/** What `read` would give the value for. */
	write(value: NonNullable<CellValue>): string;
}

const MANGLED = /^\s*[+-]?\d(?:[.,]\d+)?E[+-]?\d+\s*$/i;

/** What is left of a long number that a spreadsheet took for one. */
export const isMangledNumber = (cell: string): boolean => MANGLED.test(cell);
