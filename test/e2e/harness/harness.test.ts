import { N8n, N8nInstance, packageName, RestError, sharedN8n } from '.';
import { decodeExecutionData } from './executionData';

const webhookNode = {
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: 'harness-hook',
	parameters: { path: 'harness-hook', httpMethod: 'POST', responseMode: 'onReceived' },
};
const greetNode = {
	name: 'Greet',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		assignments: {
			assignments: [
				{
					id: 'a',
					name: 'greeting',
					type: 'string',
					value: '=Hello {{ $json.body?.name ?? "you" }}',
				},
			],
		},
	},
};
const greeting = {
	nodes: [webhookNode, greetNode],
	connections: { Webhook: { main: [[{ node: 'Greet', type: 'main' as const, index: 0 }]] } },
};

describe('flattened execution data', () => {
	it('gives back texts, numbers, repetitions and cycles', () => {
		const data = decodeExecutionData(
			'[{"name":"1","list":"2","self":"0","n":5},"7",["1","3",null],{"again":"2"}]',
		) as never as { name: string; list: unknown[]; self: unknown; n: number };
		expect(data.name).toBe('7');
		expect(data.n).toBe(5);
		expect(data.self).toBe(data);
		expect(data.list[0]).toBe('7');
		expect(data.list[1]).toEqual({ again: data.list });
	});
});

describe('the shared n8n', () => {
	let n8n: N8n;

	beforeAll(async () => {
		n8n = await sharedN8n();
	}, 240_000);

	it('has our package installed under its own name', async () => {
		for (const { name, icon } of await n8n.packageNodes()) {
			expect(name).toMatch(new RegExp(`^${packageName}\\.[a-z]`));
			expect(icon ?? 'file:').toBeTruthy();
		}
	});

	it('runs an activated workflow for a webhook call, and shows the execution decoded', async () => {
		const workflow = await n8n.createWorkflow(greeting);
		await n8n.activate(workflow.id);
		expect(await n8n.webhookMethods('harness-hook')).toEqual(['POST']);
		const response = await fetch(n8n.webhookUrl('harness-hook'), {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ name: 'Ada' }),
		});
		expect(response.status).toBe(200);
		const execution = await n8n.executions.waitFor(workflow.id);
		expect(execution.status).toBe('success');
		expect(execution.json('Greet')).toEqual([{ greeting: 'Hello Ada' }]);
		await n8n.deleteWorkflow(workflow.id);
		expect(await n8n.webhookMethods('harness-hook')).toEqual([]);
	});

	it('runs a workflow by hand, up to a node, and retries a failed one', async () => {
		const stop = {
			name: 'Stop',
			type: 'n8n-nodes-base.stopAndError',
			parameters: { errorMessage: 'as planned' },
		};
		const trigger = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
		const connections = {
			Start: { main: [[{ node: 'Greet', type: 'main' as const, index: 0 }]] },
			Greet: { main: [[{ node: 'Stop', type: 'main' as const, index: 0 }]] },
		};
		const workflow = await n8n.createWorkflow({ nodes: [trigger, greetNode, stop], connections });
		const part = await n8n.executions.runManually(workflow.id, 'Start', { destination: 'Greet' });
		expect(part?.json('Greet')).toEqual([{ greeting: 'Hello you' }]);
		const whole = await n8n.executions.runManually(workflow.id, 'Start');
		expect(whole?.status).toBe('error');
		expect(whole?.problem).toContain('as planned');
		await n8n.updateWorkflow(workflow.id, {
			nodes: [trigger, greetNode, { ...stop, type: 'n8n-nodes-base.noOp', parameters: {} }],
		});
		const retried = await n8n.executions.retry(whole?.id ?? '', true);
		expect(retried.status).toBe('success');
		await n8n.deleteWorkflow(workflow.id);
	});

	it('answers a list of a node parameter', async () => {
		// n8n asks for the owner of some workflow.
		const workflow = await n8n.createWorkflow(greeting);
		const { id: project } = await n8n.session.get<{ id: string }>('/projects/personal');
		const tables = `/projects/${project}/data-tables`;
		const columns = [{ name: 'year', type: 'number' }];
		const table = await n8n.session.post<{ id: string }>(tables, { name: 'Vintages', columns });
		const { results } = await n8n.nodeParameters.search({
			nodeType: 'n8n-nodes-base.dataTable',
			method: 'tableSearch',
			path: 'parameters.dataTableId',
		});
		// Other test files may keep tables of their own meanwhile.
		const vintages = results.filter(({ value }) => value === table.id);
		expect(vintages).toMatchObject([{ name: 'Vintages' }]);
		await n8n.session.request('DELETE', `${tables}/${table.id}`);
		await n8n.deleteWorkflow(workflow.id);
	});

	it("tells n8n's own words when it refuses something", async () => {
		await expect(n8n.getWorkflow('none')).rejects.toThrow(RestError);
	});
});

describe('an n8n of a test of its own', () => {
	it('goes on after a hard kill with its webhooks and sign-ins', async () => {
		const instance = new N8nInstance();
		try {
			await instance.start();
			const n8n = await N8n.setUp(instance.url);
			const workflow = await n8n.createWorkflow(greeting);
			await n8n.activate(workflow.id);
			await instance.kill();
			await expect(fetch(instance.url)).rejects.toThrow();
			await instance.start();
			const response = await fetch(n8n.webhookUrl('harness-hook'), { method: 'POST' });
			expect(response.status).toBe(200);
			const execution = await n8n.executions.waitFor(workflow.id);
			expect(execution.json('Greet')).toEqual([{ greeting: 'Hello you' }]);
		} finally {
			await instance.dispose();
		}
	}, 240_000);
});
