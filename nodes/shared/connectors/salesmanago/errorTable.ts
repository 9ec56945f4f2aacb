import { fieldNamesOf } from '../../http/fieldNames';
import { errorWriter, leftOut, type ErrorRow } from '../../http/refusals';
import { factsOf } from '../../http/vendorText';
import { asText, isRecord } from './json';

const SIGN_IN: Pick<ErrorRow, 'kind' | 'message' | 'hint'> = {
	kind: 'auth',
	message: 'SALESmanago did not accept the credential',
	hint: 'Compare client ID, API secret and endpoint with Menu → Integration Center → API, and check that the account is active and the clock of this machine is right.',
};

/** The first row that fits decides. Source: contracts/salesmanago.md 6. */
const ERROR_TABLE: readonly ErrorRow[] = [
	{ when: 401, ...SIGN_IN },
	{
		when: 403,
		kind: 'permission',
		message: 'SALESmanago, or its firewall, blocked the request ({subject})',
		hint: 'Check the endpoint in the credential; if it is right, ask SALESmanago whether the IP address of the n8n server is blocked.',
	},
	{
		when: 404,
		kind: 'input',
		message: 'There is no SALESmanago API at the endpoint of the credential',
		hint: 'Copy the endpoint from Menu → Integration Center → API.',
	},
	{
		when: 429,
		kind: 'rateLimited',
		message: 'SALESmanago is limiting requests: too many were sent',
		hint: 'Try again in a minute, or send less at once.',
	},
	{
		when: 'serverError',
		kind: 'unavailable',
		message: 'SALESmanago could not answer the request about {subject}',
		hint: 'Temporary outage at SALESmanago. Try again later.',
	},
	{ when: 'refused', words: /not authenticated/i, ...SIGN_IN },
	{
		when: 'refused',
		words: /\bowner\b|\buser cannot be empty\b/i,
		kind: 'input',
		message: 'SALESmanago does not know the owner',
		hint: 'Choose an owner from the list: the e-mail address of a user of this SALESmanago account.',
		facts: true,
	},
	{
		when: 'refused',
		words: /\bconsent\b/i,
		kind: 'input',
		message: 'SALESmanago does not know a consent of {subject}',
		hint: 'Create the consent in SALESmanago first, and enter its name exactly.',
		facts: true,
	},
	{
		when: 'refused',
		kind: 'input',
		message: 'SALESmanago rejected the request about {subject}',
		hint: 'Check the values that were sent.',
		facts: true,
	},
];

const OTHER: ErrorRow = {
	kind: 'unexpected',
	message: 'SALESmanago answered the request about {subject} with something unexpected',
	hint: 'Check the endpoint in the credential; a proxy may be in the way.',
	facts: true,
};

/** `message` is a list or a text, and `values` names fields with their reasons. */
export const wordsOf = (body: unknown): string => {
	if (!isRecord(body)) return '';
	const messages = Array.isArray(body.message) ? body.message : [body.message];
	const reasons = isRecord(body.values) ? Object.values(body.values).flat() : [];
	return [...messages, ...reasons].map(asText).filter(Boolean).join('; ');
};

const FIELDS = [
	'owner',
	'email',
	'contactId',
	'externalId',
	'consentDetails',
	'birthday',
	'phone',
	'fax',
	'streetAddress',
	'zipCode',
	'city',
	'country',
	'company',
	'province',
	'lang',
	'tags',
	'properties',
	'dictionaryProperties',
];

/** An error answer, or one whose `success` is not true, in plain words. */
export const describeError = errorWriter({
	system: 'SALESmanago',
	rows: ERROR_TABLE,
	other: OTHER,
	read: ({ body }) => ({
		words: wordsOf(body),
		...(isRecord(body) && isRecord(body.values) && { fields: Object.keys(body.values) }),
	}),
	fields: FIELDS,
});

/** What SALESmanago remarks on a write that it carried out, as a warning without its own words. */
export const remarksOn = (message: unknown, body: unknown): string[] => {
	const words = wordsOf({ message });
	if (words === '') return [];
	const { said } = factsOf(words, new Set([...fieldNamesOf({ method: 'POST', body }), ...FIELDS]));
	return [`SALESmanago sent a note${said && `: ${said}`}. ${leftOut('SALESmanago')}`];
};
