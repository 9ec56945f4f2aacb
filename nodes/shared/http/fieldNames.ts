import type { HttpRequest } from './types';

const MOST_NAMES = 200;
const DEEPEST = 4;
const NAME = /^[\p{L}_$][\p{L}\p{N}_ .-]{1,99}$/u;

/** What a request was, as far as an error about it needs to know. */
export interface Described {
	method: string;
	subject?: string;
	/** Absolute, or only a path. */
	url?: string;
	path?: string;
	query?: HttpRequest['query'];
	body?: unknown;
}

/** Names that hold a value themselves; those around them only give a body its shape. */
const collect = (value: unknown, names: Set<string>, depth = 0): void => {
	if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
	if (Array.isArray(value)) {
		for (const one of value.slice(0, 20)) collect(one, names, depth + 1);
		return;
	}
	for (const [key, held] of Object.entries(value)) {
		if (names.size >= MOST_NAMES) return;
		const [name] = key.split('@');
		const isShape = typeof held === 'object' && held !== null && !Array.isArray(held);
		if (!isShape && NAME.test(name)) names.add(name);
		collect(held, names, depth + 1);
	}
};

const decoded = (text: string): string => {
	try {
		return decodeURIComponent(text);
	} catch {
		return '';
	}
};

/** The columns that an OData address names; what stands in quotes there is a value. */
const namesInAddress = (address: string): string[] => {
	const start = address.search(/[(?]/);
	if (start < 0) return [];
	const unquoted = decoded(address.slice(start, start + 4_000)).replace(/'[^']*(?:'|$)/g, ' ');
	return unquoted.match(/\b[a-z][a-z0-9_]{1,99}\b(?=[=,\s)&]|$)/g) ?? [];
};

/** Longer than two letters: shorter ones are no names of columns anyway. */
const WORDS_OF_ODATA = new Set([
	'and',
	'not',
	'null',
	'true',
	'false',
	'asc',
	'desc',
	'select',
	'filter',
	'expand',
	'top',
	'orderby',
	'count',
]);

/** The names of the fields that a request sets, asks for or searches by; never their values. */
export const fieldNamesOf = ({ url, path, query, body }: Described): Set<string> => {
	const names = new Set<string>();
	collect(body, names);
	for (const name of Object.keys(query ?? {})) if (NAME.test(name)) names.add(name);
	for (const name of namesInAddress(path ?? url ?? '')) {
		if (names.size < MOST_NAMES && name.length > 2 && !WORDS_OF_ODATA.has(name)) names.add(name);
	}
	return names;
};

const MOST_VALUES = 2_000;

/** Whether the body holds exactly this as one of its values, whatever its case. */
export const isValueOf = (body: unknown, text: string): boolean => {
	const wanted = text.toLowerCase();
	const open: unknown[] = [body];
	for (let count = 0; open.length > 0 && count < MOST_VALUES; count += 1) {
		const value = open.pop();
		if (typeof value === 'object' && value !== null)
			open.push(...Object.values(value).slice(0, 200));
		else if (typeof value !== 'boolean' && String(value).toLowerCase() === wanted) return true;
	}
	return false;
};
