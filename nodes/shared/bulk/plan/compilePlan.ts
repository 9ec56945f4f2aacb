import { nearestName } from '../../pipedText/lookup/nearestName';
import { normaliseKey, type KeyKind } from '../../records/match';
import { compileField, type CompiledField } from '../cells/compileField';
import type { BulkField, CellValue } from '../cells/fields';
import { isMangledNumber, Refusal } from '../cells/refusal';
import type { CellRules } from '../cells/rules';
import type { FileRow } from '../rows';
import { unescapeFormula } from '../csv/escapeFormula';
import { columnLetters } from '../csv/problems';
import { foldName, type HeaderProblem, type ParsedHeader } from '../header';
import { NO_REASONS, type RowReason } from './outcomes';

/** Consents are legal acts: nothing, only what takes one away, or everything. */
export type ConsentChanges = 'refuse' | 'optOutOnly' | 'allow';

export interface PlanSettings {
	rules: CellRules;
	consents: ConsentChanges;
	/** How keys are compared. Default `exact` (trimmed). */
	keyKind?: KeyKind;
	/** Cells of the file may have the apostrophe that escapes formulas in front. */
	unescapeFormulas?: boolean;
}

/** A cell that the user edited. */
export interface WantedCell {
	field: CompiledField;
	/** From 1. */
	column: number;
	/** Undefined where the file has no [old] for it: nothing is compared. */
	old: CellValue | undefined;
	to: CellValue;
}

export interface PlannedRow {
	/** As the target is asked for it. */
	key: string;
	wanted: WantedCell[];
	/** Any reason makes the row invalid as a whole. */
	reasons: RowReason[];
}

export interface FilePlan {
	fields: CompiledField[];
	keyColumn: number;
	/** The header's own, and fields that the target does not have. */
	problems: HeaderProblem[];
	/** Empty where the row has no key. */
	keyOf(cell: string | undefined): string;
	planRow(row: FileRow): PlannedRow;
}

interface PlannedColumn {
	field: CompiledField;
	oldColumn: number;
	newColumn: number;
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
	const { rules, consents, keyKind = 'exact', unescapeFormulas = false } = settings;
	const problems: HeaderProblem[] = [...header.problems];
	const columns: PlannedColumn[] = [];
	for (const { name, oldColumn = -1, newColumn } of header.pairs) {
		const field = fields ? fieldNamed(name, fields) : anyField(name);
		if (field) columns.push({ field: compileField(field, rules), oldColumn, newColumn });
		else problems.push(unknownField(name, newColumn, fields ?? []));
	}
	const text = (cell: string): string => (unescapeFormulas ? unescapeFormula(cell) : cell);
	const keyOf = (cell: string | undefined): string => {
		if (cell === undefined) return '';
		return keyKind === 'exact' ? text(cell).trim() : normaliseKey(keyKind, text(cell));
	};
	return {
		fields: columns.map(({ field }) => field),
		keyColumn: header.keyColumn,
		problems,
		keyOf,
		planRow(row) {
			const keyCell = row.cell(header.keyColumn);
			const key = keyOf(keyCell);
			if (row.problem) {
				const { kind, column, message } = row.problem;
				return { key, wanted: NO_WANTED, reasons: [{ kind, column, message }] };
			}
			let wanted = NO_WANTED;
			let reasons = keyReasons(key, keyCell ?? '', header);
			for (const column of columns) {
				const cell = readPair(column, row, text, consents);
				if (cell === undefined) continue;
				if ('kind' in cell) {
					if (reasons === NO_REASONS) reasons = [cell];
					else reasons.push(cell);
				} else if (wanted === NO_WANTED) wanted = [cell];
				else wanted.push(cell);
			}
			return { key, wanted, reasons };
		},
	};
}

/** The cell too, since comparing as a telephone number would drop the E. */
function keyReasons(key: string, cell: string, { keyColumn, names }: ParsedHeader): RowReason[] {
	const reason = (kind: string, message: string) => [{ kind, column: keyColumn + 1, message }];
	if (key === '') return reason('noKey', `The key (${names[keyColumn]}) is empty`);
	// Most keys end in a digit and hold no E; the test is for those that a spreadsheet has eaten.
	if (/e/i.test(cell) && isMangledNumber(cell)) {
		return reason(
			'mangledKey',
			'A spreadsheet turned the key into a number (as in 3.36E+10); format the column as text and enter it again',
		);
	}
	return NO_REASONS;
}

function readPair(
	{ field, oldColumn, newColumn }: PlannedColumn,
	row: FileRow,
	text: (cell: string) => string,
	consents: ConsentChanges,
): WantedCell | RowReason | undefined {
	const isSame = field.isPlain && oldColumn !== -1 && row.areEqual(oldColumn, newColumn);
	if (isSame && !row.isEmpty(newColumn)) return undefined;
	const newCell = row.cell(newColumn) ?? '';
	const oldCell = oldColumn === -1 ? undefined : row.cell(oldColumn);
	const to = field.readNew(text(newCell));
	if (to === undefined) return undefined;
	if (to instanceof Refusal) return refusedCell(to, 'new', field, newColumn + 1);
	const old = oldCell === undefined ? undefined : field.readOld(text(oldCell));
	if (old instanceof Refusal) return refusedCell(old, 'old', field, oldColumn + 1);
	if (old === to) return undefined;
	if (field.field.isConsent && !mayChangeConsent(consents, field.field, to)) {
		return consentReason(field, newColumn + 1, consents);
	}
	return { field, column: newColumn + 1, old, to };
}

function refusedCell(
	{ kind, message }: Refusal,
	which: 'old' | 'new',
	{ field }: CompiledField,
	column: number,
): RowReason {
	const where = `[${which}] ${field.name}, column ${columnLetters(column)}`;
	return {
		kind: which === 'old' ? 'unreadableOld' : kind,
		field: field.name,
		column,
		message: `${where}: ${message}`,
	};
}

const mayChangeConsent = (consents: ConsentChanges, field: BulkField, to: CellValue): boolean =>
	consents === 'allow' || (consents === 'optOutOnly' && takesConsentAway(field, to));

/** Whether a consent that is set to this value is none any more. */
export const takesConsentAway = ({ optOutValue = false }: BulkField, to: CellValue): boolean =>
	to === optOutValue || (to === null && !optOutValue);

function consentReason(
	{ field }: CompiledField,
	column: number,
	consents: ConsentChanges,
): RowReason {
	const message =
		consents === 'optOutOnly'
			? `${field.name} is a consent, and only taking consents away is switched on`
			: `${field.name} is a consent, and changing consents is not confirmed`;
	return { kind: 'consentNotConfirmed', field: field.name, column, message };
}

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
