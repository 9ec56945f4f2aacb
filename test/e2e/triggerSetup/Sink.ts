import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { waitFor } from '../harness';

/**
 * Where the workflows of these tests send each response that comes out, and what they wait for: it can hold an execution in
 * its later node. Counts what was answered; a call whose caller was killed meanwhile does not count.
 */
export class Sink {
	/** Response ids by the path they were sent to, in the order in which they were answered. */
	readonly taken: Array<{ path: string; id: string }> = [];

	/** Calls that were not answered yet. */
	private readonly held = new Set<() => void>();

	private holds: (id: string) => boolean = () => false;

	private constructor(private readonly server: Server) {}

	static async open(): Promise<Sink> {
		const server = createServer();
		const sink = new Sink(server);
		server.on('request', (request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const { id } = JSON.parse(Buffer.concat(chunks).toString()) as { id: string };
				sink.take(request.url ?? '/', id, response);
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return sink;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	ids(path = '/'): string[] {
		return this.taken.filter((call) => call.path === path).map(({ id }) => id);
	}

	private take(path: string, id: string, response: ServerResponse): void {
		const answer = () => {
			if (response.destroyed || response.socket?.destroyed) return;
			this.taken.push({ path, id });
			response.end('{}');
		};
		if (!this.holds(id)) {
			answer();
			return;
		}
		this.held.add(answer);
		response.once('close', () => this.held.delete(answer));
	}

	/** Does not answer calls about these responses until `release()`. */
	hold(holds: (id: string) => boolean = () => true): void {
		this.holds = holds;
	}

	/** Without those whose caller is gone. */
	get heldCalls(): number {
		return this.held.size;
	}

	async holding(calls = 1): Promise<void> {
		await waitFor(`${calls} held calls`, async () => this.held.size >= calls, {
			timeoutMs: 60_000,
			everyMs: 20,
		});
	}

	/** Answers what is held (its caller may be gone), and everything from now on. */
	release(): void {
		this.holds = () => false;
		for (const answer of this.held) answer();
		this.held.clear();
	}

	/** However many are awaited: what must not take long is the next one. */
	async received(count: number, path = '/', timeoutMs = 60_000): Promise<string[]> {
		const arrived = () => this.ids(path).length;
		while (arrived() < count) {
			const before = arrived();
			await waitFor(`${count} responses`, async () => arrived() > before, { timeoutMs });
		}
		return this.ids(path);
	}

	async close(): Promise<void> {
		this.release();
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}
