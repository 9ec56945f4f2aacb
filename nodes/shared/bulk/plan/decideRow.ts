import type { CompiledField } from '../cells/compileField';
import type { CellValue, FieldType } from '../cells/fields';
import { columnLetters } from '../csv/problems';
import {
	DAMAGE_TEXTS,
	damageOf,
	addedDamage,
	damageRemedy,
	mayBeOfEncoding,
	visibleDamage,
	type Damage,
} from '../spreadsheet/damage';
import { damageByColumn, type ColumnTraits } from '../spreadsheet/columnTraits';
import { damageByFile, type EncodingDamage } from '../spreadsheet/damageByFile';
import { damageByForm } from '../spreadsheet/damageByForm';
import { isSame } from '../spreadsheet/sameText';
import type { PlannedRow } from './compilePlan';
import { valueIn, type StoredValues, type WantedCell } from './readPair';
import { NO_CHANGES, NO_REASONS, type FieldChange, type Outcome, type RowReason } from './outcomes';

/**
 * When the present value is neither [old] nor [new]: leave the row alone, write over it, write only where there is nothing now,
 * or leave the row alone and end the run.
 */
export type ConflictPolicy = 'skip' | 'overwrite' | 'onlyIfEmpty' | 'stop';

export interface Decision {
	outcome: Extract<Outcome, 'ok' | 'unchanged' | 'conflict' | 'failed'>;
	reasons: RowReason[];
	changes: FieldChange[];
	alreadyThere: FieldChange[];
}

const UNCHANGED: Decision = {
	outcome: 'unchanged',
	reasons: NO_REASONS,
	changes: NO_CHANGES,
	alreadyThere: NO_CHANGES,
};

/** What is seen in the rows that are looked up together, since [old] may be spoilt in all of them. */
export interface RowsAround {
	/** What the present values of a field have in common. */
	traits(field: CompiledField): ColumnTraits;
	/** What an encoding did to [old] cells of the file. */
	encodingDamages(): ReadonlySet<EncodingDamage>;
}

const NO_ROWS: RowsAround = { traits: () => ({}), encodingDamages: () => new Set() };

/** The present values by field id; undefined where the target cannot be read: then [old] is taken for them. */
export type PresentValues = StoredValues | undefined;

/**
 * A row is applied as a whole or not at all. What is [new] already is no change, whatever [old] says: so a run that is
 * started again finds nothing left to do where it has been.
 */
export function decideRow(
	{ wanted }: Pick<PlannedRow, 'wanted'>,
	present: PresentValues,
	policy: ConflictPolicy,
	around: RowsAround = NO_ROWS,
): Decision {
	if (wanted.length === 0) return UNCHANGED;
	const proof = wanted[0].saidThese && proofBy(wanted[0].saidThese, wanted, present);
	let changes = NO_CHANGES;
	let reasons = NO_REASONS;
	let alreadyThere = NO_CHANGES;
	for (const cell of wanted) {
		const { field, old, to } = cell;
		const from = presentValue(cell, present);
		if (isSame(from, to)) {
			if (old !== undefined) {
				const isOldSpoilt = cell.isOldChanged === true && proof?.isOldWhole() === false;
				const found = { field: field.field, from: old, to, ...(isOldSpoilt && { isOldSpoilt }) };
				alreadyThere = [...alreadyThere, found];
			}
			continue;
		}
		const isConflict =
			old !== undefined &&
			(present === undefined
				? cell.isOldChanged === true
				: !isOld(cell, from) && !(isSpoiltOld(cell, from) && proof?.isUntouched() === true));
		const mayWrite = policy === 'overwrite' || (policy === 'onlyIfEmpty' && from === null);
		const spoiltBy = isConflict && !mayWrite ? undefined : spoiltNew(cell, from, around);
		if (isConflict && !mayWrite)
			reasons = present === undefined ? SPOILT_SOMEWHERE : [...reasons, conflictOf(cell, from)];
		else if (spoiltBy) reasons = [...reasons, spoiltBy];
		else changes = [...changes, { field: field.field, from, to }];
	}
	if (reasons.length > 0) return { ...UNCHANGED, outcome: 'conflict', reasons, alreadyThere };
	if (changes.length === 0) return { ...UNCHANGED, alreadyThere };
	return { outcome: 'ok', reasons, changes, alreadyThere };
}

/** What the check of a row proves whose [old] cells were changed in the file. Few rows have such a proof. */
function proofBy(
	saidThese: NonNullable<WantedCell['saidThese']>,
	wanted: readonly WantedCell[],
	present: PresentValues,
) {
	return {
		/** [old] said what is there now. */
		isUntouched: once(() => present !== undefined && saidThese(present)),
		/** The cells that were edited still say what they said. */
		isOldWhole: once(() => saidThese({ ...present, ...oldValues(wanted) })),
	};
}

/** Asked of each cell of a row. */
function once(ask: () => boolean): () => boolean {
	let answer: boolean | undefined;
	return () => (answer ??= ask());
}

const oldValues = (wanted: readonly WantedCell[]): Record<string, CellValue> =>
	Object.fromEntries(wanted.map(({ field, old = null }) => [field.id, old]));

/** Whether what was sent has arrived: for targets that take files and say nothing. */
export function verifyRow(
	{ wanted }: Pick<PlannedRow, 'wanted'>,
	present: PresentValues,
): Decision {
	const missing = wanted.flatMap((cell): RowReason[] => {
		const now = presentValue(cell, present);
		if (isSame(now, cell.to)) return [];
		const { name } = cell.field.field;
		const kind = isOld(cell, now) ? 'notArrived' : 'otherValue';
		const message =
			kind === 'notArrived'
				? `${name} still has its [old] value`
				: `${name} has a value that is neither [old] nor [new]`;
		return [{ kind, field: name, column: cell.column, message }];
	});
	if (missing.length > 0) return { ...UNCHANGED, outcome: 'failed', reasons: missing };
	if (wanted.length === 0) return UNCHANGED;
	const changes = wanted.map(({ field, old, to }) => ({
		field: field.field,
		from: old ?? null,
		to,
	}));
	return { ...UNCHANGED, outcome: 'ok', changes };
}

function presentValue({ field, old }: WantedCell, present: PresentValues): CellValue {
	if (present === undefined) return old ?? null;
	return valueIn(present, field);
}

/** [old] says what is there, be it in the form that a spreadsheet gave it. */
function isOld({ field, old, oldText, acceptsSpoilt }: WantedCell, from: CellValue): boolean {
	if (isSame(from, old)) return true;
	if (oldText === undefined) return false;
	if (field.isOldOf(oldText, from)) return true;
	return acceptsSpoilt === true && isSpoiltOld({ field, oldText }, from);
}

/** [old] is what a spreadsheet makes of what is there. An error says nothing of it. */
function isSpoiltOld(
	{ field, oldText }: Pick<WantedCell, 'field' | 'oldText'>,
	from: CellValue,
): boolean {
	const damage = oldText === undefined ? undefined : spoiltOld(field, oldText, from);
	return damage !== undefined && damage !== 'errorWord';
}

export const spoiltOld = (
	field: CompiledField,
	oldText: string,
	from: CellValue,
): Damage | undefined =>
	visibleDamage(oldText) ?? (from === null ? undefined : damageOf(oldText, field.writeOld(from)));

/** What a spreadsheet made of the value that is there now: nobody meant to change it. */
function spoiltNew(
	{ field, column, oldText, newText, acceptsSpoilt, isDoubtful = false }: WantedCell,
	from: CellValue,
	around: RowsAround,
): RowReason | undefined {
	if (newText === undefined || acceptsSpoilt) return undefined;
	const was = from === null ? '' : field.writeOld(from);
	const { kind } = field.field.type;
	const isCode = kind === 'code' || kind === 'codes';
	const damage =
		// With what [old] says, the new text was compared when the row was read.
		(was === oldText ? undefined : damageBetween(newText, was, isCode)) ??
		// Of a closed list, it is the codes that say what can be meant.
		(isCode ? undefined : damageByColumn(newText, () => around.traits(field), kind === 'phone')) ??
		(mayBeOfEncoding(newText) ? damageByFile(newText, around.encodingDamages()) : undefined) ??
		(isDoubtful && isUnanswered(kind, newText, was) ? 'doubtful' : undefined);
	return damage && spoiltReason(damage, 'new', field, column);
}

const damageBetween = (newText: string, was: string, isCode: boolean): Damage | undefined =>
	damageOf(newText, was) ??
	addedDamage(newText, was) ??
	(isCode ? undefined : damageByForm(newText, was));

/** Where there was a value before, its form has said by now whether the new one may be what is left of such a value. */
const isUnanswered = (kind: FieldType['kind'], newText: string, was: string): boolean =>
	was === '' || kind === 'code' || newText.includes('?');

function spoiltReason(
	damage: Damage,
	which: 'old' | 'new',
	{ field: { name } }: CompiledField,
	column: number,
): RowReason {
	const where = `[${which}] ${name}, column ${columnLetters(column)}`;
	const message = `${where}: ${DAMAGE_TEXTS[damage]}. ${damageRemedy(damage)}`;
	return { kind: damage, field: name, column, message };
}

/** Where the target cannot be read: which of the [old] cells it is, the check does not say. */
const SPOILT_SOMEWHERE: RowReason[] = [
	{
		kind: 'oldChanged',
		column: 0,
		message:
			'An [old] cell of the row was changed in the file since it was made, by a spreadsheet or by hand. Take the row from the template again',
	},
];

function conflictOf(
	{ field, column, oldText, oldColumn = 0, isOldChanged }: WantedCell,
	from: CellValue,
): RowReason {
	const { name } = field.field;
	const damage = oldText === undefined ? undefined : spoiltOld(field, oldText, from);
	if (damage) return spoiltReason(damage, 'old', field, oldColumn);
	if (isOldChanged) {
		const where = `[old] ${name}, column ${columnLetters(oldColumn)}`;
		const message = `${where}: it is not what is there now, and [old] was changed in the file since it was made, by a spreadsheet or by hand. Take the row from the template again`;
		return { kind: 'oldChanged', field: name, column, message };
	}
	const now = from === null ? 'is empty now' : 'was changed meanwhile';
	return {
		kind: 'conflict',
		field: name,
		column,
		message: `${name} ${now}: it is no longer [old]`,
	};
}
