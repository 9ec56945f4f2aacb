import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { answer } from './answering';
import { readSettings } from './settings';
import { kindOf } from './sources/kinds';

/** Answers at once and hands on what came; nothing is fetched here. */
export async function receiveCall(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { method } = this.getRequestObject();
	// Tools ask whether anybody is there before they send anything.
	if (method === 'GET' || method === 'HEAD') return answer(this, 200, 'ready');
	const settings = readSettings(this);
	return await kindOf(settings).receive(this, settings);
}
