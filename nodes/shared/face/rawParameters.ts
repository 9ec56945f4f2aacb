import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * One n8n expression costs about a millisecond per item, so parameters are read once per run as they were typed, and only what
 * the user wrote as an expression is evaluated per item. The plain form `={{ $json.a["b"].c }}`, which drag and drop produces,
 * needs no expression engine at all.
 */
export type PerItem<T> = (itemIndex: number) => T;

export const isExpression = (raw: unknown): raw is string =>
	typeof raw === 'string' && raw.startsWith('=');

export function readRaw(context: IExecuteFunctions, name: string, fallback?: unknown): unknown {
	return context.getNodeParameter(name, 0, fallback, { rawExpressions: true });
}

/** A raw value (constant or expression) as a function of the item. */
export function perItem(context: IExecuteFunctions, raw: unknown): PerItem<unknown> {
	if (!isExpression(raw)) return () => raw;
	const path = jsonPathOf(raw);
	if (path) {
		const items = context.getInputData();
		return (itemIndex) => walk(items[itemIndex]?.json, path);
	}
	const expression = raw.slice(1);
	return (itemIndex) => context.evaluateExpression(expression, itemIndex);
}

const PLAIN_JSON =
	/^=\{\{\s*\$json((?:\.[A-Za-z_$][\w$]*|\["[^"\\]*"\]|\['[^'\\]*'\]|\[\d+\])+)\s*\}\}$/;
const STEP = /\.([A-Za-z_$][\w$]*)|\["([^"\\]*)"\]|\['([^'\\]*)'\]|\[(\d+)\]/g;

/** `={{ $json.answers["QID 3"].label }}` → `['answers', 'QID 3', 'label']`; anything else → undefined. */
export function jsonPathOf(expression: string): string[] | undefined {
	const match = PLAIN_JSON.exec(expression);
	if (!match) return undefined;
	return [...match[1].matchAll(STEP)].map((step) => step[1] ?? step[2] ?? step[3] ?? step[4]);
}

function walk(value: unknown, path: string[]): unknown {
	let here = value;
	for (const step of path) {
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
