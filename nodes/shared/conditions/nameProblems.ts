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
	rule: CompiledRule,
	{ binding }: Trace,
	survey: SurveyDefinition | undefined,
): string[] {
	const isUnknown = binding?.subject.unknown === true && survey !== undefined;
	const place = survey ?? NO_SURVEY;
	const ofRule = known.get(rule) ?? new WeakMap<object, Partial<Record<string, string[]>>>();
	known.set(rule, ofRule);
	const problems = ofRule.get(place) ?? {};
	ofRule.set(place, problems);
	return (problems[String(isUnknown)] ??= problemsOf(rule, isUnknown, survey));
}

/** The same for all items of a run: looked for once for a rule and a survey. */
const known = new WeakMap<CompiledRule, WeakMap<object, Partial<Record<string, string[]>>>>();
const NO_SURVEY = {};

function problemsOf(
	{ subject, rule, template, valueTemplates }: CompiledRule,
	isUnknown: boolean,
	survey: SurveyDefinition | undefined,
): string[] {
	const isToken = subject.kind !== 'value' && /[$~]\{/.test(shownText(rule.subject));
	const ofSubject = isToken ? checkTemplate(templateOf(rule.subject), survey) : [];
	if (ofSubject.length === 0 && isUnknown && survey && subject.kind === 'answer')
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
	if (!question) return undefined;
	const found = nearest.get(question) ?? new Map<string, string | undefined>();
	nearest.set(question, found);
	if (!found.has(value)) {
		if (found.size >= MOST_VALUES) found.clear();
		found.set(
			value,
			nearestName(
				value,
				question.choices.map(({ label }) => label),
			),
		);
	}
	const label = found.get(value);
	return label === undefined ? undefined : `did you mean "${label}"?`;
}

/** A rule mostly compares with what its author wrote, item after item. */
const nearest = new WeakMap<Question, Map<string, string | undefined>>();
const MOST_VALUES = 1_000;
