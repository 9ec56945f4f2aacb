import { decodeSingleByte } from '../csv/encoding';

const SINGLE_BYTE = ['windows-1252', 'windows-1250'] as const;
type SingleByte = (typeof SINGLE_BYTE)[number];

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

const hasAccents = (text: string): boolean => /[\u0080-\uffff]/.test(text);

/** The text that was saved in UTF-8 and opened as an 8-bit encoding (`Ã©` for `é`), as it was; undefined for all other text. */
export function withoutMojibake(text: string): string | undefined {
	// Each sign beyond ASCII begins with one of these, whatever the 8-bit encoding.
	if (
		!/[\u00c2-\u00f4\u0102-\u0111\u0118-\u011b\u0139-\u0165\u016e-\u0171\u0158-\u0159]/.test(text)
	)
		return undefined;
	for (const encoding of SINGLE_BYTE) {
		const bytes = encode(text, encoding);
		if (!bytes) continue;
		const read = readUtf8(bytes);
		if (read !== undefined && hasAccents(read)) return read;
	}
	return undefined;
}

function readUtf8(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

/** Whether the two are the same bytes, read in different 8-bit encodings: `Dvoøák` and `Dvořák`. */
export function isOtherEncoding(found: string, was: string): boolean {
	if (found.length !== was.length || found === was || !hasAccents(found)) return false;
	return SINGLE_BYTE.some((encoding) => {
		const other = encoding === 'windows-1250' ? 'windows-1252' : 'windows-1250';
		const [left, right] = [encode(found, encoding), encode(was, other)];
		return (
			left !== undefined && right !== undefined && Buffer.from(left).equals(Buffer.from(right))
		);
	});
}
