import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { joined, type AuthorText } from '../pipedText/authorText';
import { RESULT, type MixedText } from '../pipedText/MixedText';
import type { RequestContext } from './context';
import { isExecuting } from './context';
import { splitExpression } from './expressionPieces';

declare const raw: unique symbol;

/**
 * A parameter as it stands in the workflow, before n8n has evaluated anything: a text, a locator, a number. It comes from
 * `readRaw` alone, so that nothing that was evaluated can be taken for it.
 */
export interface Raw {
	readonly [raw]: true;
}

/**
 * One n8n expression costs about a millisecond per item, so parameters are read once per run as they were typed, and only what
 * the user wrote as an expression is evaluated per item. The plain form `={{ $json.a["b"].c }}`, which drag and drop produces,
 * needs no expression engine at all.
 */
export type PerItem<T> = (itemIndex: number) => T;

export const isExpression = (raw: unknown): raw is string =>
	typeof raw === 'string' && raw.startsWith('=');

/** `T` says where texts of the author stand in it: as `Raw`. */
export function readRaw<T>(context: RequestContext, name: string, fallback?: unknown): T {
	const options = { rawExpressions: true };
	return isExecuting(context)
		? (context.getNodeParameter(name, 0, fallback, options) as T)
		: (context.getNodeParameter(name, fallback, options) as T);
}

/** The same in the editor, where lists depend on what was entered beside them. */
export const rawInEditor = (context: ILoadOptionsFunctions, name: string): Raw | undefined =>
	context.getCurrentNodeParameter(name) as Raw | undefined;

/** A parameter of the node as the editor holds it; `T` as in `readRaw`. */
export const rawOfNode = <T>(context: ILoadOptionsFunctions, name: string): T | undefined =>
	context.getNode().parameters[name] as T | undefined;

/** What a parameter holds, as it was typed: of a locator its value. */
export const rawTextOf = (parameter: unknown): unknown =>
	typeof parameter === 'object' && parameter !== null && '__rl' in parameter
		? (parameter as { value?: unknown }).value
		: parameter;

/** A parameter cut into its author's words and the places of what its n8n expressions give. */
export interface CutText {
	mixed: MixedText;
	/** The expressions, each with its brackets, in the order of their places. */
	codes: string[];
	/** For people: as it was typed. */
	written: string;
}

export function cutText(parameter: Raw | undefined): CutText {
	const typed = asText(rawTextOf(parameter));
	if (!isExpression(typed)) {
		const mixed = typed === '' ? [] : [typed as AuthorText];
		return { mixed, codes: [], written: typed };
	}
	const pieces = splitExpression(typed.slice(1));
	return {
		mixed: pieces.map((piece) => ('code' in piece ? RESULT : (piece.text as AuthorText))),
		codes: pieces.flatMap((piece) => ('code' in piece ? [piece.code] : [])),
		written: typed.slice(1).trim(),
	};
}

/** The author's text; undefined where an n8n expression has a part in it. */
export function authorTextIn(parameter: Raw | undefined): AuthorText | undefined {
	const { mixed } = cutText(parameter);
	const texts = mixed.filter((piece) => piece !== RESULT);
	return texts.length === mixed.length ? joined(...texts) : undefined;
}

/** The same of a field that may not be there yet; `unset` is its default, a constant of our own. */
export const settingIn = (
	parameter: Raw | undefined,
	unset: string | number | boolean,
): AuthorText | undefined =>
	parameter === undefined ? (asText(unset) as AuthorText) : authorTextIn(parameter);

/** What the expressions of a parameter give for an item, in the order of their places. */
export function resultsFor(
	context: IExecuteFunctions,
	{ codes }: CutText,
): PerItem<readonly unknown[]> {
	if (codes.length === 0) return () => [];
	const evaluate = codes.map((code) => perItem(context, `=${code}`));
	return (itemIndex) => evaluate.map((one) => one(itemIndex));
}

/** A raw value (constant or expression) as a function of the item. */
export function perItem(context: IExecuteFunctions, raw: unknown): PerItem<unknown> {
	if (!isExpression(raw)) return () => raw;
	const path = jsonPathOf(raw);
	const expression = raw.slice(1);
	const evaluate = (itemIndex: number) => context.evaluateExpression(expression, itemIndex);
	if (!path) return evaluate;
	const items = context.getInputData();
	return (itemIndex) => {
		const found = walk(items[itemIndex]?.json, path);
		return found === OF_A_TEXT ? evaluate(itemIndex) : found;
	};
}

const PLAIN_JSON =
	/^=\{\{\s*\$json((?:\.[A-Za-z_$][\w$]*|\["[^"\\]*"\]|\['[^'\\]*'\]|\[\d+\])+)\s*\}\}$/;
const STEP = /\.([A-Za-z_$][\w$]*)|\["([^"\\]*)"\]|\['([^'\\]*)'\]|\[(\d+)\]/g;

/** `={{ $json.answers["QID 3"].label }}` → `['answers', 'QID 3', 'label']`; anything else → undefined. */
function jsonPathOf(expression: string): string[] | undefined {
	const match = PLAIN_JSON.exec(expression);
	if (!match) return undefined;
	return [...match[1].matchAll(STEP)].map((step) => step[1] ?? step[2] ?? step[3] ?? step[4]);
}

/** The same of a parameter: the names are words of its author. */
export function plainPathIn(parameter: Raw | undefined): AuthorText[] | undefined {
	const typed = rawTextOf(parameter);
	return isExpression(typed) ? (jsonPathOf(typed) as AuthorText[] | undefined) : undefined;
}

/** What JavaScript knows of a text, such as its length. */
const OF_A_TEXT = Symbol('a property of a text');

function walk(value: unknown, path: string[]): unknown {
	let here = value;
	for (const step of path) {
		if (typeof here === 'string') return OF_A_TEXT;
		if (here === null || typeof here !== 'object' || !Object.hasOwn(here, step)) return undefined;
		here = (here as Record<string, unknown>)[step];
	}
	return here;
}

/** Parameter values as text: an expression may give anything. */
export const asText = (value: unknown): string => {
	if (value === undefined || value === null) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
