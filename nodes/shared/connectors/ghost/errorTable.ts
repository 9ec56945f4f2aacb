import { errorWriter, type ErrorRow } from '../../http/refusals';
import { asRecords, asText, isRecord } from './json';

/** The first row that fits decides. Source: contracts/ghost.md 2.3 and 5. */
const ERROR_TABLE: readonly ErrorRow[] = [
	{
		when: 401,
		kind: 'auth',
		message: 'Ghost did not accept the admin API key',
		hint: 'Copy the key from Ghost again: Settings → Integrations → your integration → Admin API key; and check that the clock of the n8n server is right.',
	},
	{
		when: 403,
		kind: 'permission',
		message: 'The integration may not use {subject}',
		hint: 'Use the Admin API key of a custom integration; members must be switched on for the site.',
	},
	{
		when: 404,
		kind: 'notFound',
		message: 'Ghost has no {subject}',
		hint: 'It was deleted meanwhile, or the address in the credential is another site’s.',
	},
	{
		when: 429,
		kind: 'rateLimited',
		message: 'Ghost is limiting requests: too many were sent',
		hint: 'Try again in a minute, or send less at once.',
	},
	{
		when: 500,
		codes: ['UPDATE_RELATION'],
		kind: 'conflict',
		message: 'Somebody else wrote the same new label at the same moment',
		hint: 'Run it again.',
	},
	{
		when: 'serverError',
		kind: 'unavailable',
		message: 'Ghost could not answer the request about {subject}',
		hint: 'Temporary outage at Ghost. Try again later.',
	},
];

const OTHER: ErrorRow = {
	kind: 'input',
	message: 'Ghost rejected the request about {subject}',
	hint: 'Check the values that were sent: a valid email address, a name of at most 191 and a note of at most 2,000 characters, neither name nor address beginning with a comma.',
	facts: true,
};

export const describeError = errorWriter({
	system: 'Ghost',
	rows: ERROR_TABLE,
	other: OTHER,
	read({ body }) {
		const [error = {}] = isRecord(body) ? asRecords(body.errors) : [];
		const { code, id, message, context, property } = error;
		const words = [message, context].flatMap((text) => asText(text) ?? []).join(' ');
		const field = asText(property);
		return { code: asText(code), requestId: asText(id), words, ...(field && { fields: [field] }) };
	},
	fields: ['email', 'name', 'note', 'labels', 'newsletters'],
});
