import type { AuthorText } from '../../pipedText/authorText';
import { faultOfPath, isModest, lookUp } from '../../pipedText/transformations/keyTransformations';
import { isNothing } from './json';
import type { Path } from './spec';

type Step = { name: string } | 'every';

const STEP = /^(?:\.([\p{L}\p{N}_$-]+)|\.(\*)|\[(\d+)\]|\[(\*)\]|\['([^'\\]*)'\]|\["([^"\\]*)"\])/u;

/** Names, positions and `*`: nearly every path there is. Undefined for others. */
const stepsOf = (path: AuthorText): Step[] | undefined => {
	if (!path.startsWith('$')) return undefined;
	const steps: Step[] = [];
	for (let rest: string = path.slice(1); rest !== ''; ) {
		const match = STEP.exec(rest);
		if (!match) return undefined;
		const [whole, name, anyName, position, anyPosition, quoted, doubleQuoted] = match;
		const isEvery = anyName !== undefined || anyPosition !== undefined;
		steps.push(isEvery ? 'every' : { name: name ?? position ?? quoted ?? doubleQuoted });
		rest = rest.slice(whole.length);
	}
	return steps;
};

const walk = (json: unknown, steps: Step[]): unknown[] => {
	let level: unknown[] = [json];
	for (const step of steps) {
		level = level.flatMap((value): unknown[] => {
			if (typeof value !== 'object' || value === null) return [];
			if (step === 'every') return Object.values(value);
			return Object.hasOwn(value, step.name) ? [(value as Record<string, unknown>)[step.name]] : [];
		});
	}
	return level;
};

/** What a path finds; undefined when there is nothing. A list for paths that may find several, else the value. */
export type Finder = (json: unknown) => unknown;

/** Throws a sentence when the path cannot be followed. */
const compileOne = (path: AuthorText): Finder => {
	const steps = stepsOf(path);
	if (steps) {
		const isMany = steps.includes('every');
		return (json) => {
			const found = walk(json, steps);
			return isMany ? found : found[0];
		};
	}
	const fault = faultOfPath(path);
	if (fault !== undefined) throw new Error(`${path}: ${fault}`);
	const isMany = /\*|\.\.|\?\(/.test(path);
	return (json) => {
		const found = typeof json === 'object' && json !== null ? (lookUp(path, json) ?? []) : [];
		return isMany ? found : found[0];
	};
};

/** The fault of a path as a sentence, for whoever typed it; undefined when it can be followed. */
export function faultOf(path: AuthorText): string | undefined {
	if (stepsOf(path)) return undefined;
	return faultOfPath(path);
}

/** Of several paths the first that finds something. */
export function compilePath(path: Path): Finder {
	const finders = (typeof path === 'string' ? [path] : path).map(compileOne);
	return (json) => {
		for (const find of finders) {
			const found = find(json);
			if (!isNothing(found)) return found;
		}
		return undefined;
	};
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

/** Small and shallow enough to be looked into. */
export const isReadable = (json: unknown): boolean =>
	typeof json !== 'object' || json === null || isModest(json);
