import { ConnectorError, type ErrorKind } from '../../http/ConnectorError';
import { redact } from '../../http/redact';
import type { PolicyRequest } from '../../http/requester';
import type { HttpResponse } from '../../http/types';
import { asText, isRecord } from './json';

interface ErrorRow {
	status: number | 'serverError';
	kind: ErrorKind;
	/** `{subject}` is what the request was about. */
	message: string;
	hint: string;
	quote?: boolean;
}

/** No error codes are documented, so the status alone decides. */
export const ERROR_TABLE: readonly ErrorRow[] = [
	{
		status: 401,
		kind: 'auth',
		message: 'The survey tool did not accept the credential',
		hint: 'Compare host, token, token secret and account ID with Account settings → Integrations.',
	},
	{
		status: 403,
		kind: 'permission',
		message: 'This account may not use {subject}',
		hint: 'The API may not be part of the plan, or the token belongs to another account.',
	},
	{
		status: 404,
		kind: 'notFound',
		message: 'The survey tool has no {subject}',
		hint: 'It was deleted, belongs to another account, or the host in the credential is another brand’s.',
	},
	{
		status: 429,
		kind: 'rateLimited',
		message: 'The survey tool is refusing requests for the moment: too many were sent',
		hint: 'Try again in a minute, or check less often.',
	},
	{
		status: 'serverError',
		kind: 'unavailable',
		message: 'The survey tool could not answer the request about {subject}',
		hint: 'The disturbance is on its side and usually passes. Run it again later.',
	},
];

const OTHER: Omit<ErrorRow, 'status'> = {
	kind: 'input',
	message: 'The survey tool rejected the request about {subject}',
	hint: 'Check the survey and the credential.',
	quote: true,
};

const QUOTE_LENGTH = 300;

const wordsOf = (body: unknown): string => {
	const said = isRecord(body) ? (asText(body.message) ?? asText(body.error)) : undefined;
	return redact(said ?? '').slice(0, QUOTE_LENGTH);
};

export const describeError = (response: HttpResponse, request: PolicyRequest): ConnectorError => {
	const { status } = response;
	const row =
		ERROR_TABLE.find((candidate) =>
			candidate.status === 'serverError' ? status >= 500 : candidate.status === status,
		) ?? OTHER;
	const about = row.message.replace('{subject}', request.subject ?? 'what was asked for');
	const said = wordsOf(response.body);
	return new ConnectorError(row.kind, row.quote && said ? `${about}: ${said}` : about, {
		hint: row.hint,
		status,
		logText: `${request.method} ${request.subject ?? ''} ${status} ${said}`.trim(),
	});
};

/** An answer that is fine by its status and not what was asked for. */
export const outsideContract = (subject: string): ConnectorError =>
	new ConnectorError(
		'unexpected',
		`The survey tool answered the request about ${subject} in a way it does not document`,
		{
			hint: 'Check the host in the credential; a proxy or a login page may stand in between.',
		},
	);
