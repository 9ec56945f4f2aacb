import { randomUUID } from 'node:crypto';
import { jsonReply, ReplyNow, type Reply } from '../http/types';

const TYPES: Record<number, string> = {
	400: 'BadRequestError',
	401: 'UnauthorizedError',
	403: 'NoPermissionError',
	404: 'NotFoundError',
	406: 'RequestNotAcceptableError',
	422: 'ValidationError',
	429: 'TooManyRequestsError',
};

export interface Details {
	context?: string;
	property?: string;
	code?: string;
}

/** Source: contracts/ghost.md 2.3. */
export const errorReply = (status: number, message: string, details: Details = {}): Reply =>
	jsonReply(status, {
		errors: [
			{
				message,
				context: null,
				type: TYPES[status] ?? 'InternalServerError',
				details: null,
				property: null,
				help: null,
				code: null,
				id: randomUUID(),
				ghostErrorCode: null,
				...details,
			},
		],
	});

export const refuse = (...error: Parameters<typeof errorReply>): ReplyNow =>
	new ReplyNow(errorReply(...error));
