import { joined, own } from '../pipedText/authorText';
import { cutMixed, literalsOf, shareResults } from '../pipedText/cutMixed';
import type { MixedText } from '../pipedText/MixedText';
import { parseMixed } from '../pipedText/parseTemplate';
import type { CompiledTemplate, Rendered, RenderContext, Template } from '../pipedText/Template';
import { textOf } from '../pipedText/textOf';
import { separatorOf, type GivenValue, type ValueKind } from './expected';
import type { FilledText, RuleText, TemplateCompiler } from './types';

/** A rule's value that holds tokens or results: known per response. */
export interface ValueTemplates {
	whole: CompiledTemplate;
	to: CompiledTemplate;
	/** The value cut where its author wrote a separator. */
	entries: CompiledTemplate[];
}

const EMPTY = own('');

/** A text as pieces and results, whichever way it is given. */
export const filledText = (text: RuleText = EMPTY): FilledText =>
	typeof text === 'string' ? { mixed: [text], results: [], written: text } : text;

export const compileText = (text: RuleText, compile: TemplateCompiler): CompiledTemplate => {
	const { mixed, results } = filledText(text);
	return compile(mixed).fill(() => results);
};

/** A text cut into tokens and words. */
export const templateOf = (text?: RuleText): Template =>
	parseMixed(filledText(text).mixed).template;

/** A text as messages show it: without what expressions gave. */
export const shownText = (text: RuleText | undefined): string => filledText(text).written;

/** The author's own words, where there is nothing else in a value. */
export const literalValue = (text?: RuleText, to?: RuleText): GivenValue => ({
	text: joined(...literalsOf(filledText(text).mixed)),
	to: joined(...literalsOf(filledText(to).mixed)),
});

/** Undefined where the value consists of its author's words alone. */
export function compileValue(
	kind: ValueKind,
	text: RuleText = EMPTY,
	to: RuleText = EMPTY,
	compile: TemplateCompiler,
): ValueTemplates | undefined {
	if (kind === 'none') return undefined;
	const whole = compileText(text, compile);
	const upper = compileText(to, compile);
	if (whole.isLiteral && upper.isLiteral) return undefined;
	const { mixed, results } = filledText(text);
	const separator = separatorOf(kind, literalsOf(mixed));
	const cut: MixedText[] = separator === undefined ? [mixed] : cutMixed(mixed, separator);
	const entries = shareResults(cut, results).map(({ entry, results: own }) =>
		compile(entry).fill(() => own),
	);
	return { whole, to: upper, entries };
}

/** The value for a response, with all that was rendered; a list that a token or an expression gives is so many entries. */
export function renderValue(
	{ whole, to, entries }: ValueTemplates,
	context: RenderContext,
): { value: GivenValue; rendered: Rendered[] } {
	const [first, last] = [whole.render(context), to.render(context)];
	const given = entries.flatMap((entry): string[] => {
		const { value, text } = entry.render(context);
		return entry.isSingle && Array.isArray(value) ? value.map((one) => textOf(one)) : [text];
	});
	return { value: { text: first.text, to: last.text, entries: given }, rendered: [first, last] };
}

export const templatesOf = ({ whole, to }: ValueTemplates): CompiledTemplate[] => [whole, to];
