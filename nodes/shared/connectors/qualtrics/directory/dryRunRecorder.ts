import type { HttpRequest, HttpResponse, Runtime } from '../../../http/types';
import type { ShownRequest } from '../../../records';
import { asRecord } from '../json';

/** Stands in dry runs where Qualtrics would have given an id. */
export const NEW_CONTACT = 'CID_of_the_new_contact';

export interface DryRunRecorder {
	runtime: Runtime;
	/** What would have been sent since the last call. */
	take(): ShownRequest[];
}

/**
 * A runtime in which reading goes through and writing is only written down, so that a dry run takes the same way as a real
 * one and shows exactly the requests that one would send.
 */
export function dryRunRecorder(runtime: Runtime): DryRunRecorder {
	let tape: ShownRequest[] = [];
	return {
		runtime: {
			...runtime,
			send: async (request) => {
				if (isReading(request)) return await runtime.send(request);
				const { method, body } = request;
				const { pathname, search } = new URL(request.url);
				tape.push({ method, path: `${pathname}${search}`, ...(body !== undefined && { body }) });
				return answerTo(request, pathname);
			},
		},
		take() {
			const taken = tape;
			tape = [];
			return taken;
		},
	};
}

/** A contact search is a POST that changes nothing. */
const isReading = ({ method, url }: HttpRequest): boolean =>
	method === 'GET' || (method === 'POST' && new URL(url).pathname.endsWith('/contacts/search'));

function answerTo({ method, body }: HttpRequest, pathname: string): HttpResponse {
	const created = Object.keys(asRecord(body)).map((key) => [key, { id: 'CTR_of_the_new_one' }]);
	const result = pathname.endsWith('/transactions')
		? { createdTransactions: Object.fromEntries(created) as unknown }
		: { id: NEW_CONTACT };
	return { status: 200, headers: {}, body: method === 'POST' ? { result } : {} };
}
