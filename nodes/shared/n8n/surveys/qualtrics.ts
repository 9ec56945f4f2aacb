import { knownSurvey } from '../knownSurveys';
import {
	authenticationProperty,
	connectQualtrics,
	qualtricsCredentials,
	type ConnectedQualtrics,
} from '../qualtrics';
import { searchSurveys, surveyIdOf, surveyLocator } from '../surveyLocator';
import type { SurveyAccount, SurveySystem } from './SurveySystem';

/** Source: contracts/qualtrics.md 2 to 4. */
export const qualtricsSurveys: SurveySystem = {
	id: 'qualtrics',
	label: 'Qualtrics',
	credentials: qualtricsCredentials(),
	parameters: [authenticationProperty()],
	lists: { searchSurveys },
	locator: surveyLocator,
	surveyIdIn: surveyIdOf,
	idLooksLike: 'it begins with SV_',
	connect: async (context) => qualtricsAccountOf(await connectQualtrics(context)),
};

const qualtricsAccountOf = (qualtrics: ConnectedQualtrics): SurveyAccount => ({
	name: qualtrics.account,
	async list(cursor) {
		const { surveys, nextCursor } = await qualtrics.surveys.list(cursor);
		return { surveys, next: nextCursor };
	},
	definition: async (surveyId) => await knownSurvey(qualtrics, surveyId),
	source: (survey, { includeMeta }) => qualtrics.source(survey, { includeMeta }),
});
