import type { Operator } from './JsonPath';

/** What a path finds where nothing is: equal to itself alone. */
export const NOTHING: unique symbol = Symbol('nothing');

/** Called for each value that is looked at; throws when it is enough. */
export type Spend = (values: number, depth: number) => void;

/** RFC 9535 section 2.3.5.2.2: only numbers and texts have an order; whole lists and maps can be equal. */
export function compare(operator: Operator, left: unknown, right: unknown, spend: Spend): boolean {
	switch (operator) {
		case '==':
			return isSame(left, right, spend, 0);
		case '!=':
			return !isSame(left, right, spend, 0);
		case '<':
			return isLess(left, right);
		case '>':
			return isLess(right, left);
		case '<=':
			return isLess(left, right) || isSame(left, right, spend, 0);
		case '>=':
			return isLess(right, left) || isSame(left, right, spend, 0);
	}
}

function isLess(left: unknown, right: unknown): boolean {
	if (typeof left === 'number' && typeof right === 'number') return left < right;
	return typeof left === 'string' && typeof right === 'string' && comesBefore(left, right);
}

/** By code points; JavaScript's own order is by UTF-16 units, which puts emoji before some letters. */
function comesBefore(left: string, right: string): boolean {
	let at = 0;
	while (at < left.length && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
	if (at >= left.length || at >= right.length) return left.length < right.length;
	return left.codePointAt(at)! < right.codePointAt(at)!;
}

function isSame(left: unknown, right: unknown, spend: Spend, depth: number): boolean {
	spend(1, depth);
	if (left === right) return true;
	if (typeof left !== 'object' || typeof right !== 'object' || !left || !right) return false;
	if (Array.isArray(left) || Array.isArray(right))
		return (
			Array.isArray(left) &&
			Array.isArray(right) &&
			left.length === right.length &&
			left.every((entry, index) => isSame(entry, right[index], spend, depth + 1))
		);
	const names = Object.keys(left);
	return (
		names.length === Object.keys(right).length &&
		names.every(
			(name) =>
				Object.hasOwn(right, name) &&
				isSame(
					(left as Record<string, unknown>)[name],
					(right as Record<string, unknown>)[name],
					spend,
					depth + 1,
				),
		)
	);
}
