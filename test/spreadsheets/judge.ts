import type { CellValue, RowOutcome } from '../../nodes/shared/bulk';
import type { RowReason } from '../../nodes/shared/bulk/plan/outcomes';
import { plainForm } from '../../nodes/shared/bulk/spreadsheet/sameText';
import { FIELDS } from './fields';
import type { TrialLocale } from './locales';
import type { TrialRow } from './rows';
import { newColumnOf, type Reading, type TrialRecord } from './trial';
import { canHave } from './truths';

/**
 * `right`: what was meant would be written, and nothing else. `named`: refused with what truly happened. `misleading`: refused
 * with something that did not happen. `wrong`: something else would be written, or nothing, and nobody is told.
 */
export type Verdict = 'right' | 'named' | 'misleading' | 'wrong';

export interface JudgedRow {
	row: TrialRow;
	verdict: Verdict;
	/** What was found, for a person. */
	told: string;
}

/** A file that is refused as a whole has to be refused with this. */
export type WholeFile = RegExp | undefined;

/** What the cells of a row were when the file was handed to a person; keys are the same in all formats. */
export interface GivenRow {
	cells: readonly string[];
	typed: string;
}

export function judge(
	rows: readonly TrialRow[],
	records: readonly TrialRecord[],
	given: readonly GivenRow[],
	reading: Reading,
	wholeFile: WholeFile,
): JudgedRow[] {
	const { refusal } = reading;
	if (refusal !== undefined) {
		const verdict: Verdict = wholeFile?.test(refusal) ? 'named' : 'misleading';
		return rows.map((row) => ({ row, verdict, told: refusal }));
	}
	const inOrder = reading.outcomes.length === rows.length;
	return rows.map((row, index) => {
		const { key } = records[index];
		const found = inOrder
			? reading.outcomes[index]
			: reading.outcomes.find((outcome) => outcome.key === key);
		return { row, ...judgeRow(row, key, given[index], found) };
	});
}

type Judged = Pick<JudgedRow, 'verdict' | 'told'>;

function judgeRow(
	row: TrialRow,
	key: string,
	given: GivenRow,
	found: RowOutcome | undefined,
): Judged {
	if (!found) return { verdict: 'wrong', told: 'the row is gone' };
	const { outcome, reasons, changes } = found;
	const written = changes.map(({ field, to }) => `${field.name}: ${shown(to)}`).join(', ');
	if (outcome === 'ok') {
		const isRight =
			found.key === key &&
			changes.length === 1 &&
			changes[0].field.name === row.field &&
			isSameValue(changes[0].to, row.meant ?? null);
		return isRight
			? { verdict: 'right', told: written }
			: { verdict: 'wrong', told: `${found.key} ${written}, meant ${shown(row.meant ?? null)}` };
	}
	if (outcome === 'unchanged') {
		return row.typed === undefined
			? { verdict: 'right', told: 'unchanged' }
			: { verdict: 'wrong', told: 'the edit is gone' };
	}
	const told = `${outcome}: ${reasons.map(({ kind, message }) => `${kind}: ${message}`).join(' | ')}`;
	const isTrue =
		reasons.length > 0 && reasons.every((reason) => isTrueReason(reason, row, given, found));
	return { verdict: isTrue ? 'named' : 'misleading', told };
}

const isSameValue = (found: CellValue, meant: CellValue): boolean =>
	typeof found === 'string' && typeof meant === 'string'
		? plainForm(found) === plainForm(meant)
		: found === meant;

const shown = (value: CellValue): string => JSON.stringify(value);

/** Reasons that say of a typed cell what it is, and are true where it cannot be read otherwise. */
const OF_TYPES: Readonly<Record<string, string>> = {
	notANumber: 'number',
	notADate: 'date dateTime',
	notABoolean: 'boolean',
};

function isTrueReason(
	reason: RowReason,
	row: TrialRow,
	given: GivenRow,
	found: RowOutcome,
): boolean {
	const column = reason.column - 1;
	const after = found.cells[column] ?? '';
	const isNew = row.field !== undefined && column === newColumnOf(row.field);
	const before = isNew ? given.typed : (given.cells[column] ?? '');
	const isSpoilt = after !== before;
	switch (reason.kind) {
		case 'keyChanged':
		case 'mangledKey':
			return column === 0 && isSpoilt;
		case 'notFound':
			// It names no column.
			return found.cells[0] !== given.cells[0] && /removed leading zeros/.test(reason.message);
		case 'oldChanged':
			// Its column is that of the [new] cell.
			return found.cells[column - 1] !== given.cells[column - 1];
		case 'otherRow':
			return found.cells[0] !== given.cells[0];
		case 'shortRow':
		case 'longRow':
		case 'unnamedColumn':
			return found.cells.length !== given.cells.length;
	}
	if (reason.kind === 'doubtful') return found.cells.some((cell, at) => cell !== given.cells[at]);
	if (reason.kind === 'notAPhone') return isSpoilt && canHave('exponent', before, after);
	const kinds = OF_TYPES[reason.kind];
	if (kinds !== undefined) {
		const type = FIELDS.find(({ name }) => name === row.field)?.type.kind ?? '';
		return isNew && kinds.split(' ').includes(type);
	}
	return isSpoilt && canHave(reason.kind, before, after);
}

export interface Count {
	rows: number;
	right: number;
	named: number;
	misleading: number;
	wrong: number;
}

export function countOf(judged: readonly JudgedRow[]): Count {
	const count: Count = { rows: judged.length, right: 0, named: 0, misleading: 0, wrong: 0 };
	for (const { verdict } of judged) count[verdict]++;
	return count;
}

export const typedBy = ({ typed = '' }: TrialRow, locale: TrialLocale): string =>
	typeof typed === 'function' ? typed(locale) : typed;
