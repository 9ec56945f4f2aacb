import { ConnectorError } from '../../http/ConnectorError';
import type { AuthorText } from '../../pipedText/authorText';
import type { OpenFile } from '../csv/openCsv';
import { recogniseArchive } from '../xlsx/recognise';
import { chooseEntry, shown } from './chooseEntry';
import { crc32 } from './crc32';
import { broken, isZip, readDirectory, TAIL_BYTES, type ZipEntry } from './directory';
import { inflate, type InflateFailure } from './inflate';

export interface ZipLimits {
	/** Bytes unpacked; default 4 GiB. */
	maxSize?: number;
	/** Unpacked to packed; looked at above `ratioFrom`. Default 100. */
	maxRatio?: number;
	/** Bytes unpacked; default 10 MB. */
	ratioFrom?: number;
}

export interface ZipChoice extends ZipLimits {
	/** Which file of several: a name, with `*` for any characters. */
	pattern?: AuthorText;
}

export interface UnzippedFile {
	name: string;
	/** Unpacked. */
	size: number;
	/** Unpacks it anew each time, as a stream. */
	open: OpenFile;
}

const LOCAL_HEADER = 0x04034b50;
/** So that what one piece can grow to, about 1,000 times as much, stays small beside the limits. */
const PIECE = 32_768;

/** An archive whose directory was read. */
export interface Archive {
	readonly entries: readonly ZipEntry[];
	/** One of the entries: what can be told from the directory is checked now, the rest while it is unpacked. */
	file(entry: ZipEntry): UnzippedFile;
}

/**
 * The archive is read once for its directory, whose sizes decide before anything is unpacked. They may be wrong, so while
 * unpacking the limits are applied to the bytes that were really read and that really came out, and checksum and size are
 * compared at the end.
 */
export async function openArchive(open: OpenFile, limits: ZipLimits = {}): Promise<Archive> {
	const { tail, size } = await readTail(open);
	const entries = readDirectory(tail, size);
	return {
		entries,
		file(entry) {
			// What the directory claims is held against the archive as it was read.
			const packedSize = Math.min(entry.packedSize, size);
			const refusal =
				refuse(entry) ??
				overLimit(entry, entry.size, packedSize, limits) ??
				misplaced(entry, entries, size);
			if (refusal) throw refusal;
			return { name: entry.name, size: entry.size, open: () => unpack(open, entry, limits) };
		},
	};
}

/** The one CSV file of an archive. */
export function csvIn(archive: Archive, { pattern }: Pick<ZipChoice, 'pattern'>): UnzippedFile {
	if (recogniseArchive(archive.entries) === 'workbook') {
		throw new ConnectorError('input', 'The file is an Excel workbook', {
			hint: 'In the spreadsheet program, save it as “CSV UTF-8” and take that file.',
		});
	}
	return archive.file(chooseEntry(archive.entries, pattern));
}

async function readTail(open: OpenFile): Promise<{ tail: Buffer; size: number }> {
	let chunks: Uint8Array[] = [];
	let kept = 0;
	let size = 0;
	for await (const bytes of bytesOf(open)) {
		chunks.push(bytes);
		kept += bytes.length;
		size += bytes.length;
		if (kept < TAIL_BYTES * 2) continue;
		const joined = Buffer.concat(chunks);
		chunks = [Buffer.from(joined.subarray(joined.length - TAIL_BYTES))];
		kept = TAIL_BYTES;
	}
	return { tail: Buffer.concat(chunks), size };
}

async function* bytesOf(open: OpenFile): AsyncGenerator<Buffer> {
	for await (const chunk of await open()) {
		const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk;
		for (let at = 0; at < bytes.length; at += PIECE) {
			const length = Math.min(PIECE, bytes.length - at);
			yield Buffer.from(bytes.buffer, bytes.byteOffset + at, length);
		}
	}
}

function refuse({ name, isEncrypted, method }: ZipEntry): ConnectorError | undefined {
	const hint = 'Pack it again without a password, with the standard method (deflate).';
	if (isEncrypted)
		return new ConnectorError('input', `${shown(name)} is protected by a password`, { hint });
	if (method === 0 || method === 8) return undefined;
	return new ConnectorError(
		'input',
		`${shown(name)} is packed by a method that is not known (${method})`,
		{ hint },
	);
}

function overLimit(
	{ name }: ZipEntry,
	size: number,
	packedSize: number,
	{ maxSize = 2 ** 32, maxRatio = 100, ratioFrom = 10_000_000 }: ZipLimits,
): ConnectorError | undefined {
	if (size > maxSize) {
		return new ConnectorError(
			'input',
			`${shown(name)} is larger than ${maxSize} bytes when unpacked`,
			{
				hint: 'Split the file, or raise the limit.',
			},
		);
	}
	if (size > ratioFrom && size > maxRatio * packedSize) {
		return new ConnectorError(
			'input',
			`${shown(name)} grows to more than ${maxRatio} times its size when unpacked, as attacks on readers do`,
			{ hint: 'If the file is yours, unpack it first, or raise the limit.' },
		);
	}
	return undefined;
}

const LOCAL_HEADER_BYTES = 30;

/** An entry lies within the archive and shares no byte with another one: else a small archive can be made to unpack to anything. */
function misplaced(
	entry: ZipEntry,
	entries: readonly ZipEntry[],
	archiveSize: number,
): ConnectorError | undefined {
	const end = endOf(entry);
	if (!Number.isSafeInteger(end) || end > archiveSize) {
		return broken('its list of files points to a place outside of it');
	}
	const overlaps = entries.some(
		(other) => other !== entry && other.offset < end && endOf(other) > entry.offset,
	);
	return overlaps ? broken('its list of files has several files in one place') : undefined;
}

/** At the earliest: the length of what stands between header and data is only known there. */
const endOf = ({ offset, packedSize }: ZipEntry): number =>
	offset + LOCAL_HEADER_BYTES + packedSize;

async function* unpack(
	open: OpenFile,
	entry: ZipEntry,
	limits: ZipLimits,
): AsyncGenerator<Uint8Array> {
	const read = { packed: 0 };
	let size = 0;
	let crc = 0;
	const packed = counted(entryBytes(open, entry), entry, read);
	const refusalOf = (failure: InflateFailure): ConnectorError =>
		failure === 'damaged' ? broken(`${shown(entry.name)} is damaged`) : otherData(entry);
	for await (const piece of entry.method === 8 ? inflate(packed, entry, refusalOf) : packed) {
		if (size === 0 && isZip(piece)) throw archiveWithin(entry);
		size += piece.length;
		if (entry.method === 0) crc = crc32(piece, crc);
		const refusal = overLimit(entry, size, read.packed, limits);
		if (refusal) throw refusal;
		yield piece;
	}
	if (size !== entry.size || (entry.method === 0 && crc !== entry.crc)) throw otherData(entry);
}

/** Counts what was read, and rejects where it is less than the entry has. */
async function* counted(
	chunks: AsyncIterable<Buffer>,
	{ packedSize }: ZipEntry,
	read: { packed: number },
): AsyncGenerator<Buffer> {
	for await (const bytes of chunks) {
		read.packed += bytes.length;
		yield bytes;
	}
	if (read.packed !== packedSize) throw broken('it was cut off');
}

const otherData = ({ name }: ZipEntry): ConnectorError =>
	broken(`${shown(name)} does not have the size or the checksum that it should have`);

const archiveWithin = ({ name }: ZipEntry): ConnectorError =>
	new ConnectorError('input', `${shown(name)} is an archive within the archive`, {
		hint: 'Pack the .csv file itself.',
	});

/** The packed bytes of an entry: what follows its local header, whose own sizes are not needed. */
async function* entryBytes(open: OpenFile, entry: ZipEntry): AsyncGenerator<Buffer> {
	let toSkip = entry.offset;
	let header: Buffer | undefined = Buffer.alloc(0);
	let left = entry.packedSize;
	for await (let bytes of bytesOf(open)) {
		if (toSkip >= bytes.length) {
			toSkip -= bytes.length;
			continue;
		}
		bytes = bytes.subarray(toSkip);
		toSkip = 0;
		if (header) {
			header = Buffer.concat([header, bytes]);
			if (header.length < 30) continue;
			if (header.readUInt32LE(0) !== LOCAL_HEADER) throw broken('its list of files is damaged');
			toSkip = 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
			bytes = header.subarray(toSkip);
			toSkip = Math.max(0, toSkip - header.length);
			header = undefined;
		}
		const piece = bytes.subarray(0, left);
		left -= piece.length;
		if (piece.length > 0) yield piece;
		if (left === 0) return;
	}
}
