/** The members of every kind of node; a kind or a member that is not here is none. */
const KINDS: Readonly<Record<string, Readonly<Record<string, (value: unknown) => boolean>>>> = {
	query: { from: (value) => value === '$' || value === '@', segments: Array.isArray },
	child: { selectors: Array.isArray },
	descendant: { selectors: Array.isArray },
	name: { name: isText, at: isPlace },
	index: { index: Number.isSafeInteger, at: isPlace },
	slice: { start: isPart, end: isPart, step: isPart, at: isPlace },
	wildcard: { at: isPlace },
	filter: { test: isNode, at: isPlace },
	or: { tests: Array.isArray },
	and: { tests: Array.isArray },
	not: { test: isNode },
	exists: { query: isNode },
	compare: { operator: isOperator, left: isNode, right: isNode },
	literal: { value: isScalar },
};

function isText(value: unknown): boolean {
	return typeof value === 'string';
}
function isPlace(value: unknown): boolean {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}
function isPart(value: unknown): boolean {
	return value === undefined || Number.isSafeInteger(value);
}
function isNode(value: unknown): boolean {
	return typeof value === 'object' && value !== null;
}
function isOperator(value: unknown): boolean {
	return ['==', '!=', '<=', '>=', '<', '>'].includes(value as string);
}
function isScalar(value: unknown): boolean {
	return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** Throws where a syntax tree holds anything but known nodes of plain data; gives the number of nodes. */
export function walkTree(tree: unknown): number {
	let nodes = 0;
	const open: unknown[] = [tree];
	while (open.length > 0) {
		const node = open.pop();
		if (Array.isArray(node)) {
			for (const inner of node as unknown[]) open.push(inner);
			continue;
		}
		if (typeof node !== 'object' || node === null) throw new Error(`no node: ${String(node)}`);
		nodes += 1;
		const { kind, ...members } = node as Record<string, unknown>;
		const known = Object.hasOwn(KINDS, kind as string) ? KINDS[kind as string] : undefined;
		if (!known || Object.getPrototypeOf(node) !== Object.prototype)
			throw new Error(`unknown kind ${String(kind)}`);
		for (const name in members) {
			const value = members[name];
			if (!Object.hasOwn(known, name) || !known[name](value))
				throw new Error(`${String(kind)} holds ${name}: ${typeof value}`);
			if (typeof value === 'object' && value !== null) open.push(value);
		}
	}
	return nodes;
}
