import { ConnectorError } from '../../http/ConnectorError';
import { compileJsonPath, type CompiledJsonPath } from '../../json/path/compileJsonPath';
import type { AuthorText } from '../../pipedText/authorText';
import { isNothing } from './json';
import type { Path } from './spec';

/** What a path finds; undefined when there is nothing. A list for paths that may find several, else the value. */
export type Finder = (json: unknown) => unknown;

/** Told to the user at the end of the run. */
export type Note = (text: string) => void;

/** One value, wherever one is wanted. */
export type OneFinder = (json: unknown, note?: Note) => unknown;

export interface Found {
	value: unknown;
	path: string;
	/** By a path that may find several: `value` is a list. */
	isMany: boolean;
}

/** Throws a sentence when the path cannot be followed. */
function compileAlone(path: AuthorText): (json: unknown) => Found {
	const compiled = compileJsonPath(path);
	if (typeof compiled === 'string') throw new Error(`${path}: ${compiled}`);
	const isMany = !compiled.isSingular;
	return (json) => {
		const values = valuesOf(compiled, path, json);
		return { value: isMany ? values : values[0], path, isMany };
	};
}

function valuesOf({ find }: CompiledJsonPath, path: string, json: unknown): unknown[] {
	const values = find(json);
	if (values) return values;
	throw new ConnectorError('input', `${path} goes through more of the payload than it may`, {
		hint: 'Write a path that goes down by names; a filter within a filter multiplies the work.',
	});
}

/** The fault of a path as a sentence, for whoever typed it; undefined when it can be followed. */
export function faultOf(path: AuthorText): string | undefined {
	const compiled = compileJsonPath(path);
	return typeof compiled === 'string' ? compiled : undefined;
}

/** Of several paths the first that finds something. */
export function compileFound(path: Path): (json: unknown) => Found | undefined {
	const finders = (typeof path === 'string' ? [path] : path).map(compileAlone);
	return (json) => {
		for (const find of finders) {
			const found = find(json);
			if (!isNothing(found.value)) return found;
		}
		return undefined;
	};
}

export function compilePath(path: Path): Finder {
	const find = compileFound(path);
	return (json) => find(json)?.value;
}

/** A list with one entry is that entry; of several it is the first, with a note. */
export function compileOneValue(path: Path): OneFinder {
	const find = compileFound(path);
	return (json, note) => {
		const found = find(json);
		return found && oneOf(found.value, found.path, note);
	};
}

/** As above, for a value that was found already; `what` names it in the note. */
export function oneOf(value: unknown, what: string, note?: Note): unknown {
	if (!Array.isArray(value)) return value;
	const entries = (value as unknown[]).filter((entry) => !isNothing(entry));
	if (new Set(entries).size > 1)
		note?.(`${what} gives ${entries.length} values where one is wanted: the first was taken.`);
	return oneOf(entries[0], what, note);
}

/** As a list, whatever the path finds. */
export function compileList(path: Path): (json: unknown) => unknown[] {
	const find = compilePath(path);
	return (json) => {
		const found = find(json);
		if (found === undefined) return [];
		return Array.isArray(found) ? (found as unknown[]) : [found];
	};
}
