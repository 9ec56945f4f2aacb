import { Workflow, type INode, type INodeType } from 'n8n-workflow';
import { BulkCsvUpdate } from '../../nodes/BulkCsvUpdate/BulkCsvUpdate.node';
import { CrmUpsert } from '../../nodes/CrmUpsert/CrmUpsert.node';
import { picked } from '../workflows';
import { SourceNodeTypes } from './harness/nodeTypes';

/** The line below a node's name, as n8n works it out. */
function subtitleOf(type: INodeType, parameters: INode['parameters']): string {
	const { name, subtitle } = type.description;
	const node: INode = {
		id: 'a',
		name: 'Node',
		type: `n8n-nodes-survey-ops.${name}`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: new SourceNodeTypes(),
	});
	return String(
		workflow.expression.getSimpleParameterValue(
			workflow.nodes.Node,
			subtitle,
			'internal',
			{},
			undefined,
			'',
		),
	);
}

describe('subtitles say what the node does', () => {
	it.each([
		[
			'createOrUpdate',
			'dynamics365',
			{ table: picked('contact') },
			'Create or update: Dynamics contact',
		],
		['update', 'hubspot', { object: picked('tickets') }, 'Update: HubSpot tickets'],
		['create', 'ghost', {}, 'Create: Ghost member'],
		['create', 'salesmanago', {}, 'Create: SALESmanago contact'],
	])('MB02 CRM Upsert, %s in %s', (operation, provider, more, expected) =>
		expect(subtitleOf(new CrmUpsert(), { operation, provider, ...more })).toBe(expected),
	);

	it.each([
		['dynamics365', { table: picked('account') }, 'Apply: Dynamics account'],
		['hubspot', { object: picked('contacts') }, 'Apply: HubSpot contacts'],
		['xmDirectory', {}, 'Apply: XM Directory'],
	])('MB02 Bulk CSV Update of %s', (target, more, expected) =>
		expect(subtitleOf(new BulkCsvUpdate(), { operation: 'apply', target, ...more })).toBe(expected),
	);
});
