import { ConnectorError } from '../../../http/ConnectorError';
import { appendText, type MappedField, type PresentStatus } from '../../../mapping';
import { textOf } from '../../../pipedText/textOf';
import type { FieldShape, KeyKind, MatchField } from '../../../records';
import { STANDARD_CONTACT_FIELDS } from '../contactFields';
import type { Contact, ContactInput } from '../contactShapes';
import type { MergeField } from '../directories';

/**
 * How a contact looks to the records floor: standard fields under their own names, embedded data and memberships behind a
 * prefix, so that a field named "email" in the embedded data is not the contact's own.
 */
export const EMBEDDED_PREFIX = 'embeddedData.';
/** Value: true for members. */
export const LIST_PREFIX = 'mailingList.';

const STANDARD = new Map(
	STANDARD_CONTACT_FIELDS.flatMap(({ name, label }) => [
		[name.toLowerCase(), name],
		[label.toLowerCase(), name],
	]),
);

/** `E-Mail` is embedded data, `Email` and `email` are the address; what is no standard field is embedded data. */
export function targetName(name: string): string {
	const wanted = name.trim();
	if (wanted.startsWith(EMBEDDED_PREFIX)) return wanted;
	return STANDARD.get(wanted.toLowerCase()) ?? `${EMBEDDED_PREFIX}${wanted}`;
}

export const listField = (mailingListId: string): MappedField => ({
	target: `${LIST_PREFIX}${mailingListId}`,
	value: true,
	sourceText: '',
	action: 'set',
});

export interface SplitValues {
	input: ContactInput;
	mailingListIds: string[];
}

/** What is written, as Qualtrics takes it: a cleared field is an empty text (null is refused), the rest as text. */
export function splitValues(values: Record<string, unknown>): SplitValues {
	const texts: Record<string, string> = {};
	const embeddedData: Record<string, string> = {};
	const mailingListIds: string[] = [];
	for (const [target, value] of Object.entries(values)) {
		if (target.startsWith(LIST_PREFIX)) mailingListIds.push(target.slice(LIST_PREFIX.length));
		else if (target.startsWith(EMBEDDED_PREFIX))
			embeddedData[target.slice(EMBEDDED_PREFIX.length)] = textOf(value);
		else texts[target] = textOf(value);
	}
	const hasEmbedded = Object.keys(embeddedData).length > 0;
	return { input: { ...texts, ...(hasEmbedded && { embeddedData }) }, mailingListIds };
}

/** A contact's present values; `memberships` only where they were read. */
export function valuesOf(contact: Contact): Record<string, unknown> {
	const standard = STANDARD_CONTACT_FIELDS.map(({ name }) => [
		name,
		contact[name as keyof Contact] ?? null,
	]);
	const embedded = Object.entries(contact.embeddedData ?? {}).map(([name, value]) => [
		`${EMBEDDED_PREFIX}${name}`,
		value,
	]);
	const lists = (contact.memberships ?? []).map(({ mailingListId }) => [
		`${LIST_PREFIX}${mailingListId}`,
		true,
	]);
	return Object.fromEntries([...standard, ...embedded, ...lists]) as Record<string, unknown>;
}

/** Embedded data are texts that may hold a list or lines; the fields of the contact itself hold one value each. */
export function appendTo(
	field: string,
	present: unknown,
	added: readonly unknown[],
): { value: unknown } | ConnectorError {
	if (field.startsWith(EMBEDDED_PREFIX)) return { value: appendText(present, added) };
	return new ConnectorError('input', 'Nothing can be added to this field of a contact', {
		hint: 'Append to embedded data, or choose another policy.',
	});
}

const SHAPES = new Map<string, FieldShape>([
	['email', { shape: 'email', label: 'Email', identifies: true }],
	['phone', { shape: 'phone', label: 'Phone' }],
]);

/** Qualtrics takes any text for a phone number, and refuses an address in words of its own. */
export const shapeOf = (field: string): FieldShape | undefined => SHAPES.get(field);

export type StatusLevel = 'directory' | 'list';

/**
 * Whether the contact may be written to. On list level every list in question counts, and an opt-out of the whole directory
 * stands above them; nobody is opted in where one of them says no.
 */
export function presentStatus(
	contact: Contact,
	level: StatusLevel,
	mailingListIds: readonly string[],
): PresentStatus {
	if (contact.directoryUnsubscribed === true) return 'optedOut';
	if (level === 'directory')
		return contact.directoryUnsubscribed === undefined ? 'unknown' : 'optedIn';
	const memberships = (contact.memberships ?? []).filter(({ mailingListId }) =>
		mailingListIds.includes(mailingListId),
	);
	if (memberships.some(({ unsubscribed }) => unsubscribed)) return 'optedOut';
	return memberships.length === mailingListIds.length ? 'optedIn' : 'unset';
}

/** Of the directory, or of each list in question. */
export function isOptedOutOfAll(
	{ directoryUnsubscribed, memberships = [] }: Contact,
	level: StatusLevel,
	mailingListIds: readonly string[],
): boolean {
	if (directoryUnsubscribed === true) return true;
	const lists = memberships.filter(({ unsubscribed }) => unsubscribed);
	return (
		level === 'list' &&
		mailingListIds.every((id) => lists.some(({ mailingListId }) => mailingListId === id))
	);
}

const KEY_KINDS: Partial<Record<string, KeyKind>> = { email: 'email', phone: 'phone' };

/** Qualtrics compares without regard to case (contracts/qualtrics.md 5.6, 5.8). */
export const matchFields = (names: readonly string[]): MatchField[] =>
	names.map((field) => ({ field, kind: KEY_KINDS[field] ?? 'text' }));

export const fieldOfMerge = (field: MergeField): string =>
	field === 'externalDataReference' ? 'extRef' : field;

const IDENTIFYING = ['email', 'extRef', 'phone', 'firstName', 'lastName'] as const;

/** Qualtrics would create a nameless contact for anything; a mapping that found nobody is almost always a mistake. */
export function whyNobody(values: Record<string, unknown>): ConnectorError | undefined {
	if (IDENTIFYING.some((field) => textOf(values[field]).trim() !== '')) return undefined;
	return new ConnectorError('input', 'No identifying field has a value', {
		hint: 'Map at least one identifying field (email, external data reference, phone or name). Here all of them are empty or not mapped.',
	});
}
