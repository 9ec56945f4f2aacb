import { createServer, type AddressInfo } from 'node:net';

/** A port of this machine that nobody listens on: `preferred` if it is free. */
export async function freePort(preferred = 0): Promise<number> {
	const port = await tryPort(preferred);
	return port ?? (await freePort(0));
}

async function tryPort(port: number): Promise<number | undefined> {
	return await new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen(port, '127.0.0.1', () => {
			const taken = (server.address() as AddressInfo).port;
			server.close(() => resolve(taken));
		});
	});
}
