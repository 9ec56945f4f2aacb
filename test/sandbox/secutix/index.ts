import { parseBody } from '../http/bodies';
import { controlOverHttp } from '../http/controlHttp';
import { createMisbehaviourEngine } from '../http/misbehaviour';
import { createRateLimiter } from '../http/rateLimits';
import { createRequestLog, type LoggedRequest } from '../http/requestLog';
import { startLocalServer } from '../http/server';
import { htmlReply, jsonReply, ReplyNow, type Exchange, type Reply } from '../http/types';
import { authenticate, giveToken } from './access';
import { getContactData } from './contactInformation';
import { createControl, type SecutixControl } from './control';
import { withDefaults, type SecutixSandboxOptions } from './options';
import type { SecutixState, World } from './state';

export type { SecutixControl, SecutixSandboxOptions, SecutixState };
export type { StoredContact } from './state';

export interface SecutixSandbox {
	/** Stands for `https://{institution}.ws.secutix.com`. */
	url: string;
	port: number;
	institution: string;
	operator: string;
	partner: string;
	secret: string;
	state: SecutixState;
	control: SecutixControl;
	/** Newest last, without secrets and tokens. */
	requests: LoggedRequest[];
	close(): Promise<void>;
}

const AUTH = '/tnai/backend-apis/v1/auth';
const CONTACT_SERVICE = /^\/tnco\/backend-apis\/contactInformationPublicService\/([^/]+)\/(\w+)$/;

/** Starts a stand-in for an institution's SecuTix on the loopback interface. */
export async function startSecutixSandbox(
	given: Partial<SecutixSandboxOptions> = {},
): Promise<SecutixSandbox> {
	const options = withDefaults(given);
	const state: SecutixState = {
		contacts: new Map(),
		tokens: new Map(),
		revoked: false,
		codes: { SEGMENT: ['GOLD', 'SILVER', 'BRONZE'], INTEREST: ['ART', 'MUSIC'], NOTE: [] },
		authorizationCodes: ['INSTMAIL', 'THIRDPTY', 'PARTNER', 'SMS', 'PHONE', 'EMAIL', 'LETTER'],
	};
	const log = createRequestLog();
	const misbehaviour = createMisbehaviourEngine();
	const limiter = createRateLimiter();
	const setLimit = (perMinute: number): void =>
		limiter.set(perMinute > 0 ? { contact: perMinute, auth: perMinute } : undefined);
	setLimit(options.perMinute);
	let requests = 0;
	const world: World = {
		options,
		state,
		now: () => options.now(),
		requestId: () => (requests += 1),
	};
	const control = createControl(world, { misbehaviour, log, setLimit });

	const answer = async (exchange: Exchange): Promise<Reply> => {
		const started = Date.now();
		const { reply, misbehaved } = await misbehaviour.run(
			exchange,
			() => Promise.resolve(handle(world, exchange, limiter.admit)),
			(status, message) => jsonReply(status, { statusCode: 'KO', statusDetail: message }),
		);
		const parsed = parseBody(exchange);
		log.add({
			at: started,
			method: exchange.method,
			path: exchange.path,
			query: Object.fromEntries(exchange.query),
			status: reply.status,
			body: exchange.path !== AUTH && parsed.kind === 'json' ? parsed.value : undefined,
			took: Date.now() - started,
			...(misbehaved && { misbehaved }),
		});
		return reply;
	};

	const server = await startLocalServer(async (exchange) => {
		if (exchange.path === '/sandbox/control') return await controlOverHttp(control, exchange);
		if (exchange.path === '/sandbox/state')
			return jsonReply(200, { contacts: control.contacts(), requests: log.total() });
		return await answer(exchange);
	}, options.port);
	const { institution, operator, partner, secret } = options;
	return {
		url: server.url,
		port: server.port,
		institution,
		operator,
		partner,
		secret,
		state,
		control,
		requests: log.entries,
		close: server.close,
	};
}

function handle(
	world: World,
	exchange: Exchange,
	admit: (bucket: string, at: number) => boolean,
): Reply {
	const { options } = world;
	const service = CONTACT_SERVICE.exec(exchange.path);
	if (exchange.path !== AUTH && !(service && options.versions.includes(service[1])))
		return htmlReply(404, '<html><body>HTTP Status 404 – Not Found</body></html>');
	if (exchange.method !== 'POST')
		return htmlReply(405, '<html><body>HTTP Status 405 – Method Not Allowed</body></html>');
	// Another version of the service counts against the same allowance.
	if (!admit(service ? 'contact' : 'auth', world.now()))
		return htmlReply(options.limitStatus, '<html><body>Bandwidth Limit Exceeded</body></html>');
	const parsed = parseBody(exchange);
	if (parsed.kind !== 'json')
		return htmlReply(415, '<html><body>HTTP Status 415 – Unsupported Media Type</body></html>');
	try {
		if (!service) return giveToken(world, parsed.value);
		authenticate(world, exchange);
		return service[2] === 'getContactData'
			? getContactData(world, parsed.value)
			: htmlReply(404, '<html><body>HTTP Status 404 – Not Found</body></html>');
	} catch (error) {
		if (error instanceof ReplyNow) return error.reply;
		throw error;
	}
}
