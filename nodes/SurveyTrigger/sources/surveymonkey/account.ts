import { knownSurvey } from '../../../shared/n8n/knownSurveys';
import { connectSurveyMonkey } from '../../../shared/n8n/surveymonkey';
import type { AccountKind } from '../SourceKind';

/** The surveys of a SurveyMonkey account. Source: contracts/surveymonkey.md 4 and 5. */
export const surveymonkeyAccount: AccountKind = {
	// How soon a response can be listed is not told.
	overlapMs: 2 * 60 * 1000,
	async connect(context, { includeMeta, includeRaw }) {
		const account = await connectSurveyMonkey(context);
		return {
			// The survey is asked for with the first response: most checks find none, and requests are counted by the day.
			survey: async (surveyId) => ({
				source: account.source(
					{ id: surveyId, definition: async () => await knownSurvey(account, surveyId) },
					{ includeMeta, includeRaw },
				),
			}),
			async assertReadable(surveyIds) {
				for (const surveyId of surveyIds) {
					await knownSurvey(account, surveyId);
					await account.responses.assertReadable(surveyId);
				}
			},
		};
	},
};
