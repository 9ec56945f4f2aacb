import type { IExecuteFunctions } from 'n8n-workflow';
import type { CompiledConditions, ConditionSubject, Verdict } from '../shared/conditions';
import {
	conditionProblems,
	decide,
	evaluate,
	needsSurvey,
	outputFor,
	templateOf,
} from '../shared/conditions';
import { isTestStep, showTokens } from '../shared/n8n/checkTokens';
import { hints } from '../shared/n8n/hints';
import { namedSurveyId, surveyAtRunTime } from '../shared/n8n/pipedTextSurvey';
import { surveyResponseFinder } from '../shared/n8n/surveyResponseOf';
import { renderContextOf } from '../shared/n8n/textParameters';
import { ConnectorError } from '../shared/http/ConnectorError';
import type { SurveyDefinition } from '../shared/survey/SurveyDefinition';
import type { SurveyResponse } from '../shared/survey/SurveyResponse';
import type { Decider, Options } from './Decider';
import type { ReadConditions } from './readConditions';
import { readConditions } from './readConditions';

/** Decides by rules over the survey response that an item is, or comes from. */
export async function decideByAnswers(
	context: IExecuteFunctions,
	options: Options,
): Promise<Decider> {
	const renderContext = renderContextOf(context);
	const { timeZone } = renderContext;
	const conditions = readConditions(context, { ...options, timeZone });
	const items = context.getInputData();
	const responseOf = surveyResponseFinder(context);
	const responses = items.map((_, itemIndex) => responseOf(itemIndex));
	const survey = isSurveyNeeded(context, conditions, responses)
		? await surveyAtRunTime(context)
		: undefined;
	const subjectOf = (response: SurveyResponse | undefined): ConditionSubject => ({
		response,
		survey,
		...renderContext,
	});
	const reported = reportDesign(context, conditions, survey, subjectOf(responses.find(Boolean)));
	return {
		reported,
		decide: (itemIndex, explain) => {
			const compiled = conditions.at(itemIndex);
			const response = responses[itemIndex];
			if (!response) return withoutResponse(options, items[itemIndex].json);
			const subject = subjectOf(response);
			const result = decide(compiled, subject);
			if (result !== null && !explain) return { passes: result };
			const verdict = evaluate(compiled, subject);
			return { passes: outputFor(compiled, result, () => verdict.reasons), verdict };
		},
	};
}

/** In a test step the design is checked against the survey; in production it is read where the rules need it. */
function isSurveyNeeded(
	context: IExecuteFunctions,
	conditions: ReadConditions,
	responses: Array<SurveyResponse | undefined>,
): boolean {
	const surveyId = namedSurveyId(context);
	if (surveyId === '') return false;
	if (isTestStep(context)) return true;
	const ofSurvey = (response: SurveyResponse | undefined): response is SurveyResponse =>
		response?.survey.id === surveyId;
	if (conditions.varies) return responses.some(ofSurvey);
	const compiled = conditions.at(0);
	return responses.some((response) => ofSurvey(response) && needsSurvey(compiled, response));
}

/**
 * In a test step: a rule about a question the survey does not have is named before it goes live, and tokens are shown with what
 * they come out as. Gives the sentences shown, so that they are not shown again for each item.
 */
function reportDesign(
	context: IExecuteFunctions,
	conditions: ReadConditions,
	survey: SurveyDefinition | undefined,
	sample: ConditionSubject,
): ReadonlySet<string> {
	if (!isTestStep(context)) return new Set();
	const compiled = firstOf(conditions);
	if (!compiled) return new Set();
	const problems = conditionProblems(compiled, survey);
	hints(context, 'warning', problems);
	const rules = compiled.groups.flatMap((group) => group.rules.map(({ rule }) => rule));
	showTokens(
		context,
		rules.flatMap(({ subject, value }) => [templateOf(subject), templateOf(value)]),
		sample,
	);
	return new Set(problems);
}

/** Where an expression fails, the item says so. */
function firstOf(conditions: ReadConditions): CompiledConditions | undefined {
	try {
		return conditions.at(0);
	} catch {
		return undefined;
	}
}

/** No survey response, and none in what led here: nothing can be said about answers. */
function withoutResponse(options: Options, json: object): ReturnType<Decider['decide']> {
	const reason =
		'This item is not a survey response and does not come from one, so it has no answers to check.';
	if (options.notEvaluable === 'error') {
		throw new ConnectorError('input', reason, {
			hint: "Connect a Survey Trigger before this node, or use 'Mode' → 'Expressions'",
		});
	}
	const fields = Object.keys(json).slice(0, 5).join(', ');
	const verdict: Verdict = {
		result: null,
		groups: [],
		sentence: reason,
		reasons: [fields ? `${reason} Its fields: ${fields}.` : reason],
	};
	return { passes: options.notEvaluable === 'true', verdict };
}
