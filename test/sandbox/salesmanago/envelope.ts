import type { Complaint } from '../http/fields';
import { jsonReply, ReplyNow, type Reply } from '../http/types';
import type { SalesManagoSandboxOptions } from './options';

export const success = (fields: Record<string, unknown> = {}): Reply =>
	jsonReply(200, { success: true, message: [], ...fields });

/** A refusal inside a 200, as the classic API words them (contracts/salesmanago.md 6). */
export const refusal = (
	options: SalesManagoSandboxOptions,
	message: string,
	status = 200,
	values?: Record<string, string[]>,
): ReplyNow =>
	new ReplyNow(
		jsonReply(status, {
			success: false,
			message: options.messageAs === 'array' ? [message] : message,
			...(values && { values }),
		}),
	);

export const badField = (options: SalesManagoSandboxOptions, { path, reason }: Complaint) =>
	refusal(options, 'Bad request', 200, { [path]: [reason] });
