import { knownSurvey } from '../knownSurveys';
import {
	connectSurveyMonkey,
	searchSurveyMonkeySurveys,
	SURVEYMONKEY_CREDENTIAL,
	surveyMonkeyIdIn,
	surveyMonkeyLocator,
} from '../surveymonkey';
import type { SurveySystem } from './SurveySystem';

/** Source: contracts/surveymonkey.md 4 and 5. */
export const surveymonkeySurveys: SurveySystem = {
	id: 'surveymonkey',
	label: 'SurveyMonkey',
	credentials: [{ name: SURVEYMONKEY_CREDENTIAL, required: true }],
	parameters: [],
	lists: { searchSurveyMonkeySurveys },
	locator: surveyMonkeyLocator,
	surveyIdIn: surveyMonkeyIdIn,
	idLooksLike: 'a number',
	async connect(context) {
		const account = await connectSurveyMonkey(context);
		return {
			name: account.account,
			list: async (cursor) => await account.surveys.list(cursor),
			definition: async (surveyId) => await knownSurvey(account, surveyId),
			source: (survey, { includeMeta, includeRaw }) =>
				account.source(
					{ id: survey.id, definition: async () => survey },
					{ includeMeta, includeRaw },
				),
		};
	},
};
