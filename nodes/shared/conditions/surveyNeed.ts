import { wasNotShown } from '../survey/notShown';
import type { AnswerType, SurveyResponse } from '../survey/SurveyResponse';
import type { CompiledConditions, CompiledRule } from './compile';
import { templatesOf } from './ruleValue';

const CHOICE_TYPES: ReadonlySet<AnswerType> = new Set(['singleChoice', 'multiChoice', 'ranking']);

/**
 * Whether only the survey's definition lets these rules be judged rightly for this response: whether a choice that was not
 * made still exists, whether a question that the response does not mention was not shown or is gone.
 */
export const needsSurvey = (compiled: CompiledConditions, response: SurveyResponse): boolean =>
	compiled.groups.some(({ rules }) => rules.some((rule) => ruleNeeds(rule, response)));

function ruleNeeds(rule: CompiledRule, response: SurveyResponse): boolean {
	const { subject, operator, template, valueTemplates } = rule;
	const values = valueTemplates ? templatesOf(valueTemplates) : [];
	if (values.some((value) => value.needsSurvey(response))) return true;
	if (subject.kind === 'template') return template?.needsSurvey(response) === true;
	if (subject.kind === 'context')
		return template?.needsSurvey(response) ?? !Object.hasOwn(response.context, subject.name);
	if (subject.kind !== 'answer') return false;
	if (operator.value === 'choice') return true;
	const { key, row, otherText } = subject;
	const part = row ?? otherText;
	const answer = response.answers[part === undefined ? key : `${key}_${part}`];
	if (answer === undefined && !Object.hasOwn(response.answers, key) && !wasNotShown(response, key))
		return true;
	const mayNameChoice = operator.value === 'any' || operator.value === 'list';
	return mayNameChoice && (answer === undefined || CHOICE_TYPES.has(answer.type));
}
