import type { SurveySource } from '../../delivery/SurveySource';
import type { Runtime } from '../../http/types';
import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import { createApi } from './api';
import { createSheets, type Sheets } from './sheets';
import { createSource } from './source';
import { createSurveys, type Surveys } from './surveys';
import type { SheetExtras } from './toSurveyResponse';

export interface StartquestionOptions {
	/** Startquestion, Netquest and Webankieta are brands of one platform. */
	host: string;
	/** The credential names an account: surveys are listed by its webhook, else by the API. */
	hasAccountId?: boolean;
}

/** One account. `runtime.send` adds the token to each request; nothing here knows it. */
export interface Startquestion {
	surveys: Surveys;
	sheets: Sheets;
	/** The survey's responses as the trigger wants them; the definition is read when first needed, unless given. */
	source(survey: string | SurveyDefinition, extras: SheetExtras): SurveySource;
}

export const createStartquestion = (
	runtime: Runtime,
	{ host, hasAccountId = false }: StartquestionOptions,
): Startquestion => {
	const api = createApi(runtime, host);
	const sheets = createSheets(api);
	const surveys = createSurveys(api, sheets, { byWebhook: hasAccountId });
	return {
		surveys,
		sheets,
		source: (survey, extras) => createSource({ api, sheets, surveys }, survey, extras),
	};
};
