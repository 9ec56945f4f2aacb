import type { IHttpRequestOptions, NodeExecutionHint } from 'n8n-workflow';
import type { RequestContext } from '../../../nodes/shared/n8n/context';
import { runtimeOf } from '../../../nodes/shared/n8n/runtime';
import type { HttpRequest, HttpResponse } from '../../../nodes/shared/http/types';
import { parameter } from '../../written';

export interface Sketch {
	/** What n8n's helper answers, or throws. */
	answer?: () => unknown;
	credentials?: Record<string, { id?: string }>;
	/** What the credential holds; as often as it is read. */
	data?: () => object;
	/** What only a context of this kind has. */
	kind?: object;
}

export const RUN = { getInputData: () => [] };
export const TRIGGER = { emit: () => undefined };
export const LIST = { getCurrentNodeParameter: () => undefined };

export function contextWith({ answer, credentials = {}, data, kind = RUN }: Sketch = {}) {
	const sent: IHttpRequestOptions[] = [];
	const shown: NodeExecutionHint[] = [];
	const logged: unknown[][] = [];
	let read = 0;
	const context = parameter<RequestContext>({
		...kind,
		getNode: () => ({ credentials }),
		getCredentials: async () => {
			read += 1;
			return await Promise.resolve(data?.() ?? {});
		},
		addExecutionHints: (...hints: NodeExecutionHint[]) => shown.push(...hints),
		logger: {
			debug: (...given: unknown[]) => logged.push(['debug', ...given]),
			warn: (...given: unknown[]) => logged.push(['warn', ...given]),
		},
		helpers: {
			async httpRequestWithAuthentication(type: string, options: IHttpRequestOptions) {
				expect(this).toBe(context);
				sent.push({ ...options, type } as IHttpRequestOptions);
				return await Promise.resolve(answer?.() ?? { statusCode: 200, headers: {}, body: '' });
			},
		},
	});
	return { context, sent, shown, logged, read: () => read };
}

export const request = (more: Partial<HttpRequest> = {}): HttpRequest => ({
	method: 'GET',
	url: 'https://system.example/a',
	...more,
});

/** One request through a context, and what came of it. */
export async function send(
	given: Partial<HttpRequest> = {},
	sketch: Sketch = {},
	type = 'plainApi',
) {
	const made = contextWith(sketch);
	const answer: HttpResponse | Error = await runtimeOf(made.context, type, {})
		.send(request(given))
		.catch((error: Error) => error);
	return { ...made, answer, options: made.sent[0] };
}
