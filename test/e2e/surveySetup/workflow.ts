import { randomBytes } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { template, picked, type TemplateNode } from '../../workflows';
import { packageName, type StoredCredential, type WorkflowInput } from '../harness';
import { OFTEN } from '../triggerSetup/workflow';

type Node = WorkflowInput['nodes'][number];

export const credentialOf = ({ id, name }: StoredCredential) => ({ id, name });

export const manual: Node = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} };

export const surveyNode = (
	name: string,
	parameters: IDataObject,
	credential?: StoredCredential,
): Node => ({
	name,
	type: `${packageName}.survey`,
	parameters: parameters as INodeParameters,
	...(credential && { credentials: { [credential.type]: credentialOf(credential) } }),
});

/** Nodes in a straight line. */
export const line = (...nodes: Node[]): WorkflowInput => ({
	nodes,
	connections: Object.fromEntries(
		nodes
			.slice(0, -1)
			.map(({ name }, index) => [
				name,
				{ main: [[{ node: nodes[index + 1].name, type: 'main' as const, index: 0 }]] },
			]),
	),
});

export const tableName = (): string => `kpi_${randomBytes(4).toString('hex')}`;

export interface BoardChoices {
	qualtrics: StoredCredential;
	smtp: StoredCredential;
	/** A table of its own for each test. */
	table: string;
	surveyId?: string;
	trigger?: IDataObject;
	/** In place of the template's KPIs, grouping and survey. */
	kpi?: IDataObject;
}

/** The template *Journey KPI board* with a user's choices. */
export function kpiBoard(choices: BoardChoices): WorkflowInput {
	const { name, nodes, connections } = template('journey-kpi-board', {
		surveyId: choices.surveyId,
	});
	return { name, nodes: nodes.map((node) => chosen(node, choices)), connections };
}

function chosen(node: TemplateNode, { qualtrics, smtp, table, trigger, kpi }: BoardChoices): Node {
	const parameters = { ...node.parameters } as IDataObject;
	if ('tableName' in parameters) parameters.tableName = table;
	if ('dataTableId' in parameters) parameters.dataTableId = picked(table, 'name');
	if (node.type.endsWith('.surveyTrigger')) {
		Object.assign(parameters, OFTEN, { options: { youngSeconds: 2 } }, trigger);
	}
	if (node.type.endsWith('.survey')) Object.assign(parameters, kpi);
	const credentials: Node['credentials'] = node.type.startsWith(packageName)
		? { qualtricsApi: credentialOf(qualtrics) }
		: node.type.endsWith('.emailSend')
			? { smtp: credentialOf(smtp) }
			: undefined;
	return {
		...node,
		parameters: parameters as INodeParameters,
		...(credentials && { credentials }),
		...(node.webhookId && { webhookId: `survey-${table}-${randomBytes(4).toString('hex')}` }),
	};
}
