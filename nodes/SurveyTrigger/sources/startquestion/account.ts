import { startquestionSurveys } from '../../../shared/n8n/surveys/startquestion';
import { openSurvey } from '../openSurvey';
import type { AccountKind } from '../SourceKind';

/** The surveys of an account of Startquestion, Netquest or Webankieta. Source: contracts/startquestion.md 2. */
export const startquestionAccount: AccountKind = {
	// Times come without a zone: at the end of summer time an hour comes twice, and its second half looks like its first.
	overlapMs: 75 * 60 * 1000,
	async connect(context, settings) {
		const account = await startquestionSurveys.connect(context);
		return {
			survey: async (surveyId) => await openSurvey(account, surveyId, settings),
			// Reading the questions reads results too, so both rights are proved.
			async assertReadable(surveyIds) {
				for (const surveyId of surveyIds) await account.definition(surveyId);
			},
		};
	},
};
