import { STATUS_CODES } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { Complaint } from '../http/fields';
import { jsonReply, ReplyNow, type Reply } from '../http/types';

const wording = (status: number): string => `${status} - ${STATUS_CODES[status] ?? 'Unknown'}`;

const meta = (status: number, notice?: string): object => ({
	httpStatus: wording(status),
	requestId: randomUUID(),
	...(notice && { notice }),
});

/** A success with a result (contracts/qualtrics.md 1.5). */
export const ok = (result: unknown, status = 200, notice?: string): Reply =>
	jsonReply(status, { result, meta: meta(status, notice) });

/** The answer of another data centre: the same, with a notice (contracts/qualtrics.md 1.1.3). */
export function proxied(reply: Reply, dataCentre: string): Reply {
	if (typeof reply.body !== 'string' || !reply.headers?.['content-type'].includes('json'))
		return reply;
	const body = JSON.parse(reply.body) as { meta?: object };
	if (!body.meta) return reply;
	const notice = `Request proxied. For faster response times, use this host instead: ${dataCentre}.qualtrics.com`;
	return { ...reply, body: JSON.stringify({ ...body, meta: { ...body.meta, notice } }) };
}

/** A success of PUT and DELETE: `meta` alone. */
export const done = (): Reply => jsonReply(200, { meta: meta(200) });

export interface ErrorDetails {
	/** Only the codes the contract has recorded are given; other errors come without one. */
	code?: string;
	/** `null` and missing are both recorded. */
	requestId?: 'uuid' | 'null' | 'missing';
}

export function errorReply(status: number, message: string, details: ErrorDetails = {}): Reply {
	const { code, requestId = 'uuid' } = details;
	return jsonReply(status, {
		meta: {
			httpStatus: wording(status),
			error: { errorMessage: message, ...(code && { errorCode: code }) },
			...(requestId === 'uuid' && { requestId: randomUUID() }),
			...(requestId === 'null' && { requestId: null }),
		},
	});
}

/** Thrown by handlers: ends the call with an error envelope. */
export const refusal = (status: number, message: string, details?: ErrorDetails): ReplyNow =>
	new ReplyNow(errorReply(status, message, details));

export const badRequest = (message: string): ReplyNow => refusal(400, message);

/** Wrong, unknown, null and missing fields are one and the same message (contracts/qualtrics.md 1.1). */
export const badField = (complaint: Complaint): ReplyNow =>
	badRequest(`Invalid request. Missing or invalid parameter ${complaint.path}.`);

export const notFound = (what: string): ReplyNow => refusal(404, `${what} not found`);

export const subscriptionNotFound = (id: string): ReplyNow =>
	refusal(404, `${id} not found`, { code: 'ESSG_2', requestId: 'null' });

/** Both are recorded for the same call (contracts/qualtrics.md 1.5.3). */
export const mailingListNotFound = (code: 'PACC_6' | 'GP_0'): ReplyNow =>
	code === 'PACC_6'
		? refusal(404, 'Mailing List not found', { code, requestId: 'null' })
		: refusal(400, 'Mailing List not found', { code, requestId: 'missing' });

export const surveyNotFound = (id: string): ReplyNow =>
	refusal(404, `Survey ${id} not found`, { code: 'GSI_2', requestId: 'missing' });

/** Of the survey definitions: unknown and not to be seen are one. */
export const definitionForbidden = (): ReplyNow =>
	refusal(403, 'This operation is forbidden', { code: 'QMST_2.1' });

/** A refusal as it was made until 2018 (contracts/qualtrics.md 1.5.4); missing permissions came as 400. */
export function inOldShape(reply: Reply): Reply {
	if (reply.status < 400 || typeof reply.body !== 'string') return reply;
	const { meta } = JSON.parse(reply.body) as {
		meta: { error: { errorMessage: string; errorCode?: string } };
	};
	const { errorMessage, errorCode } = meta.error;
	const status = reply.status === 403 ? 400 : reply.status;
	const internalErrorCode = reply.status === 403 ? 'GS_5' : (errorCode ?? 'GPR_1');
	const errorId = randomUUID();
	return jsonReply(status, {
		meta: { status: 'Error', errorMessage, internalErrorCode, errorId },
		result: null,
	});
}

export const unauthorized = (message: string): ReplyNow =>
	refusal(401, message, { code: 'AUTH_6.0' });

export const forbidden = (message: string): ReplyNow => refusal(403, message);

/** No error code and no request id at all (contracts/qualtrics.md 1.5). */
export const noSuchCall = (method: string, path: string): Reply =>
	errorReply(404, `API call does not exist: ${method} ${path}`, { requestId: 'missing' });
