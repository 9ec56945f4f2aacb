import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { randomBytes } from 'crypto';
import { readAnnouncement } from '../shared/connectors/qualtrics/webhook';
import { receiverOf } from './handOver';
import type { JobContent } from './jobs';
import { newDelivery, toItems } from './jobs';
import { recall } from './memory';
import { notesFor } from './notes';
import { readSettings } from './settings';
import { callerIsKnown } from './webhookSecret';

/**
 * Answers Qualtrics at once and hands on ids only; nothing is fetched here. Contract: qualtrics.md sections 4.2 to 4.4.
 * Wrong or missing signature: 401, and nothing runs.
 */
export async function receiveAnnouncement(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = this.getRequestObject();
	if (request.method === 'GET') return answer(this, 200, 'ready');
	const settings = readSettings(this);
	const memory = recall(this);

	const raw = (request as unknown as { rawBody?: Buffer }).rawBody ?? Buffer.alloc(0);
	const announcement = readAnnouncement(raw, {
		// Where the key is not known, no signature fits.
		sharedKey: memory.sharedKey ?? randomBytes(32).toString('hex'),
		contentType: request.headers['content-type'],
		acceptTasks: settings.webServiceTask && (await callerIsKnown(this, raw)),
	});
	if (announcement.kind === 'forged') return answer(this, 401, 'not signed as agreed');
	if (announcement.kind === 'malformed') return answer(this, 400, announcement.reason);

	const { surveyId, responseId, partial, shape } = announcement;
	const wanted =
		settings.surveyIds.includes(surveyId) && settings.events.includes(partial ? 'partial' : 'new');
	if (!wanted) return answer(this, 200, 'not for this workflow');
	const subscribed = shape !== 'task';
	const notes = notesFor(memory, settings);
	const caughtUpTo = memory.catchUp?.[`${surveyId} recorded`]?.upTo.upTo;
	const delivery = newDelivery({ ...(notes.length > 0 && { notes }), caughtUpTo });
	const job: JobContent = { kind: 'announced', surveyId, responseId, partial, subscribed };
	// Through the active trigger, which sees how the execution ends. What gets lost before n8n has stored it comes with the
	// check; where there is none, n8n stores the execution before it answers.
	const receive =
		settings.delivery === 'instantWithCatchUp' && this.getMode() !== 'manual'
			? receiverOf(this)
			: undefined;
	if (receive) {
		receive([job], delivery);
		return answer(this, 200, 'received');
	}
	return { webhookResponse: 'received', workflowData: [toItems([job], delivery)] };
}

function answer(context: IWebhookFunctions, status: number, text: string): IWebhookResponseData {
	const response = context.getResponseObject();
	response.setHeader('content-type', 'text/plain');
	response.status(status).send(text);
	return { noWebhookResponse: true };
}
