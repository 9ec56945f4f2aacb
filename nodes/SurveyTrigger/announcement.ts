import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readAnnouncement } from '../shared/connectors/qualtrics/webhook';
import { toItem } from './jobs';
import { memoryOf } from './memory';
import { readSettings } from './settings';

/**
 * Answers Qualtrics at once and hands on ids only; nothing is fetched here. Contract: qualtrics.md sections 4.2 to 4.4.
 * Wrong or missing signature: 401, and nothing runs.
 */
export async function receiveAnnouncement(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = this.getRequestObject();
	if (request.method === 'GET') return answer(this, 200, 'ready');

	const raw = (request as unknown as { rawBody?: Buffer }).rawBody ?? Buffer.alloc(0);
	const memory = memoryOf(this);
	const announcement = readAnnouncement(raw, {
		sharedKey: memory.sharedKey,
		contentType: request.headers['content-type'],
	});
	if (announcement.kind === 'forged') return answer(this, 401, 'signature does not match');
	if (announcement.kind === 'malformed') return answer(this, 400, announcement.reason);

	const settings = readSettings(this);
	const { surveyId, responseId, partial } = announcement;
	const wanted =
		settings.surveyIds.includes(surveyId) && settings.events.includes(partial ? 'partial' : 'new');
	if (!wanted) return answer(this, 200, 'not for this workflow');
	return {
		webhookResponse: 'received',
		workflowData: [[toItem({ kind: 'announced', surveyId, responseId, partial })]],
	};
}

function answer(context: IWebhookFunctions, status: number, text: string): IWebhookResponseData {
	context.getResponseObject().status(status).type('text/plain').send(text);
	return { noWebhookResponse: true };
}
