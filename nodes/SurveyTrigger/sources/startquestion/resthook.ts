import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readSheets } from '../../../shared/connectors/startquestion/toSurveyResponse';
import { answer, bodyOf, handOn, refuseCaller } from '../../answering';
import { recall } from '../../memory';
import type { TriggerSettings } from '../../settings';
import { callerOf } from '../../webhookSecret';

/** Of one sheet, or of a list of them. */
const MOST_BYTES = 5 * 1024 * 1024;

/**
 * A RESThook posts each completed sheet whole, of all surveys alike, without a signature and without a second try. Source:
 * contracts/startquestion.md 2.
 */
export async function receiveSheets(
	context: IWebhookFunctions,
	settings: TriggerSettings,
): Promise<IWebhookResponseData> {
	const body = await bodyOf(context, MOST_BYTES);
	if (!body.ok) return answer(context, body.status, body.text);
	const { raw = Buffer.alloc(0) } = body;
	if (settings.requireAuthentication && (await callerOf(context, raw)) !== 'known') {
		return refuseCaller(context);
	}
	const read = readSheets(raw);
	if (read.kind === 'malformed') return answer(context, 400, read.reason);
	const wanted = read.sheets.filter(({ surveyId }) => settings.surveyIds.includes(surveyId));
	if (wanted.length === 0) return answer(context, 200, 'not for this workflow');
	const receivedAt = new Date().toISOString();
	const marks = recall(context).catchUp;
	const caughtUpTo = wanted
		.flatMap(({ surveyId }) => marks?.[`${surveyId} recorded`]?.upTo.upTo ?? [])
		.sort()[0];
	return handOn(
		context,
		settings,
		wanted.map(({ surveyId, sheet }) => ({ kind: 'posted', surveyId, raw: sheet, receivedAt })),
		caughtUpTo,
	);
}
