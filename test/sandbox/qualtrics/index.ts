import { createMisbehaviourEngine } from '../http/misbehaviour';
import { parseBody } from '../http/bodies';
import { createIds } from '../http/randomness';
import { createRateLimiter } from '../http/rateLimits';
import { createRequestLog, type LoggedRequest } from '../http/requestLog';
import { startLocalServer } from '../http/server';
import { jsonReply, type Exchange, type Reply } from '../http/types';
import { createControl, type SandboxControl } from './control/control';
import { controlOverHttp } from '../http/controlHttp';
import { stateView } from './control/stateView';
import { dispatch } from './dispatch';
import { errorReply } from './envelope';
import { jsonEventPath, jsonEventUrl, receiveJsonEvent } from './jsonEvents';
import { issueToken } from './oauth';
import { withDefaults, type SandboxOptions } from './options';
import { directoryPage } from './pages/directory';
import { formPage } from './pages/form';
import { initialState, workflowId } from './seedData';
import type { SandboxState } from './state';
import { publish, responseMessage, responseTopic } from './webhooks';
import type { World } from './world';

export { signatureOf } from './webhooks';
export {
	customersListId,
	mainDirectoryId,
	newsletterListId,
	secondDirectoryId,
	workflowId,
} from './seedData';
export { storeVisitId } from './model/storeVisit';
export { closedSurveyId, oddNameSurveyId, serviceCallId } from './model/smallSurveys';
export type { SandboxControl, SandboxOptions, SandboxState };

export interface QualtricsSandbox {
	/** `http://127.0.0.1:PORT`; the API is below `/API/v3`, tokens at `/oauth2/token`. */
	url: string;
	port: number;
	token: string;
	oauth: { clientId: string; clientSecret: string };
	/** Address that starts a workflow by JSON event. */
	jsonEventUrl: string;
	state: SandboxState;
	control: SandboxControl;
	/** Newest last; requests to `/sandbox`, `/form` and `/directory` are not among them. */
	requests: LoggedRequest[];
	close(): Promise<void>;
}

/** Starts a stand-in for Qualtrics on the loopback interface. */
export async function startQualtricsSandbox(
	given: Partial<SandboxOptions> = {},
): Promise<QualtricsSandbox> {
	const options = withDefaults(given);
	const state = initialState(options);
	const log = createRequestLog();
	const misbehaviour = createMisbehaviourEngine();
	const limiter = createRateLimiter();
	let clock = options.now;
	let url = '';
	const world: World = {
		options,
		state,
		now: () => clock(),
		id: createIds(options.seed),
		origin: () => state.nextPageOrigin ?? url,
		announce: (stored) =>
			publish(world, responseTopic(stored), responseMessage(world, stored), stored.responseId),
		publish: (topic, message, responseId) => publish(world, topic, message, responseId),
	};
	const control = createControl(world, {
		misbehaviour,
		limiter,
		log,
		setClock: (now) => {
			clock = now;
		},
	});

	const answerApi = async (exchange: Exchange): Promise<Reply> => {
		const started = Date.now();
		const handle = async (): Promise<Reply> => {
			const address = `${exchange.method} ${exchange.path}`;
			if (address === 'POST /oauth2/token') return issueToken(world, exchange);
			if (address === `POST ${jsonEventPath}`) return receiveJsonEvent(world, exchange);
			return await dispatch(world, limiter, exchange);
		};
		const { reply, misbehaved } = await misbehaviour.run(exchange, handle, errorReply);
		log.add({
			at: started,
			method: exchange.method,
			path: exchange.path,
			query: Object.fromEntries(exchange.query),
			status: reply.status,
			body: loggedBody(exchange),
			took: Date.now() - started,
			...(misbehaved && { misbehaved }),
			auth: authKind(exchange),
		});
		return reply;
	};

	const server = await startLocalServer(async (exchange) => {
		if (exchange.path === '/sandbox/control') return await controlOverHttp(control, exchange);
		if (exchange.path === '/sandbox/state') return jsonReply(200, stateView(world, log));
		if (exchange.path === '/directory') return directoryPage();
		if (exchange.path.startsWith('/form/')) return await formPage(world, control, exchange);
		return await answerApi(exchange);
	}, options.port);
	url = server.url;

	return {
		url,
		port: server.port,
		token: options.token,
		oauth: { clientId: state.oauth.clientId, clientSecret: state.oauth.clientSecret },
		jsonEventUrl: jsonEventUrl(url, world, workflowId),
		state,
		control,
		requests: log.entries,
		close: server.close,
	};
}

/** Token requests hold a secret: their body is not kept. */
function loggedBody(exchange: Exchange): unknown {
	if (exchange.path === '/oauth2/token') return undefined;
	const parsed = parseBody(exchange);
	if (parsed.kind === 'json') return parsed.value;
	if (parsed.kind === 'form') return Object.fromEntries(parsed.fields);
	return parsed.kind === 'empty' ? undefined : exchange.body.toString('utf8');
}

function authKind({ headers }: Exchange): LoggedRequest['auth'] {
	if (headers['x-api-token'] !== undefined) return 'token';
	if (headers.authorization?.startsWith('Bearer ')) return 'bearer';
	return headers.authorization?.startsWith('Basic ') ? 'basic' : undefined;
}
