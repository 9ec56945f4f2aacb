import { hasNoAnswer } from '../survey/questionKinds';
import type { SurveyDefinition } from '../survey/SurveyDefinition';
import type { AuthorText } from './authorText';
import { noAnswerIn, QuestionRef, unknownQuestion } from './lookup/QuestionRef';
import { surveyIndex } from './lookup/surveyIndex';
import { parseTemplate, tokensOf } from './parseTemplate';
import { resolverOf } from './resolve';
import { BUILT_IN_FIELDS, unknownField } from './resolve/fields';
import { parseForm } from './resolve/question';
import { Unresolved } from './resolve/Resolver';
import type { Template, TokenPart } from './Template';
import { compileTransforms } from './transformations/compileTransforms';

/**
 * What is wrong with a template at design time, one sentence each: questions, rows, choices and fields that the survey
 * does not have (with the nearest that it has), steps that do not exist, tokens that cannot be known outside the survey
 * tool, and malformed text. Without a survey only what needs none is checked.
 */
export function checkTemplate(
	template: AuthorText | Template,
	survey?: SurveyDefinition,
): string[] {
	const parsed = typeof template === 'string' ? parseTemplate(template) : template;
	const malformed = parsed.problems.map(
		({ message, start }) => `${message} (at character ${start + 1})`,
	);
	const faults = tokensOf(parsed).flatMap((token) => checkToken(token, survey));
	return [...new Set([...malformed, ...faults])];
}

function checkToken(token: TokenPart, survey: SurveyDefinition | undefined): string[] {
	const fault = faultOf(token, survey);
	const steps = compileTransforms(token.transforms);
	return [...(fault === undefined ? [] : [fault]), ...(typeof steps === 'string' ? [steps] : [])];
}

function faultOf(token: TokenPart, survey: SurveyDefinition | undefined): string | undefined {
	if (token.scheme === 'q') return checkQuestion(token.path, survey);
	if (token.scheme === 'e' && token.path[0] === 'Field' && token.path.length > 1)
		return fieldProblem(token.path.slice(1).join('/'), survey);
	return neverKnown(token);
}

function checkQuestion(
	[name, ...rest]: string[],
	survey: SurveyDefinition | undefined,
): string | undefined {
	const target = survey && new QuestionRef(name.trim()).target(survey);
	if (survey && !target) return unknownQuestion(name.trim(), survey);
	const parsed = parseForm(rest);
	if (typeof parsed === 'string') return parsed;
	if (target && hasNoAnswer(target.question) && !parsed.form.needsNoAnswer)
		return noAnswerIn(target.question);
	if (!target || parsed.argument === undefined || parsed.name === 'ChoiceWithRank')
		return undefined;
	const { question } = target;
	const isKnown = [...question.rows, ...question.choices].some(({ id }) => id === parsed.argument);
	return isKnown || question.rows.length + question.choices.length === 0
		? undefined
		: `${question.id} has no row or choice ${parsed.argument}`;
}

/** Of a field of embedded data that the survey does not list. */
export function fieldProblem(
	field: string,
	survey: SurveyDefinition | undefined,
): string | undefined {
	const name = field.trim();
	if (
		!survey ||
		Object.hasOwn(BUILT_IN_FIELDS, name) ||
		surveyIndex(survey).contextFields.has(name)
	)
		return undefined;
	return unknownField(name, survey);
}

/** Tokens that say the same about every response: no response is needed to learn that they name nothing. */
function neverKnown(token: TokenPart): string | undefined {
	const resolve = resolverOf(token, { htmlInLabels: 'plain', listSeparator: ', ' });
	const value = resolve({ now: 0, timeZone: 'UTC', random: () => 0 });
	return value instanceof Unresolved && !value.needsResponse ? value.reason : undefined;
}
