import { errorWriter, type ErrorRow } from '../../http/refusals';
import { asText, isRecord, type Json } from './json';
import type { Resource } from './limits';

const DIRECTORY: readonly Resource[] = [
	'directoryRead',
	'directoryWrite',
	'listWrite',
	'contactSearch',
	'transactionWrite',
	'importStart',
	'importStatus',
];
const RESPONSES: readonly Resource[] = [
	'response',
	'responseSchema',
	'exportStart',
	'exportProgress',
	'exportFile',
];

const NOT_VISIBLE =
	'It was deleted, belongs to another account or data centre, or is not shared with this user: Qualtrics answers all of these alike.';

/**
 * The first row that fits decides. Source: contracts/qualtrics.md 1.5, 4.1, 5. Statuses are not uniform over the calls, so the
 * codes that are on record come first; where an answer has none, or another one, its status decides.
 */
const ERROR_TABLE: readonly ErrorRow[] = [
	{
		codes: ['ESSG_2'],
		resources: ['subscriptions'],
		kind: 'notFound',
		message: 'Qualtrics has no {subject}',
		hint: 'It was deleted in the meantime. Unpublish and publish the workflow to create it again.',
	},
	{
		codes: ['QMST_2.1', 'GSI_2', 'GED_3', 'PACC_6'],
		kind: 'notFound',
		message: 'Qualtrics has no {subject}, or does not show it to this user',
		hint: NOT_VISIBLE,
	},
	{
		// The code alone says no more than that something in the address was wrong.
		codes: ['GP_0'],
		words: /\bnot found\b/i,
		kind: 'notFound',
		message: 'Qualtrics has no {subject}, or does not show it to this user',
		hint: NOT_VISIBLE,
	},
	{
		codes: ['GS_5'],
		kind: 'permission',
		message: 'This Qualtrics account may not use {subject}',
		hint: 'Ask a brand administrator for the permission "Access API" and for access to it (with OAuth2: check the scopes).',
		facts: true,
	},
	{
		when: 401,
		kind: 'auth',
		message: 'Qualtrics did not accept the credential',
		hint: 'The token may have been revoked or renewed, or the data centre is another one. Compare both with Account Settings → Qualtrics IDs; with OAuth2 also the client and its scopes.',
		facts: true,
	},
	{
		when: 403,
		resources: ['subscriptions'],
		kind: 'permission',
		message: 'This Qualtrics account may not create or see event subscriptions',
		hint: 'Event subscriptions need a brand administrator (with OAuth2: the scopes read:subscriptions and write:subscriptions). Use a brand administrator’s credential, or scheduled delivery, which needs none of this.',
	},
	{
		when: 403,
		resources: DIRECTORY,
		kind: 'permission',
		message: 'This Qualtrics account may not do this in the contact directory ({subject})',
		hint: 'It needs XM Directory (not XM Directory Lite) and the permission to use the directory’s contacts; merge rules and directory settings need "Manage Directory". With OAuth2 check the scopes for directories, contacts, mailing lists and transactions.',
	},
	{
		when: 403,
		resources: RESPONSES,
		kind: 'permission',
		message: 'This Qualtrics account may not read the responses of {subject}',
		hint: 'The survey must belong to this user or be shared with them, with the permission to view its results (OAuth2 scope read:survey_responses).',
	},
	{
		when: 403,
		kind: 'permission',
		message: 'This Qualtrics account may not use {subject}',
		hint: 'Ask a brand administrator for the permission "Access API" and for access to it (with OAuth2: check the scopes).',
	},
	{
		when: 404,
		resources: ['subscriptions'],
		kind: 'notFound',
		message: 'Qualtrics has no {subject}',
		hint: 'It was deleted in the meantime. Unpublish and publish the workflow to create it again.',
	},
	{
		when: 404,
		resources: ['exportProgress', 'exportFile'],
		kind: 'notFound',
		message: 'The export of {subject} is no longer there',
		hint: 'Qualtrics dropped it; the next run starts a new one.',
	},
	{
		when: 404,
		kind: 'notFound',
		message: 'Qualtrics has no {subject}',
		hint: 'It was deleted, belongs to another account or data centre, or is not shared with this user.',
	},
	{
		when: 400,
		kind: 'input',
		message: 'Qualtrics rejected the request about {subject}',
		hint: 'Check the values that were sent.',
		facts: true,
	},
	{
		when: 409,
		kind: 'conflict',
		message: 'Somebody else changed {subject} at the same moment',
		hint: 'Run it again.',
		facts: true,
	},
	{
		when: 413,
		kind: 'input',
		message: 'The request about {subject} is larger than Qualtrics accepts',
		hint: 'Send less at once.',
	},
	{
		when: 429,
		kind: 'rateLimited',
		message: 'Qualtrics is limiting requests: too many were sent',
		hint: 'Everything that uses the API of the brand shares this limit. Try again in a minute, or send less at once.',
	},
	{
		when: 'serverError',
		kind: 'unavailable',
		message: 'Qualtrics could not answer the request about {subject}',
		hint: 'Temporary outage at Qualtrics. Try again later.',
	},
];

const OTHER: ErrorRow = {
	kind: 'unexpected',
	message: 'Qualtrics answered the request about {subject} with something unexpected',
	hint: 'Check the address in the credential; a proxy may be in the way.',
	facts: true,
};

interface Envelope {
	code?: string;
	words?: string;
	requestId?: string;
}

/** The error within the envelope, wherever it stands, as far as there is one (contracts/qualtrics.md 1.5; OAuth errors: 1.3). */
export const readEnvelope = (body: unknown): Envelope => {
	const root: Json = isRecord(body) ? body : {};
	const meta: Json = isRecord(root.meta) ? root.meta : {};
	const error: Json = isRecord(meta.error) ? meta.error : isRecord(root.error) ? root.error : meta;
	return {
		code:
			asText(error.errorCode) ??
			asText(error.internalErrorCode) ??
			asText(meta.internalErrorCode) ??
			asText(root.error),
		words:
			asText(error.errorMessage) ??
			asText(meta.errorMessage) ??
			asText(root.error_description) ??
			asText(root.error),
		requestId: asText(meta.requestId) ?? asText(error.instanceId) ?? asText(meta.errorId),
	};
};

/** Of a directory's contact and of what is sent along with it (contracts/qualtrics.md 5). */
const FIELDS = [
	'firstName',
	'lastName',
	'email',
	'phone',
	'extRef',
	'language',
	'unsubscribed',
	'embeddedData',
	'transactionDate',
	'mailingListId',
	'contactId',
];

/** Follows the policy's `describeError`: an error answer in plain words. */
export const describeError = errorWriter({
	system: 'Qualtrics',
	rows: ERROR_TABLE,
	other: OTHER,
	read: ({ body }) => readEnvelope(body),
	fields: FIELDS,
});
