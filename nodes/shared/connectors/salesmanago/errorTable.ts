import { errorWriter, type ErrorRow } from '../../http/refusals';
import { asText, isRecord } from './json';

const SIGN_IN: Pick<ErrorRow, 'kind' | 'message' | 'hint'> = {
	kind: 'auth',
	message: 'SALESmanago did not accept the credential',
	hint: 'Compare client ID, API secret and endpoint with Menu → Integration Center → API, and check that the account is active and the clock of this machine is right.',
};

/** The first row that fits decides. Source: contracts/salesmanago.md 6. */
export const ERROR_TABLE: readonly ErrorRow[] = [
	{ when: 401, ...SIGN_IN },
	{
		when: 403,
		kind: 'permission',
		message: 'SALESmanago, or the protection in front of it, turned the request away ({subject})',
		hint: 'Check the endpoint in the credential; if it is right, ask SALESmanago whether this machine’s address is blocked.',
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
		message: 'SALESmanago is refusing requests for the moment: too many were sent',
		hint: 'Try again in a minute, or send less at once.',
	},
	{
		when: 'serverError',
		kind: 'unavailable',
		message: 'SALESmanago could not answer the request about {subject}',
		hint: 'The disturbance is on SALESmanago’s side and usually passes. Run it again later.',
	},
	{ when: 'refused', words: /not authenticated/i, ...SIGN_IN },
	{
		when: 'refused',
		words: /\bowner\b/i,
		kind: 'input',
		message: 'SALESmanago does not know the owner',
		hint: 'Choose an owner from the list: the e-mail address of a user of this SALESmanago account.',
		quote: true,
	},
	{
		when: 'refused',
		words: /\bconsent\b/i,
		kind: 'input',
		message: 'SALESmanago does not know a consent of {subject}',
		hint: 'Create the consent in SALESmanago first, and enter its name exactly.',
		quote: true,
	},
	{
		when: 'refused',
		kind: 'input',
		message: 'SALESmanago rejected the request about {subject}',
		hint: 'Check the values that were sent.',
		quote: true,
	},
];

const OTHER: Omit<ErrorRow, 'when'> = {
	kind: 'unexpected',
	message: 'SALESmanago answered the request about {subject} in a way it does not document',
	hint: 'Check the endpoint in the credential; a proxy may stand in between.',
	quote: true,
};

/** `message` is a list or a text, and `values` names fields with their reasons. */
export const wordsOf = (body: unknown): string => {
	if (!isRecord(body)) return '';
	const messages = Array.isArray(body.message) ? body.message : [body.message];
	const fields = isRecord(body.values)
		? Object.entries(body.values).map(
				([name, reasons]) => `${name}: ${[reasons].flat().map(asText).filter(Boolean).join(', ')}`,
			)
		: [];
	return [...messages.map(asText), ...fields].filter(Boolean).join('; ');
};

/** An error answer, or one whose `success` is not true, in plain words. */
export const describeError = errorWriter({ rows: ERROR_TABLE, other: OTHER, wordsOf });
