import { createStartquestion, type Startquestion } from '../connectors/startquestion/client';
import type { RequestContext } from './context';
import { filledCredential } from './credential';
import { runtimeOf } from './runtime';
import { surveyList } from './surveyList';
import { surveyLocatorOf } from './surveys/surveyFields';
import { textOfLocator } from './locatorText';

export const STARTQUESTION_CREDENTIAL = 'startquestionApi';

export interface ConnectedStartquestion extends Startquestion {
	/** Tells accounts apart within this process; holds no secret. */
	account: string;
}

/** The client of the account that the node's credential belongs to. */
export async function connectStartquestion(
	context: RequestContext,
): Promise<ConnectedStartquestion> {
	const credential = await filledCredential(context, STARTQUESTION_CREDENTIAL);
	const host = String(credential.host ?? '');
	const hasAccountId = String(credential.accountId ?? '').trim() !== '';
	const { id } = context.getNode().credentials?.[STARTQUESTION_CREDENTIAL] ?? {};
	return {
		...createStartquestion(runtimeOf(context, STARTQUESTION_CREDENTIAL, credential), {
			host,
			hasAccountId,
		}),
		account: `${STARTQUESTION_CREDENTIAL} ${id ?? ''} ${host}`,
	};
}

/** The number in a survey locator's value: chosen, typed, or a part of a pasted address; empty where there is none. */
export function surveyNumberIn(locator: unknown): string {
	const text = textOfLocator(locator).trim();
	const [, path = text] = /^https?:\/\/[^/]*([^?#]*)/i.exec(text) ?? [];
	return path.split('/').find((part) => /^\d+$/.test(part)) ?? '';
}

/** Chooses a survey of Startquestion, Netquest or Webankieta: from the account's list, or by its number. */
export const startquestionSurveyLocator = surveyLocatorOf('searchStartquestionSurveys', {
	displayName: 'By ID',
	placeholder: 'e.g. 347232',
	hint: 'The number of the survey. Ask the support of the survey tool if you cannot find it.',
	regex: '^\\s*\\d+\\s*$',
	errorMessage: 'The ID of a survey is a number',
});

/** List method behind the locator. */
export const searchStartquestionSurveys = surveyList(async (context) => {
	const connected = await connectStartquestion(context);
	const read = async (cursor?: string) => await connected.surveys.list(cursor);
	return { account: connected.account, read };
}, 'not collecting');
