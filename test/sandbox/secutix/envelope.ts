import { jsonReply, ReplyNow, type Reply } from '../http/types';
import type { World } from './state';

/** Every answer, right or wrong, says how it went in its body (1.4). */
export const success = (world: World, fields: Record<string, unknown> = {}): Reply =>
	jsonReply(200, {
		requestId: world.requestId(),
		statusCode: 'success',
		statusDetail: null,
		...fields,
	});

export const refusal = (
	world: World,
	statusCode: string,
	statusDetail: string,
	status = 200,
): ReplyNow =>
	new ReplyNow(jsonReply(status, { requestId: world.requestId(), statusCode, statusDetail }));
