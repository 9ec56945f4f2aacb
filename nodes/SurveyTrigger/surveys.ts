import type { Qualtrics } from '../shared/connectors/qualtrics/client';

/** Says at activation what would otherwise fail silently later: a survey that is deleted, not shared, or a wrong token. */
export async function assertSurveysReadable(
	qualtrics: Pick<Qualtrics, 'surveys'>,
	surveyIds: string[],
): Promise<void> {
	for (const surveyId of surveyIds) await qualtrics.surveys.definition(surveyId);
}
