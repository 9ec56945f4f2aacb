import type { INode } from 'n8n-workflow';

/**
 * Whether an AI agent calls the node. n8n gives a node that may be a tool a second type, whose name ends so; by that it is told
 * in every way in which n8n runs tools, while `isToolExecution()` is false where the agent leaves the call to n8n's engine.
 */
export const isToolRun = (context: { getNode(): INode }): boolean =>
	context.getNode().type.endsWith('Tool');
