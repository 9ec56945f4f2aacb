import { ConnectorError } from '../../http/ConnectorError';

/** One file of an archive, as its central directory describes it. */
export interface ZipEntry {
	name: string;
	/** 0: stored, 8: deflated. */
	method: number;
	isEncrypted: boolean;
	crc: number;
	packedSize: number;
	size: number;
	/** Of its local header. */
	offset: number;
}

const END_64_LOCATOR = 0x07064b50;
const END_64 = 0x06064b50;
const ENTRY = 0x02014b50;
const UNKNOWN_32 = 0xffffffff;
const UNKNOWN_16 = 0xffff;
/** The end record, a comment of the greatest length, and a directory of some hundred entries. */
export const TAIL_BYTES = 262_144;

export const isZip = (bytes: Uint8Array): boolean =>
	bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/**
 * Reads the central directory out of the last bytes of an archive (APPNOTE 4.3.12 to 4.3.16). The directory, not the local
 * headers, is what counts: they may leave sizes open, and an archive may hold what was deleted from it.
 */
export function readDirectory(tail: Buffer, archiveSize: number): ZipEntry[] {
	const tailStart = archiveSize - tail.length;
	const end = findEnd(tail);
	if (end === undefined) throw broken('its end is missing');
	let count = tail.readUInt16LE(end + 10);
	let offset = tail.readUInt32LE(end + 16);
	if (count === UNKNOWN_16 || offset === UNKNOWN_32) {
		const locator = end - 20;
		if (locator < 0 || tail.readUInt32LE(locator) !== END_64_LOCATOR)
			throw broken('its end is damaged');
		const at = Number(tail.readBigUInt64LE(locator + 8)) - tailStart;
		if (at < 0 || at + 56 > tail.length || tail.readUInt32LE(at) !== END_64) {
			throw broken('its end is damaged');
		}
		count = Number(tail.readBigUInt64LE(at + 32));
		offset = Number(tail.readBigUInt64LE(at + 48));
	}
	if (offset < tailStart) {
		throw new ConnectorError('input', 'The archive holds too many files', {
			hint: 'Put the CSV file alone into an archive.',
		});
	}
	const entries: ZipEntry[] = [];
	for (let at = offset - tailStart; entries.length < count; ) {
		if (at + 46 > tail.length || tail.readUInt32LE(at) !== ENTRY)
			throw broken('its list of files is damaged');
		const { entry, length } = readEntry(tail, at);
		entries.push(entry);
		at += length;
	}
	return entries;
}

const END = Buffer.from([0x50, 0x4b, 0x05, 0x06]);

/** The end record whose comment ends with the archive: a comment may hold what looks like another. Else the last one. */
function findEnd(tail: Buffer): number | undefined {
	let last: number | undefined;
	let at = tail.lastIndexOf(END);
	for (; at !== -1; at = at === 0 ? -1 : tail.lastIndexOf(END, at - 1)) {
		if (at + 22 > tail.length) continue;
		last ??= at;
		if (at + 22 + tail.readUInt16LE(at + 20) === tail.length) return at;
	}
	return last;
}

function readEntry(tail: Buffer, at: number): { entry: ZipEntry; length: number } {
	const flags = tail.readUInt16LE(at + 8);
	const nameEnd = at + 46 + tail.readUInt16LE(at + 28);
	const extraEnd = nameEnd + tail.readUInt16LE(at + 30);
	const length = extraEnd + tail.readUInt16LE(at + 32) - at;
	if (extraEnd > tail.length) throw broken('its list of files is damaged');
	const entry: ZipEntry = {
		name: tail.toString((flags & 0x800) === 0 ? 'latin1' : 'utf8', at + 46, nameEnd),
		method: tail.readUInt16LE(at + 10),
		isEncrypted: (flags & 1) !== 0,
		crc: tail.readUInt32LE(at + 16),
		packedSize: tail.readUInt32LE(at + 20),
		size: tail.readUInt32LE(at + 24),
		offset: tail.readUInt32LE(at + 42),
	};
	readLargeSizes(entry, tail.subarray(nameEnd, extraEnd));
	return { entry, length };
}

/** Zip64: what does not fit into 32 bits follows in the extra field, in this order (APPNOTE 4.5.3). */
function readLargeSizes(entry: ZipEntry, extra: Buffer): void {
	for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
		if (extra.readUInt16LE(at) !== 1) continue;
		let value = at + 4;
		for (const name of ['size', 'packedSize', 'offset'] as const) {
			if (entry[name] !== UNKNOWN_32 || value + 8 > extra.length) continue;
			entry[name] = Number(extra.readBigUInt64LE(value));
			value += 8;
		}
	}
}

export const broken = (what: string): ConnectorError =>
	new ConnectorError('input', `The archive cannot be read: ${what}`, {
		hint: 'Download or pack it again; it may have been cut off on its way.',
	});
