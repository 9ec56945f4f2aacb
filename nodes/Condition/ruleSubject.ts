import type { Rule } from '../shared/conditions';
import type { PerItem } from '../shared/face/rawParameters';
import { asText, isExpression, jsonPathOf } from '../shared/face/rawParameters';

/** Parts of an answer that stand for the answer itself when they are dragged into a rule. */
const WHOLE_ANSWER: ReadonlySet<string> = new Set(['label', 'numeric', 'text', 'value']);

/**
 * `={{ $json.answers.QID3.label }}`, as dragging an answer from the input panel writes it, is that answer: so skipped, not shown
 * and selected can be told of it, and no expression has to be evaluated. Anything else gives undefined.
 */
export function draggedAnswer(raw: unknown): string | undefined {
	const path = isExpression(raw) ? jsonPathOf(raw) : undefined;
	if (path?.[0] !== 'answers' || path.length < 2 || path.length > 3) return undefined;
	return path.length === 2 || WHOLE_ANSWER.has(path[2]) ? path[1] : undefined;
}

type RuleSubject = Pick<Rule, 'subject' | 'subjectValue'>;

/**
 * What an n8n expression gives is the value to look at, unless it gives piped text: then that says where to look. The
 * expression itself is the name that explanations show.
 */
export function computedSubject(raw: string, evaluate: PerItem<unknown>): PerItem<RuleSubject> {
	const name = raw.slice(1).trim();
	return (itemIndex) => {
		const value = evaluate(itemIndex);
		const isPipedText = typeof value === 'string' && value.includes('${');
		return isPipedText ? { subject: value } : { subject: name, subjectValue: { value } };
	};
}

/** Several values that an expression gives are the entries of a list, one a line. */
export const ruleValue = (value: unknown): string =>
	Array.isArray(value) ? value.map(asText).join('\n') : asText(value);
