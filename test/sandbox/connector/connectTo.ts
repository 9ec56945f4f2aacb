import { createQualtrics, type Qualtrics } from '../../../nodes/shared/connectors/qualtrics/client';
import type { HttpRequest, HttpResponse, Runtime } from '../../../nodes/shared/http/types';
import { createVirtualClock } from '../../unit/http/virtualClock';
import type { QualtricsSandbox } from '../qualtrics';
import { fetchSend } from './sandboxAccount';

/** The runtime of a client whose waits take no time; `intercept` may answer in the sandbox's place. */
export function runtimeFor(
	sandbox: QualtricsSandbox,
	intercept: (request: HttpRequest) => HttpResponse | undefined = () => undefined,
): Runtime {
	const send = fetchSend(() => ({ 'x-api-token': sandbox.token }));
	return {
		send: async (request) => intercept(request) ?? (await send(request)),
		clock: createVirtualClock(),
		random: () => 0.1,
	};
}

export const connectTo = (
	sandbox: QualtricsSandbox,
	intercept?: (request: HttpRequest) => HttpResponse | undefined,
): Qualtrics => createQualtrics(runtimeFor(sandbox, intercept), { baseUrl: sandbox.url });
