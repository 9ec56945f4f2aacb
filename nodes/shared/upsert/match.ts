import { ConnectorError } from '../http/ConnectorError';
import { isEmptySource } from '../mapping';
import { textOf } from '../pipedText/textOf';
import type { SameValue } from './diff';
import type { FoundRecord, RecordKey } from './RecordTarget';

/** How values of a match field are made comparable. */
export type KeyKind = 'exact' | 'text' | 'email' | 'phone';

export interface MatchField {
	field: string;
	kind: KeyKind;
}

/**
 * | kind  | `  Ann@Example.COM ` | `00 33 6-12 34` | compared                                                              |
 * |-------|----------------------|-----------------|-----------------------------------------------------------------------|
 * | exact | `Ann@Example.COM`    | `00 33 6-12 34` | trimmed                                                               |
 * | text  | `ann@example.com`    | `00 33 6-12 34` | trimmed, any case, one Unicode form                                   |
 * | email | `ann@example.com`    | –               | as text, without spaces inside                                        |
 * | phone | –                    | `+3361234`      | digits and a leading plus; `00` is a plus; no country is guessed      |
 */
const NORMALISERS: Record<KeyKind, (text: string) => string> = {
	exact: (text) => text.trim(),
	text: (text) => text.trim().toLowerCase().normalize('NFC'),
	email: (text) => text.replace(/\s/g, '').toLowerCase().normalize('NFC'),
	phone: (text) => {
		const international = text
			.trim()
			.replace(/\(0\)/g, '')
			.replace(/^(?:\+|00)/, '+');
		const digits = international.replace(/\D/g, '');
		return international.startsWith('+') ? `+${digits}` : digits;
	},
};

export const normaliseKey = (kind: KeyKind, value: unknown): string =>
	NORMALISERS[kind](textOf(value));

/** The key of a record, or why it has none: a record is never looked for by an empty value. */
export function keyOf(
	values: Record<string, unknown>,
	fields: MatchField[],
): RecordKey | ConnectorError {
	const given: Array<[string, string]> = [];
	const normalised: string[] = [];
	for (const { field, kind } of fields) {
		const value = Object.hasOwn(values, field) ? values[field] : undefined;
		const key = isEmptySource(value) ? '' : normaliseKey(kind, value);
		if (key === '' || key === '+') {
			return new ConnectorError('input', `The match field "${field}" is empty`, {
				hint: 'Give it a value, or match by a field that every item has.',
			});
		}
		given.push([field, textOf(value).trim()]);
		normalised.push(key);
	}
	return { values: Object.fromEntries(given), id: JSON.stringify(normalised) };
}

/** Of the records found, those that really have the key: systems search by words, prefixes and wildcards. */
export function matching(
	found: FoundRecord[],
	key: RecordKey,
	fields: MatchField[],
): FoundRecord[] {
	return found.filter(({ values }) =>
		fields.every(({ field, kind }) => {
			if (!Object.hasOwn(values, field)) return true;
			return normaliseKey(kind, values[field]) === normaliseKey(kind, key.values[field]);
		}),
	);
}

/** A match field that means the same record is not rewritten because of its case or spaces. */
export function sameKeyOr(sameValue: SameValue, fields: MatchField[]): SameValue {
	const kinds = new Map(fields.map(({ field, kind }) => [field, kind]));
	return (field, from, to) => {
		const kind = kinds.get(field);
		const isSameKey =
			kind !== undefined && to !== null && normaliseKey(kind, from) === normaliseKey(kind, to);
		return isSameKey || sameValue(field, from, to);
	};
}
