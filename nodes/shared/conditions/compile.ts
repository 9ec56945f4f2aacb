import { ConnectorError } from '../http/ConnectorError';
import { own } from '../pipedText/authorText';
import { compileTemplate as pipedText } from '../pipedText/compileTemplate';
import type { CompiledTemplate } from '../pipedText/Template';
import type { SurveyDefinition } from '../survey/SurveyDefinition';
import type { SurveyResponse } from '../survey/SurveyResponse';
import {
	isProblem,
	readExpected,
	withChoices,
	type Expected,
	type ExpectedProblem,
} from './expected';
import { operatorNamed, type OperatorDefinition } from './operators';
import { compileText, compileValue, literalValue, type ValueTemplates } from './ruleValue';
import {
	bindSubject,
	isAnsweredIn,
	parseSubject,
	valueSubject,
	type Bound,
	type Subject,
} from './subjects';
import type { ConditionSettings } from './ConditionSettings';
import type { Combine, ConditionSpec, Rule, TemplateCompiler } from './types';

export interface CompileOptions extends Partial<ConditionSettings> {
	/** Of dates without a zone, and of calendar days. Default UTC. */
	timeZone?: string;
	/** How piped text in subjects and values is read. Default: pipedText's own. */
	compileTemplate?: TemplateCompiler;
}

export interface CompiledRule {
	/** `2.1`, counted as the groups and rules were given. */
	id: string;
	rule: Rule;
	operator: OperatorDefinition;
	subject: Subject;
	/** For subjects that piped text has to resolve, or may know where the response does not. */
	template?: CompiledTemplate;
	/** Where the value holds piped text or results; otherwise `literal` was read once. */
	valueTemplates?: ValueTemplates;
	literal?: Expected | ExpectedProblem;
	binding?: Binding;
}

/** A rule together with one survey's definition. */
export interface Binding {
	survey: SurveyDefinition | undefined;
	subject: Bound;
	literal?: Expected | ExpectedProblem;
	/** Of the further questions that bear the same name. */
	alike?: Binding[];
}

export interface CompiledGroup {
	id: string;
	combine: Combine;
	rules: CompiledRule[];
}

export interface CompiledConditions {
	between: Combine;
	groups: CompiledGroup[];
	settings: ConditionSettings;
	timeZone: string;
}

const DEFAULTS: ConditionSettings = {
	caseSensitive: false,
	convertTypes: true,
	notEvaluable: 'false',
};

/**
 * Reads the rules once: subjects, values, numbers, dates, patterns, choices. Empty groups are left out, though they keep their
 * number. Throws when there is no rule at all, or an operator does not exist; everything else that is wrong with a rule makes
 * just that rule impossible to evaluate.
 */
export function compileConditions(
	spec: ConditionSpec,
	options: CompileOptions = {},
): CompiledConditions {
	const { timeZone = 'UTC', compileTemplate = pipedText, ...given } = options;
	const settings: ConditionSettings = { ...DEFAULTS, ...given };
	const groups = spec.groups
		.map(({ combine, rules }, groupIndex) => ({
			id: String(groupIndex + 1),
			combine,
			rules: rules.map((rule, ruleIndex) =>
				compileRule(
					`${groupIndex + 1}.${ruleIndex + 1}`,
					rule,
					settings,
					timeZone,
					compileTemplate,
				),
			),
		}))
		.filter(({ rules }) => rules.length > 0);
	if (groups.length === 0) {
		throw new ConnectorError('input', 'There are no rules', {
			hint: 'Add a group with at least one rule.',
		});
	}
	return { between: spec.between, groups, settings, timeZone };
}

function compileRule(
	id: string,
	rule: Rule,
	settings: ConditionSettings,
	timeZone: string,
	compileTemplate: TemplateCompiler,
): CompiledRule {
	const operator = operatorNamed(rule.operator);
	if (!operator) {
		throw new ConnectorError('input', `Rule ${id}: there is no operator "${rule.operator}"`, {
			hint: 'Choose one of the operators from the list.',
		});
	}
	const subject = subjectOf(rule);
	const compiled: CompiledRule = { id, rule, operator, subject };
	if (subject.kind === 'template') {
		compiled.template = compileText(rule.subject, compileTemplate);
	} else if ('token' in subject && subject.token !== undefined) {
		compiled.template = compileTemplate(subject.token);
	}
	const { value, valueTo } = rule;
	compiled.valueTemplates = compileValue(operator.value, value, valueTo, compileTemplate);
	if (!compiled.valueTemplates) {
		const given = literalValue(value, valueTo);
		compiled.literal = readExpected(operator.value, given, settings, timeZone);
	}
	return compiled;
}

/** What an n8n expression has a part in says nothing about where to look: it is a text to look at. */
function subjectOf({ subject = own(''), subjectValue }: Rule): Subject {
	if (subjectValue) return valueSubject(subjectValue.value);
	return typeof subject === 'string'
		? parseSubject(subject)
		: { kind: 'template', source: subject.mixed };
}

/** The rule's view of a survey, worked out when a survey is met and kept until another one is. */
export function bind(
	rule: CompiledRule,
	survey: SurveyDefinition | undefined,
	settings: ConditionSettings,
): Binding {
	if (rule.binding && rule.binding.survey === survey) return rule.binding;
	const bound = bindSubject(rule.subject, survey);
	const binding = (subject: Bound): Binding => ({
		survey,
		subject,
		literal: rule.literal && resolveChoices(rule.literal, rule, subject, settings),
	});
	rule.binding = { ...binding(bound), ...(bound.alike && { alike: bound.alike.map(binding) }) };
	return rule.binding;
}

/** Of several questions of one name the only one that was answered, else the first; undefined where several were. */
export function bindingFor(
	{ subject }: CompiledRule,
	binding: Binding,
	response: SurveyResponse | undefined,
): Binding | undefined {
	if (!binding.alike) return binding;
	const answered = [binding, ...binding.alike].filter((one) =>
		isAnsweredIn(subject, one.subject, response),
	);
	return answered.length > 1 ? undefined : (answered[0] ?? binding);
}

export function resolveChoices(
	expected: Expected | ExpectedProblem,
	{ operator, subject }: CompiledRule,
	{ question }: Bound,
	{ caseSensitive }: ConditionSettings,
): Expected | ExpectedProblem {
	if (isProblem(expected) || subject.kind !== 'answer' || subject.otherText !== undefined)
		return expected;
	const resolved = withChoices(expected, operator.value, question, caseSensitive);
	return resolved.isUnknownChoice ? { reason: 'unknownChoice' } : resolved;
}
