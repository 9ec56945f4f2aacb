import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WebhookListener {
	url: string;
	/** Raw bodies, in order of arrival. */
	bodies: Buffer[];
	close(): Promise<void>;
}

export const listenForWebhooks = async (): Promise<WebhookListener> => {
	const bodies: Buffer[] = [];
	const server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			if (request.method === 'POST') bodies.push(Buffer.concat(parts));
			response.end('ok');
		});
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
		bodies,
		close: async () => {
			server.closeAllConnections();
			await new Promise((closed) => server.close(closed));
		},
	};
};
