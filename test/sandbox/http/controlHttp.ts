import { isRecord } from './fields';
import { jsonReply, type Exchange, type Reply } from './types';

/**
 * `POST /sandbox/control` with `{"action": "addRecords", "args": ["contact", 100]}` pulls the lever of that name:
 * 200 `{"result": …}`, or 400 `{"error": …}`. `GET` lists the names.
 */
export async function controlOverHttp(control: object, exchange: Exchange): Promise<Reply> {
	if (exchange.method === 'GET') return jsonReply(200, { actions: Object.keys(control) });
	try {
		const request = JSON.parse(exchange.body.toString('utf8')) as unknown;
		if (!isRecord(request) || typeof request.action !== 'string')
			throw new Error('{"action": …} is needed');
		if (!Object.hasOwn(control, request.action))
			throw new Error(`There is no action ${request.action}`);
		const args = Array.isArray(request.args) ? (request.args as unknown[]) : [];
		const lever = control[request.action as keyof typeof control] as (
			...args: unknown[]
		) => unknown;
		return jsonReply(200, { result: (await lever.apply(control, args)) ?? null });
	} catch (error) {
		return jsonReply(400, { error: error instanceof Error ? error.message : String(error) });
	}
}
