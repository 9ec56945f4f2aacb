import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { settle } from '../shared/http/settle';
import { receiverOf } from './handOver';
import type { JobContent } from './jobs';
import { newDelivery, toItems } from './jobs';
import { recall } from './memory';
import { notesFor } from './notes';
import type { TriggerSettings } from './settings';

/** What a call is told that was taken. */
export const RECEIVED = 'received';

type Body =
	/** `raw` is absent where n8n has read a form by itself and kept no bytes of it. */
	{ ok: true; raw?: Buffer } | { ok: false; status: number; text: string };

/** What n8n adds to a request. With 'Check Signatures of Multipart Forms' it has read nothing yet. */
interface Incoming {
	rawBody?: Buffer;
	body?: unknown;
	readable?: boolean;
	readRawBody?: () => Promise<void>;
}

export const TOO_LARGE = { ok: false, status: 413, text: 'the body is too large' } as const;

/** The bytes as they came in: what is signed. Counted as they are read, whatever the caller says of their length. */
export async function bodyOf(context: IWebhookFunctions, mostBytes: number): Promise<Body> {
	const request = context.getRequestObject() as unknown as Incoming;
	const isUnread =
		request.rawBody === undefined && request.readable === true && !isFormRead(request);
	if (isUnread && request.readRawBody) {
		const outcome = await settle(request.readRawBody());
		if (!outcome.ok) {
			const { type } = outcome.error as { type?: unknown };
			return type === 'entity.too.large'
				? TOO_LARGE
				: { ok: false, status: 400, text: 'the body cannot be read' };
		}
	}
	const { rawBody: raw } = request;
	return raw !== undefined && raw.length > mostBytes ? TOO_LARGE : { ok: true, raw };
}

/**
 * Whether n8n has read a multipart form by itself. A request may call itself readable for a moment after that; reading it once more
 * then fails, and the answer with it.
 */
const isFormRead = ({ body }: Incoming): boolean =>
	typeof body === 'object' && body !== null && 'data' in body && 'files' in body;

/** A missing proof is told like a wrong one. */
export const refuseCaller = (context: IWebhookFunctions): IWebhookResponseData =>
	answer(context, 401, 'Invalid signature');

const plainText = (context: IWebhookFunctions) =>
	context.getResponseObject().setHeader('content-type', 'text/plain');

/** Nothing runs. The text is ours: nothing that was sent goes back. */
export function answer(
	context: IWebhookFunctions,
	status: number,
	text: string,
): IWebhookResponseData {
	plainText(context);
	const response = context.getResponseObject();
	response.status(status).send(text);
	return { noWebhookResponse: true };
}

/** Puts jobs of one call into an execution. */
export function handOn(
	context: IWebhookFunctions,
	settings: TriggerSettings,
	jobs: JobContent[],
	/** Everything recorded before this had come with the scheduled check. */
	caughtUpTo?: string,
): IWebhookResponseData {
	const notes = notesFor(recall(context), settings);
	const delivery = newDelivery({ ...(notes.length > 0 && { notes }), caughtUpTo });
	// Through the active trigger, which sees how the execution ends. What gets lost before n8n has stored it comes with the
	// check; where there is none, n8n stores the execution before it answers.
	const receive =
		settings.delivery === 'instantWithCatchUp' && context.getMode() !== 'manual'
			? receiverOf(context)
			: undefined;
	if (receive) {
		receive(jobs, delivery);
		return answer(context, 200, RECEIVED);
	}
	plainText(context);
	return { webhookResponse: RECEIVED, workflowData: [toItems(jobs, delivery)] };
}
