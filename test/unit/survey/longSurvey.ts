import { toDefinition } from '../../../nodes/shared/connectors/qualtrics/definition';
import {
	toSurveyResponse,
	type ResponseExtras,
} from '../../../nodes/shared/connectors/qualtrics/toSurveyResponse';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { surveyDesign } from '../../sandbox/qualtrics/model/design';
import { makeResponse, type ResponseRecipe } from '../../sandbox/qualtrics/model/makeResponse';
import { responseSchema } from '../../sandbox/qualtrics/model/responseSchema';
import { storeVisitSurvey } from '../../sandbox/qualtrics/model/storeVisit';
import { withDefaults } from '../../sandbox/qualtrics/options';

const model = storeVisitSurvey({ userId: 'UR_1', brandId: 'brand' });

/** The survey of 150 questions, as its API describes it. */
export const longSurvey = toDefinition(model.id, {
	survey: surveyDesign(model, 1, withDefaults({})) as Record<string, unknown>,
	schema: responseSchema(model, withDefaults({})) as Record<string, unknown>,
});

/** A response of it: by default whoever answers is shown eight questions and gives most of them an answer. */
export const longResponse = (
	recipe: Partial<ResponseRecipe> = {},
	extras: ResponseExtras = {},
): SurveyResponse =>
	toSurveyResponse(
		makeResponse(model, {
			responseId: 'R_1',
			recordedAt: Date.parse('2026-03-01T10:00:00Z'),
			seed: 7,
			fill: 'first',
			multiAnswerItems: 'recode',
			...recipe,
		}),
		longSurvey,
		extras,
	);
