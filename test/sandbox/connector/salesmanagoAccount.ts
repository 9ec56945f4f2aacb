import { randomUUID } from 'node:crypto';
import { signatureFor } from '../../../credentials/salesManagoSignature';
import {
	createSalesManago,
	type SalesManago,
} from '../../../nodes/shared/connectors/salesmanago/client';
import type { HttpRequest, HttpResponse, HttpSend } from '../../../nodes/shared/http/types';
import { createVirtualClock } from '../../unit/http/virtualClock';
import {
	startSalesManagoSandbox,
	type SalesManagoSandbox,
	type SalesManagoSandboxOptions,
} from '../salesmanago';
import { fetchSend } from './sandboxAccount';

const send = fetchSend(() => ({}));

/** As the credential does it: every try is signed anew. */
export const signedSend =
	(sandbox: Pick<SalesManagoSandbox, 'clientId' | 'apiSecret'>, now: () => number): HttpSend =>
	async (request) =>
		await send({
			...request,
			headers: lowerCase(request.headers),
			body: {
				...(request.body as object),
				...signatureFor(sandbox, randomUUID(), Math.floor(now())),
			},
		});

/** The other sender's own content type gives way. */
const lowerCase = (headers: Record<string, string> = {}): Record<string, string> =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

export interface SalesManagoAccount {
	sandbox: SalesManagoSandbox;
	salesmanago: SalesManago;
	logged: string[];
}

/** A sandbox and a client of it that share a clock whose waits take no time; `intercept` may answer in the sandbox's place. */
export async function startSalesManago(
	options: Partial<SalesManagoSandboxOptions> = {},
	intercept: (request: HttpRequest) => HttpResponse | undefined = () => undefined,
): Promise<SalesManagoAccount> {
	const clock = createVirtualClock();
	const sandbox = await startSalesManagoSandbox({ now: clock.now, ...options });
	const logged: string[] = [];
	const log = (message: string, meta?: unknown) =>
		void logged.push(`${message} ${JSON.stringify(meta)}`);
	const signed = signedSend(sandbox, clock.now);
	const runtime = {
		send: async (request: HttpRequest) => intercept(request) ?? (await signed(request)),
		clock,
		random: () => 0.1,
		logger: { debug: log, warn: log },
	};
	const salesmanago = createSalesManago(runtime, {
		endpoint: `${sandbox.url}/api/`,
		owner: sandbox.owner,
	});
	return { sandbox, salesmanago, logged };
}
