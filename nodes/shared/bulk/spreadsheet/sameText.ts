/**
 * Whether two texts are the same but for what programs change on their way without anybody's doing: the kind of line breaks, and
 * whether an accent is a sign of its own. Everything else counts.
 */
export function isSameText(left: string, right: string): boolean {
	if (left === right) return true;
	if (isPlainAscii(left) && isPlainAscii(right)) return false;
	return plainForm(left) === plainForm(right);
}

/** Of any kind of value. */
export const isSame = (left: unknown, right: unknown): boolean =>
	left === right ||
	(typeof left === 'string' && typeof right === 'string' && isSameText(left, right));

/** Patterns that are asked of each cell are made once: written in place, each time makes a new one. */
const PLAIN_ASCII = /^[\x20-\x7e]*$/;
const isPlainAscii = (text: string): boolean => PLAIN_ASCII.test(text);

/** Without what programs change on their way. */
export const plainForm = (text: string): string =>
	isPlainAscii(text) ? text : text.replace(/\r\n?|\u2028|\u0085/g, '\n').normalize('NFC');
