import type { MisbehaviourEngine } from '../http/misbehaviour';
import type { RequestLog } from '../http/requestLog';
import { ReplyNow, type Exchange, type Reply } from '../http/types';
import { authenticate, resolveCaller } from './access';
import { batch, isBatch } from './batch/batch';
import { urlTooLong } from './batch/innerRequest';
import { errorReply, noSegment } from './errors';
import { carryOut } from './operations';
import type { ServiceProtection } from './serviceProtection';
import { apiBase, type Operation, type World } from './world';

export interface Services {
	misbehaviour: MisbehaviourEngine;
	protection: ServiceProtection;
	/** Every operation, those inside a `$batch` one by one. */
	operations: RequestLog;
}

/** Answers one request below `/api/data/v9.2`: token, user, limits, address, then the operation or the batch of them. */
export async function dispatch(
	world: World,
	services: Services,
	exchange: Exchange,
): Promise<Reply> {
	let userId: string | undefined;
	try {
		if (!exchange.path.startsWith(`${apiBase}/`)) throw noSegment(exchange.path);
		userId = authenticate(world, exchange);
		const crowded = services.protection.enter(userId);
		if (world.options.latencyMs > 0) await wait(world.options.latencyMs);
		if (crowded) return crowded;
		const reply = await answer(world, services, exchange, userId);
		return { ...reply, headers: { ...services.protection.remaining(userId), ...reply.headers } };
	} catch (error) {
		if (error instanceof ReplyNow) return error.reply;
		throw error;
	} finally {
		if (userId !== undefined) services.protection.leave(userId);
	}
}

async function answer(
	world: World,
	services: Services,
	exchange: Exchange,
	userId: string,
): Promise<Reply> {
	const { target = exchange.path } = exchange;
	if (target.length > world.options.maxUrlLength) throw urlTooLong();
	const operation: Operation = {
		world,
		caller: resolveCaller(world, exchange.headers, userId),
		method: exchange.method,
		path: exchange.path.slice(apiBase.length),
		search: target.split('?').slice(1).join('?'),
		query: exchange.query,
		headers: exchange.headers,
		body: exchange.body.toString('utf8'),
	};
	if (!isBatch(exchange.method, exchange.path)) return limited(services, operation);
	return await batch(operation, (inner, within) =>
		within === 'batch' ? misled(services, inner) : limited(services, inner, within),
	);
}

/** One operation within the limits, and its line in the log. */
function limited(services: Services, operation: Operation, within?: string): Reply {
	const { world, caller, method, path, query, body } = operation;
	const started = performance.now();
	const throttled = services.protection.admit(
		caller.userId,
		world.now(),
		world.options.executionMs,
	);
	const reply = throttled ?? carryOut(operation);
	services.operations.add({
		at: Date.now(),
		method,
		path: apiBase + path,
		query: Object.fromEntries(query),
		status: reply.status,
		body: body === '' ? undefined : body,
		took: performance.now() - started,
		headers: { ...meaningfulHeaders(operation.headers), ...(within && { within }) },
	});
	return reply;
}

/** A part of a batch can be misled as a request of its own can. */
async function misled(services: Services, operation: Operation): Promise<Reply> {
	const exchange: Exchange = {
		method: operation.method,
		path: apiBase + operation.path,
		query: operation.query,
		headers: {},
		body: Buffer.alloc(0),
		isAborted: () => false,
	};
	const handle = async (): Promise<Reply> =>
		await Promise.resolve(limited(services, operation, 'batch'));
	const { reply } = await services.misbehaviour.run(exchange, handle, errorReply);
	return reply;
}

const kept = /^(prefer|if-match|if-none-match|consistency|callerobjectid|mscrm.*)$/;

/** Headers that change what a request means. */
export function meaningfulHeaders(headers: Operation['headers']): Record<string, string> {
	const found: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers)) {
		if (kept.test(name) && value !== undefined) found[name] = String(value);
	}
	return found;
}

const wait = (milliseconds: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, milliseconds));
