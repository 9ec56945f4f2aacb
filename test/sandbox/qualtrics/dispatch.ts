import { checkFields, isRecord } from '../http/fields';
import { parseBody } from '../http/bodies';
import type { RateLimiter } from '../http/rateLimits';
import { createRouter } from '../http/router';
import { ReplyNow, type Exchange, type Reply } from '../http/types';
import { authenticate, requireScope } from './access';
import { batchRoutes } from './api/batches';
import { contactRoutes } from './api/contacts';
import { directoryRoutes } from './api/directories';
import { exportRoutes } from './api/exports';
import { importRoutes } from './api/imports';
import { listContactRoutes } from './api/listContacts';
import { responseRoutes } from './api/responses';
import { subscriptionRoutes } from './api/subscriptions';
import { surveyRoutes } from './api/surveys';
import { transactionRoutes } from './api/transactions';
import { userRoutes } from './api/users';
import { badField, badRequest, inOldShape, noSuchCall, proxied, refusal } from './envelope';
import type { ApiRoute, World } from './world';

const apiRoutes: ApiRoute[] = [
	...userRoutes,
	...surveyRoutes,
	...responseRoutes,
	...exportRoutes,
	...subscriptionRoutes,
	...directoryRoutes,
	...contactRoutes,
	...listContactRoutes,
	...transactionRoutes,
	...batchRoutes,
	...importRoutes,
];

const apiBase = '/API/v3';
const find = createRouter(apiRoutes.map((route) => ({ ...route, path: apiBase + route.path })));

/** Bytes of a body where the contract says nothing else. */
const ordinaryLimit = 5 * 1024 * 1024;

/** Answers one request below `/API/v3`: token, address, rate, scope, query, body, then its handler. */
export async function dispatch(
	world: World,
	limiter: RateLimiter,
	exchange: Exchange,
): Promise<Reply> {
	const given = await answer(world, limiter, exchange);
	const { proxiedTo, errorShape } = world.options;
	const reply = errorShape === 'old' ? inOldShape(given) : given;
	return proxiedTo === '' ? reply : proxied(reply, proxiedTo);
}

async function answer(world: World, limiter: RateLimiter, exchange: Exchange): Promise<Reply> {
	try {
		const scopes = authenticate(world, exchange);
		const match = find(exchange.method, exchange.path);
		if (!match) return noSuchCall(exchange.method, exchange.path);
		const { route, params } = match;
		if (!limiter.admit(route.bucket ?? 'other', world.now()))
			throw refusal(429, 'Too many requests.');
		requireScope(world, scopes, route.scope);
		for (const name of exchange.query.keys()) {
			if (!route.query?.includes(name)) throw badField({ path: name, reason: 'unknown' });
		}
		const body = readBody(route, exchange);
		return await route.handle({ world, exchange, params, query: exchange.query, body });
	} catch (error) {
		if (error instanceof ReplyNow) return error.reply;
		throw error;
	}
}

function readBody(route: ApiRoute, exchange: Exchange): Record<string, unknown> {
	if (!route.body) return {};
	if (exchange.body.length > (route.bodyLimit ?? ordinaryLimit))
		throw refusal(413, 'The request body is too large.');
	const parsed = parseBody(exchange);
	if (parsed.kind === 'empty' && route.bodyOptional) return {};
	if (parsed.kind === 'unsupported' || parsed.kind === 'form') {
		throw refusal(415, 'The content type must be application/json.');
	}
	if (parsed.kind !== 'json')
		throw badRequest('Invalid request. Missing or invalid parameter Request.');
	const { value } = parsed;
	if (!isRecord(value)) throw badRequest('Invalid request. Missing or invalid parameter Request.');
	if (route.body === 'any object') return value;
	const complaint = checkFields(value, route.body);
	if (complaint) throw badField(complaint);
	return value;
}

/** Requests per minute (contracts/qualtrics.md 1.7); `all` is the brand's. */
export const documentedLimits: Record<string, number> = {
	all: 3000,
	eventsubscriptions: 120,
	'export-create': 100,
	'export-progress': 1000,
	'export-file': 100,
	filters: 100,
	'response-get': 240,
	'response-create': 120,
	'response-delete': 60,
	'response-schema': 60,
	'contact-write': 500,
	'contact-search': 500,
	'mailinglist-write': 500,
	'transaction-write': 500,
	'batch-create': 500,
	import: 100,
	'import-status': 500,
	'import-summary': 3000,
};
