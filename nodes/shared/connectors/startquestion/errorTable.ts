import { ConnectorError } from '../../http/ConnectorError';
import { errorWriter, type ErrorRow } from '../../http/refusals';
import { asText, isRecord } from './json';

/** No error codes are documented, so the status alone decides. */
const ERROR_TABLE: readonly ErrorRow[] = [
	{
		when: 401,
		kind: 'auth',
		message: 'The survey tool did not accept the credential',
		hint: 'Compare host, token, token secret and account ID with Account settings → Integrations.',
	},
	{
		when: 403,
		kind: 'permission',
		message: 'This account may not use {subject}',
		hint: 'The API may not be part of the plan, or the token belongs to another account.',
	},
	{
		when: 404,
		kind: 'notFound',
		message: 'The survey tool has no {subject}',
		hint: 'It was deleted, belongs to another account, or the host in the credential is another brand’s.',
	},
	{
		when: 429,
		kind: 'rateLimited',
		message: 'The survey tool is limiting requests: too many were sent',
		hint: 'Try again in a minute, or check less often.',
	},
	{
		when: 'serverError',
		kind: 'unavailable',
		message: 'The survey tool could not answer the request about {subject}',
		hint: 'Temporary outage at the survey tool. Try again later.',
	},
];

const OTHER: ErrorRow = {
	kind: 'input',
	message: 'The survey tool rejected the request about {subject}',
	hint: 'Check the survey and the credential.',
	facts: true,
};

export const describeError = errorWriter({
	system: 'the survey tool',
	rows: ERROR_TABLE,
	other: OTHER,
	read: ({ body }) => (isRecord(body) ? { words: asText(body.message) ?? asText(body.error) } : {}),
});

/** An answer that is fine by its status and not what was asked for. */
export const outsideContract = (subject: string): ConnectorError =>
	new ConnectorError(
		'unexpected',
		`The survey tool answered the request about ${subject} with something unexpected`,
		{
			hint: 'Check the host in the credential; a proxy or a login page may be in the way.',
		},
	);
