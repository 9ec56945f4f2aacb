import { sharedN8n, waitFor, type N8n, type StoredWorkflow } from '../../e2e/harness';
import { Editor } from '.';

describe('the browser harness, on nodes of n8n itself', () => {
	let n8n: N8n;
	let editor: Editor;
	let workflow: StoredWorkflow;
	let others: StoredWorkflow[];

	beforeAll(async () => {
		n8n = await sharedN8n();
		const start = { name: 'When called', type: 'n8n-nodes-base.executeWorkflowTrigger' };
		others = [];
		for (const name of ['Welcome series', 'Wine list', 'Monthly report']) {
			others.push(await n8n.createWorkflow({ name, nodes: [start] }));
		}
		workflow = await n8n.createWorkflow({
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{ name: 'Call', type: 'n8n-nodes-base.executeWorkflow', typeVersion: 1.2 },
			],
			connections: { Start: { main: [[{ node: 'Call', type: 'main', index: 0 }]] } },
		});
		editor = await Editor.open(n8n);
		await editor.openWorkflow(workflow.id);
	}, 300_000);

	afterAll(async () => {
		await editor?.close();
		for (const { id } of [workflow, ...others]) await n8n.deleteWorkflow(id);
	});

	it('searches and picks from a list, switches the mode with the value kept, and finds it stored', async () => {
		await editor.step('locator', async () => {
			const panel = await editor.openNode('Call');
			const locator = panel.resourceLocator('workflowId');
			expect(await locator.modes()).toEqual(['From list', 'By ID']);
			await locator.openList();
			expect(await locator.names()).toEqual(expect.arrayContaining(['Personal — Wine list']));
			await locator.searchFor('we');
			await locator.pick('Welcome series');
			expect(await locator.value()).toContain('Welcome series');
			await locator.switchMode('By ID');
			expect(await locator.mode()).toBe('By ID');
			expect(await locator.value()).toBe(others[0].id);
			await panel.choose('mode', 'Run once for each item');
			expect(await panel.value('mode')).toBe('Run once for each item');
			await panel.close();
		});
		const stored = await waitFor('the editor to save', async () => {
			const { nodes } = await n8n.getWorkflow(workflow.id);
			const parameters = nodes.find(({ name }) => name === 'Call')?.parameters;
			return parameters?.mode === 'each' ? parameters : undefined;
		});
		expect(stored.workflowId).toMatchObject({ mode: 'id', value: others[0].id });
	}, 90_000);
});
