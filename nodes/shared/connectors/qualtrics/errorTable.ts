import { ConnectorError, type ErrorKind } from '../../http/ConnectorError';
import { redact } from '../../http/redact';
import type { PolicyRequest } from '../../http/requester';
import type { HttpResponse } from '../../http/types';
import { asText, isRecord, type Json } from './json';
import type { Resource } from './limits';

interface ErrorRow {
	status: number | 'serverError';
	/** Only for requests of these resources. */
	resources?: readonly Resource[];
	kind: ErrorKind;
	/** `{subject}` is what the request was about. */
	message: string;
	hint: string;
	/** Whether Qualtrics' own words follow the message. */
	quote?: boolean;
}

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

/** The first row that fits decides. Source: contracts/qualtrics.md 1.5, 4.1, 5; no row rests on an error code. */
export const ERROR_TABLE: readonly ErrorRow[] = [
	{
		status: 401,
		kind: 'auth',
		message: 'Qualtrics did not accept the credential',
		hint: 'The token may have been revoked or renewed, or the data centre is another one. Compare both with Account Settings → Qualtrics IDs; with OAuth2 also the client and its scopes.',
		quote: true,
	},
	{
		status: 403,
		resources: ['subscriptions'],
		kind: 'permission',
		message: 'This Qualtrics account may not create or see event subscriptions',
		hint: 'Event subscriptions need a brand administrator (with OAuth2: the scopes read:subscriptions and write:subscriptions). Use a brand administrator’s credential, or scheduled delivery, which needs none of this.',
	},
	{
		status: 403,
		resources: DIRECTORY,
		kind: 'permission',
		message: 'This Qualtrics account may not do this in the contact directory ({subject})',
		hint: 'It needs XM Directory (not XM Directory Lite) and the permission to use the directory’s contacts; merge rules and directory settings need "Manage Directory". With OAuth2 check the scopes for directories, contacts, mailing lists and transactions.',
	},
	{
		status: 403,
		resources: RESPONSES,
		kind: 'permission',
		message: 'This Qualtrics account may not read the responses of {subject}',
		hint: 'The survey must belong to this user or be shared with them, with the permission to view its results (OAuth2 scope read:survey_responses).',
	},
	{
		status: 403,
		kind: 'permission',
		message: 'This Qualtrics account may not use {subject}',
		hint: 'Ask a brand administrator for the permission "Access API" and for access to it (with OAuth2: check the scopes).',
	},
	{
		status: 404,
		resources: ['subscriptions'],
		kind: 'notFound',
		message: 'Qualtrics has no {subject}',
		hint: 'It was deleted in the meantime. Deactivate and activate the workflow to create it again.',
	},
	{
		status: 404,
		resources: ['exportProgress', 'exportFile'],
		kind: 'notFound',
		message: 'The export of {subject} is no longer there',
		hint: 'Qualtrics dropped it; the next run starts a new one.',
	},
	{
		status: 404,
		kind: 'notFound',
		message: 'Qualtrics has no {subject}',
		hint: 'It was deleted, belongs to another account or data centre, or is not shared with this user.',
	},
	{
		status: 400,
		kind: 'input',
		message: 'Qualtrics rejected the request about {subject}',
		hint: 'Check the values that were sent.',
		quote: true,
	},
	{
		status: 409,
		kind: 'conflict',
		message: 'Somebody else changed {subject} at the same moment',
		hint: 'Run it again.',
		quote: true,
	},
	{
		status: 413,
		kind: 'input',
		message: 'The request about {subject} is larger than Qualtrics accepts',
		hint: 'Send less at once.',
	},
	{
		status: 429,
		kind: 'rateLimited',
		message: 'Qualtrics is refusing requests for the moment: too many were sent',
		hint: 'The allowance is shared by everything that uses the brand’s API. Try again in a minute, or send less at once.',
	},
	{
		status: 'serverError',
		kind: 'unavailable',
		message: 'Qualtrics could not answer the request about {subject}',
		hint: 'The disturbance is on Qualtrics’ side and usually passes. Run it again later.',
	},
];

const OTHER: ErrorRow = {
	status: 'serverError',
	kind: 'unexpected',
	message: 'Qualtrics answered the request about {subject} in a way it does not document',
	hint: 'Check the address in the credential; a proxy may stand in between.',
	quote: true,
};

const fits = (row: ErrorRow, status: number, resource: string | undefined): boolean => {
	const sameStatus = row.status === 'serverError' ? status >= 500 : row.status === status;
	const resources: readonly string[] | undefined = row.resources;
	return sameStatus && (!resources || (resource !== undefined && resources.includes(resource)));
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
		code: asText(error.errorCode),
		words: asText(error.errorMessage) ?? asText(root.error_description) ?? asText(root.error),
		requestId: asText(meta.requestId),
	};
};

const QUOTE_LENGTH = 300;

/** Follows the policy's `describeError`: an error answer in plain words. */
export const describeError = (response: HttpResponse, request: PolicyRequest): ConnectorError => {
	const { status } = response;
	const { code, words, requestId } = readEnvelope(response.body);
	const row = ERROR_TABLE.find((candidate) => fits(candidate, status, request.resource)) ?? OTHER;
	const about = row.message.replace('{subject}', request.subject ?? 'what was asked for');
	const quoted = words && redact(words).slice(0, QUOTE_LENGTH);
	return new ConnectorError(row.kind, row.quote && quoted ? `${about}: ${quoted}` : about, {
		hint: row.hint,
		status,
		code,
		requestId,
		logText:
			`${request.method} ${request.resource ?? ''} ${status} ${code ?? ''} ${quoted ?? ''}`.trim(),
	});
};
