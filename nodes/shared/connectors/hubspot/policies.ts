import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { appendLines, consentInWords, type Consent } from '../../mapping';
import { textOf } from '../../pipedText/textOf';
import { changedMeanwhile, type RecordUpdate, type SameValue } from '../../records';
import type { Property } from './properties';
import type { Records } from './records';
import { convertValue, type ValueContext } from './values';
import { LIMITS } from './limits';

/** `a;b` gets what it lacks at its end, a text of several lines new lines. Source: contracts/hubspot.md 6. */
export function appendTo(
	property: Property | undefined,
	present: unknown,
	added: readonly unknown[],
	context: ValueContext,
): { value: unknown } | ConnectorError {
	if (property?.kind === 'text' && property.isLong) return { value: appendLines(present, added) };
	if (property?.kind !== 'choices') {
		return new ConnectorError('input', 'Nothing can be added to this property', {
			hint: 'Append to a property of several choices or of several lines, or choose another policy.',
		});
	}
	const codes: unknown[] = codesIn(textOf(present));
	for (const value of added) {
		const converted = convertValue(property, value, context);
		// What is no option fails as it would without a policy: the write says what is wrong with it.
		codes.push(...(isConnectorError(converted) ? [value] : codesIn(converted)));
	}
	return { value: [...new Set(codes)] };
}

const codesIn = (stored: string): string[] => stored.split(';').filter((code) => code !== '');

/** By the value, or by the label of the option. */
export function consentIn(
	property: Property | undefined,
	field: string,
	value: unknown,
	context: ValueContext,
): Consent | undefined {
	if (property?.kind !== 'boolean' && property?.kind !== 'choice')
		return consentInWords(field, value);
	const converted = convertValue(property, value, context);
	if (isConnectorError(converted)) return undefined;
	const label = property.options.find((option) => option.value === converted)?.label;
	return consentInWords(field, converted) ?? consentInWords(field, label ?? '');
}

/** The records are read once more, right before they are written; by id, those that somebody changed. */
export async function conflictsAmong(
	records: Records,
	updates: readonly RecordUpdate[],
	sameValue: SameValue,
): Promise<Map<RecordUpdate, ConnectorError>> {
	const open = updates.filter(({ guarded }) => guarded !== undefined);
	const conflicts = new Map<RecordUpdate, ConnectorError>();
	const names = [...new Set(open.flatMap(({ guarded = [] }) => guarded))];
	for (let start = 0; start < open.length; start += LIMITS.recordsPerCall) {
		const part = open.slice(start, start + LIMITS.recordsPerCall);
		const found = await records.read(
			part.map(({ record }) => record.id),
			names,
		);
		const byId = new Map(found.map((record) => [record.id, record.properties]));
		for (const update of part) {
			const now = byId.get(update.record.id);
			const conflict = now && changedMeanwhile(update, (field) => now[field], sameValue);
			if (conflict) conflicts.set(update, conflict);
		}
	}
	return conflicts;
}
