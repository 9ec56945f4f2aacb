import { createQualtrics, type Qualtrics } from '../../nodes/shared/connectors/qualtrics/client';
import type { HttpSend } from '../../nodes/shared/http/types';

/** The connector as n8n's helper would have it send, only that nothing of n8n is in between. */
export function bareClient(url: string, token: string): Qualtrics {
	const send: HttpSend = async ({ method, url: address, body, expect }) => {
		const response = await fetch(address, {
			method,
			headers: {
				'x-api-token': token,
				...(body !== undefined && { 'content-type': 'application/json' }),
			},
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		const headers = Object.fromEntries(response.headers);
		if (expect === 'stream') return { status: response.status, headers, body: response.body };
		const text = await response.text();
		return { status: response.status, headers, body: text === '' ? '' : JSON.parse(text) };
	};
	const clock = {
		now: () => Date.now(),
		sleep: async (ms: number) => await new Promise<void>((resolve) => setTimeout(resolve, ms)),
	};
	return createQualtrics({ send, clock, random: () => Math.random() }, { baseUrl: url });
}
