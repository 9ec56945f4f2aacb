import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NodeConnectionTypes, type INodeType } from 'n8n-workflow';
import { chain, runWorkflow } from '.';

describe('the engine harness', () => {
	let server: Server;
	let seen: Array<{ url: string; headers: IncomingHttpHeaders }>;
	let baseUrl: string;

	beforeEach(() => {
		seen = [];
	});

	beforeAll(async () => {
		server = createServer((request, response) => {
			seen.push({ url: request.url ?? '', headers: request.headers });
			response.setHeader('content-type', 'application/json');
			const isToken = request.url === '/oauth2/token';
			response.end(isToken ? '{"access_token":"granted","token_type":"Bearer"}' : '{"ok":true}');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});

	afterAll(() => new Promise((resolve) => server.close(resolve)));

	const asking = (credential: string): INodeType => ({
		description: {
			displayName: 'Asking',
			name: 'asking',
			group: ['transform'],
			version: 1,
			description: 'Asks the account who it is',
			defaults: { name: 'Asking' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: credential, required: true }],
			properties: [{ displayName: 'Greeting', name: 'greeting', type: 'string', default: '' }],
		},
		async execute() {
			const answer = await this.helpers.httpRequestWithAuthentication.call(this, credential, {
				url: `${baseUrl}/API/v3/whoami`,
			});
			const once = await this.helpers.checkProcessedAndRecord(['R_1', 'R_1'], 'node', {
				mode: 'entries',
			});
			const greeting = this.getNodeParameter('greeting', 0);
			return [[{ json: { answer, greeting, fresh: once.new.length }, pairedItem: { item: 0 } }]];
		},
	});

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
			nodeTypes: { 'test.asking': asking('qualtricsApi') },
			credentials: { qualtricsApi: { apiToken: 'not-a-real-token', baseUrl } },
		});
		expect(result.error).toBeUndefined();
		expect(result.status).toBe('success');
		expect(result.json('End')).toEqual([{ answer: { ok: true }, greeting: 'Hello ADA', fresh: 2 }]);
		expect(seen).toHaveLength(1);
		expect(seen[0].headers['x-api-token']).toBe('not-a-real-token');
		expect(seen[0].url).toBe('/API/v3/whoami');
	});

	it('gets an OAuth2 token as n8n does, from the address that the credential class works out', async () => {
		const result = await runWorkflow({
			nodes: [{ name: 'Ask', type: 'test.asking' }],
			nodeTypes: { 'test.asking': asking('qualtricsOAuth2Api') },
			credentials: { qualtricsOAuth2Api: { clientId: 'id', clientSecret: 'other', baseUrl } },
		});
		expect(result.error).toBeUndefined();
		expect(seen.map(({ url }) => url)).toEqual(['/oauth2/token', '/API/v3/whoami']);
		expect(seen[1].headers.authorization).toBe('Bearer granted');
	});

	it('reports a node that fails', async () => {
		const result = await runWorkflow({
			nodes: [{ name: 'Ask', type: 'test.asking' }],
			nodeTypes: { 'test.asking': asking('qualtricsApi') },
			credentials: { qualtricsApi: { apiToken: 'x', baseUrl: 'http://127.0.0.1:1' } },
		});
		expect(result.status).toBe('error');
		expect(result.task('Ask')?.error?.message).toBeTruthy();
	});
});
