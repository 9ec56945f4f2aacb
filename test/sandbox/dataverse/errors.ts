import { jsonReply, ReplyNow, type Reply } from '../http/types';

/** Codes of contracts/dataverse.md 11, 10, by what they mean. */
export const codes = {
	duplicateRecord: '0x80040237',
	duplicateKey: '0x80060892',
	duplicateRule: '0x80040333',
	notFound: '0x80040217',
	noSuchKey: '0x80060891',
	versionMismatch: '0x80060882',
	privilege: '0x80040220',
	userDisabled: '0x80040225',
	noRole: '0x80042f09',
	notAMember: '0x80072560',
	payload: '0x80048d19',
	syntax: '0x80060888',
	segment: '0x8006088a',
	tooLong: '0x80044331',
	integerRange: '0x8004432f',
	numberRange: '0x80044330',
	statusForState: '0x80048408',
	plugin: '0x80040265',
	unexpected: '0x80040216',
	dateTooEarly: '0x80040239',
	invalidArgument: '0x80040203',
	deadlock: '0x80044151',
	storageFull: '0x80072325',
	tooManyRequests: '0x80072322',
	tooMuchTime: '0x80072321',
	tooManyAtOnce: '0x80072326',
} as const;

export const odataHeaders = { 'odata-version': '4.0' };
const json = 'application/json; odata.metadata=minimal';

export const odataReply = (
	status: number,
	value: unknown,
	headers?: Record<string, string>,
): Reply => jsonReply(status, value, { ...odataHeaders, 'content-type': json, ...headers });

export const noContent = (headers?: Record<string, string>): Reply => ({
	status: 204,
	headers: { ...odataHeaders, ...headers },
});

export const errorBody = (
	status: number,
	code: string,
	message: string,
	more?: Record<string, unknown>,
	headers?: Record<string, string>,
): Reply => odataReply(status, { error: { code, message, ...more } }, headers);

const codeOfStatus: Record<number, string> = {
	404: codes.notFound,
	412: codes.versionMismatch,
	429: codes.tooManyRequests,
};

/** How a misbehaviour words its error. */
export const errorReply = (status: number, message: string, details?: { code?: string }): Reply =>
	errorBody(status, details?.code ?? codeOfStatus[status] ?? codes.unexpected, message);

/** Thrown by handlers: ends the operation with an error envelope. */
export const refusal = (status: number, code: string, message: string): ReplyNow =>
	new ReplyNow(errorBody(status, code, message));

export const badSyntax = (message: string): ReplyNow => refusal(400, codes.syntax, message);

export const badPayload = (message: string): ReplyNow =>
	refusal(400, codes.payload, `Error identified in Payload provided by the user: ${message}`);

export const noSegment = (segment: string): ReplyNow =>
	refusal(404, codes.segment, `Resource not found for the segment '${segment}'.`);

export const noProperty = (name: string, type: string): ReplyNow =>
	badSyntax(`Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${type}'.`);

export const methodNotAllowed = (method: string): ReplyNow =>
	refusal(405, '0x0', `The requested resource does not support http method '${method}'.`);
