import { ConnectorError } from '../../http/ConnectorError';
import { errorWriter, type ErrorRow, type Refused, type Said } from '../../http/refusals';
import type { HttpResponse } from '../../http/types';
import { jsonOrNothing } from '../../json/readJson';
import { asRecord, asRecords, asText, asTexts, type Json } from './json';

/** The first row that fits decides. Source: contracts/hubspot.md 1.3 to 1.5, 2, 3, 12. */
const ERROR_TABLE: readonly ErrorRow[] = [
	{
		when: 401,
		kind: 'auth',
		message: 'HubSpot did not accept the credential',
		hint: 'Enter a valid service key or token, or sign in again.',
	},
	{
		when: 403,
		kind: 'permission',
		message: 'The credential may not use {subject}',
		hint: 'Give the service key or app the scope for it; some features need a larger plan.',
	},
	{
		when: 404,
		kind: 'notFound',
		message: 'HubSpot has no {subject}',
		hint: 'It was deleted or merged meanwhile, or belongs to another account.',
	},
	{
		when: 409,
		kind: 'conflict',
		message: 'HubSpot has another record with the same unique value',
		hint: 'Match by that value, or correct it.',
	},
	{
		when: 400,
		codes: ['CONFLICTING_UNIQUE_VALUE'],
		kind: 'conflict',
		message: 'HubSpot has another record with the same unique value',
		hint: 'Match by that value, or correct it.',
		facts: true,
	},
	{
		when: 400,
		words: /Unable to infer object type/,
		kind: 'unexpected',
		message: 'HubSpot has no such kind of object',
		hint: 'Choose another one from the list.',
	},
	{
		when: 400,
		words: /non-unique/,
		kind: 'unexpected',
		message: 'HubSpot cannot find records by this property: it is not unique',
		hint: "Match by 'Any Property' instead.",
	},
	{
		when: 400,
		words: /Duplicate IDs|Invalid input JSON|required attributes/,
		kind: 'unexpected',
		message: 'HubSpot did not understand the request about {subject}',
		hint: 'This is a bug in this node. Please report it.',
	},
	{
		when: 429,
		codes: ['DAILY'],
		kind: 'unavailable',
		message: 'The HubSpot account has used up its requests of today',
		hint: 'The limit resets at midnight, in the time zone of the account.',
	},
	{
		when: 429,
		kind: 'rateLimited',
		message: 'HubSpot is limiting requests: too many were sent',
		hint: 'Try again in a minute, or send less at once.',
	},
	{
		when: 423,
		kind: 'unavailable',
		message: 'HubSpot is busy with other writes of this kind',
		hint: 'Try again in a minute.',
	},
	{
		when: 477,
		kind: 'unavailable',
		message: 'HubSpot is migrating the account',
		hint: 'This may take up to a day. Run it again later.',
	},
	{
		when: 'serverError',
		kind: 'unavailable',
		message: 'HubSpot could not answer the request about {subject}',
		hint: 'Temporary outage at HubSpot. Try again later.',
	},
];

const OTHER: ErrorRow = {
	kind: 'input',
	message: 'HubSpot rejected the request about {subject}',
	hint: 'Check the values that were sent, and what an administrator has made required.',
	facts: true,
};

/** What is said of each value, in `errors` or as JSON inside of the message (contracts/hubspot.md 1.4). */
function details({ message, errors }: Json): Array<{ code?: string; property?: string }> {
	const told = asRecords(errors).map(({ code, context }) => ({
		code: asText(code),
		property: asTexts(asRecord(context).propertyName)[0],
	}));
	if (told.some(({ code }) => code !== undefined)) return told;
	const text = asText(message) ?? '';
	const list = text.indexOf('[{');
	const inMessage = list < 0 ? undefined : jsonOrNothing(text.slice(list));
	return asRecords(inMessage).map(({ error, name }) => ({
		code: asText(error),
		property: asText(name),
	}));
}

function read({ body }: HttpResponse): Said {
	const answer = asRecord(body);
	const told = details(answer);
	const code = told.find((one) => one.code !== undefined)?.code;
	return {
		code: code ?? asText(answer.policyName) ?? asText(answer.category),
		requestId: asText(answer.correlationId),
		words: asText(answer.message),
		fields: told.flatMap(({ property }) => property ?? []),
	};
}

const describe = errorWriter({ system: 'HubSpot', rows: ERROR_TABLE, other: OTHER, read });

/** Names of scopes as HubSpot writes them, and nothing else of its text. */
function missingScopes(body: unknown): string[] {
	const { errors, context } = asRecord(body);
	const contexts = [context, ...asRecords(errors).map((error) => error.context)].map(asRecord);
	const scopes = contexts.flatMap(({ requiredGranularScopes }) => asTexts(requiredGranularScopes));
	return [...new Set(scopes)].filter((scope) =>
		/^[a-z_]{1,40}(\.[a-z_\d]{1,40}){0,5}$/.test(scope),
	);
}

export const describeError = (response: HttpResponse, request: Refused): ConnectorError => {
	const error = describe(response, request);
	const scopes = response.status === 403 ? missingScopes(response.body) : [];
	if (scopes.length === 0) return error;
	const { status, code, requestId, logText } = error;
	return new ConnectorError('permission', `${error.message}: no scope ${scopes.join(', ')}`, {
		hint: 'Add the scope to the service key (or to the OAuth credential, and sign in again).',
		status,
		code,
		requestId,
		logText,
	});
};

/** The error of one record of a batch, which has no status of its own. Source: contracts/hubspot.md 3.8. */
export function describeRow(error: Json, request: Refused): ConnectorError {
	const status = error.category === 'CONFLICT' ? 409 : 400;
	return describe({ status, headers: {}, body: error }, request);
}
