import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { toNodeError } from './errors';

/**
 * What becomes of an item that could not be handled: with "Continue" or "Continue (using error output)" it goes on with its
 * error, paired with its input; otherwise the run stops here and names the item.
 */
export function failedItem(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
): INodeExecutionData {
	const nodeError = toNodeError(context.getNode(), error, itemIndex);
	if (!context.continueOnFail()) throw nodeError;
	return {
		json: { error: nodeError.message, details: nodeError.description ?? '' },
		error: nodeError,
		pairedItem: { item: itemIndex },
	};
}
