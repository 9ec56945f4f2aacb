import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { NODE, TYPE } from '../../engine/crmUpsert/setup';
import type { Execution, N8n, StoredCredential } from '../harness';

/** CRM Upsert behind a node that gives the items, run once in a real n8n; the workflow is gone afterwards. */
export async function runCrmUpsert(
	n8n: N8n,
	items: IDataObject[],
	credentials: Record<string, StoredCredential>,
	parameters: IDataObject,
	more: Pick<INode, 'onError'> = {},
): Promise<Execution> {
	const workflow = await n8n.createWorkflow({
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{
				name: 'Answers',
				type: 'n8n-nodes-base.code',
				typeVersion: 2,
				parameters: { jsCode: `return ${JSON.stringify(items)}.map((json) => ({ json }));` },
			},
			{
				name: NODE,
				type: TYPE,
				parameters: parameters as INodeParameters,
				credentials: Object.fromEntries(
					Object.entries(credentials).map(([type, { id, name }]) => [type, { id, name }]),
				),
				...more,
			},
		],
		connections: {
			Start: { main: [[{ node: 'Answers', type: 'main', index: 0 }]] },
			Answers: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
		},
	});
	try {
		const execution = await n8n.executions.runManually(workflow.id, 'Start', { timeoutMs: 90_000 });
		if (!execution) throw new Error('Nothing was run');
		return execution;
	} finally {
		await n8n.deleteWorkflow(workflow.id);
	}
}
