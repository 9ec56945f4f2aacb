import { ConnectorError, type ErrorKind } from './ConnectorError';
import { fieldNamesOf, isValueOf, type Described } from './fieldNames';
import type { HttpResponse } from './types';
import { asCode, asRequestId, factsOf, shortened } from './vendorText';

/** One line of a system's error table; all that it names must fit. */
export interface ErrorRow {
	/** `refused`: the answer is fine by HTTP, and its body says that nothing was done. */
	when?: number | 'serverError' | 'refused';
	/** The system's own codes, in the form in which `read` gives them. */
	codes?: readonly string[];
	/** Only for requests that count against these buckets. */
	resources?: readonly string[];
	/** Only where the system's own words hold this. Words decide what is advised, never whether it was a success. */
	words?: RegExp;
	kind: ErrorKind;
	/** `{subject}` is what the request was about, `{privilege}` the one that is missing. */
	message: string;
	hint: string;
	/** Whether what could be learnt from the system's words follows the message: fields, allowed values, limits. */
	facts?: boolean;
}

/** What a system says of the reason, as it says it. */
export interface Said {
	code?: string;
	words?: string;
	requestId?: string;
	/** Names of fields for which it gives reasons apart from its words. */
	fields?: readonly string[];
}

export interface ErrorWording {
	/** For texts: `Dataverse`. */
	system: string;
	/** The first row that fits decides. */
	rows: readonly ErrorRow[];
	/** Where none fits. */
	other: ErrorRow;
	read(response: HttpResponse): Said;
	/** Fields that every account has; those of the request are known by themselves. */
	fields?: readonly string[];
}

export type Refused = Described & { resource?: string };

const isObject = (body: unknown): boolean =>
	typeof body === 'object' && body !== null && !Array.isArray(body);

const isStatus = ({ when }: ErrorRow, { status, body }: HttpResponse): boolean => {
	if (when === undefined) return true;
	if (when === 'refused') return status < 300 && isObject(body);
	return when === 'serverError' ? status >= 500 : when === status;
};

const fits = (row: ErrorRow, response: HttpResponse, said: Said, resource?: string): boolean =>
	isStatus(row, response) &&
	(!row.codes || (said.code !== undefined && row.codes.includes(said.code))) &&
	(!row.resources || (resource !== undefined && row.resources.includes(resource))) &&
	(!row.words || (said.words !== undefined && row.words.test(said.words)));

/** What was sent is no code and no id of the system's, even where it looks like one. */
const unsent = (text: string | undefined, body: unknown): string | undefined =>
	text === undefined || isValueOf(body, text) ? undefined : text;

/** `has no survey SV_1`, but `does not know the contacts of directory POOL_1`. */
const aboutSubject = (message: string, subject = 'what was asked for'): string => {
	const isPhrase = /^(?:the|what) /.test(subject);
	return message
		.replace('has no {subject}', (sentence) => (isPhrase ? 'does not know {subject}' : sentence))
		.replace('{subject}', () => subject);
};

/**
 * An error answer, or a refusal inside a 200, in plain words. The system's text itself never passes, it may quote the record
 * (`vendorText.ts`): what can be learnt from it is said in our own words, and the hint says that the text was left out.
 */
export const errorWriter =
	({ system, rows, other, read, fields = [] }: ErrorWording) =>
	(response: HttpResponse, request: Refused): ConnectorError => {
		const { words: full, ...answered } = read(response);
		const words = full === undefined ? undefined : shortened(full);
		const said: Said = { ...answered, words };
		const { method, resource, subject, body } = request;
		const row = rows.find((candidate) => fits(candidate, response, said, resource)) ?? other;
		const names = new Set([...fieldNamesOf(request), ...fields]);
		const known = (said.fields ?? []).filter((name) => names.has(name));
		const facts = factsOf([...known, words ?? ''].join(' '), names);
		const about = aboutSubject(row.message, subject).replace('{privilege}', () =>
			facts.privilege ? `: ${facts.privilege}` : '',
		);
		const isLeftOut = row.facts === true && words !== undefined && words !== '';
		const code = unsent(asCode(said.code), body);
		const details = row.facts ? [code, facts.said].filter(Boolean).join('; ') : '';
		return new ConnectorError(row.kind, details === '' ? about : `${about}: ${details}`, {
			hint: isLeftOut ? `${row.hint} ${leftOut(system)}` : row.hint,
			status: response.status,
			...(code !== undefined && { code }),
			requestId: unsent(asRequestId(said.requestId), body),
			recordId: facts.record,
			logText: [method, resource, response.status, code, facts.said].filter(Boolean).join(' '),
		});
	};

export const leftOut = (system: string): string =>
	`The original message of ${system} is hidden, as it may contain personal data.`;
