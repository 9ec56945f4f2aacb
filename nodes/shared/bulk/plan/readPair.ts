import type { CompiledField } from '../cells/compileField';
import type { BulkField, CellValue, Code } from '../cells/fields';
import { Refusal } from '../cells/refusal';
import { spoilt } from '../cells/sheetCells';
import { columnLetters } from '../csv/problems';
import type { FileRow } from '../rows';
import { damageByColumn, type ColumnTraits } from '../spreadsheet/columnTraits';
import { damageByForm } from '../spreadsheet/damageByForm';
import {
	addedDamage,
	damageOf,
	looksConverted,
	showsExponent,
	type Damage,
} from '../spreadsheet/damage';
import { isSame } from '../spreadsheet/sameText';
import type { RowReason } from './outcomes';

/** Consents are legal acts: nothing, only what takes one away, or everything. */
export type ConsentChanges = 'refuse' | 'optOutOnly' | 'allow';

/**
 * Values that a spreadsheet changed without being asked, in fields whose values are texts: refuse the row, or take them as they
 * stand and [old] as if it were whole.
 */
export type SpoiltCells = 'refuse' | 'accept';

/** A cell that the user edited. */
export interface WantedCell {
	field: CompiledField;
	/** From 1. */
	column: number;
	/** Undefined where the file has no [old] for it: nothing is compared. What today's rules refuse is its text. */
	old: CellValue | undefined;
	/** As it stands in the file, where there is one. */
	oldText?: string | undefined;
	/** From 1; 0 where there is none. */
	oldColumn?: number;
	to: CellValue;
	/** As the [new] cell stands in the file, where its value is a text. */
	newText?: string | undefined;
	acceptsSpoilt?: boolean | undefined;
	/** The check of the row says that a value in [old] is not what it was when the file was made. */
	isOldChanged?: boolean;
	/** A spreadsheet changed the file, and may have made the [new] cell of something else. */
	isDoubtful?: boolean;
	/** Whether [old] said what is there now, before it was spoilt; takes the present values of all `comparedIds`. */
	saidThese?: (present: Readonly<Record<string, unknown>>) => boolean;
	comparedIds?: readonly string[];
}

export interface PlannedColumn {
	field: CompiledField;
	/** -1 where there is none. */
	oldColumn: number;
	newColumn: number;
	/** An empty [new] cell means nothing. */
	skipsEmpty: boolean;
	traits: ColumnTraits;
}

export interface PairSettings {
	/** The text of a cell without the apostrophe that escapes formulas. */
	text: (cell: string) => string;
	consents: ConsentChanges;
	spoilt: SpoiltCells;
	checksNew: boolean;
}

/** What the two cells of a field ask for: undefined where nothing, a reason where they cannot be taken. */
export function readPair(
	column: PlannedColumn,
	row: FileRow,
	settings: PairSettings,
): WantedCell | RowReason | undefined {
	const { field, oldColumn, newColumn } = column;
	if (column.skipsEmpty && row.isEmpty(newColumn)) return undefined;
	const isEqual = oldColumn !== -1 && !row.isEmpty(newColumn) && row.areEqual(oldColumn, newColumn);
	if (isEqual && !isLossy(field, row, newColumn)) return undefined;
	const newText = cellText(row, newColumn, field, settings);
	if (newText instanceof Refusal) return refusedCell(newText, field, newColumn + 1);
	const to = field.readNew(newText);
	if (to === undefined) return undefined;
	const oldText = oldColumn === -1 ? undefined : oldTextOf(row, oldColumn, field, settings);
	const damage = to === null ? undefined : newDamage(newText, oldText, column, settings);
	if (damage) {
		const isAmbiguous = to instanceof Refusal && to.isAmbiguous;
		return refusedCell({ ...spoilt(damage), isAmbiguous }, field, newColumn + 1);
	}
	if (to instanceof Refusal) return refusedCell(to, field, newColumn + 1);
	const old = oldText === undefined ? undefined : oldValue(oldText, field);
	if (isSame(old, to) && !isEqual) return undefined;
	if (field.field.isConsent && !mayChangeConsent(settings.consents, field.field, to)) {
		return consentReason(field, newColumn + 1, settings.consents);
	}
	return {
		field,
		column: newColumn + 1,
		old,
		oldText,
		oldColumn: oldColumn + 1,
		to,
		newText: field.isTextual && to !== null ? newText : undefined,
		acceptsSpoilt: settings.spoilt === 'accept' || undefined,
	};
}

/**
 * Of which digits are gone: two that look the same need not have been the same. What is there now decides. A number in this form
 * has a plus in it, and most cells have none.
 */
const isLossy = (field: CompiledField, row: FileRow, column: number): boolean =>
	field.isTextual && row.holds(column, '+') && showsExponent(row.cell(column) ?? '');

/** What a target has of a record, by field id. */
export type StoredValues = Readonly<Record<string, unknown>>;

export const valueIn = (present: StoredValues, field: CompiledField): CellValue =>
	field.canonical(Object.hasOwn(present, field.id) ? present[field.id] : null);

function cellText(
	row: FileRow,
	column: number,
	field: CompiledField,
	{ text }: PairSettings,
): string | Refusal {
	const cell = text(row.cell(column) ?? '');
	const kind = row.kind?.(column) ?? 'text';
	return kind === 'text' ? cell : field.fromSheet(cell, kind);
}

/** What cannot be meant in the field is compared as it stands. */
export function oldTextOf(
	row: FileRow,
	column: number,
	field: CompiledField,
	settings: PairSettings,
): string {
	const read = cellText(row, column, field, settings);
	return read instanceof Refusal ? (row.cell(column) ?? '') : read;
}

function oldValue(oldText: string, field: CompiledField): CellValue {
	const read = field.readOld(oldText);
	return read instanceof Refusal ? oldText : read;
}

/** Only in texts: what a spreadsheet makes of a number, a day or yes-or-no is read, or refused by its own rule. */
function newDamage(
	newText: string,
	oldText: string | undefined,
	{ field, traits }: PlannedColumn,
	settings: PairSettings,
): Damage | undefined {
	if (!field.isTextual || settings.spoilt === 'accept') return undefined;
	const { kind } = field.field.type;
	const certain =
		(oldText === undefined ? undefined : damageOf(newText, oldText)) ??
		addedDamage(newText, oldText ?? '') ??
		damageByCode(newText, field);
	// Of a closed list, it is the codes that say what can be meant.
	if (certain !== undefined || kind === 'code' || kind === 'codes') return certain;
	return damageByForm(newText, oldText ?? '') ?? damageByColumn(newText, traits, kind === 'phone');
}

/** In a file that a spreadsheet changed: a text that it may have made of another one. What was there before may say otherwise. */
export function isDoubtful({ field: { field }, newText, acceptsSpoilt }: WantedCell): boolean {
	if (newText === undefined || acceptsSpoilt) return false;
	const { type } = field;
	return type.kind === 'code'
		? type.codes.some(({ code }) => damageOf(newText, code) !== undefined)
		: (type.kind === 'text' || type.kind === 'phone') && looksConverted(newText);
}

/** Of a closed list, the code that a spreadsheet spoilt is known. */
function damageByCode(newText: string, { field }: CompiledField): Damage | undefined {
	const { type } = field;
	if (type.kind === 'codes') return damageOfList(newText, type.codes);
	if (
		type.kind !== 'code' ||
		type.codes.some(({ code, label }) => code === newText || label === newText)
	)
		return undefined;
	for (const { code } of type.codes) {
		const damage = damageOf(newText, code);
		if (damage) return damage;
	}
	return undefined;
}

/** Two codes with a comma between them are a number with decimals to some: of `10,20` it leaves `10,2` or `10.20`. */
function damageOfList(newText: string, codes: readonly Code[]): Damage | undefined {
	const [, left, sign, right] = /^(\d+)([.,])(\d+)$/.exec(newText) ?? [];
	const isOneOf = (test: (code: string) => boolean): boolean =>
		codes.some(({ code }) => test(code));
	if (!isOneOf((code) => code === left) || isOneOf((code) => code === newText)) return undefined;
	if (sign === ',' && isOneOf((code) => code === right)) return undefined;
	const isLeft = (code: string) => code.startsWith(right) && /^0*$/.test(code.slice(right.length));
	return isOneOf(isLeft) ? 'numberForm' : undefined;
}

function refusedCell(
	{ kind, message, isAmbiguous }: Refusal,
	{ field: { name } }: CompiledField,
	column: number,
): RowReason {
	const where = `[new] ${name}, column ${columnLetters(column)}`;
	const reason = { kind, field: name, column, message: `${where}: ${message}` };
	return isAmbiguous ? { ...reason, isAmbiguous } : reason;
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
