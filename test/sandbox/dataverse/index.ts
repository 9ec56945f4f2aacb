import { createMisbehaviourEngine } from '../http/misbehaviour';
import { createRandom, type Random } from '../http/randomness';
import { createRequestLog, type LoggedRequest } from '../http/requestLog';
import { startLocalServer } from '../http/server';
import { jsonReply, type Exchange, type Reply } from '../http/types';
import { createControl, type DataverseControl } from './control/control';
import { controlOverHttp } from '../http/controlHttp';
import { stateView } from './control/stateView';
import { dispatch, meaningfulHeaders } from './dispatch';
import { errorReply } from './errors';
import { identityPlatform } from './oauth';
import { withDefaults, type DataverseOptions } from './options';
import { recordsPage } from './pages/records';
import { foldWith } from './records/columnIndex';
import { initialState } from './seedData';
import { createServiceProtection } from './serviceProtection';
import type { DataverseState } from './state';
import { apiBase, type World } from './world';

export {
	activeContactsViewId,
	applicationUserId,
	currencyId,
	delegatedUserId,
	detractorsViewId,
	myContactsViewId,
	otherUserId,
	otherUserObjectId,
	teamId,
} from './seedData';
export { documentedLimits } from './options';
export type { DataverseControl, DataverseOptions, DataverseState };

export interface DataverseSandbox {
	/** `http://127.0.0.1:PORT`, the environment's address; the API is below `/api/data/v9.2`. */
	url: string;
	port: number;
	/** Of the application user; needs no token request. */
	token: string;
	oauth: {
		tenantId: string;
		clientId: string;
		clientSecret: string;
		/** The only scope of client credentials. */
		scope: string;
		tokenUrl: string;
		authorizeUrl: string;
	};
	state: DataverseState;
	control: DataverseControl;
	/** HTTP requests, newest last; those to `/sandbox` and `/records` are not among them. */
	requests: LoggedRequest[];
	/** Operations: a request, or each part of a `$batch`. */
	operations: LoggedRequest[];
	close(): Promise<void>;
}

/** Starts a stand-in for a Dataverse environment, and for the identity platform in front of it, on the loopback interface. */
export async function startDataverseSandbox(
	given: Partial<DataverseOptions> = {},
): Promise<DataverseSandbox> {
	const options = withDefaults(given);
	const state = initialState(options);
	const log = createRequestLog();
	const operations = createRequestLog(5_000);
	const misbehaviour = createMisbehaviourEngine();
	const protection = createServiceProtection();
	protection.set(options.limits);
	const random = createRandom(options.seed);
	let clock = options.now;
	let url = '';
	const world: World = {
		options,
		state,
		now: () => clock(),
		guid: ascendingGuids(random),
		secret: (prefix) => `${prefix}-${random.token(40)}`,
		url: () => url,
		fold: foldWith(options),
	};
	const control = createControl(world, {
		misbehaviour,
		protection,
		logs: [log, operations],
		setClock: (now) => {
			clock = now;
		},
	});

	const answerApi = async (exchange: Exchange): Promise<Reply> => {
		const started = Date.now();
		const handle = async (): Promise<Reply> =>
			identityPlatform(world, exchange) ??
			(await dispatch(world, { misbehaviour, protection, operations }, exchange));
		const { reply, misbehaved } = await misbehaviour.run(exchange, handle, errorReply);
		log.add({
			at: started,
			method: exchange.method,
			path: exchange.path,
			query: loggedQuery(exchange),
			status: reply.hangUp ? 0 : reply.status,
			body: loggedBody(exchange),
			took: Date.now() - started,
			...(misbehaved && { misbehaved }),
			headers: meaningfulHeaders(exchange.headers),
			...(exchange.headers.authorization?.startsWith('Bearer ') && { auth: 'bearer' as const }),
		});
		return reply;
	};

	const server = await startLocalServer(async (exchange) => {
		if (exchange.path === '/sandbox/control') return await controlOverHttp(control, exchange);
		if (exchange.path === '/sandbox/state')
			return jsonReply(200, stateView(world, log, operations));
		if (exchange.path === '/records') return recordsPage();
		return await answerApi(exchange);
	}, options.port);
	url = server.url;
	control.addToken(options.token);
	if (options.contacts > 0) control.addRecords('contact', options.contacts);

	const identity = `${url}/${options.tenantId}/oauth2/v2.0`;
	return {
		url,
		port: server.port,
		token: options.token,
		oauth: {
			tenantId: options.tenantId,
			clientId: options.clientId,
			clientSecret: options.clientSecret,
			scope: `${url}/.default`,
			tokenUrl: `${identity}/token`,
			authorizeUrl: `${identity}/authorize`,
		},
		state,
		control,
		requests: log.entries,
		operations: operations.entries,
		close: server.close,
	};
}

/** Later ids are greater, as those that Dataverse makes are among each other. */
function ascendingGuids(random: Random): () => string {
	let first = 0x6000_0000;
	const group = (): string => random.integer(0, 0xffff).toString(16).padStart(4, '0');
	return () => {
		first += random.integer(1, 0xff);
		const variant = `4${group().slice(1)}-a${group().slice(1)}`;
		return `${first.toString(16)}-${group()}-${variant}-${group()}${group()}${group()}`;
	};
}

const longestKeptBody = 20_000;

/** Secrets are not kept, and of very long bodies the start alone. */
function loggedBody({ path, body, headers }: Exchange): unknown {
	if (body.length === 0 || !path.startsWith(apiBase)) return undefined;
	const text = body.subarray(0, longestKeptBody).toString('utf8');
	const isJson = headers['content-type']?.startsWith('application/json');
	if (!isJson || body.length > longestKeptBody) return text;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

const loggedQuery = ({ path, query }: Exchange): Record<string, string> =>
	path.startsWith(apiBase) ? Object.fromEntries(query) : {};
