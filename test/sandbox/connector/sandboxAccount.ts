import { createQualtrics, type Qualtrics } from '../../../nodes/shared/connectors/qualtrics/client';
import type {
	HttpRequest,
	HttpResponse,
	HttpSend,
	Runtime,
} from '../../../nodes/shared/http/types';
import { startQualtricsSandbox, type QualtricsSandbox, type SandboxOptions } from '../qualtrics';

/** Sends through `fetch`, as little as possible added; an API token in the header unless `authorization` is given. */
export const fetchSend =
	(authorization: () => Record<string, string>): HttpSend =>
	async (request) => {
		const url = new URL(request.url);
		for (const [name, value] of Object.entries(request.query ?? {})) {
			if (value !== undefined) url.searchParams.set(name, String(value));
		}
		const hasBody = request.body !== undefined;
		const sent = await fetch(url, {
			method: request.method,
			redirect: 'manual',
			headers: {
				...authorization(),
				...(hasBody && { 'content-type': 'application/json' }),
				...request.headers,
			},
			...(hasBody && { body: JSON.stringify(request.body) }),
			signal: AbortSignal.timeout(request.timeoutMs ?? 30_000),
		}).catch((error: unknown) => {
			const { name } = error as Error;
			throw name === 'TimeoutError'
				? Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })
				: error;
		});
		return {
			status: sent.status,
			headers: Object.fromEntries(sent.headers),
			body: await bodyOf(sent, request),
		};
	};

const bodyOf = async (sent: Response, { expect }: HttpRequest): Promise<HttpResponse['body']> => {
	if (expect === 'stream') return sent.body;
	if (expect === 'bytes') return Buffer.from(await sent.arrayBuffer());
	const text = await sent.text();
	if (expect === 'text') return text;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
};

export interface SandboxAccount {
	sandbox: QualtricsSandbox;
	qualtrics: Qualtrics;
	cancel: { aborted: boolean };
	logged: string[];
}

const SPEED = 50;

/** The client's clock; a sandbox gets it too where both must agree. */
export const acceleratedNow = (): number => performance.timeOrigin + performance.now() * SPEED;

/** A sandbox and a client of it whose waits are fifty times shorter. */
export const startAccount = async (
	options: Partial<SandboxOptions> = {},
): Promise<SandboxAccount> => {
	const sandbox = await startQualtricsSandbox(options);
	const cancel = { aborted: false };
	const logged: string[] = [];
	const log = (message: string, meta?: Record<string, unknown>): void =>
		void logged.push(`${message} ${JSON.stringify(meta)}`);
	const runtime: Runtime = {
		send: fetchSend(() => ({ 'x-api-token': sandbox.token })),
		clock: {
			now: acceleratedNow,
			sleep: async (ms) => {
				await new Promise((wake) => setTimeout(wake, ms / SPEED));
			},
		},
		random: () => 0.1,
		cancel,
		logger: { debug: log, warn: log },
	};
	return {
		sandbox,
		qualtrics: createQualtrics(runtime, { baseUrl: sandbox.url }),
		cancel,
		logged,
	};
};
