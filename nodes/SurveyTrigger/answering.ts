import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { receiverOf } from './handOver';
import type { JobContent } from './jobs';
import { newDelivery, toItems } from './jobs';
import { recall } from './memory';
import { notesFor } from './notes';
import type { TriggerSettings } from './settings';

/** The bytes as they came in: what is signed. */
export const rawBodyOf = (context: IWebhookFunctions): Buffer =>
	(context.getRequestObject() as unknown as { rawBody?: Buffer }).rawBody ?? Buffer.alloc(0);

/** Nothing runs. */
export function answer(
	context: IWebhookFunctions,
	status: number,
	text: string,
): IWebhookResponseData {
	const response = context.getResponseObject();
	response.setHeader('content-type', 'text/plain');
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
		return answer(context, 200, 'received');
	}
	return { webhookResponse: 'received', workflowData: [toItems(jobs, delivery)] };
}
