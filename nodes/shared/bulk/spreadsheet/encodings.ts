import { decodeSingleByte, SINGLE_BYTE, type SingleByte } from '../csv/encoding';

/** What programs take a file for that says nothing of itself. */
const TAKEN_FOR = ['windows-1252', 'windows-1250', 'macintosh'] as const;

/** The byte of each sign of an encoding; one that it does not have is missing. */
const bytesOf = (encoding: SingleByte): Map<string, number> => {
	const bytes = new Map<string, number>();
	for (let byte = 0x80; byte < 0x100; byte++) {
		const sign = decodeSingleByte(byte, encoding);
		if (sign !== undefined) bytes.set(sign, byte);
	}
	return bytes;
};

const tables = new Map<SingleByte, Map<string, number>>();

function tableOf(encoding: SingleByte): Map<string, number> {
	const known = tables.get(encoding);
	if (known) return known;
	const made = bytesOf(encoding);
	tables.set(encoding, made);
	return made;
}

/** Undefined where the encoding does not have a sign of the text. Bytes that Windows-1252 leaves open stand for themselves. */
function encode(text: string, encoding: SingleByte): Uint8Array | undefined {
	const table = tableOf(encoding);
	const bytes = new Uint8Array(text.length);
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		const isControl = encoding === 'windows-1252' && code >= 0x80 && code < 0xa0;
		const byte = code < 0x80 || isControl ? code : table.get(text[at]);
		if (byte === undefined) return undefined;
		bytes[at] = byte;
	}
	return bytes;
}

const ACCENT = /[\u0080-\uffff]/;
const hasAccents = (text: string): boolean => ACCENT.test(text);

/**
 * Each sign beyond ASCII begins with one of these, and goes on with another that is no ASCII: most words with accents need not be
 * looked at further. On the Mac, they are hardly ever part of a text.
 */
const LEADS: Readonly<Record<(typeof TAKEN_FOR)[number], RegExp>> = {
	'windows-1252': /[\u00c2-\u00f4][\u0080-\uffff]/,
	'windows-1250':
		/[\u00c2-\u00f4\u0102-\u0111\u0118-\u011b\u0139-\u0165\u016e-\u0171\u0158-\u0159][\u0080-\uffff]/,
	macintosh: /(?:[¬√ƒ≈∆]|‚[ÄÅÇÉÑ])[\u0080-\uffff]/,
};

/** The text that was saved in UTF-8 and opened as an 8-bit encoding (`Ã©` for `é`, on a Mac `√©`), as it was; undefined for all other text. */
export function withoutMojibake(text: string): string | undefined {
	if (!hasAccents(text)) return undefined;
	for (const encoding of TAKEN_FOR) {
		if (!LEADS[encoding].test(text)) continue;
		const bytes = encode(text, encoding);
		if (!bytes) continue;
		const read = readUtf8(bytes);
		if (read !== undefined && hasAccents(read)) return read;
	}
	return undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function readUtf8(bytes: Uint8Array): string | undefined {
	try {
		return utf8.decode(bytes);
	} catch {
		return undefined;
	}
}

/** What all these encodings have in common is at its place. */
function differInAccentsOnly(found: string, was: string): boolean {
	if (found.length !== was.length) return false;
	for (let at = 0; at < found.length; at++) {
		const [left, right] = [found.charCodeAt(at), was.charCodeAt(at)];
		if (left !== right && (left < 0x80 || right < 0x80)) return false;
	}
	return true;
}

/** Whether the two are the same bytes, read in different 8-bit encodings: `Dvoøák` and `Dvořák`. */
export function isOtherEncoding(found: string, was: string): boolean {
	if (!hasAccents(found) || !differInAccentsOnly(found, was)) return false;
	// People write a letter large that was small.
	if (found.toLowerCase() === was.toLowerCase()) return false;
	return TAKEN_FOR.some((taken) => {
		const left = encode(found, taken);
		return (
			left !== undefined &&
			SINGLE_BYTE.some((encoding) => {
				const right = encoding === taken ? undefined : encode(was, encoding);
				return right !== undefined && Buffer.from(left).equals(Buffer.from(right));
			})
		);
	});
}
