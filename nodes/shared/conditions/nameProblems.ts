import { checkTemplate, fieldProblem } from '../pipedText/checkTemplate';
import { nearestName } from '../pipedText/lookup/nearestName';
import { unknownQuestion } from '../pipedText/lookup/QuestionRef';
import type { Question, SurveyDefinition } from '../survey/SurveyDefinition';
import type { CompiledRule } from './compile';
import type { Trace } from './evaluate';
import { shownText, templateOf, templatesOf } from './ruleValue';

/**
 * What a rule names that the survey does not have, one sentence each, with the nearest that it has:
 * `QID12 is not in "Store visit". Did you mean QID11 "How likely…"?`
 */
export function nameProblems(
	{ subject, rule, template, valueTemplates }: CompiledRule,
	{ binding }: Trace,
	survey: SurveyDefinition | undefined,
): string[] {
	const bound = binding?.subject;
	const isToken = subject.kind !== 'value' && /[$~]\{/.test(shownText(rule.subject));
	const ofSubject = isToken ? checkTemplate(templateOf(rule.subject), survey) : [];
	const isUnknown = bound?.unknown === true && survey !== undefined;
	if (ofSubject.length === 0 && isUnknown && subject.kind === 'answer')
		ofSubject.push(unknownQuestion(subject.key, survey));
	if (ofSubject.length === 0 && isUnknown && subject.kind === 'context' && !template)
		ofSubject.push(fieldProblem(subject.name, survey) ?? '');
	const ofValue = (valueTemplates ? templatesOf(valueTemplates) : []).flatMap((value) =>
		checkTemplate(value.template, survey),
	);
	return [...new Set([...ofSubject, ...ofValue])].filter((problem) => problem !== '');
}

/** `Did you mean "Extremely dissatisfied"?` */
export function nearestChoice(value: string, question: Question | undefined): string | undefined {
	const nearest = nearestName(
		value,
		(question?.choices ?? []).map(({ label }) => label),
	);
	return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}
