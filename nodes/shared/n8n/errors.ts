import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { ConnectorError } from '../http/ConnectorError';
import { isConnectorError } from '../http/ConnectorError';
import { conceal } from '../http/knownSecrets';
import { redact } from '../http/redact';

/**
 * The one place where errors become n8n's. The title says what happened and to which item, the description what to do.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (isNodeError(error) && made.has(error)) return error;
	const nodeError = nodeErrorOf(node, error, itemIndex);
	made.add(nodeError);
	return nodeError;
}

/** What was made here once is handed on as it is. */
const made = new WeakSet<object>();

const isNodeError = (error: unknown): error is NodeApiError | NodeOperationError =>
	error instanceof NodeApiError || error instanceof NodeOperationError;

function nodeErrorOf(
	node: INode,
	error: unknown,
	itemIndex: number | undefined,
): NodeApiError | NodeOperationError {
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
	const { message, description } = foreign(error);
	return new NodeOperationError(node, `${message}${at}`, { itemIndex, description });
}

/** Classes of n8n whose texts are about the workflow: an expression, a parameter, a credential that is missing. */
const OF_N8N =
	/^(?:Expression\w*|ApplicationError|UserError|OperationalError|UnexpectedError|WorkflowOperationError|WorkflowActivationError|WorkflowConfigurationError|NodeOperationError|CredentialNotFoundError)$/;

/** With what it was made from: n8n takes over the text of any error that it wraps. */
const isOfN8n = (error: Error): boolean =>
	OF_N8N.test(error.constructor.name) && (!(error.cause instanceof Error) || isOfN8n(error.cause));

const LONGEST_FRAME = 300;

/**
 * An error that is not of the family. Nothing of it is handed on as it is: a transport's error carries headers and the
 * request, a parser's text quotes what it could not read.
 */
function foreign(error: unknown): { message: string; description?: string } {
	if (!(error instanceof Error)) return { message: UNFORESEEN };
	if (isOfN8n(error)) {
		const description = 'description' in error ? error.description : undefined;
		return {
			message: conceal(redact(error.message)),
			...(typeof description === 'string' && { description: conceal(redact(description)) }),
		};
	}
	return { message: `${UNFORESEEN} (${error.name})`, description: firstFrame(error) };
}

/** The words of any error, fit to be shown within a sentence. */
export const errorWords = (error: unknown): string =>
	isConnectorError(error) ? error.message : foreign(error).message;

const UNFORESEEN = 'Unexpected error in this step';

/** Where in the code it happened, without the text before it: what a maintainer needs. */
function firstFrame({ stack, message }: Error): string | undefined {
	if (stack === undefined) return undefined;
	const text = stack.indexOf(message);
	const frames = text < 0 ? '' : stack.slice(text + message.length);
	const frame = /^\s{1,9}at (.{1,300})$/m.exec(frames)?.[1];
	return frame && `Please report it with this: at ${conceal(frame.slice(0, LONGEST_FRAME))}`;
}

/** Said of all that was sent and may have been carried out: whoever runs it again without looking may have it twice. */
const IN_DOUBT =
	'What failed may have been carried out all the same: check before you run this again.';

function describe(error: ConnectorError): string {
	const { message, hint, status, code, requestId, outcomeUnknown } = error;
	const advice = [hint, outcomeUnknown && IN_DOUBT].filter(Boolean).join(' ');
	const isNamed = code === undefined || status === undefined || message.includes(code);
	const name = isNamed ? undefined : `Error code: ${code}`;
	const reference = requestId ? `Request ID for support: ${requestId}` : undefined;
	return [advice, name, reference].filter(Boolean).join(' – ');
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
