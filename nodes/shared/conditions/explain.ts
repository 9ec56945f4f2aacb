import type { SurveyDefinition } from '../survey/SurveyDefinition';
import type { CompiledConditions, CompiledRule } from './compile';
import { toText } from './conversion';
import { isProblem } from './expected';
import { combineTruths, judge, surveyOf, type Trace } from './evaluate';
import { nameProblems, nearestChoice } from './nameProblems';
import { isMissing, type Operand } from './operand';
import { reasonSentence, type ReasonCode } from './reasons';
import { shownText } from './ruleValue';
import type { Combine, ConditionSubject, RuleVerdict, GroupVerdict, Truth, Verdict } from './types';

/** Decides and explains: every rule is evaluated, with both values and the reason where it cannot be. */
export function evaluate(compiled: CompiledConditions, subject: ConditionSubject): Verdict {
	const survey = surveyOf(subject);
	const groups = compiled.groups.map((group) => {
		const rules = group.rules.map((rule) => explainRule(rule, compiled, subject, survey));
		return groupVerdict(group.id, group.combine, rules);
	});
	return conditionVerdict(compiled.between, groups);
}

/** What the rules of a group come to, with the one that settled it. */
export function groupVerdict(id: string, combine: Combine, rules: RuleVerdict[]): GroupVerdict {
	const result = combineTruths(
		combine,
		rules.map((rule) => rule.result),
	);
	const decidedBy = decider(combine, result, rules);
	const joined = rules.map(({ sentence }) => sentence).join(combine === 'all' ? ' and ' : ' or ');
	const ending = decidedBy
		? `; decided by rule ${decidedBy}`
		: rules.length > 1
			? `; all are ${result}`
			: '';
	return {
		id,
		combine,
		result,
		rules,
		sentence: `Group ${id} (${combine}): ${joined}${ending}`,
		...(decidedBy && { decidedBy }),
	};
}

/** What the groups come to together. */
export function conditionVerdict(between: Combine, groups: GroupVerdict[]): Verdict {
	const result = combineTruths(
		between,
		groups.map((group) => group.result),
	);
	const decidedBy = decider(between, result, groups);
	const lines = groups.map(({ sentence }) => sentence);
	if (groups.length > 1) lines.push(combineSentence(between, result, decidedBy));
	const reasons = groups.flatMap(({ rules }) => rules.flatMap(({ reason }) => reason ?? []));
	return { result, groups, sentence: lines.join('\n'), reasons, ...(decidedBy && { decidedBy }) };
}

/**
 * What can be said of the rules before any response is there: missing subjects and values, patterns that cannot be used and,
 * where the survey is known, questions, fields and choices that it does not have.
 */
export function conditionProblems(
	compiled: CompiledConditions,
	survey?: SurveyDefinition,
): string[] {
	return compiled.groups.flatMap(({ rules }) =>
		rules.flatMap((rule) => ruleProblem(rule, compiled, survey)),
	);
}

function ruleProblem(
	rule: CompiledRule,
	compiled: CompiledConditions,
	survey: SurveyDefinition | undefined,
): string[] {
	const trace: Trace = {};
	judge(rule, compiled, NOBODY, survey, trace);
	const { literal } = trace.binding!;
	const say = (code: ReasonCode, detail?: string) =>
		whyRule(rule, code, { ...trace, detail }, survey);
	if (rule.subject.kind === 'none') return [say('noSubject')];
	const named = nameProblems(rule, trace, survey);
	if (named.length > 0) return named.map((problem) => `Rule ${ruleName(rule)}: ${problem}`);
	return literal && isProblem(literal) ? [say(literal.reason, literal.detail)] : [];
}

const NOBODY: ConditionSubject = { now: 0, timeZone: 'UTC', random: () => 0 };

/** The first that alone settles it; for a doubt, the first doubtful one; none where all had to agree. */
function decider(
	combine: Combine,
	result: Truth,
	parts: Array<{ id: string; result: Truth }>,
): string | undefined {
	const settles = result === null || result === (combine === 'any') || parts.length === 1;
	return settles ? parts.find((part) => part.result === result)?.id : undefined;
}

function combineSentence(between: Combine, result: Truth, decidedBy: string | undefined): string {
	const verdict = result === null ? 'cannot be evaluated' : String(result);
	return `Between groups (${between}): ${verdict}; ${decidedBy ? `decided by group ${decidedBy}` : `all are ${result}`}`;
}

function explainRule(
	rule: CompiledRule,
	compiled: CompiledConditions,
	subject: ConditionSubject,
	survey: SurveyDefinition | undefined,
): RuleVerdict {
	const trace: Trace = {};
	const outcome = judge(rule, compiled, subject, survey, trace);
	const result = typeof outcome === 'string' ? null : outcome;
	const field = fieldName(rule, trace);
	const expected = expectedText(rule, trace);
	const actual = trace.operand ? actualText(trace.operand, rule) : 'not known';
	const statement = `"${shorten(field, 60)}" ${rule.operator.phrase}${expected === undefined ? '' : ` "${shorten(expected, 60)}"`}`;
	const kind = rule.subject.kind === 'answer' ? 'answer' : 'value';
	const named = rule.rule.name ? `${rule.rule.name}: ` : '';
	const verdict = `${named}${statement} → ${result ?? 'cannot be evaluated'} (${kind}: ${shorten(actual, 200)})`;
	const reason = typeof outcome === 'string' ? whyRule(rule, outcome, trace, survey) : undefined;
	return {
		id: rule.id,
		...(rule.rule.name && { name: rule.rule.name }),
		result,
		field,
		operator: rule.rule.operator,
		...(expected !== undefined && { expected }),
		actual,
		...(reason && { reason }),
		sentence: reason ? `${verdict}: ${reason.replace(/\.$/, '')}` : verdict,
	};
}

/** One sentence without any answer in it, with the nearest name that exists where the rule's own does not. */
function whyRule(
	rule: CompiledRule,
	code: ReasonCode,
	trace: Trace,
	survey: SurveyDefinition | undefined,
): string {
	const value = shownText(rule.rule.value);
	if (NAMES_SOMETHING.has(code)) {
		const [problem] = nameProblems(rule, trace, survey);
		if (problem) return `Rule ${ruleName(rule)}: ${problem}`;
	}
	const detail =
		code === 'unknownChoice' ? nearestChoice(value, trace.binding?.subject.question) : trace.detail;
	// A part that a question does not have is no other part of it, so its title would name what is there.
	const field = code === 'unknownQuestion' ? keyIn(rule) : fieldName(rule, trace);
	return reasonSentence(code, ruleName(rule), shorten(field, 60), shorten(value, 60), detail);
}

const NAMES_SOMETHING: ReadonlySet<ReasonCode> = new Set(['unknownQuestion', 'unknownField']);

const ruleName = ({ id, rule }: CompiledRule): string => (rule.name ? `${id} (${rule.name})` : id);

/** The question as a person reads it, its row, the field's name; without any of them the subject as it was written. */
function fieldName({ subject, rule }: CompiledRule, { binding, operand }: Trace): string {
	const { question } = binding!.subject;
	if (subject.kind === 'context' || subject.kind === 'path') return subject.name;
	if (subject.kind !== 'answer') return shownText(rule.subject);
	const title = operand?.answer?.title || question?.title;
	if (!title) return keyIn({ subject, rule });
	const key = subject.row ? `${subject.key}_${subject.row}` : (binding!.subject.key ?? subject.key);
	const row =
		operand?.answer?.row ?? question?.rows.find(({ id }) => `${question.id}_${id}` === key);
	return row ? `${title} – ${row.label}` : title;
}

/** The key that a rule looks up, as it was written. */
function keyIn({ subject, rule }: Pick<CompiledRule, 'subject' | 'rule'>): string {
	if (subject.kind !== 'answer') return shownText(rule.subject);
	const part = subject.row ?? subject.otherText;
	return part === undefined ? subject.key : `${subject.key}_${part}`;
}

function expectedText(
	{ operator, rule }: CompiledRule,
	{ binding, value }: Trace,
): string | undefined {
	if (operator.value === 'none') return undefined;
	if (value !== undefined) return value.trim();
	const { literal } = binding!;
	if (literal && !isProblem(literal)) {
		if (literal.choices) return literal.choices[0].label;
		return (literal.range ? literal.text : shownText(rule.value)).trim();
	}
	return shownText(rule.value).trim();
}

const STATES: Record<string, string> = {
	skipped: 'skipped',
	notShown: 'not shown',
	unknown: 'no answer',
	absent: 'not in the response',
};

function actualText(operand: Operand, { subject }: CompiledRule): string {
	const { state, value, answer } = operand;
	if (subject.kind !== 'answer' && state === 'unknown') return 'empty';
	if (state !== 'answered') return STATES[state];
	if (isMissing(operand)) return 'empty';
	if (answer?.files?.length) return answer.files.map(({ name }) => name).join(', ');
	return answer?.text || answer?.label || toText(value);
}

export function shorten(text: string, length: number): string {
	const characters = [...text.replace(/\s+/g, ' ').trim()];
	return characters.length > length
		? `${characters.slice(0, length - 1).join('')}…`
		: characters.join('');
}
