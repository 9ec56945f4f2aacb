import { ConnectorError } from '../../http/ConnectorError';
import { decideConsent, type ConsentChange, type PresentStatus } from '../../mapping';
import { textOf } from '../../pipedText/textOf';
import type { RecordWrite } from '../../records';
import {
	CONSENT_PREFIX,
	CONTACT_STATES,
	DATE_DETAIL_PREFIX,
	DETAIL_PREFIX,
	detailDate,
	detailNumber,
	detailText,
	NUMBER_DETAIL_PREFIX,
	PHONE_STATUS,
	readBirthday,
	readConsent,
	readEmail,
	sentText,
	STANDARD_FIELDS,
	TAG_PREFIX,
} from './contactValues';
import type { Json } from './json';
import { LIMITS } from './limits';
import { isUnreadable } from '../../values/Reading';

export interface PayloadInput {
	/** By field; null: to be cleared. */
	values: Record<string, unknown>;
	/** Subscription status for e-mail. */
	status?: ConsentChange;
	/** What was there before, for phone status and named consents; nothing for new contacts. */
	present?: Record<string, unknown>;
	allowOptInAgain: boolean;
}

export interface Payload {
	/** `email` not among it: each call has its own place for the address. */
	contact: Json;
	/** Everything beside `contact`. */
	root: Json;
	/** Names of the fields that are sent. */
	sent: string[];
	warnings: string[];
	email?: string;
}

interface Draft extends Payload {
	input: PayloadInput;
}

/**
 * A contact's values as a request holds them. Source: contracts/salesmanago.md 3. Empty text is left out (there is no documented way to
 * empty a field), `0` and `false` are values. What cannot be sent as it is meant is an error.
 */
export function payloadOf(input: PayloadInput): Payload | ConnectorError {
	const draft: Draft = { contact: {}, root: {}, sent: [], warnings: [], input };
	for (const [field, value] of Object.entries(input.values)) {
		if (field === 'contactId') continue;
		if (textOf(value).trim() === '') {
			draft.warnings.push(`${labelOf(field)} stays as it is: SALESmanago has no way to empty it`);
			continue;
		}
		const problem = put(draft, field, value);
		if (problem) return problem;
	}
	if (input.status?.status === 'optIn') draft.root.forceOptIn = true;
	if (input.status?.status === 'optOut') draft.root.forceOptOut = true;
	const { contact, root, sent, warnings, email } = draft;
	return { contact, root, sent, warnings, ...(email !== undefined && { email }) };
}

/** A field's name as a person knows it. */
export const labelOf = (field: string): string => {
	const prefix = [DETAIL_PREFIX, DATE_DETAIL_PREFIX, NUMBER_DETAIL_PREFIX].find((known) =>
		field.startsWith(known),
	);
	return prefix === undefined ? field : field.slice(prefix.length);
};

const PUTTERS: ReadonlyArray<
	[prefix: string, put: (draft: Draft, name: string, value: unknown) => ConnectorError | void]
> = [
	[DETAIL_PREFIX, putDetail],
	[DATE_DETAIL_PREFIX, putDate],
	[NUMBER_DETAIL_PREFIX, putNumber],
	[TAG_PREFIX, putTag],
	[CONSENT_PREFIX, putConsent],
];

function put(draft: Draft, field: string, value: unknown): ConnectorError | undefined {
	draft.sent.push(field);
	const prefixed = PUTTERS.find(([prefix]) => field.startsWith(prefix));
	if (prefixed) {
		const name = field.slice(prefixed[0].length);
		if (name === '' || name.length > LIMITS.detailName)
			return unusable(field, `its name must have 1 to ${LIMITS.detailName} characters`);
		return prefixed[1](draft, name, value) ?? undefined;
	}
	if (field === PHONE_STATUS) return putPhoneStatus(draft, value);
	const standard = STANDARD_FIELDS.find(({ name }) => name === field);
	if (!standard) return unusable(field, 'there is no such field');
	return putStandard(draft, standard, value);
}

function putStandard(
	draft: Draft,
	{ name, section }: (typeof STANDARD_FIELDS)[number],
	value: unknown,
): ConnectorError | undefined {
	const text = sentText(name, value);
	if (name === 'email') {
		const email = readEmail(value);
		if (typeof email !== 'string') return email;
		draft.email = email;
	} else if (name === 'state') {
		const state = CONTACT_STATES.find((known) => known === text);
		if (!state) return unusable('state', `it must be one of ${CONTACT_STATES.join(', ')}`);
		draft.contact.state = state;
	} else if (name === 'birthday') {
		const birthday = readBirthday(value);
		if (!birthday) return unusable('birthday', 'it must be a date such as 1985-01-31');
		draft.root.birthday = birthday;
	} else if (name === 'lang') {
		if (!/^[a-z]{2}$/i.test(text))
			return unusable('lang', 'it must be a code of two letters, such as CS');
		draft.root.lang = text;
	} else if (section === 'address') {
		draft.contact.address = { ...(draft.contact.address as Json | undefined), [name]: text };
	} else {
		(section === 'root' ? draft.root : draft.contact)[name] = text;
	}
	return undefined;
}

function putDetail(draft: Draft, name: string, value: unknown): void {
	const text = detailText(value);
	if (text !== textOf(value))
		draft.warnings.push(
			`${name} was cut to ${LIMITS.detailValue} characters, the limit of a custom detail`,
		);
	draft.root.properties = Object.fromEntries([
		...Object.entries((draft.root.properties as Json | undefined) ?? {}),
		[name, text],
	]);
}

const typed = (draft: Draft, detail: Json): void => {
	const before = (draft.root.dictionaryProperties as Json[] | undefined) ?? [];
	draft.root.dictionaryProperties = [...before, detail];
};

function putDate(draft: Draft, name: string, value: unknown): ConnectorError | void {
	const ms = detailDate(value);
	if (ms === undefined) return unusable(name, 'it must be a date such as 2025-01-31');
	typed(draft, { name, type: 'DATE', value: ms });
}

function putNumber(draft: Draft, name: string, value: unknown): ConnectorError | void {
	const number = detailNumber(textOf(value));
	if (isUnreadable(number)) return unusable(name, `it must be a number; ${number.message}`);
	typed(draft, { name, type: 'NUMBER', value: String(number) });
}

function putTag({ root }: Draft, name: string, value: unknown): void {
	const list = textOf(value).trim().toLowerCase() === 'true' ? 'tags' : 'removeTags';
	root[list] = [...((root[list] as string[] | undefined) ?? []), name];
}

const PRESENT: Record<string, PresentStatus> = { optIn: 'optedIn', optOut: 'optedOut' };

/** Decided as every status is: an opt-out stays, unless opting in again is allowed. */
function decidedStatus(draft: Draft, field: string, value: unknown): ConsentChange['status'] {
	const { present, allowOptInAgain } = draft.input;
	const wanted = readConsent(value)?.status ?? 'unchanged';
	const before: PresentStatus = present
		? (PRESENT[readConsent(present[field])?.status ?? ''] ?? 'unknown')
		: 'none';
	const { status, note } = decideConsent({ wanted, present: before, allowOptInAgain });
	if (note) draft.warnings.push(`${field}: ${note}`);
	if (status === 'unchanged') draft.sent = draft.sent.filter((sent) => sent !== field);
	return status;
}

function putPhoneStatus(draft: Draft, value: unknown): undefined {
	const status = decidedStatus(draft, PHONE_STATUS, value);
	if (status === 'optIn') draft.root.forcePhoneOptIn = true;
	if (status === 'optOut') draft.root.forcePhoneOptOut = true;
}

function putConsent(draft: Draft, name: string, value: unknown): void {
	const status = decidedStatus(draft, `${CONSENT_PREFIX}${name}`, value);
	if (status === 'unchanged') return;
	const at = readConsent(value)?.at;
	const consent = {
		consentName: name,
		consentAccept: status === 'optIn',
		...(at !== undefined && status === 'optIn' && { agreementDate: at }),
	};
	const before = (draft.root.consentDetails as Json[] | undefined) ?? [];
	draft.root.consentDetails = [...before, consent];
}

const unusable = (field: string, why: string): ConnectorError =>
	new ConnectorError('input', `The value for ${labelOf(field)} cannot be sent: ${why}`, {
		hint: 'Change the mapping, or let a transformation bring it into that form.',
	});

/** Nothing in it would change anything. */
export const isIdle = ({ sent, root }: Payload): boolean =>
	sent.length === 0 && root.forceOptIn === undefined && root.forceOptOut === undefined;

/** The payload of a write, or why there is none. */
export function payloadOfWrite(
	write: RecordWrite,
	{ allowOptInAgain }: { allowOptInAgain: boolean },
): Payload | ConnectorError {
	const { status } = write;
	if (write.kind === 'create') return payloadOf({ values: write.values, status, allowOptInAgain });
	const values = Object.fromEntries(write.changes.map(({ field, to }) => [field, to]));
	return payloadOf({ values, status, present: write.record.values, allowOptInAgain });
}
