import { nearestName } from '../../pipedText/lookup/nearestName';
import { normaliseKey, type KeyKind } from '../../records/match';
import { compileField, type CompiledField } from '../cells/compileField';
import { checkReason, compileCheck, compileRowCheck, type RowCheck } from '../check/checkRow';
import type { CheckVerdict } from '../check/checkText';
import type { BulkField } from '../cells/fields';
import type { CellRules } from '../cells/rules';
import type { FileRow } from '../rows';
import { unescapeFormula } from '../csv/escapeFormula';
import { columnLetters } from '../csv/problems';
import { foldName, type HeaderProblem, type ParsedHeader } from '../header';
import { traitsOf } from '../spreadsheet/columnTraits';
import { looksConverted } from '../spreadsheet/damage';
import { keyReasons } from './keyReasons';
import { compileMending } from './mending';
import { NO_REASONS, type RowReason } from './outcomes';
import {
	isDoubtful,
	oldTextOf,
	readPair,
	type ConsentChanges,
	type PairSettings,
	type PlannedColumn,
	type SpoiltCells,
	type StoredValues,
	type WantedCell,
} from './readPair';

export interface PlanSettings {
	rules: CellRules;
	consents: ConsentChanges;
	/** How keys are compared. Default `exact` (trimmed). */
	keyKind?: KeyKind;
	/** Cells of the file may have the apostrophe that escapes formulas in front. */
	unescapeFormulas?: boolean;
	/** Default `refuse`. */
	spoilt?: SpoiltCells;
	/** The file is one for rolling back: its check is of the [new] cells too. */
	checksNew?: boolean;
	/** The first rows of the file: what their [old] cells have in common. */
	beginning?: readonly FileRow[];
}

export interface PlannedRow {
	/** As the target is asked for it. */
	key: string;
	wanted: WantedCell[];
	/** Any reason makes the row invalid as a whole. */
	reasons: RowReason[];
	/** What the reasons are for may be settled by what is there now. */
	question?: OpenQuestion;
	/** The row as it was put together again. */
	row?: FileRow;
}

/** A row of which one cannot tell what it says before the record is read. */
export interface OpenQuestion {
	/** Whose present values are needed. */
	fieldIds: readonly string[];
	/** The plan of the row by then; with reasons again where they settle nothing. */
	answer(present: StoredValues): PlannedRow;
}

export interface FilePlan {
	fields: CompiledField[];
	keyColumn: number;
	/** The header's own, and fields that the target does not have. */
	problems: HeaderProblem[];
	/** Empty where the row has no key. */
	keyOf(cell: string | undefined): string;
	planRow(row: FileRow): PlannedRow;
	/** What stands in the [old] and [new] cells of a row without a problem; empty where there is no [old]. */
	pairsOf(row: FileRow): Array<{ field: CompiledField; old: string; fresh: string }>;
	/** The check of a row, whatever the file says of it. `id`: the target's own one of the record. */
	checkOf(row: FileRow, id?: string): string;
	/** How a row fits the check that it carries; undefined where the file has none. */
	verdictOn?: ((row: FileRow) => CheckVerdict) | undefined;
}

const NO_WANTED: WantedCell[] = [];

/**
 * Brings the header, the fields of the target and the rules together. `fields` undefined: the target takes any field, as text.
 * Pure: the same row always gives the same plan.
 */
export function compilePlan(
	header: ParsedHeader,
	fields: readonly BulkField[] | undefined,
	settings: PlanSettings,
): FilePlan {
	const { rules, consents, keyKind = 'exact', unescapeFormulas = false, beginning = [] } = settings;
	const problems: HeaderProblem[] = [...header.problems];
	const columns: PlannedColumn[] = [];
	for (const { name, oldColumn = -1, newColumn } of header.pairs) {
		const field = fields ? fieldNamed(name, fields) : anyField(name);
		const traits = traitsOf(columnOf(beginning, oldColumn));
		if (field) {
			const compiled = compileField(field, rules);
			const skipsEmpty = compiled.readNew('') === undefined;
			columns.push({ field: compiled, oldColumn, newColumn, skipsEmpty, traits });
		} else problems.push(unknownField(name, newColumn, fields ?? []));
	}
	const text = (cell: string): string => (unescapeFormulas ? unescapeFormula(cell) : cell);
	const keyOf = (cell: string | undefined): string => {
		if (cell === undefined) return '';
		return keyKind === 'exact' ? text(cell).trim() : normaliseKey(keyKind, text(cell));
	};
	const pairs: PairSettings = {
		text,
		consents,
		spoilt: settings.spoilt ?? 'refuse',
		checksNew: settings.checksNew ?? false,
	};
	const { keyColumn } = header;
	const checked = { keyColumn, columns, settings: pairs };
	const check = compileCheck(header.checkColumn, checked);
	const comparedIds = columns.flatMap(({ field, oldColumn }) =>
		oldColumn === -1 ? [] : [field.id],
	);
	const isSpoiltFile =
		check !== undefined && beginning.some((row) => isSpoilt(row, check, columns));
	const keySettings = {
		keyKind,
		traits: traitsOf(columnOf(beginning, header.keyColumn).map(text)),
		spoilt: pairs.spoilt,
	};
	const fieldIds = columns.map(({ field }) => field.id);
	const width = header.names.length;
	const mendingOf = compileMending({ width, keyColumn, columns, settings: pairs }, check);
	const planAsItStands = (row: FileRow): PlannedRow => {
		const keyCell = row.cell(header.keyColumn);
		const key = keyOf(keyCell);
		if (row.problem) {
			const { kind, column, message } = row.problem;
			return { key, wanted: NO_WANTED, reasons: [{ kind, column, message }] };
		}
		let wanted = NO_WANTED;
		const kind = row.kind?.(header.keyColumn) ?? 'text';
		let reasons = keyReasons(key, { text: text(keyCell ?? ''), kind }, header, keySettings);
		for (const column of columns) {
			const cell = readPair(column, row, pairs);
			if (cell === undefined) continue;
			if ('kind' in cell) {
				if (reasons === NO_REASONS) reasons = [cell];
				else reasons.push(cell);
			} else if (wanted === NO_WANTED) wanted = [cell];
			else wanted.push(cell);
		}
		if (check && wanted !== NO_WANTED) {
			const verdict = check.verdictOn(row);
			const reason = checkReason(verdict, keyColumn, settings.checksNew);
			if (reason) reasons = [...reasons, reason];
			else if (verdict === 'oldChanged') {
				const saidThese: WantedCell['saidThese'] = (present) => check.saidThese(row, present);
				for (const cell of wanted)
					Object.assign(cell, { isOldChanged: true, saidThese, comparedIds });
			}
			if (!settings.checksNew && (isSpoiltFile || verdict === 'oldChanged')) {
				for (const cell of wanted) if (isDoubtful(cell)) cell.isDoubtful = true;
			}
		}
		return { key, wanted, reasons };
	};
	const planRow: FilePlan['planRow'] = (row) => {
		const planned = planAsItStands(row);
		if (planned.reasons.length === 0 || planned.key === '') return planned;
		const mend = mendingOf(row, planned.reasons);
		if (!mend) return planned;
		const answer = (present: StoredValues): PlannedRow => {
			const mended = mend(present);
			if (!mended) return planned;
			const again = planRow(mended);
			const settled = again.question?.answer(present) ?? again;
			return row.problem ? { ...settled, row: mended } : settled;
		};
		return { ...planned, question: { fieldIds, answer } };
	};
	return {
		fields: columns.map(({ field }) => field),
		keyColumn: header.keyColumn,
		problems,
		keyOf,
		pairsOf: (row) =>
			columns.map(({ field, oldColumn, newColumn }) => ({
				field,
				old: oldColumn === -1 ? '' : oldTextOf(row, oldColumn, field, pairs),
				fresh: text(row.cell(newColumn) ?? ''),
			})),
		checkOf: compileRowCheck(checked),
		verdictOn: check && ((row) => check.verdictOn(row)),
		planRow,
	};
}

/** Whether a spreadsheet changed [old] cells of a row: they are not what they were, and one of them looks as if it was. */
const isSpoilt = (row: FileRow, check: RowCheck, columns: readonly PlannedColumn[]): boolean =>
	row.problem === undefined &&
	columns.some(
		({ field, oldColumn }) =>
			oldColumn !== -1 && field.isTextual && looksConverted(row.cell(oldColumn) ?? ''),
	) &&
	MISFITS.has(check.verdictOn(row));

const MISFITS: ReadonlySet<CheckVerdict> = new Set(['keyChanged', 'oldChanged', 'otherRow']);

const columnOf = (rows: readonly FileRow[], column: number): string[] =>
	column === -1 ? [] : rows.map((row) => row.cell(column) ?? '');

const anyField = (name: string): BulkField => ({ name, type: { kind: 'text' } });

function fieldNamed(name: string, fields: readonly BulkField[]): BulkField | undefined {
	const folded = foldName(name);
	return (
		fields.find((field) => foldName(field.name) === folded) ??
		fields.find(({ id }) => id !== undefined && foldName(id) === folded) ??
		unlistedField(name, fields)
	);
}

function unlistedField(name: string, fields: readonly BulkField[]): BulkField | undefined {
	const wildcard = fields.find(({ isWildcard }) => isWildcard);
	return wildcard && { ...wildcard, name, id: `${wildcard.id ?? ''}${name}` };
}

function unknownField(name: string, column: number, fields: readonly BulkField[]): HeaderProblem {
	const near = nearestName(
		name,
		fields.flatMap(({ name: known, id }) => [known, ...(id === undefined ? [] : [id])]),
	);
	const what = `The target has no field ${name} (column ${columnLetters(column + 1)})`;
	return {
		isError: true,
		column: column + 1,
		message: near === undefined ? what : `${what}. Did you mean ${near}?`,
	};
}
