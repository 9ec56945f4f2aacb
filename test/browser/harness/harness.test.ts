import { sharedN8n, waitFor, type N8n, type StoredWorkflow } from '../../e2e/harness';
import { Editor } from '.';

describe('the browser harness, on a node of n8n itself', () => {
	let n8n: N8n;
	let editor: Editor;
	let workflow: StoredWorkflow;
	let tables: Record<string, string>;
	let tablesUrl: string;

	beforeAll(async () => {
		n8n = await sharedN8n();
		const project = await n8n.session.get<{ id: string }>('/projects/personal');
		tablesUrl = `/projects/${project.id}/data-tables`;
		tables = {};
		for (const name of ['Welcome series', 'Wine list', 'Monthly report']) {
			const columns = [{ name: 'year', type: 'number' }];
			const table = await n8n.session.post<{ id: string }>(tablesUrl, { name, columns });
			tables[name] = table.id;
		}
		workflow = await n8n.createWorkflow({
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{ name: 'Rows', type: 'n8n-nodes-base.dataTable', parameters: { operation: 'get' } },
			],
			connections: { Start: { main: [[{ node: 'Rows', type: 'main', index: 0 }]] } },
		});
		editor = await Editor.open(n8n);
		await editor.openWorkflow(workflow.id);
	}, 300_000);

	afterAll(async () => {
		await editor?.close();
		await n8n.deleteWorkflow(workflow.id);
		for (const id of Object.values(tables)) {
			await n8n.session.request('DELETE', `${tablesUrl}/${id}`);
		}
	});

	it('reaches nothing but this machine', async () => {
		const other = await editor.page.context().newPage();
		await expect(other.goto('https://example.com')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
		await other.close();
	});

	it('searches and picks from a list, switches the mode with the value kept, and finds it stored', async () => {
		await editor.step('locator', async () => {
			const panel = await editor.openNode('Rows');
			const locator = panel.resourceLocator('dataTableId');
			expect(await locator.modes()).toEqual(['From list', 'By Name', 'By ID']);
			await locator.openList();
			// Other test files may have left tables of their own.
			expect(await locator.names()).toEqual(
				expect.arrayContaining(['Monthly report', 'Welcome series', 'Wine list']),
			);
			expect(await locator.searchFor('wine')).toEqual(['Wine list']);
			await locator.pick('Wine list');
			expect(await locator.value()).toBe('Wine list');
			await locator.switchMode('By ID');
			expect(await locator.mode()).toBe('By ID');
			expect(await locator.value()).toBe(tables['Wine list']);
			expect(await panel.choices('operation')).toContain('Insert');
			await panel.choose('operation', 'Delete');
			expect(await panel.value('operation')).toBe('Delete');
			await panel.close();
		});
		const stored = await waitFor('the editor to save', async () => {
			const { nodes } = await n8n.getWorkflow(workflow.id);
			const parameters = nodes.find(({ name }) => name === 'Rows')?.parameters;
			return parameters?.operation === 'deleteRows' ? parameters : undefined;
		});
		expect(stored.dataTableId).toMatchObject({ mode: 'id', value: tables['Wine list'] });
	}, 90_000);
});
