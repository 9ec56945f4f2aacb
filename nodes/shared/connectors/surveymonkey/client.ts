import type { SurveySource } from '../../delivery/SurveySource';
import type { Runtime } from '../../http/types';
import { createApi } from './api';
import { createResponses, type Responses } from './responses';
import { createSource, type SurveyAtHand } from './source';
import { createSurveys, type Surveys } from './surveys';
import type { ResponseExtras } from './toSurveyResponse';
import { createWebhooks, type Webhooks } from './webhooks';

export interface SurveyMonkeyOptions {
	/** Origin of the account's data center. */
	address: string;
	read: ResponseExtras['read'];
}

/** One account. `runtime.send` adds the token to each request; nothing here knows it. */
export interface SurveyMonkey {
	surveys: Surveys;
	webhooks: Webhooks;
	responses: Pick<Responses, 'assertReadable'>;
	source(
		survey: SurveyAtHand,
		extras: Pick<ResponseExtras, 'includeMeta' | 'includeRaw'>,
	): SurveySource;
}

export const createSurveyMonkey = (
	runtime: Runtime,
	{ address, read }: SurveyMonkeyOptions,
): SurveyMonkey => {
	const api = createApi(runtime, address);
	const responses = createResponses(api);
	return {
		surveys: createSurveys(api),
		webhooks: createWebhooks(api),
		responses,
		source: (survey, extras) => createSource({ api, responses }, survey, { ...extras, read }),
	};
};
