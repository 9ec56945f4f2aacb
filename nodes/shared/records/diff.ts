import { textOf } from '../pipedText/textOf';

export type SameValue = (field: string, from: unknown, to: unknown) => boolean;

/** Equal as text; a number and its text as numbers; nothing, null and empty text are the same nothing. */
export const sameAsText: SameValue = (_field, from, to) => {
	if (from === to) return true;
	const [left, right] = [textOf(from), textOf(to)];
	if (left === right) return true;
	if (typeof from !== 'number' && typeof to !== 'number') return false;
	return left.trim() !== '' && right.trim() !== '' && Number(left) === Number(right);
};
