import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { randomBytes } from 'crypto';
import { readAnnouncement } from '../../../shared/connectors/qualtrics/webhook';
import { answer, handOn, rawBodyOf } from '../../answering';
import { recall } from '../../memory';
import type { TriggerSettings } from '../../settings';
import { callerIsKnown } from '../../webhookSecret';

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
	const raw = rawBodyOf(context);
	const announcement = readAnnouncement(raw, {
		// Where the key is not known, no signature fits.
		sharedKey: memory.sharedKey ?? randomBytes(32).toString('hex'),
		contentType: request.headers['content-type'],
		acceptTasks: settings.webServiceTask && (await callerIsKnown(context, raw)),
	});
	if (announcement.kind === 'forged') return answer(context, 401, 'not signed as agreed');
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
