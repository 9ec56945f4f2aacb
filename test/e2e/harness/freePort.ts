import { createServer, type AddressInfo } from 'node:net';

/**
 * Below the ports that systems hand out by themselves: of those, another test file or a connection could get the same one before
 * the program that is to listen there has started.
 */
const LOWEST = 20_000;
const COUNT = 12_000;

const drawn = (): number => LOWEST + Math.floor(Math.random() * COUNT);

/** A port of this machine that nobody listens on: `preferred` if it is free. */
export async function freePort(preferred = drawn()): Promise<number> {
	const port = await tryPort(preferred);
	return port ?? (await freePort());
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
