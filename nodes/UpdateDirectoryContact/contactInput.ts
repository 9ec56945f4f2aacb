import { STANDARD_CONTACT_FIELDS } from '../shared/connectors/qualtrics/contactFields';
import type { ContactInput } from '../shared/connectors/qualtrics/contactShapes';
import { ConnectorError } from '../shared/http/ConnectorError';
import { textOf } from '../shared/pipedText/textOf';
import type { MappedField } from '../shared/mapping';

/** Marks embedded data among the targets of a mapping, so that a field named "email" there is not the contact's own. */
export const EMBEDDED_PREFIX = 'embeddedData.';

const STANDARD = new Map<string, (typeof STANDARD_CONTACT_FIELDS)[number]>(
	STANDARD_CONTACT_FIELDS.flatMap((field) => [
		[field.name.toLowerCase(), field],
		[field.label.toLowerCase(), field],
	]),
);

/** Mapped fields as Qualtrics takes them: a cleared field is an empty string (null is refused), the rest as text. */
export function toContactInput(fields: MappedField[]): ContactInput {
	const input: Record<string, string> = {};
	const embeddedData: Record<string, string> = {};
	for (const { target, action, value } of fields) {
		if (action === 'leave') continue;
		const text = action === 'clear' ? '' : textOf(value);
		const standard = target.startsWith(EMBEDDED_PREFIX)
			? undefined
			: STANDARD.get(target.toLowerCase());
		if (standard) input[standard.name] = text;
		else embeddedData[target.replace(EMBEDDED_PREFIX, '')] = text;
	}
	const hasEmbedded = Object.keys(embeddedData).length > 0;
	return { ...input, ...(hasEmbedded && { embeddedData }) } as ContactInput;
}

const IDENTIFYING = ['email', 'extRef', 'phone', 'firstName', 'lastName'] as const;

/** Qualtrics would create a nameless contact for anything; a mapping that found nobody is almost always a mistake. */
export function assertIdentifies(contact: ContactInput): void {
	if (IDENTIFYING.some((field) => contact[field])) return;
	throw new ConnectorError('input', 'Nothing in the mapping says who the contact is', {
		hint: 'Map the email address, the external data reference, the phone number or the name; here all of them are empty or not mapped',
	});
}
