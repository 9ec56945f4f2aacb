import { ConnectorError, type ErrorKind } from '../../http/ConnectorError';
import { redact } from '../../http/redact';
import type { PolicyRequest } from '../../http/requester';
import type { HttpResponse } from '../../http/types';
import { asText, isRecord } from './json';

interface ErrorRow {
	/** `refused`: `statusCode` is not success in an answer that is fine by HTTP. */
	when: number | 'serverError' | 'refused';
	/** Only where the system's own words hold this. Words decide what is advised, never whether it was a success. */
	words?: RegExp;
	kind: ErrorKind;
	/** `{subject}` is what the request was about. */
	message: string;
	hint: string;
	/** Whether SecuTix's own words follow the message. */
	quote?: boolean;
}

const SIGN_IN: Pick<ErrorRow, 'kind' | 'message' | 'hint'> = {
	kind: 'auth',
	message: 'SecuTix did not accept the credential',
	hint: 'Compare institution, operator, partner and secret with what SecuTix gave you, and check that the clock of this machine is right: a token is only good for seconds.',
};

const TOO_MANY: Omit<ErrorRow, 'when'> = {
	kind: 'rateLimited',
	message:
		'SecuTix is refusing requests for the moment: more than its allowance a minute were sent',
	hint: 'Other programs that use the same institution count too. Try again in some minutes, or read a sample.',
};

/** The first row that fits decides. Source: survey-systems.md 1.4; error codes are not published. */
export const ERROR_TABLE: readonly ErrorRow[] = [
	{ when: 401, ...SIGN_IN },
	{
		when: 403,
		kind: 'permission',
		message: 'The operator may not use the contact service of SecuTix',
		hint: 'Ask SecuTix to open ContactInformationPublicService to the operator of the credential.',
	},
	{
		when: 404,
		kind: 'input',
		message: 'SecuTix has no contact service of the version in the credential',
		hint: 'Old versions are taken away: look up the newest one of ContactInformationPublicService, and compare institution and environment.',
	},
	{ when: 509, ...TOO_MANY },
	{ when: 429, ...TOO_MANY },
	{
		when: 'serverError',
		kind: 'unavailable',
		message: 'SecuTix could not answer the request about {subject}',
		hint: 'The disturbance is on SecuTix’s side and usually passes. Run it again later.',
	},
	{ when: 'refused', words: /authenti|credential|token|jwt|password/i, ...SIGN_IN },
	{
		when: 'refused',
		words: /not (?:be )?found|not exist|unknown contact|no contact|introuvable|inexistant/i,
		kind: 'notFound',
		message: 'SecuTix knows no {subject}',
		hint: 'Check the number; its leading zeros count.',
	},
	{
		when: 'refused',
		kind: 'input',
		message: 'SecuTix rejected the request about {subject}',
		hint: 'Check the values that were sent.',
		quote: true,
	},
];

const OTHER: Omit<ErrorRow, 'when'> = {
	kind: 'unexpected',
	message: 'SecuTix answered the request about {subject} in a way it does not document',
	hint: 'Check institution and environment in the credential; a proxy may stand in between.',
	quote: true,
};

const wordsOf = (body: unknown): string =>
	isRecord(body)
		? [asText(body.statusCode), asText(body.statusDetail)].filter(Boolean).join(': ')
		: '';

const QUOTE_LENGTH = 300;

const fits = ({ when, words }: ErrorRow, response: HttpResponse, said: string): boolean => {
	const { status } = response;
	const isSame =
		when === 'refused'
			? status < 300 && isRecord(response.body)
			: when === 'serverError'
				? status >= 500
				: when === status;
	return isSame && (!words || words.test(said));
};

/** An error answer, or a refusal inside a 200, in plain words. */
export const describeError = (response: HttpResponse, request: PolicyRequest): ConnectorError => {
	const said = wordsOf(response.body);
	const row = ERROR_TABLE.find((candidate) => fits(candidate, response, said)) ?? OTHER;
	const about = row.message.replace('{subject}', request.subject ?? 'what was asked for');
	const quoted = redact(said).slice(0, QUOTE_LENGTH);
	const code = isRecord(response.body) ? asText(response.body.statusCode) : undefined;
	const requestId = isRecord(response.body) ? asText(response.body.requestId) : undefined;
	return new ConnectorError(row.kind, row.quote && quoted ? `${about}: ${quoted}` : about, {
		hint: row.hint,
		status: response.status,
		...(code !== undefined && { code }),
		...(requestId !== undefined && { requestId }),
		logText: `${new URL(request.url).pathname} ${response.status} ${quoted}`.trim(),
	});
};
