import { ConnectorError } from '../../http/ConnectorError';
import { errorWriter, type ErrorRow, type Refused } from '../../http/refusals';
import type { HttpResponse } from '../../http/types';
import { asRecord, asText, isRecord } from './json';
import { allowanceAfter } from './limits';

const SCOPES =
	'In the settings of the app at developer.surveymonkey.com, switch on View Surveys and View Response Details (which needs a paid plan), for instant delivery also View Webhooks and Create/Modify Webhooks, and take a new access token.';
const LATER = 'Temporary outage at the survey tool. Try again later.';

/** Codes of the service. Source: contracts/surveymonkey.md 2. */
const ERROR_TABLE: readonly ErrorRow[] = [
	{
		codes: ['1018'],
		kind: 'auth',
		message: 'The SurveyMonkey account is kept in another data center',
		hint: 'Choose the data center of the account in the credential.',
	},
	{
		codes: ['1010', '1011', '1012', '1013', '1057'],
		kind: 'auth',
		message: 'SurveyMonkey did not accept the access token',
		hint: 'Copy the token from the settings of the app at developer.surveymonkey.com; a draft app ends after 90 days.',
	},
	{
		codes: ['1014'],
		kind: 'permission',
		message: 'The access token lacks the permission for {subject}',
		hint: SCOPES,
	},
	{
		codes: ['1005', '1015'],
		kind: 'permission',
		message: 'The plan of this SurveyMonkey account does not include {subject}',
		hint: 'Answers can be read with a paid plan only.',
	},
	{
		codes: ['1016'],
		kind: 'permission',
		message: 'This SurveyMonkey account may not use {subject}',
		hint: 'Share the survey with the account that the access token belongs to.',
	},
	{
		codes: ['1052', '1053'],
		kind: 'auth',
		message: 'The SurveyMonkey account of this access token was deleted',
		hint: 'Enter the access token of another account.',
	},
	{
		codes: ['1030'],
		kind: 'input',
		message: 'SurveyMonkey cannot export {subject}: too large',
		hint: 'It exports surveys of up to 1,000 questions.',
	},
	{
		when: 401,
		kind: 'auth',
		message: 'SurveyMonkey did not accept the access token',
		hint: 'Copy the token from the settings of the app at developer.surveymonkey.com.',
	},
	{
		when: 403,
		kind: 'permission',
		message: 'This SurveyMonkey account may not use {subject}',
		hint: SCOPES,
	},
	{
		when: 404,
		kind: 'notFound',
		message: 'SurveyMonkey has no {subject}',
		hint: 'It was deleted, or belongs to another account or data center.',
	},
	{
		when: 429,
		kind: 'rateLimited',
		message: 'SurveyMonkey is limiting requests: too many were sent',
		hint: 'Try again in a minute, or check less often.',
	},
	{
		when: 'serverError',
		kind: 'unavailable',
		message: 'SurveyMonkey could not answer the request about {subject}',
		hint: LATER,
	},
];

const OTHER: ErrorRow = {
	kind: 'input',
	message: 'SurveyMonkey rejected the request about {subject}',
	hint: 'Check the survey and the credential.',
	facts: true,
};

/** `{"error": {"id": "1014", "message": …}}`, or of a token that was taken back `{"status": 1, "errmsg": …}`. */
const write = errorWriter({
	system: 'SurveyMonkey',
	rows: ERROR_TABLE,
	other: OTHER,
	read: ({ body }) => {
		if (!isRecord(body)) return {};
		const error = asRecord(body.error);
		return { code: asText(error.id), words: asText(error.message) ?? asText(body.errmsg) };
	},
});

export function describeError(response: HttpResponse, request: Refused): ConnectorError {
	const error = write(response, request);
	if (error.kind !== 'rateLimited') return error;
	const { isOfTheDay, retryAfterMs } = allowanceAfter(response);
	if (!isOfTheDay) return Object.assign(error, { retryAfterMs });
	return new ConnectorError(
		'rateLimited',
		'The SurveyMonkey app has used up the requests it may send in a day',
		{
			hint: 'Private apps may send 500 a day, counted from midnight GMT. Check less often, watch fewer surveys, or ask SurveyMonkey for more.',
			status: error.status,
			code: error.code,
			logText: error.logText,
			retryAfterMs,
		},
	);
}

/** An answer that is fine by its status and not what was asked for. */
export const outsideContract = (subject: string): ConnectorError =>
	new ConnectorError(
		'unexpected',
		`SurveyMonkey answered the request about ${subject} with something unexpected`,
		{ hint: 'Check the address in the credential; a proxy or a login page may be in the way.' },
	);
