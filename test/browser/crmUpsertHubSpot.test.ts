import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { CONTACT, hubspotCredentials } from '../engine/crmUpsert/hubspotSetup';
import { NODE, TYPE } from '../engine/crmUpsert/setup';
import type { N8n, StoredWorkflow } from '../e2e/harness';
import { sharedN8n, waitFor } from '../e2e/harness';
import { startHubSpotSandbox, type HubSpotSandbox } from '../sandbox/hubspot';
import { Editor } from './harness';

describe('CRM Upsert with HubSpot in the editor', () => {
	let n8n: N8n;
	let sandbox: HubSpotSandbox;
	let editor: Editor;
	let workflow: StoredWorkflow;
	const answered = { email: 'jan@example.com', firstName: 'Jan' };

	beforeAll(async () => {
		n8n = await sharedN8n();
		sandbox = await startHubSpotSandbox();
		sandbox.add('contacts', { email: answered.email, firstname: 'Before' });
		const credential = await n8n.createCredential(
			'hubspotCrmOAuth2Api',
			hubspotCredentials(sandbox).hubspotCrmOAuth2Api,
			'HubSpot (sandbox)',
		);
		workflow = await n8n.createWorkflow({
			name: 'An answer updates HubSpot',
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'Sheet',
					type: 'n8n-nodes-base.code',
					typeVersion: 2,
					parameters: { jsCode: `return [{ json: ${JSON.stringify(answered)} }];` },
				},
				{
					name: NODE,
					type: TYPE,
					parameters: { ...CONTACT } as INodeParameters,
					credentials: { hubspotCrmOAuth2Api: { id: credential.id, name: credential.name } },
				},
			],
			connections: {
				Start: { main: [[{ node: 'Sheet', type: 'main', index: 0 }]] },
				Sheet: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
			},
		});
		editor = await Editor.open(n8n, { width: 1440, height: 1600 });
	}, 300_000);

	afterAll(async () => {
		await editor?.close();
		if (workflow) await n8n.deleteWorkflow(workflow.id);
		await sandbox?.close();
	});

	const stored = async (): Promise<IDataObject> => {
		const { nodes } = await n8n.getWorkflow(workflow.id);
		return nodes.find(({ name }) => name === NODE)!.parameters as IDataObject;
	};

	it('K01 objects and properties are picked by their labels; a run writes only what changes', async () => {
		await editor.openWorkflow(workflow.id);
		await editor.step('hubspot-panel', async () => {
			const panel = await editor.openNode(NODE);
			const text = await panel.text();
			for (const foreign of ['Table', 'Lookups', 'Owner', 'Tags'])
				expect(text).not.toMatch(new RegExp(`^${foreign}$`, 'm'));

			const object = panel.resourceLocator('object');
			await object.openList();
			expect(await object.names()).toEqual(expect.arrayContaining(['Contacts', 'Companies']));
			await object.pick('Contacts');
			expect(await object.value()).toBe('Contacts');

			await panel.root.getByText('Add Property', { exact: true }).first().click();
			const property = panel.resourceLocator('target', 2);
			await property.openList();
			expect(await property.searchFor('lifecycle')).toEqual([
				expect.stringContaining('Lifecycle Stage'),
			]);
			await property.pick(/Lifecycle Stage/);
			const source = panel.resourceLocator('source', 2);
			await source.switchMode('Text');
			await source.fill('Customer');
			await waitFor('the row', async () =>
				JSON.stringify(await stored()).includes('lifecyclestage'),
			);
			await editor.screenshot('crm-upsert-hubspot');
			expect(await panel.cutOff()).toEqual([]);

			await panel.execute();
			await waitFor('the outcome', async () => (await panel.outputText()).includes('updated'));
			await panel.close();
		});
		const [contact] = sandbox.records('contacts');
		expect(contact.values).toMatchObject({ firstname: 'Jan', lifecyclestage: 'customer' });
	}, 180_000);
});
