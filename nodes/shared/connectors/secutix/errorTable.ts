import { errorWriter, type ErrorRow } from '../../http/refusals';
import { asText, isRecord } from './json';

const SIGN_IN: Pick<ErrorRow, 'kind' | 'message' | 'hint'> = {
	kind: 'auth',
	message: 'SecuTix did not accept the credential',
	hint: 'Compare institution, operator, partner and secret with what SecuTix gave you, and check that the clock of the n8n server is right.',
};

const TOO_MANY: Omit<ErrorRow, 'when'> = {
	kind: 'rateLimited',
	message: 'SecuTix is limiting requests: too many were sent in one minute',
	hint: 'Other programs of the same institution count too. Try again in a few minutes, or read a sample.',
};

/** The first row that fits decides. Source: contracts/secutix.md 4; error codes are not published. */
const ERROR_TABLE: readonly ErrorRow[] = [
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
		hint: 'Old versions are removed: look up the newest one of ContactInformationPublicService, and compare institution and environment.',
	},
	{ when: 509, ...TOO_MANY },
	{ when: 429, ...TOO_MANY },
	{
		when: 'serverError',
		kind: 'unavailable',
		message: 'SecuTix could not answer the request about {subject}',
		hint: 'Temporary outage at SecuTix. Try again later.',
	},
	{ when: 'refused', words: /authenti|credential|token|jwt|password/i, ...SIGN_IN },
	{
		when: 'refused',
		words: /not (?:be )?found|not exist|unknown contact|no contact|introuvable|inexistant/i,
		kind: 'notFound',
		message: 'SecuTix has no {subject}',
		hint: 'Check the number; its leading zeros count.',
	},
	{
		when: 'refused',
		kind: 'input',
		message: 'SecuTix rejected the request about {subject}',
		hint: 'Check the values that were sent.',
		facts: true,
	},
];

const OTHER: ErrorRow = {
	kind: 'unexpected',
	message: 'SecuTix answered the request about {subject} with something unexpected',
	hint: 'Check institution and environment in the credential; a proxy may be in the way.',
	facts: true,
};

/** An error answer, or a `statusCode` inside a 200 that is not success, in plain words. */
export const describeError = errorWriter({
	system: 'SecuTix',
	rows: ERROR_TABLE,
	other: OTHER,
	read({ body }) {
		if (!isRecord(body)) return {};
		const code = asText(body.statusCode);
		const words = [code, asText(body.statusDetail)].filter(Boolean).join(': ');
		return { code, words, requestId: asText(body.requestId) };
	},
	fields: ['contactNumber', 'email', 'externalReference', 'criterion', 'authorization'],
});
