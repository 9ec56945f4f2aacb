import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NodeConnectionTypes, type INodeType } from 'n8n-workflow';
import { chain, runWorkflow } from '.';

describe('the engine harness', () => {
	let server: Server;
	let seen: Array<{ url: string; headers: IncomingHttpHeaders }>;
	let baseUrl: string;

	beforeAll(async () => {
		seen = [];
		server = createServer((request, response) => {
			seen.push({ url: request.url ?? '', headers: request.headers });
			response.setHeader('content-type', 'application/json');
			response.end('{"ok":true}');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});

	afterAll(() => new Promise((resolve) => server.close(resolve)));

	const asking: INodeType = {
		description: {
			displayName: 'Asking',
			name: 'asking',
			group: ['transform'],
			version: 1,
			description: 'Asks the account who it is',
			defaults: { name: 'Asking' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: 'qualtricsApi', required: true }],
			properties: [{ displayName: 'Greeting', name: 'greeting', type: 'string', default: '' }],
		},
		async execute() {
			const answer = await this.helpers.httpRequestWithAuthentication.call(this, 'qualtricsApi', {
				url: `${baseUrl}/API/v3/whoami`,
			});
			const once = await this.helpers.checkProcessedAndRecord(['R_1', 'R_1'], 'node', {
				mode: 'entries',
			});
			const greeting = this.getNodeParameter('greeting', 0);
			return [[{ json: { answer, greeting, fresh: once.new.length }, pairedItem: { item: 0 } }]];
		},
	};

	it('resolves expressions, authenticates real requests and remembers what was processed', async () => {
		const result = await runWorkflow({
			nodes: [
				{ name: 'Start', type: 'test.items', parameters: { items: [{ json: { name: 'Ada' } }] } },
				{
					name: 'Ask',
					type: 'test.asking',
					parameters: { greeting: '=Hello {{ $json.name.toUpperCase() }}' },
				},
				{ name: 'End', type: 'n8n-nodes-base.noOp' },
			],
			connections: chain('Start', 'Ask', 'End'),
			nodeTypes: { 'test.asking': asking },
			credentials: { qualtricsApi: { apiToken: 'not-a-real-token', baseUrl } },
		});
		expect(result.error).toBeUndefined();
		expect(result.status).toBe('success');
		expect(result.json('End')).toEqual([{ answer: { ok: true }, greeting: 'Hello ADA', fresh: 2 }]);
		expect(seen[0].headers['x-api-token']).toBe('not-a-real-token');
		expect(seen[0].url).toBe('/API/v3/whoami');
	});

	it('reports a node that fails', async () => {
		const result = await runWorkflow({
			nodes: [{ name: 'Ask', type: 'test.asking' }],
			nodeTypes: { 'test.asking': asking },
			credentials: { qualtricsApi: { apiToken: 'x', baseUrl: 'http://127.0.0.1:1' } },
		});
		expect(result.status).toBe('error');
		expect(result.task('Ask')?.error?.message).toBeTruthy();
	});
});
