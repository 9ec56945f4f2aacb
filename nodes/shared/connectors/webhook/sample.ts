import { compileJsonPath } from '../../json/path/compileJsonPath';
import { isNothing, isRecord } from './json';

/** A place in a sample that a mapping may point at. */
export interface SamplePath {
	path: string;
	/** What is there, cut short. */
	example: string;
	kind: 'text' | 'number' | 'boolean' | 'empty' | 'list' | 'map';
}

const MOST_PATHS = 500;
const EXAMPLE_LENGTH = 60;
const MOST_ENTRIES = 50;
const PLAIN_NAME = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u;

/**
 * Every place of a payload, from the top down, as a path that finds it. The entries of a list stand together, as `[*]`, with
 * what any of the first ones has.
 */
export function pathsIn(payload: unknown): SamplePath[] {
	const found: SamplePath[] = [];
	const open: Array<[path: string, values: unknown[]]> = [['$', [payload]]];
	for (let next = open.shift(); next && found.length < MOST_PATHS; next = open.shift()) {
		const [path, values] = next;
		// Only what can be followed is offered.
		if (typeof compileJsonPath(path) === 'string') continue;
		if (path !== '$')
			found.push({ path, ...look(values.find((one) => !isNothing(one)) ?? values[0]) });
		const entries = values.filter(Array.isArray).flat(1).slice(0, MOST_ENTRIES) as unknown[];
		if (entries.length > 0) open.push([`${path}[*]`, entries]);
		for (const [name, inner] of namesIn(values.filter(isRecord)))
			open.push([`${path}${step(name)}`, inner]);
	}
	return found;
}

/** What stands under each name, of all maps together. */
function namesIn(maps: Array<Record<string, unknown>>): Map<string, unknown[]> {
	const found = new Map<string, unknown[]>();
	for (const map of maps)
		for (const [name, value] of Object.entries(map)) {
			const known = found.get(name);
			if (known) known.push(value);
			else found.set(name, [value]);
		}
	return found;
}

/** A name behind a dot, or in quotation marks with whatever means something there written out. */
const step = (name: string): string =>
	PLAIN_NAME.test(name) ? `.${name}` : `['${name.replace(NEEDS_ESCAPE, escaped)}']`;

const NEEDS_ESCAPE = /['\\]|\p{Cc}/gu;

const escaped = (sign: string): string =>
	sign === "'" || sign === '\\'
		? `\\${sign}`
		: `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

function look(value: unknown): Omit<SamplePath, 'path'> {
	if (Array.isArray(value)) return { kind: 'list', example: `${value.length} entries` };
	if (isRecord(value))
		return { kind: 'map', example: Object.keys(value).join(', ').slice(0, EXAMPLE_LENGTH) };
	if (value === null || value === '') return { kind: 'empty', example: '' };
	const kind =
		typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';
	return { kind, example: String(value).slice(0, EXAMPLE_LENGTH) };
}
