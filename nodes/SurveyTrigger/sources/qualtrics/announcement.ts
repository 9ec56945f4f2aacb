import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readAnnouncement } from '../../../shared/connectors/qualtrics/webhook';
import { answer, bodyOf, handOn, refuseCaller } from '../../answering';
import { forgetKeys, isTest, recall } from '../../memory';
import type { TriggerSettings } from '../../settings';
import { callerOf } from '../../webhookSecret';
import { announcedKey } from './key';

/** An announcement holds ids alone; a Web Service task may add fields. */
const MOST_BYTES = 1024 * 1024;

/**
 * Answers Qualtrics at once and hands on ids only; nothing is fetched here. Source: contracts/qualtrics.md 4.2 to 4.4.
 * Wrong or missing signature: 401, and nothing runs.
 */
export async function receiveAnnouncement(
	context: IWebhookFunctions,
	settings: TriggerSettings,
): Promise<IWebhookResponseData> {
	const request = context.getRequestObject();
	const memory = recall(context);
	const body = await bodyOf(context, MOST_BYTES);
	if (!body.ok) return answer(context, body.status, body.text);
	const { raw = Buffer.alloc(0) } = body;
	if (!isTest(context)) forgetKeys(context);
	const announcement = readAnnouncement(raw, {
		sharedKey: await announcedKey(context),
		contentType: request.headers['content-type'],
		acceptTasks: settings.webServiceTask && (await callerOf(context, raw)) === 'known',
	});
	if (announcement.kind === 'forged') return refuseCaller(context);
	if (announcement.kind === 'malformed') return answer(context, 400, announcement.reason);

	const { surveyId, responseId, partial, shape } = announcement;
	const wanted =
		settings.surveyIds.includes(surveyId) && settings.events.includes(partial ? 'partial' : 'new');
	if (!wanted) return answer(context, 200, 'not for this workflow');
	const subscribed = shape !== 'task';
	return handOn(
		context,
		settings,
		[{ kind: 'announced', surveyId, responseId, partial, subscribed }],
		memory.catchUp?.[`${surveyId} recorded`]?.upTo.upTo,
	);
}
