import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readAnnouncement } from '../../../shared/connectors/surveymonkey/announcement';
import { answer, bodyOf, handOn, refuseCaller } from '../../answering';
import { recall } from '../../memory';
import type { TriggerSettings } from '../../settings';
import { callerOf } from '../../webhookSecret';

/** An announcement holds ids alone. */
const MOST_BYTES = 1024 * 1024;

/**
 * Answers at once and hands on ids; the response is fetched in the execution with the account's own token. So a call that
 * nobody proved can cause a look and nothing else. Source: contracts/surveymonkey.md 6.
 */
export async function receiveAnnouncement(
	context: IWebhookFunctions,
	settings: TriggerSettings,
): Promise<IWebhookResponseData> {
	const body = await bodyOf(context, MOST_BYTES);
	if (!body.ok) return answer(context, body.status, body.text);
	const { raw = Buffer.alloc(0) } = body;
	const { signature } = settings.source.system;
	if (settings.requireAuthentication && (await callerOf(context, raw, signature)) !== 'known') {
		return refuseCaller(context);
	}
	const announcement = readAnnouncement(raw);
	if (announcement.kind === 'malformed') return answer(context, 400, announcement.reason);
	const isWanted =
		announcement.kind === 'response' &&
		settings.surveyIds.includes(announcement.surveyId) &&
		settings.events.includes(announcement.partial ? 'partial' : 'new');
	if (!isWanted) return answer(context, 200, 'not for this workflow');
	const { surveyId, responseId, partial } = announcement;
	return handOn(
		context,
		settings,
		[{ kind: 'announced', surveyId, responseId, partial, subscribed: true }],
		recall(context).catchUp?.[`${surveyId} recorded`]?.upTo.upTo,
	);
}
