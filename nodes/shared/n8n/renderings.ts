import type { IExecuteFunctions } from 'n8n-workflow';
import type { RenderContext } from '../pipedText/Template';
import type { SurveyResponse } from '../survey/SurveyResponse';
import { checkTokens, isTestStep, type CheckedText } from './checkTokens';
import { namedSurveyId, surveyAtRunTime } from './pipedTextSurvey';
import { remembered } from './remembered';
import { surveyResponseFinder } from './surveyResponseOf';
import { renderContextOf } from './textParameters';

/** Whether only the survey's definition tells what a text says about this response. */
export type NeedsSurvey = (itemIndex: number, response: SurveyResponse) => boolean;

/**
 * What an item's piped text is rendered against; the survey is read at most once, and only where a text needs it. In a test
 * step the texts are checked against the survey with the first item.
 */
export function renderings(
	context: IExecuteFunctions,
	needsSurvey: NeedsSurvey,
	textsOf: () => CheckedText[],
): (itemIndex: number) => Promise<RenderContext> {
	const renderContext = renderContextOf(context);
	const responseOf = surveyResponseFinder(context);
	const surveyId = namedSurveyId(context);
	const named = remembered(1, async () => await surveyAtRunTime(context));
	let isChecked = false;
	return async (itemIndex) => {
		const response = responseOf(itemIndex);
		const isNeeded =
			response !== undefined &&
			response.survey.id === surveyId &&
			(isTestStep(context) || needsSurvey(itemIndex, response));
		const survey = isNeeded ? await named('') : undefined;
		const rendering = { response, ...(survey && { survey }), ...renderContext };
		if (!isChecked) checkTokens(context, textsOf(), { survey, sample: rendering });
		isChecked = true;
		return rendering;
	};
}
