import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { ConnectorError } from '../http/ConnectorError';
import { isConnectorError } from '../http/ConnectorError';

/**
 * The one place where errors become n8n's. The title says what happened and to which item, the description what to do.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const at = itemIndex === undefined ? '' : ` [item ${itemIndex}]`;
	if (isConnectorError(error)) {
		const message = `${error.message}${at}`;
		const description = describe(error);
		return error.kind === 'input' || error.status === undefined
			? new NodeOperationError(node, message, { itemIndex, description })
			: new NodeApiError(node, plain(error), {
					message,
					description,
					httpCode: String(error.status),
					itemIndex,
				});
	}
	const unknown = error instanceof Error ? error : new Error(String(error));
	return new NodeOperationError(node, unknown, { itemIndex });
}

function describe(error: ConnectorError): string {
	const reference = error.requestId ? `Request ID for support: ${error.requestId}` : undefined;
	return [error.hint, reference].filter(Boolean).join(' – ');
}

/** Only what may be seen by anybody: no request, no headers, no answer body. */
const plain = (error: ConnectorError): JsonObject => ({
	name: error.name,
	message: error.message,
	kind: error.kind,
	...(error.code && { code: error.code }),
	...(error.status && { status: error.status }),
});

/** Awaits work and gives its failure n8n's form. */
export async function asNodeError<T>(
	node: INode,
	work: Promise<T>,
	itemIndex?: number,
): Promise<T> {
	const outcome = await work.then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);
	if ('error' in outcome) throw toNodeError(node, outcome.error, itemIndex);
	return outcome.value;
}
