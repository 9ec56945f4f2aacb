import { ConnectorError } from '../http/ConnectorError';
import type { Rendered } from '../pipedText/Template';
import type { SurveyDefinition } from '../survey/SurveyDefinition';
import {
	bind,
	bindingFor,
	resolveChoices,
	type Binding,
	type CompiledConditions,
	type CompiledRule,
} from './compile';
import { isProblem, readExpected, type Expected, type ExpectedProblem } from './expected';
import { fieldOperand, isMissing, isOperand, type Operand, type Reading } from './operand';
import { KNOWN_OF_ABSENT } from './operators';
import type { Outcome } from './Outcome';
import { renderValue } from './ruleValue';
import type { ReasonCode } from './reasons';
import { answeredAlike, readSubject } from './subjects';
import type { Combine, ConditionSubject, Truth } from './types';

/** What a rule met on its way, kept only for explanations. */
export interface Trace {
	binding?: Binding;
	operand?: Operand;
	/** The value after piped text. */
	value?: string;
	detail?: string;
}

/**
 * Decides without explaining and stops at the first rule that settles a group. Null means that it cannot be evaluated:
 * `evaluate` then says why.
 */
export function decide(compiled: CompiledConditions, subject: ConditionSubject): Truth {
	const survey = surveyOf(subject);
	let unsure = false;
	for (const group of compiled.groups) {
		const truth = decideRules(group.combine, group.rules, compiled, subject, survey);
		if (truth === null) unsure = true;
		else if (truth === (compiled.between === 'any')) return truth;
	}
	return unsure ? null : compiled.between === 'all';
}

function decideRules(
	combine: Combine,
	rules: CompiledRule[],
	compiled: CompiledConditions,
	subject: ConditionSubject,
	survey: SurveyDefinition | undefined,
): Truth {
	let unsure = false;
	for (const rule of rules) {
		const outcome = judge(rule, compiled, subject, survey);
		if (typeof outcome === 'string') unsure = true;
		else if (outcome === (combine === 'any')) return outcome;
	}
	return unsure ? null : combine === 'all';
}

/** All: false if any is false, else null if any is null. Any: true if any is true, else null if any is null. */
export function combineTruths(combine: Combine, truths: Truth[]): Truth {
	const settling = combine === 'any';
	if (truths.includes(settling)) return settling;
	return truths.includes(null) ? null : !settling;
}

/** A definition of another survey says nothing about this response. */
export function surveyOf({ response, survey }: ConditionSubject): SurveyDefinition | undefined {
	if (!survey || !response?.survey.id || !survey.id) return survey;
	return survey.id === response.survey.id ? survey : undefined;
}

export function judge(
	rule: CompiledRule,
	compiled: CompiledConditions,
	subject: ConditionSubject,
	survey: SurveyDefinition | undefined,
	trace?: Trace,
): Outcome {
	const named = bind(rule, survey, compiled.settings);
	const binding = bindingFor(rule, named, subject.response);
	if (trace) trace.binding = binding ?? named;
	const operand = binding ? readOperand(rule, binding, subject, trace) : 'ambiguousQuestion';
	if (!isOperand(operand) || !binding) {
		if (trace && operand === 'ambiguousQuestion') trace.detail = namesOf(rule, subject);
		return operand as ReasonCode;
	}
	if (trace) trace.operand = operand;
	const expected = binding.literal ?? renderExpected(rule, binding, compiled, subject, trace);
	if (isProblem(expected)) {
		if (trace) trace.detail = expected.detail;
		return expected.reason;
	}
	if (operand.state === 'absent' && !KNOWN_OF_ABSENT.has(rule.rule.operator)) return 'absent';
	const { onMissing } = rule.operator;
	if (onMissing !== 'evaluate' && isMissing(operand)) return onMissing;
	return rule.operator.evaluate(operand, expected, compiled);
}

const namesOf = ({ subject }: CompiledRule, { response }: ConditionSubject): string | undefined =>
	subject.kind === 'answer' && response
		? answeredAlike(subject.key, response).join(', ')
		: undefined;

function readOperand(
	rule: CompiledRule,
	binding: Binding,
	subject: ConditionSubject,
	trace: Trace | undefined,
): Reading {
	const subjectRef = rule.subject;
	if (subjectRef.kind === 'none') return 'noSubject';
	if (subjectRef.kind === 'value') return subjectRef.operand;
	if (subjectRef.kind === 'template') return readTemplate(rule, subject, trace);
	const reading = readSubject(subjectRef, binding.subject, subject.response);
	const isKnown = isOperand(reading) && reading.state !== 'absent';
	if (isKnown || subjectRef.kind !== 'context' || !rule.template || !subject.response)
		return reading;
	const builtIn = readTemplate(rule, subject);
	return isOperand(builtIn) ? builtIn : reading;
}

function readTemplate(
	{ template }: CompiledRule,
	subject: ConditionSubject,
	trace?: Trace,
): Reading {
	if (!template) return 'subjectUnresolved';
	const rendered = template.render(subject);
	if (!isResolved(rendered)) {
		if (trace) trace.detail = whyNot([rendered]);
		return 'subjectUnresolved';
	}
	const { value, text } = rendered;
	return fieldOperand(typeof value === 'number' || typeof value === 'boolean' ? value : text);
}

function renderExpected(
	rule: CompiledRule,
	binding: Binding,
	{ settings, timeZone }: CompiledConditions,
	subject: ConditionSubject,
	trace: Trace | undefined,
): Expected | ExpectedProblem {
	const { value, rendered } = renderValue(rule.valueTemplates!, subject);
	if (!rendered.every(isResolved))
		return { reason: 'valueUnresolved', detail: trace && whyNot(rendered) };
	if (trace) trace.value = value.text;
	const expected = readExpected(rule.operator.value, value, settings, timeZone);
	return resolveChoices(expected, rule, binding.subject, settings);
}

const isResolved = ({ unresolved, errors }: Rendered): boolean =>
	unresolved.length === 0 && errors.length === 0;

/** In words that hold no answer: what an error of a transformation says may quote one. */
const whyNot = (rendered: Rendered[]): string | undefined =>
	rendered.flatMap(({ unresolved }) => unresolved.map(({ reason }) => reason))[0];

/** Where an item goes that came out as it did. Throws when it cannot be evaluated and that is set to be an error. */
export function outputFor(
	compiled: CompiledConditions,
	result: Truth,
	reasons: () => string[],
): boolean {
	if (result !== null) return result;
	if (compiled.settings.notEvaluable === 'error') {
		throw new ConnectorError('input', `The condition cannot be evaluated. ${reasons().join(' ')}`, {
			hint: "Correct these rules, or choose where to send such items under 'When a Rule Cannot Be Evaluated'.",
		});
	}
	return compiled.settings.notEvaluable === 'true';
}
