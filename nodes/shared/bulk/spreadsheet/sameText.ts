/**
 * Whether two texts are the same but for what programs change on their way without anybody's doing: the kind of line breaks, and
 * whether an accent is a sign of its own. Everything else counts.
 */
export const isSameText = (left: string, right: string): boolean =>
	left === right || plainForm(left) === plainForm(right);

/** Of any kind of value. */
export const isSame = (left: unknown, right: unknown): boolean =>
	left === right ||
	(typeof left === 'string' && typeof right === 'string' && isSameText(left, right));

/**
 * Whether a sign may be changed on its way: a line break, or one that may be written in several ways. Letters with an accent that
 * are one sign, up to U+02FF, are composed already.
 */
export const isChangeable = (code: number): boolean =>
	code >= 0x300 || code === 0x0d || code === 0x85;

/** The same signs. A pattern that is asked of each cell is made once: written in place, each time makes a new one. */
const CHANGEABLE = /[\u0300-\uffff\r\u0085]/;

/** Without what programs change on their way. */
export const plainForm = (text: string): string =>
	CHANGEABLE.test(text) ? text.replace(/\r\n?|\u2028|\u0085/g, '\n').normalize('NFC') : text;
