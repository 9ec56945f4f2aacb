import { createDataverse, type Dataverse } from '../../../nodes/shared/connectors/dataverse/client';
import type {
	HttpRequest,
	HttpResponse,
	HttpSend,
	Runtime,
} from '../../../nodes/shared/http/types';
import { createVirtualClock, type VirtualClock } from '../../unit/http/virtualClock';
import type { DataverseSandbox } from '../dataverse';

type Intercept = (request: HttpRequest) => HttpResponse | undefined;

/** As n8n's helper would send it: texts as they are, everything else as JSON; redirects are answers. */
export const fetchWith =
	(token: () => string): HttpSend =>
	async ({ method, url, headers, body, expect, timeoutMs = 30_000 }) => {
		const sent = await fetch(url, {
			method,
			redirect: 'manual',
			headers: { ...headers, Authorization: `Bearer ${token()}` },
			...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
			signal: AbortSignal.timeout(timeoutMs),
		});
		const text = await sent.text();
		return {
			status: sent.status,
			headers: Object.fromEntries(sent.headers),
			body: expect === 'text' ? text : parsed(text),
		};
	};

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
};

/** The runtime of a client whose waits take no time; `intercept` may answer in the sandbox's place. */
export function dataverseRuntime(
	sandbox: DataverseSandbox,
	intercept: Intercept = () => undefined,
): Runtime & { clock: VirtualClock } {
	const send = fetchWith(() => sandbox.token);
	return {
		send: async (request) => intercept(request) ?? (await send(request)),
		clock: createVirtualClock(Date.now()),
		random: () => 0.1,
	};
}

export const connectDataverse = (sandbox: DataverseSandbox, intercept?: Intercept): Dataverse =>
	createDataverse(dataverseRuntime(sandbox, intercept), { environmentUrl: sandbox.url });
