import type { IExecuteFunctions } from 'n8n-workflow';

/** Anything of n8n that knows its workflow and its node. */
type Context = Pick<IExecuteFunctions, 'getWorkflow' | 'getNode'>;

/** Names one trigger of this n8n, by workflow and node: in locks, queues and what this process remembers of it. */
export const triggerName = (context: Context): string =>
	`${context.getWorkflow().id} ${context.getNode().id}`;
