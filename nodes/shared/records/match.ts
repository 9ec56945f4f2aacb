import { ConnectorError } from '../http/ConnectorError';
import { textOf } from '../pipedText/textOf';
import { comparedKey, sentKey, type KeyKind } from '../values/keys';
import { isEmpty } from '../values/text';
import type { SameValue } from './diff';
import type { FoundRecord, RecordKey } from './RecordTarget';

export interface MatchField {
	field: string;
	kind: KeyKind;
}

export type { KeyKind } from '../values/keys';

export const normaliseKey = (kind: KeyKind, value: unknown): string =>
	comparedKey(kind, textOf(value));

/** The key of a record, or why it has none: a record is never looked for by an empty value. */
export function keyOf(
	values: Record<string, unknown>,
	fields: MatchField[],
): RecordKey | ConnectorError {
	const sent: Array<[string, string]> = [];
	const otherwise: Array<[string, string]> = [];
	const compared: string[] = [];
	for (const { field, kind } of fields) {
		const value = Object.hasOwn(values, field) ? values[field] : undefined;
		const key = isEmpty(value) ? '' : normaliseKey(kind, value);
		if (key === '' || key === '+') {
			return new ConnectorError('input', `The match field "${field}" is empty`, {
				hint: 'Give it a value, or match by a field that every item has.',
			});
		}
		// What is sent is what is compared.
		const text = textOf(value).trim();
		const written = sentKey(kind, text);
		sent.push([field, written]);
		// Control characters are stored nowhere, and some systems refuse to look for them.
		if (written !== text && !/\p{Cc}/u.test(text)) otherwise.push([field, text]);
		compared.push(key);
	}
	return {
		values: Object.fromEntries(sent),
		...(otherwise.length > 0 && { asGiven: Object.fromEntries(otherwise) }),
		id: JSON.stringify(compared),
	};
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
