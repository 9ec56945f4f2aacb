import { brokenXml } from './brokenXml';

const NAMED: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
};

/**
 * Text as XML means it: the five entities that need no declaration, characters by number, and line breaks in one form. In
 * attributes, line breaks and tabs are blanks.
 */
export function decodeEntities(written: string, isAttribute: boolean): string {
	if (isPlain(written)) return written;
	let text = written.replace(/\r\n?/g, '\n');
	if (isAttribute) text = text.replace(/[\t\n]/g, ' ');
	return text.includes('&') ? text.replace(/&(?:([^;&]{0,32});)?/g, decodeOne) : text;
}

/** Most texts: looked at sign by sign, since it is asked of every cell and of its attributes. */
function isPlain(text: string): boolean {
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code < 0x20 || code === 0x26) return false;
	}
	return true;
}

function decodeOne(_written: string, name: string | undefined): string {
	if (name !== undefined && Object.hasOwn(NAMED, name)) return NAMED[name];
	const number = /^#(?:([0-9]{1,7})|x([0-9a-fA-F]{1,6}))$/.exec(name ?? '');
	if (!number) throw brokenXml('it uses an entity that XML does not know');
	const code = number[1] === undefined ? parseInt(number[2], 16) : Number(number[1]);
	const isSurrogate = code >= 0xd800 && code <= 0xdfff;
	if (code === 0 || code > 0x10ffff || isSurrogate)
		throw brokenXml('it names a character that does not exist');
	return String.fromCodePoint(code);
}
