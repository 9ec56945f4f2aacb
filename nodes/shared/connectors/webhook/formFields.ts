import type { Json } from './json';

const DEEPEST = 20;

/** What a form says under one name. */
interface Field {
	/** Given without a further name: `a=1`, `a[]=1`. */
	values: string[];
	/** `a[]` was written: a list, though it may hold one value. */
	isList: boolean;
	/** `a[b]=1`. Any name is safe. */
	named: Map<string, Field>;
	/** The first position that is free. */
	next: number;
}

const newField = (): Field => ({ values: [], isList: false, named: new Map(), next: 0 });

/**
 * `a[b][c]=1` as {a: {b: {c: '1'}}}. A name that comes again, or ends in `[]`, is a list; so are names that count from 0. Of
 * `a=1&a[b]=2` both are kept: values without a name of their own stand under the next free position, {a: {0: '1', b: '2'}}.
 */
export function structureOf(fields: Array<[string, string]>): Json {
	const root = newField();
	for (const [name, text] of fields) put(root, pathOf(name), text);
	return mapOf(root);
}

const pathOf = (name: string): string[] => {
	const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
	if (!match) return [name];
	const parts = [...match[2].matchAll(/\[([^[\]]*)\]/g)].map(([, part]) => part);
	return parts.length >= DEEPEST ? [name] : [match[1], ...parts];
};

function put(root: Field, path: string[], text: string): void {
	let field = root;
	for (const [index, name] of path.entries()) {
		const isLast = index === path.length - 1;
		if (index > 0 && name === '' && isLast) field.isList = true;
		else field = inner(field, index > 0 && name === '' ? String(field.next) : name);
	}
	field.values.push(text);
}

function inner(field: Field, name: string): Field {
	const known = field.named.get(name);
	if (known) return known;
	const made = newField();
	field.named.set(name, made);
	if (isPosition(name)) field.next = Math.max(field.next, Number(name) + 1);
	return made;
}

const isPosition = (name: string): boolean => /^(?:0|[1-9]\d{0,5})$/.test(name);

function plain(field: Field): unknown {
	const { values, isList, named } = field;
	if (named.size === 0) return isList || values.length !== 1 ? values : values[0];
	for (const value of values) inner(field, String(field.next)).values.push(value);
	const isCounted = [...named.keys()].every(isPosition);
	const positions = isCounted ? [...named.keys()].map(Number).sort((a, b) => a - b) : [];
	if (isCounted && positions.every((position, index) => position === index))
		return positions.map((position) => plain(named.get(String(position))!));
	return mapOf(field);
}

/** As a map even where its names are positions: what a form says at its top is never a list. */
const mapOf = ({ named }: Field): Json =>
	Object.fromEntries([...named].map(([name, field]) => [name, plain(field)]));
