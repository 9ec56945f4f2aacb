import type { FilledText, Rule, RuleText } from '../shared/conditions';
import { plainPathIn, type CutText, type Raw } from '../shared/n8n/rawParameters';
import { joined, type AuthorText } from '../shared/pipedText/authorText';
import { RESULT } from '../shared/pipedText/MixedText';

/** Parts of an answer that stand for the answer itself when they are dragged into a rule. */
const WHOLE_ANSWER: ReadonlySet<string> = new Set(['label', 'numeric', 'text', 'value']);

/**
 * `={{ $json.answers.QID3.label }}`, as dragging an answer from the input panel writes it, is that answer: so skipped, not shown
 * and selected can be told of it, and no expression has to be evaluated. Anything else gives undefined.
 */
export function draggedAnswer(parameter: Raw | undefined): AuthorText | undefined {
	const path = plainPathIn(parameter);
	if (path?.[0] !== 'answers' || path.length < 2 || path.length > 3) return undefined;
	return path.length === 2 || WHOLE_ANSWER.has(path[2]) ? path[1] : undefined;
}

/** A text of a rule for an item. What n8n expressions gave is data: it is looked at or compared, and never read as piped text. */
export function ruleText({ mixed, written }: CutText, results: readonly unknown[]): RuleText {
	const texts = mixed.filter((piece) => piece !== RESULT);
	if (texts.length === mixed.length) return joined(...texts);
	return { mixed, results, written } satisfies FilledText;
}

/** An expression that is all of the subject gives the value to look at; the expression itself is the name that is shown. */
export function ruleSubject(
	cut: CutText,
	results: readonly unknown[],
): Pick<Rule, 'subject' | 'subjectValue'> {
	const subject = ruleText(cut, results);
	const isValue = cut.mixed.length === 1 && cut.mixed[0] === RESULT;
	return isValue ? { subject, subjectValue: { value: results[0] } } : { subject };
}
