import { isRecord, type Json } from './json';

export type ReadBody = { kind: 'ok'; payload: unknown } | { kind: 'malformed'; reason: string };

const BYTES_READ = 5 * 1024 * 1024;
const MOST_FIELDS = 5_000;
const DEEPEST = 20;

const malformed = (reason: string): ReadBody => ({ kind: 'malformed', reason });

/** The body of a call: JSON, or a form whose names may tell of structure (`response[id]`, `tags[]`). */
export function readBody(
	body: Buffer | string,
	contentType: string | undefined,
	jsonFields: readonly string[] = [],
): ReadBody {
	const text = typeof body === 'string' ? body : body.toString('utf8');
	if (text.length > BYTES_READ) return malformed('the body is too large');
	if (text.trim() === '') return malformed('the body is empty');
	const isForm = /x-www-form-urlencoded/i.test(contentType ?? '');
	const json = isForm ? undefined : parsed(text);
	if (json !== undefined) return { kind: 'ok', payload: json };
	if (!isForm && /json/i.test(contentType ?? '')) return malformed('the body is not JSON');
	if (!isForm && !/^[^\s={}]+=/.test(text)) return malformed('the body is neither JSON nor a form');
	const fields = [...new URLSearchParams(text)];
	if (fields.length > MOST_FIELDS) return malformed('the form has too many fields');
	return { kind: 'ok', payload: structureOf(fields, new Set(jsonFields)) };
}

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
};

/** `a[b][c]=1` as {a: {b: {c: '1'}}}; a name that comes again, or ends in `[]`, is a list. */
function structureOf(fields: Array<[string, string]>, jsonFields: Set<string>): Json {
	const root = new Map<string, unknown>();
	for (const [name, text] of fields) {
		const [first, ...rest] = pathOf(name);
		const value = jsonFields.has(name) ? (parsed(text) ?? text) : text;
		put(root, [first, ...rest], value);
	}
	return plain(root) as Json;
}

const pathOf = (name: string): string[] => {
	const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
	if (!match) return [name];
	const parts = [...match[2].matchAll(/\[([^[\]]*)\]/g)].map(([, part]) => part);
	return parts.length >= DEEPEST ? [name] : [match[1], ...parts];
};

function put(level: Map<string, unknown>, [name, ...rest]: string[], value: unknown): void {
	const key = name === '' ? String(level.size) : name;
	if (rest.length === 0) {
		const before = level.get(key);
		if (before === undefined) level.set(key, value);
		else
			level.set(key, Array.isArray(before) ? [...(before as unknown[]), value] : [before, value]);
		return;
	}
	const before = level.get(key);
	const next =
		before instanceof Map ? (before as Map<string, unknown>) : new Map<string, unknown>();
	level.set(key, next);
	put(next, rest, value);
}

/** Maps as objects, or as lists where their names are positions; any name is safe. */
const plain = (value: unknown): unknown => {
	if (!(value instanceof Map)) return value;
	const entries = [...(value as Map<string, unknown>)].map(
		([name, inner]) => [name, plain(inner)] as const,
	);
	const isList = entries.length > 0 && entries.every(([name], index) => name === String(index));
	return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
};

/** Form fields that hold JSON, also where the form itself came already parsed. */
export function withJsonFields(payload: unknown, jsonFields: readonly string[] = []): unknown {
	if (!isRecord(payload)) return payload;
	const changed = jsonFields.flatMap((name) => {
		const text = Object.hasOwn(payload, name) ? payload[name] : undefined;
		const json = typeof text === 'string' ? parsed(text) : undefined;
		return json === undefined ? [] : [[name, json] as const];
	});
	return changed.length === 0 ? payload : { ...payload, ...Object.fromEntries(changed) };
}
