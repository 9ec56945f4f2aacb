/**
 * What XML cannot hold, or would change when it is read: control characters, a carriage return, halves of a pair, and the two signs
 * at the end of the plane; and texts that look like such an escape. Written by number, as in `_x000D_`.
 */
const UNSAFE = /(?![\t\n])\p{Cc}|\p{Cs}|[\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/gu;
const SPECIAL = /[&<>"\ufffe\uffff\p{Cc}\p{Cs}]|_x/u;

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
};

/** For elements and attributes. */
export function escapeXml(text: string): string {
	if (!SPECIAL.test(text)) return text;
	return text.replace(UNSAFE, byNumber).replace(/[&<>"]/g, (sign) => ENTITIES[sign]);
}

const byNumber = (sign: string): string =>
	`_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** What XML may leave out at the ends of a text has to be marked. */
export const hasOuterBlanks = (text: string): boolean => text !== text.trim();
