import type { MappedField } from '../mapping';
import { textOf } from '../pipedText/textOf';
import type { FieldChange, FoundRecord } from './RecordTarget';

export type SameValue = (field: string, from: unknown, to: unknown) => boolean;

/** Equal as text; a number and its text as numbers; nothing, null and empty text are the same nothing. */
export const sameAsText: SameValue = (_field, from, to) => {
	if (from === to) return true;
	const [left, right] = [textOf(from), textOf(to)];
	if (left === right) return true;
	if (typeof from !== 'number' && typeof to !== 'number') return false;
	return left.trim() !== '' && right.trim() !== '' && Number(left) === Number(right);
};

/** Only what differs from the record; fields left alone never do. */
export function diffFields(
	record: FoundRecord,
	fields: MappedField[],
	sameValue: SameValue,
): FieldChange[] {
	return fields.flatMap(({ target, action, value }) => {
		if (action === 'leave') return [];
		const from = Object.hasOwn(record.values, target) ? record.values[target] : null;
		const to = action === 'clear' ? null : value;
		return sameValue(target, from ?? null, to) ? [] : { field: target, from: from ?? null, to };
	});
}
