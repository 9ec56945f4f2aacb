import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What n8n asks a chat model: the tools that it offers, and what was said so far. */
export interface ModelRequest {
	stream?: boolean;
	tools?: Array<{
		function: { name: string; description: string; parameters: { properties: object } };
	}>;
	messages: Array<{ role: string; content: unknown; tool_call_id?: string }>;
}

export type Turn = { text: string } | { tool: string; args: Record<string, unknown> };

/** A turn, or what makes one of the request: a token that a tool gave out has to be passed on. */
export type ScriptedTurn = Turn | ((request: ModelRequest) => Turn);

/** A chat model that speaks as OpenAI's do and says what a test wrote down, turn by turn. Nothing leaves this machine. */
export class ScriptedModel {
	readonly requests: ModelRequest[] = [];
	private turns: ScriptedTurn[] = [];

	private constructor(private readonly server: Server) {}

	static async open(): Promise<ScriptedModel> {
		const server = createServer();
		const model = new ScriptedModel(server);
		server.on('request', (request: IncomingMessage, response: ServerResponse) => {
			void model.answer(request, response);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return model;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
	}

	says(...turns: ScriptedTurn[]): void {
		this.turns = turns;
	}

	/** What the tools answered, newest last. */
	get toolAnswers(): string[] {
		const { messages = [] } = this.requests.at(-1) ?? {};
		return messages
			.filter(({ role }) => role === 'tool')
			.map(({ content }) => JSON.stringify(content));
	}

	toolsOffered(): NonNullable<ModelRequest['tools']> {
		return this.requests[0]?.tools ?? [];
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		let text = '';
		for await (const chunk of request) text += String(chunk);
		const asked = JSON.parse(text || '{}') as ModelRequest;
		this.requests.push(asked);
		const next = this.turns.shift() ?? { text: 'There is nothing more to say.' };
		const turn = typeof next === 'function' ? next(asked) : next;
		const message =
			'text' in turn
				? { role: 'assistant', content: turn.text }
				: {
						role: 'assistant',
						content: null,
						tool_calls: [
							{
								index: 0,
								id: `call_${this.requests.length}`,
								type: 'function',
								function: { name: turn.tool, arguments: JSON.stringify(turn.args) },
							},
						],
					};
		const reason = 'text' in turn ? 'stop' : 'tool_calls';
		const common = { id: 'scripted', created: 1, model: 'scripted' };
		if (asked.stream) {
			const chunk = { ...common, object: 'chat.completion.chunk' };
			response.writeHead(200, { 'Content-Type': 'text/event-stream' });
			response.write(
				`data: ${JSON.stringify({ ...chunk, choices: [{ index: 0, delta: message, finish_reason: null }] })}\n\n`,
			);
			response.write(
				`data: ${JSON.stringify({ ...chunk, choices: [{ index: 0, delta: {}, finish_reason: reason }] })}\n\n`,
			);
			response.end('data: [DONE]\n\n');
			return;
		}
		response.writeHead(200, { 'Content-Type': 'application/json' });
		response.end(
			JSON.stringify({
				...common,
				object: 'chat.completion',
				choices: [{ index: 0, message, finish_reason: reason }],
				usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
			}),
		);
	}
}
