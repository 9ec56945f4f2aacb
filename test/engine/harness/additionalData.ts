import { ExecutionLifecycleHooks } from 'n8n-core';
import type {
	INode,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { SourceCredentialsHelper, type CredentialData } from './credentials';
import type { SourceNodeTypes } from './nodeTypes';

export interface AdditionalDataOptions {
	credentials?: CredentialData;
	executionId?: string;
	mode: WorkflowExecuteMode;
	/** Where this instance pretends to be reached. */
	baseUrl?: string;
	workflowId: string;
}

/** What n8n's server gives to the engine around a workflow. */
export function createAdditionalData(
	options: AdditionalDataOptions,
): IWorkflowExecuteAdditionalData {
	const base = options.baseUrl ?? 'http://127.0.0.1:5678';
	const executionId = options.executionId ?? '1';
	const workflow = { id: options.workflowId, name: 'Test' } as IWorkflowBase;
	const additionalData: Partial<IWorkflowExecuteAdditionalData> = {
		credentialsHelper: new SourceCredentialsHelper(options.credentials ?? {}),
		executionId,
		hooks: new ExecutionLifecycleHooks(options.mode, executionId, workflow) as never,
		restApiUrl: `${base}/rest`,
		instanceBaseUrl: `${base}/`,
		webhookBaseUrl: `${base}/webhook`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		variables: {},
		currentNodeParameters: undefined,
		sendDataToUI: () => {},
		setExecutionStatus: () => {},
	};
	return additionalData as IWorkflowExecuteAdditionalData;
}

/** A node of a test may leave out what the canvas would have filled in; credentials given by type are attached. */
export type TestNode = Partial<INode> & Pick<INode, 'name' | 'type'>;

export function completeNode(
	node: TestNode,
	position: number,
	nodeTypes: SourceNodeTypes,
	credentials: CredentialData,
): INode {
	const { description } = nodeTypes.getByNameAndVersion(node.type);
	const versions = [description.version].flat();
	const attached = (description.credentials ?? [])
		.filter(({ name }) => credentials[name] !== undefined)
		.map(({ name }) => [name, { id: name, name }]);
	return {
		id: `node-${position}`,
		typeVersion: description.defaultVersion ?? versions[versions.length - 1],
		position: [position * 200, 0],
		parameters: {},
		...node,
		credentials: { ...Object.fromEntries(attached), ...node.credentials },
	};
}
