import { ConnectorError, type ErrorKind } from './ConnectorError';
import { redact } from './redact';
import type { PolicyRequest } from './requester';
import type { HttpResponse } from './types';

/** One line of the error table of a system that also refuses inside an answer that is fine by HTTP. */
export interface ErrorRow {
	/** `refused`: the answer is fine by HTTP, and its body says that nothing was done. */
	when: number | 'serverError' | 'refused';
	/** Only where the system's own words hold this. Words decide what is advised, never whether it was a success. */
	words?: RegExp;
	kind: ErrorKind;
	/** `{subject}` is what the request was about. */
	message: string;
	hint: string;
	/** Whether the system's own words follow the message. */
	quote?: boolean;
}

export interface ErrorWording {
	/** The first row that fits decides. */
	rows: readonly ErrorRow[];
	/** Where none fits. */
	other: Omit<ErrorRow, 'when'>;
	/** What the system says of the reason; empty when it says nothing. */
	wordsOf(body: unknown): string;
	/** Its own code and number of the request, where it gives them. */
	detailsOf?(body: unknown): { code?: string; requestId?: string };
}

const QUOTE_LENGTH = 300;

const isObject = (body: unknown): boolean =>
	typeof body === 'object' && body !== null && !Array.isArray(body);

const fits = ({ when, words }: ErrorRow, { status, body }: HttpResponse, said: string): boolean => {
	const isSame =
		when === 'refused'
			? status < 300 && isObject(body)
			: when === 'serverError'
				? status >= 500
				: when === status;
	return isSame && (!words || words.test(said));
};

/** An error answer, or a refusal inside a 200, in plain words. */
export const errorWriter =
	({ rows, other, wordsOf, detailsOf }: ErrorWording) =>
	(response: HttpResponse, request: PolicyRequest): ConnectorError => {
		const said = wordsOf(response.body);
		const row = rows.find((candidate) => fits(candidate, response, said)) ?? other;
		const about = row.message.replace('{subject}', request.subject ?? 'what was asked for');
		const quoted = redact(said).slice(0, QUOTE_LENGTH);
		return new ConnectorError(row.kind, row.quote && quoted ? `${about}: ${quoted}` : about, {
			hint: row.hint,
			status: response.status,
			...detailsOf?.(response.body),
			logText: `${new URL(request.url).pathname} ${response.status} ${quoted}`.trim(),
		});
	};
