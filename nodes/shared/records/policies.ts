import { ConnectorError } from '../http/ConnectorError';
import {
	consentInWords,
	decideCreate,
	decideNewer,
	decideWrite,
	hasPolicy,
	type FieldKnowledge,
	type MappedField,
} from '../mapping';
import type { SameValue } from './diff';
import type { FoldedRecord } from './fold';
import type { FieldChange, FoundRecord, RecordTarget, RecordUpdate } from './RecordTarget';

/** What the rows come to for one record, and what there is to say of those that write nothing. */
export interface DecidedFields {
	changes: FieldChange[];
	/** Fields of the changes that rest on what the record holds. */
	guarded: string[];
	/** One sentence for each field that stays as it is. */
	kept: string[];
	/** One sentence for each row that cannot do what it is told. */
	refused: string[];
}

/** How the target's fields behave, as policies ask about them. */
export interface TargetKnowledge extends FieldKnowledge {
	isShown(field: string, record: FoundRecord): boolean;
}

export const knowledgeOf = (
	target: Pick<RecordTarget, 'append' | 'consentOf' | 'isShown'>,
): TargetKnowledge => ({
	append: (field, present, added) =>
		target.append?.(field, present, added) ??
		new ConnectorError('input', 'Nothing can be added to this field'),
	consentOf: (field, value) =>
		target.consentOf ? target.consentOf(field, value) : consentInWords(field, value),
	isShown: (field, record) => target.isShown?.(field, record) ?? true,
});

/** Only what differs from the record, and only what its rows' policies let through. */
export function decideFields(
	{ fields, time }: Pick<FoldedRecord, 'fields' | 'time'>,
	record: FoundRecord,
	timeZone: string,
	sameValue: SameValue,
	knowledge: TargetKnowledge,
): DecidedFields {
	const decided: DecidedFields = { changes: [], guarded: [], kept: [], refused: [] };
	for (const field of fields) {
		const { target, action } = field;
		if (action === 'leave') continue;
		const from = Object.hasOwn(record.values, target) ? (record.values[target] ?? null) : null;
		const wanted = action === 'clear' ? null : field.value;
		// Nothing would change, so there is nothing to decide. What is appended is seen only once it is put together.
		if (field.policy !== 'append' && sameValue(target, from, wanted)) continue;
		const decision = decideWrite(
			field,
			{ value: from, isUnknown: !knowledge.isShown(target, record) },
			() => decideNewer(record.date, field.time ?? time, timeZone),
			knowledge,
		);
		if (decision.kind !== 'write') decided[decision.kind].push(sentence(target, decision));
		else if (!sameValue(target, from, decision.to)) {
			decided.changes.push({ field: target, from, to: decision.to });
			if (hasPolicy(field)) decided.guarded.push(target);
		}
	}
	// Whoever wrote a newer response meanwhile may have changed the date alone.
	const byDate = fields.filter(({ policy }) => policy === 'onlyIfNewer');
	if (byDate.some(({ target }) => decided.guarded.includes(target)))
		decided.guarded = [...new Set([...decided.guarded, ...byDate.map(({ target }) => target)])];
	return decided;
}

/**
 * For systems that cannot compare and set: the conflict, where right before the write a guarded field holds something else than
 * when the record was found. What is written within the moment in between is not seen.
 */
export function changedMeanwhile(
	{ record, guarded = [] }: RecordUpdate,
	now: (field: string) => unknown,
	sameValue: SameValue,
): ConnectorError | undefined {
	const isSame = guarded.every((field) =>
		sameValue(field, now(field) ?? null, record.values[field] ?? null),
	);
	if (isSame) return undefined;
	return new ConnectorError('conflict', 'Somebody else changed the record meanwhile', {
		hint: 'Run it again.',
	});
}

const sentence = (target: string, { kind, reason }: { kind: string; reason: string }): string =>
	kind === 'kept' ? `${target}: kept: ${reason}` : `${target}: not written: ${reason}`;

/** A new record simply gets the values; what several items append, it gets together. */
export function decideNewFields(
	fields: readonly MappedField[],
	knowledge: FieldKnowledge,
): { fields: MappedField[]; refused: string[] } {
	const refused: string[] = [];
	const written = fields.flatMap((field): MappedField[] => {
		const decision = decideCreate(field, knowledge);
		if (decision.kind === 'write') return [{ ...field, value: decision.to }];
		refused.push(sentence(field.target, decision));
		return [];
	});
	return { fields: written, refused };
}
