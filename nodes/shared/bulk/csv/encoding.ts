/** One byte to a sign, the likelier ones first: Windows, the Mac, DOS, as spreadsheet programs save CSV by one menu item or another. */
export const SINGLE_BYTE = [
	'windows-1252',
	'windows-1250',
	'macintosh',
	'x-mac-ce',
	'ibm850',
	'ibm852',
	'iso-8859-2',
	'windows-1254',
	'windows-1257',
	'windows-1251',
	'windows-1253',
] as const;
export type SingleByte = (typeof SINGLE_BYTE)[number];

/** `latin1`: each byte as the sign of that number, for a file of which it is not known yet which encoding it has. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1' | SingleByte;

/** As they are called in menus. */
const NAMES: Readonly<Record<SingleByte, string>> = {
	'windows-1252': 'Windows-1252',
	'windows-1250': 'Windows-1250',
	macintosh: 'Mac Roman',
	'x-mac-ce': 'Mac Central European',
	ibm850: 'DOS (850)',
	ibm852: 'DOS (852)',
	'iso-8859-2': 'ISO 8859-2',
	'windows-1254': 'Windows-1254',
	'windows-1257': 'Windows-1257',
	'windows-1251': 'Windows-1251',
	'windows-1253': 'Windows-1253',
};

/** What a file was taken for that is not UTF-8; `by`: how it was found out, where it was. */
export function readAsNote(encoding: SingleByte, by?: string): string {
	const start = 'The file is not UTF-8; ';
	if (by !== undefined) return `${start}${by}, it was read as ${NAMES[encoding]}.`;
	const other = NAMES[encoding === 'windows-1250' ? 'windows-1252' : 'windows-1250'];
	return `${start}it was read as ${NAMES[encoding]}, but others, such as ${other}, would do as well. Set the encoding to be sure.`;
}

export interface DetectedEncoding {
	encoding: Encoding;
	/** Bytes of the byte order mark. */
	markBytes: number;
	/** The encoding, if others of one byte would do as well. */
	guess?: SingleByte;
}

const MARKS: Array<[Encoding, number[]]> = [
	['utf-8', [0xef, 0xbb, 0xbf]],
	['utf-16le', [0xff, 0xfe]],
	['utf-16be', [0xfe, 0xff]],
];

export function byteOrderMark(bytes: Uint8Array): DetectedEncoding | undefined {
	const found = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
	return found && { encoding: found[0], markBytes: found[1].length };
}

/**
 * By the mark, else by the zeros that UTF-16 leaves in Latin text, else UTF-8 if the beginning is valid. Windows-1250 and
 * -1252 cannot be told apart, unless a byte is used that 1252 does not have.
 */
export function detectEncoding(sample: Uint8Array): DetectedEncoding {
	const marked = byteOrderMark(sample);
	if (marked) return marked;
	const wide = wideEncoding(sample);
	if (wide) return { encoding: wide, markBytes: 0 };
	const complete = sample.subarray(0, completeLength(sample, 'utf-8'));
	if (decodeWhole(complete, 'utf-8') !== undefined) return { encoding: 'utf-8', markBytes: 0 };
	const is1250 = sample.some((byte) => byte === 0x8d || byte === 0x8f || byte === 0x9d);
	const guess = is1250 ? 'windows-1250' : 'windows-1252';
	return { encoding: guess, markBytes: 0, guess };
}

/** Where the first byte stands that is no ASCII; -1 where there is none. Whole files are looked through: four bytes at a time. */
export function firstBeyondAscii(bytes: Uint8Array): number {
	const { buffer, byteOffset, length } = bytes;
	let at = 0;
	// Words begin at every fourth byte of the memory.
	const lead = -byteOffset & 3;
	while (at < Math.min(lead, length) && bytes[at] < 0x80) at++;
	if (at === lead) {
		const words = new Uint32Array(buffer, byteOffset + lead, (length - lead) >> 2);
		let word = 0;
		while (word < words.length && (words[word] & 0x80808080) === 0) word++;
		at += word * 4;
	}
	while (at < length && bytes[at] < 0x80) at++;
	return at < length ? at : -1;
}

function wideEncoding(sample: Uint8Array): Encoding | undefined {
	const zeros = [0, 0];
	for (let index = 0; index < sample.length; index++) if (sample[index] === 0) zeros[index & 1]++;
	const many = sample.length / 8;
	if (zeros[1] > many && zeros[0] < zeros[1] / 4) return 'utf-16le';
	if (zeros[0] > many && zeros[1] < zeros[0] / 4) return 'utf-16be';
	return undefined;
}

const isWide = (encoding: Encoding): boolean => encoding.startsWith('utf-16');
const isSingleByte = (encoding: Encoding): boolean => encoding !== 'utf-8' && !isWide(encoding);

export function byteLength(text: string, encoding: Encoding): number {
	if (encoding === 'utf-8') return Buffer.byteLength(text);
	return isSingleByte(encoding) ? text.length : text.length * 2;
}

/** How much of the bytes can be decoded without knowing what comes next. */
function completeLength(bytes: Uint8Array, encoding: Encoding): number {
	const { length } = bytes;
	if (isSingleByte(encoding)) return length;
	if (encoding === 'utf-8') {
		for (let back = 1; back <= Math.min(3, length); back++) {
			const byte = bytes[length - back];
			if ((byte & 0xc0) === 0x80) continue;
			const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
			return needed > back ? length - back : length;
		}
		return length;
	}
	const even = length & ~1;
	const high = encoding === 'utf-16le' ? bytes[even - 1] : bytes[even - 2];
	return even > 0 && (high & 0xfc) === 0xd8 ? even - 2 : even;
}

/**
 * Whole lines where there are any: then the parser has no rest of a row to put in front of the next text, and reads one flat
 * text instead of a joined one, which is much quicker.
 */
function decodableLength(bytes: Uint8Array, encoding: Encoding): number {
	const afterLastLine = isWide(encoding) ? 0 : bytes.lastIndexOf(0x0a) + 1;
	return afterLastLine > 0 ? afterLastLine : completeLength(bytes, encoding);
}

type Decoder = InstanceType<typeof TextDecoder>;

const decoders = new Map<Encoding, Decoder>();

function decoderOf(encoding: Encoding): Decoder {
	const known = decoders.get(encoding);
	if (known) return known;
	const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
	decoders.set(encoding, decoder);
	return decoder;
}

/** 0x80 to 0x9F; the five that Windows-1252 leaves undefined stay control characters, which are refused. */
const HIGH_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** 0x80 to 0xFF of encodings that the platform does not have. */
const TABLES: Partial<Record<Encoding, string>> = {
	ibm850:
		'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
	ibm852:
		'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0',
	'x-mac-ce':
		'ÄĀāÉĄÖÜáąČäčĆćéŹźĎíďĒēĖóėôöõúĚěü†°Ę£§•¶ß®©™ę¨≠ģĮįĪ≤≥īĶ∂∑łĻļĽľĹĺŅņŃ¬√ńŇ∆«»…\u00a0ňŐÕőŌ–—“”‘’÷◊ōŔŕŘ‹›řŖŗŠ‚„šŚśÁŤťÍŽžŪÓÔūŮÚůŰűŲųÝýķŻŁżĢˇ',
};

const C1 = /[\u0080-\u009f]/;

const asLatin1 = (bytes: Uint8Array): string =>
	Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/** Undefined when a byte sequence does not exist in the encoding. */
function decodeWhole(bytes: Uint8Array, encoding: Encoding): string | undefined {
	if (encoding === 'latin1') return asLatin1(bytes);
	if (encoding === 'windows-1252') {
		const text = asLatin1(bytes);
		if (!C1.test(text)) return text;
		const decoded = text.replace(
			/[\u0080-\u009f]/g,
			(char) => HIGH_1252[char.charCodeAt(0) - 0x80],
		);
		return C1.test(decoded) ? undefined : decoded;
	}
	const table = TABLES[encoding];
	if (table !== undefined) {
		return asLatin1(bytes).replace(/[\u0080-\u00ff]/g, (char) => table[char.charCodeAt(0) - 0x80]);
	}
	try {
		const text = decoderOf(encoding).decode(bytes);
		return isSingleByte(encoding) && C1.test(text) ? undefined : text;
	} catch {
		return undefined;
	}
}

/** A text that was read as `latin1`, as what it is in another encoding of one byte; undefined where that does not have it. */
export const decodeLatin1 = (text: string, encoding: SingleByte): string | undefined =>
	decodeWhole(Buffer.from(text, 'latin1'), encoding);

/** One byte of an 8-bit encoding; undefined for those that it leaves open. */
export const decodeSingleByte = (byte: number, encoding: SingleByte): string | undefined =>
	decodeWhole(Uint8Array.of(byte), encoding);

export interface DecodedChunk {
	/** What could be decoded, up to the first invalid byte. */
	text: string;
	/** Of the text in the file, in bytes; undefined where it breaks off. */
	size?: number;
	isInvalid: boolean;
}

/** Decodes a stream of bytes strictly, whatever the chunks; nothing is ever replaced by U+FFFD. */
export class StrictDecoder {
	private rest: Uint8Array = new Uint8Array(0);

	constructor(private readonly encoding: Encoding) {}

	push(chunk: Uint8Array, isLast: boolean): DecodedChunk {
		const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
		const length = isLast ? bytes.length : decodableLength(bytes, this.encoding);
		this.rest = bytes.slice(length);
		const whole = bytes.subarray(0, length);
		const text = decodeWhole(whole, this.encoding);
		if (text !== undefined) return { text, size: length, isInvalid: false };
		return { text: validPrefix(whole, this.encoding), isInvalid: true };
	}
}

function validPrefix(bytes: Uint8Array, encoding: Encoding): string {
	let [good, bad] = [0, bytes.length + 1];
	const decodeTo = (length: number) => {
		const prefix = bytes.subarray(0, length);
		return decodeWhole(prefix.subarray(0, completeLength(prefix, encoding)), encoding);
	};
	while (bad - good > 1) {
		const middle = (good + bad) >> 1;
		if (middle <= bytes.length && decodeTo(middle) !== undefined) good = middle;
		else bad = middle;
	}
	return decodeTo(good) ?? '';
}
