import { knownSurvey } from '../knownSurveys';
import {
	connectStartquestion,
	searchStartquestionSurveys,
	startquestionSurveyLocator,
	STARTQUESTION_CREDENTIAL,
	surveyNumberIn,
} from '../startquestion';
import type { SurveySystem } from './SurveySystem';

/** One platform under several names. Source: contracts/startquestion.md 2. */
export const startquestionSurveys: SurveySystem = {
	id: 'startquestion',
	label: 'Startquestion / Netquest / Webankieta',
	credentials: [{ name: STARTQUESTION_CREDENTIAL, required: true }],
	parameters: [],
	lists: { searchStartquestionSurveys },
	locator: startquestionSurveyLocator,
	surveyIdIn: surveyNumberIn,
	idLooksLike: 'a number',
	async connect(context) {
		const startquestion = await connectStartquestion(context);
		return {
			name: startquestion.account,
			list: async (cursor) => await startquestion.surveys.list(cursor),
			definition: async (surveyId) => await knownSurvey(startquestion, surveyId),
			source: (survey, { includeMeta, includeRaw, timeZone }) =>
				startquestion.source(survey, { includeMeta, includeRaw, timeZone }),
		};
	},
};
