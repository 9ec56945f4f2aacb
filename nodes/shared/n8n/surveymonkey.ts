import { surveyMonkeyAddress } from '../../../credentials/surveyMonkeyAddress';
import { createSurveyMonkey, type SurveyMonkey } from '../connectors/surveymonkey/client';
import { idOf } from '../connectors/surveymonkey/ids';
import type { ReadDetails } from '../connectors/surveymonkey/toSurveyResponse';
import { compileSpec } from '../connectors/webhook/mapPayload';
import { surveymonkey } from '../connectors/webhook/presets/surveymonkey';
import { ConnectorError } from '../http/ConnectorError';
import type { RequestContext } from './context';
import { filledCredential } from './credential';
import { textOfLocator } from './locatorText';
import { runtimeOf } from './runtime';
import { surveyList } from './surveyList';
import { surveyLocatorOf } from './surveys/surveyFields';

export const SURVEYMONKEY_CREDENTIAL = 'surveyMonkeyTokenApi';

/** A response means the same whether it is posted or asked for: one reading for both. */
const mapDetails = compileSpec(surveymonkey.spec);
export const readDetails: ReadDetails = (details, options) =>
	mapDetails(details, options)[0].response;

export interface ConnectedSurveyMonkey extends SurveyMonkey {
	/** Tells accounts apart within this process; holds no secret. */
	account: string;
}

/** The client of the account that the node's credential belongs to. */
export async function connectSurveyMonkey(context: RequestContext): Promise<ConnectedSurveyMonkey> {
	const credential = await filledCredential(context, SURVEYMONKEY_CREDENTIAL);
	const host = surveyMonkeyAddress(credential);
	if (!host.ok) {
		throw new ConnectorError('input', 'The SurveyMonkey credential has no valid address', {
			hint: host.reason,
		});
	}
	const { address } = host;
	const runtime = runtimeOf(context, SURVEYMONKEY_CREDENTIAL, credential);
	const { id } = context.getNode().credentials?.[SURVEYMONKEY_CREDENTIAL] ?? {};
	return {
		...createSurveyMonkey(runtime, { address, read: readDetails }),
		account: `${SURVEYMONKEY_CREDENTIAL} ${id ?? ''} ${address}`,
	};
}

/** The number in a survey locator's value: chosen, or typed; empty where there is none. Addresses hold other numbers. */
export const surveyMonkeyIdIn = (locator: unknown): string => idOf(textOfLocator(locator)) ?? '';

/** Chooses a survey of SurveyMonkey: from the account's list, or by its number. */
export const surveyMonkeyLocator = surveyLocatorOf('searchSurveyMonkeySurveys', {
	displayName: 'By ID',
	placeholder: 'e.g. 105723396',
	hint: 'The number of the survey in the API: the list above shows it, Survey → List too. The address of a survey holds another one.',
	regex: '^\\s*\\d+\\s*$',
	errorMessage: 'The ID of a survey is a number',
});

/** List method behind the locator. */
export const searchSurveyMonkeySurveys = surveyList(async (context) => {
	const connected = await connectSurveyMonkey(context);
	const read = async (cursor?: string) => await connected.surveys.list(cursor);
	return { account: connected.account, read };
});
