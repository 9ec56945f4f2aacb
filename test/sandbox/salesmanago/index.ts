import { isRecord } from '../http/fields';
import { createMisbehaviourEngine } from '../http/misbehaviour';
import { parseBody } from '../http/bodies';
import { createRandom } from '../http/randomness';
import { createRateLimiter, type RateLimiter } from '../http/rateLimits';
import { createRequestLog, type LoggedRequest } from '../http/requestLog';
import { startLocalServer } from '../http/server';
import { htmlReply, jsonReply, ReplyNow, type Exchange, type Reply } from '../http/types';
import { authenticate } from './access';
import { batchUpsert, jobStatus } from './batch';
import { createControl, type SalesManagoControl } from './control';
import { withDefaults, type SalesManagoSandboxOptions } from './options';
import { contactsPage } from './page';
import { reads } from './reads';
import type { SalesManagoState, World } from './state';
import { addEvent, addNote, insert, update, upsert, type Handler } from './writes';

export type { SalesManagoControl, SalesManagoSandboxOptions, SalesManagoState };
export type { StoredContact } from './state';

export interface SalesManagoSandbox {
	/** The API is below `/api`, the contacts to look at are at `/contacts`. */
	url: string;
	port: number;
	clientId: string;
	apiSecret: string;
	owner: string;
	state: SalesManagoState;
	control: SalesManagoControl;
	/** Newest last, without what signs them. */
	requests: LoggedRequest[];
	close(): Promise<void>;
}

const HANDLERS: Record<string, Handler> = {
	...reads,
	'/api/contact/insert': insert,
	'/api/contact/update': update,
	'/api/contact/upsert': upsert,
	'/api/contact/addNote': addNote,
	'/api/v2/contact/addContactExtEvent': addEvent,
	'/api/contact/batchupsertv2': batchUpsert,
	'/api/job/status': jobStatus,
};

/** Starts a stand-in for SALESmanago on the loopback interface. */
export async function startSalesManagoSandbox(
	given: Partial<SalesManagoSandboxOptions> = {},
): Promise<SalesManagoSandbox> {
	const options = withDefaults(given);
	const state: SalesManagoState = {
		contacts: new Map(),
		jobs: new Map(),
		owners: [...options.owners],
		revoked: false,
		doubleOptInMails: 0,
	};
	const log = createRequestLog();
	const misbehaviour = createMisbehaviourEngine();
	const limiter = createRateLimiter();
	if (options.perMinute > 0) limiter.set({ all: options.perMinute });
	const random = createRandom(options.seed);
	let clock = options.now;
	let url = '';
	const world: World = {
		options,
		state,
		now: () => clock(),
		contactId: () => guid(() => random.integer(0, 15)),
		url: () => url,
	};
	const control = createControl(world, {
		misbehaviour,
		log,
		setClock: (now) => {
			clock = now;
		},
	});

	const answerApi = async (exchange: Exchange): Promise<Reply> => {
		const started = Date.now();
		const { reply, misbehaved } = await misbehaviour.run(
			exchange,
			() => Promise.resolve(handle(world, limiter, exchange)),
			(status, message) => jsonReply(status, { success: false, message: [message] }),
		);
		log.add({
			at: started,
			method: exchange.method,
			path: exchange.path,
			query: Object.fromEntries(exchange.query),
			status: reply.status,
			body: loggedBody(exchange),
			took: Date.now() - started,
			...(misbehaved && { misbehaved }),
		});
		return reply;
	};

	const server = await startLocalServer(async (exchange) => {
		if (exchange.path === '/sandbox/control') return await pull(control, exchange);
		if (exchange.path === '/sandbox/state')
			return jsonReply(200, { contacts: control.contacts(), jobs: state.jobs.size });
		if (exchange.path === '/contacts') return contactsPage();
		return await answerApi(exchange);
	}, options.port);
	url = server.url;
	const { clientId, apiSecret } = options;
	return {
		url,
		port: server.port,
		clientId,
		apiSecret,
		owner: options.owners[0],
		state,
		control,
		requests: log.entries,
		close: server.close,
	};
}

function handle(world: World, limiter: RateLimiter, exchange: Exchange): Reply {
	if (!limiter.admit('api', world.now())) return htmlReply(429, TOO_MANY);
	try {
		const handler = HANDLERS[exchange.path];
		if (!handler) return htmlReply(404, '<html><body>HTTP Status 404 – Not Found</body></html>');
		if (exchange.method !== 'POST' || exchange.query.size > 0)
			return htmlReply(405, '<html><body>HTTP Status 405 – Method Not Allowed</body></html>');
		return handler(world, authenticate(world, exchange));
	} catch (error) {
		if (error instanceof ReplyNow) return error.reply;
		throw error;
	}
}

const TOO_MANY = '<html><body>Too Many Requests</body></html>';

const SIGNATURE = new Set(['clientId', 'apiKey', 'sha', 'requestTime']);

function loggedBody(exchange: Exchange): unknown {
	const parsed = parseBody(exchange);
	if (parsed.kind !== 'json' || !isRecord(parsed.value)) return undefined;
	return Object.fromEntries(Object.entries(parsed.value).filter(([name]) => !SIGNATURE.has(name)));
}

/** `POST /sandbox/control` with `{"action": "addContact", "args": [{…}]}`; `GET` lists the names. */
async function pull(control: SalesManagoControl, exchange: Exchange): Promise<Reply> {
	if (exchange.method === 'GET') return jsonReply(200, { actions: Object.keys(control) });
	try {
		const { action, args = [] } = JSON.parse(exchange.body.toString('utf8')) as {
			action: keyof SalesManagoControl;
			args?: unknown[];
		};
		if (!Object.hasOwn(control, action)) throw new Error(`There is no action ${action}`);
		const lever = control[action] as (...given: unknown[]) => unknown;
		return jsonReply(200, { result: (await lever(...args)) ?? null });
	} catch (error) {
		return jsonReply(400, { error: error instanceof Error ? error.message : String(error) });
	}
}

const guid = (digit: () => number): string =>
	'00000000-0000-4000-8000-000000000000'.replace(/0/g, () => digit().toString(16));
