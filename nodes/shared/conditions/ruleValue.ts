import { joined, own } from '../pipedText/authorText';
import { cutMixed, literalsOf, shareResults } from '../pipedText/cutMixed';
import type { MixedText } from '../pipedText/MixedText';
import { parseMixed } from '../pipedText/parseTemplate';
import type { CompiledTemplate, Rendered, RenderContext, Template } from '../pipedText/Template';
import { textOf } from '../pipedText/textOf';
import { rangeSeparatorIn, type GivenValue, type ValueKind } from './expected';
import { signIn, type ListPiece } from './listEntries';
import type { FilledText, RuleText, TemplateCompiler } from './types';

/** A rule's value that holds tokens or results: known per response. */
export interface ValueTemplates {
	whole: CompiledTemplate;
	to: CompiledTemplate;
	/** The value cut where its author wrote a separator. */
	entries: CompiledEntry[];
}

interface CompiledEntry {
	text: CompiledTemplate;
	before?: string;
}

const EMPTY = own('');

/** A text as pieces and results, whichever way it is given. */
const filledText = (text: RuleText = EMPTY): FilledText =>
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
	const cut = cutValue(kind, mixed);
	const shares = shareResults(
		cut.map((entry) => entry.mixed),
		results,
	);
	const entries = cut.map(({ mixed: entry, before }, index) => ({
		text: compile(entry).fill(() => shares[index].results),
		before,
	}));
	return { whole, to: upper, entries };
}

interface CutPiece {
	mixed: MixedText;
	before?: string;
}

function cutValue(kind: ValueKind, mixed: MixedText): CutPiece[] {
	const words = literalsOf(mixed);
	if (kind === 'list') {
		const sign = signIn(words.join(' '));
		return cutMixed(mixed, '\n').flatMap((line, row) =>
			cutMixed(line, sign).map((entry, at): CutPiece => {
				if (at > 0) return { mixed: entry, before: sign };
				return { mixed: entry, ...(row > 0 && { before: '\n' }) };
			}),
		);
	}
	const separator = kind === 'range' ? rangeSeparatorIn(words) : undefined;
	return (separator === undefined ? [mixed] : cutMixed(mixed, separator)).map((entry) => ({
		mixed: entry,
	}));
}

/** The value for a response, with all that was rendered; a list that a token or an expression gives is so many entries. */
export function renderValue(
	{ whole, to, entries }: ValueTemplates,
	context: RenderContext,
): { value: GivenValue; rendered: Rendered[] } {
	const [first, last] = [whole.render(context), to.render(context)];
	const given = entries.flatMap(({ text: entry, before }): ListPiece[] => {
		const { value, text } = entry.render(context);
		return entry.isSingle && Array.isArray(value)
			? value.map((one) => ({ text: textOf(one) }))
			: [{ text, ...(before && { before }) }];
	});
	return { value: { text: first.text, to: last.text, entries: given }, rendered: [first, last] };
}

export const templatesOf = ({ whole, to }: ValueTemplates): CompiledTemplate[] => [whole, to];
