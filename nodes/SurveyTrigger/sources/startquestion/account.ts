import { knownSurvey } from '../../../shared/n8n/knownSurveys';
import { connectStartquestion } from '../../../shared/n8n/startquestion';
import type { AccountKind } from '../SourceKind';

/** The surveys of an account of Startquestion, Netquest or Webankieta. Source: contracts/startquestion.md 2. */
export const startquestionAccount: AccountKind = {
	// Times come without a zone: at the end of summer time an hour comes twice, and its second half looks like its first.
	overlapMs: 75 * 60 * 1000,
	async connect(context, { timeZone, includeMeta, includeRaw }) {
		const startquestion = await connectStartquestion(context);
		return {
			async survey(surveyId) {
				const survey = await knownSurvey(startquestion, surveyId);
				const { name, isActive } = survey;
				const source = startquestion.source(survey, { timeZone, includeMeta, includeRaw });
				return { name, isActive, source };
			},
			// Reading the questions reads results too, so both rights are proved.
			async assertReadable(surveyIds) {
				for (const surveyId of surveyIds) await knownSurvey(startquestion, surveyId);
			},
		};
	},
};
