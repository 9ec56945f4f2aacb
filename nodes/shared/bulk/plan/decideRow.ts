import type { CellValue } from '../cells/fields';
import type { PlannedRow, WantedCell } from './compilePlan';
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

/** The present values by field id; undefined where the target cannot be read: then [old] is taken for them. */
export type PresentValues = Readonly<Record<string, unknown>> | undefined;

/**
 * A row is applied as a whole or not at all. What is [new] already is no change, whatever [old] says: so a run that is
 * started again finds nothing left to do where it has been.
 */
export function decideRow(
	{ wanted }: Pick<PlannedRow, 'wanted'>,
	present: PresentValues,
	policy: ConflictPolicy,
): Decision {
	if (wanted.length === 0) return UNCHANGED;
	let changes = NO_CHANGES;
	let reasons = NO_REASONS;
	let alreadyThere = NO_CHANGES;
	for (const cell of wanted) {
		const { field, old, to } = cell;
		const from = presentValue(cell, present);
		if (from === to) {
			if (old !== undefined)
				alreadyThere = [...alreadyThere, { field: field.field, from: old, to }];
			continue;
		}
		const isConflict = old !== undefined && from !== old;
		const mayWrite = policy === 'overwrite' || (policy === 'onlyIfEmpty' && from === null);
		if (isConflict && !mayWrite) reasons = [...reasons, conflictOf(cell, from)];
		else changes = [...changes, { field: field.field, from, to }];
	}
	if (reasons.length > 0) return { ...UNCHANGED, outcome: 'conflict', reasons, alreadyThere };
	if (changes.length === 0) return { ...UNCHANGED, alreadyThere };
	return { outcome: 'ok', reasons, changes, alreadyThere };
}

/** Whether what was sent has arrived: for targets that take files and say nothing. */
export function verifyRow(
	{ wanted }: Pick<PlannedRow, 'wanted'>,
	present: PresentValues,
): Decision {
	const missing = wanted.flatMap((cell): RowReason[] => {
		const now = presentValue(cell, present);
		if (now === cell.to) return [];
		const { name } = cell.field.field;
		const kind = now === cell.old ? 'notArrived' : 'otherValue';
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
	return field.canonical(Object.hasOwn(present, field.id) ? present[field.id] : null);
}

function conflictOf({ field, column }: WantedCell, from: CellValue): RowReason {
	const { name } = field.field;
	const now = from === null ? 'is empty now' : 'was changed meanwhile';
	return {
		kind: 'conflict',
		field: name,
		column,
		message: `${name} ${now}: it is no longer [old]`,
	};
}
