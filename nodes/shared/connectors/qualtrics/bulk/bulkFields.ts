import type { BulkField, FieldType } from '../../../bulk';
import type { KeyKind } from '../../../records/match';
import type { FieldChange } from '../../../records/RecordTarget';
import type { ContactField } from '../contactFields';
import type { Contact, ContactInput } from '../contactShapes';
import { EMBEDDED_PREFIX } from '../directory/contactValues';

/** The directory's opt-out; `true` takes the consent away. Source: contracts/qualtrics.md 5.7. */
const UNSUBSCRIBED = 'unsubscribed';

const TYPES: Readonly<Record<string, FieldType>> = {
	email: { kind: 'email' },
	phone: { kind: 'phone' },
};

/** What a file may change on contacts of a directory; embedded data holds texts, whatever was written (contracts/qualtrics.md 5.3). */
export function bulkFields(
	fields: readonly ContactField[],
	further: readonly string[],
): BulkField[] {
	const standard = fields.filter(({ kind }) => kind === 'standard');
	const taken = new Set(
		[...standard.flatMap(({ name, label }) => [name, label]), UNSUBSCRIBED].map(fold),
	);
	const embedded = new Set([
		...fields.filter(({ kind }) => kind === 'embedded').map(({ name }) => name),
		...further,
	]);
	return [
		...standard.map(
			({ name, label }): BulkField => ({
				name: label,
				id: name,
				type: TYPES[name] ?? { kind: 'text' },
			}),
		),
		{
			name: 'Unsubscribed',
			id: UNSUBSCRIBED,
			type: { kind: 'boolean' },
			isRequired: true,
			isConsent: true,
			optOutValue: true,
		},
		...[...embedded].map(
			(name): BulkField => ({
				name: taken.has(fold(name)) ? `${EMBEDDED_PREFIX}${name}` : name,
				id: `${EMBEDDED_PREFIX}${name}`,
				type: { kind: 'text' },
			}),
		),
	];
}

const fold = (name: string): string => name.trim().toLowerCase();

export type DirectoryKey = 'email' | 'extRef' | 'contactId';

/** Qualtrics compares without regard to case (contracts/qualtrics.md 5.6); its own ids count exactly. */
export const DIRECTORY_KEYS: ReadonlyArray<{ id: DirectoryKey; name: string; kind: KeyKind }> = [
	{ id: 'email', name: 'Email', kind: 'email' },
	{ id: 'extRef', name: 'External Data Reference', kind: 'text' },
	{ id: 'contactId', name: 'Contact ID', kind: 'exact' },
];

export const keyOfContact = (contact: Contact, key: DirectoryKey): string =>
	(key === 'contactId' ? contact.id : contact[key]) ?? '';

/** A contact's value by field id; an opt-out that is not told is none. */
export function valueOfContact(contact: Contact, fieldId: string): unknown {
	if (fieldId === UNSUBSCRIBED) return contact.directoryUnsubscribed ?? false;
	if (fieldId.startsWith(EMBEDDED_PREFIX)) {
		const { embeddedData = {} } = contact;
		const name = fieldId.slice(EMBEDDED_PREFIX.length);
		return Object.hasOwn(embeddedData, name) ? embeddedData[name] : null;
	}
	return contact[fieldId as 'email'] ?? null;
}

export const valuesOfContact = (
	contact: Contact,
	fieldIds: readonly string[],
): Record<string, unknown> =>
	Object.fromEntries(fieldIds.map((id) => [id, valueOfContact(contact, id)]));

/** What to send so that these fields hold these values; null blanks a field, which takes an empty text. */
export function inputOf(changes: ReadonlyArray<Pick<FieldChange, 'field' | 'to'>>): ContactInput {
	const input: ContactInput = {};
	for (const { field: id, to } of changes) {
		const text = to === null || to === undefined ? '' : String(to);
		if (id === UNSUBSCRIBED) input.unsubscribed = to === true;
		else if (id.startsWith(EMBEDDED_PREFIX)) {
			const name = id.slice(EMBEDDED_PREFIX.length);
			input.embeddedData = Object.fromEntries([
				...Object.entries(input.embeddedData ?? {}),
				[name, text],
			]);
		} else input[id as 'email'] = text;
	}
	return input;
}
