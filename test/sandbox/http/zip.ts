import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib';

export interface ZipEntry {
	name: string;
	content: AsyncIterable<Buffer> | Iterable<Buffer>;
}

/** Where an entry's sizes stand: known before its data, or in a descriptor behind them (as streaming writers do). */
export type ZipSizes = 'local-header' | 'data-descriptor';

interface Written {
	name: Buffer;
	crc: number;
	packed: number;
	size: number;
	offset: number;
	flags: number;
}

const utf8Names = 0x0800;
const sizesBehind = 0x0008;
const deflate = 8;
/** 1980-01-01, 00:00: the earliest date the format knows. */
const dosDate = 0x0021;

/** A zip archive (no zip64: entries below 4 GiB), streamed. */
export async function* zip(entries: ZipEntry[], sizes: ZipSizes): AsyncGenerator<Buffer> {
	const written: Written[] = [];
	let offset = 0;
	const out = (chunk: Buffer): Buffer => {
		offset += chunk.length;
		return chunk;
	};
	for (const { name, content } of entries) {
		const item: Written = {
			name: Buffer.from(name, 'utf8'),
			crc: 0,
			packed: 0,
			size: 0,
			offset,
			flags: utf8Names | (sizes === 'data-descriptor' ? sizesBehind : 0),
		};
		const packed = pack(content, item);
		if (sizes === 'data-descriptor') {
			yield out(localHeader(item));
			for await (const chunk of packed) yield out(chunk);
			yield out(descriptor(item));
		} else {
			const chunks: Buffer[] = [];
			for await (const chunk of packed) chunks.push(chunk);
			yield out(localHeader(item));
			for (const chunk of chunks) yield out(chunk);
		}
		written.push(item);
	}
	const start = offset;
	for (const item of written) yield out(centralHeader(item));
	yield endOfDirectory(written.length, offset - start, start);
}

async function* pack(content: ZipEntry['content'], item: Written): AsyncGenerator<Buffer> {
	const deflater = createDeflateRaw({ level: 3 });
	const feeding = feed(content, deflater, item);
	for await (const chunk of deflater) {
		item.packed += (chunk as Buffer).length;
		yield chunk as Buffer;
	}
	await feeding;
}

async function feed(
	content: ZipEntry['content'],
	deflater: DeflateRaw,
	item: Written,
): Promise<void> {
	for await (const chunk of content) {
		item.crc = crc32(chunk, item.crc);
		item.size += chunk.length;
		if (!deflater.write(chunk)) await new Promise((resolve) => deflater.once('drain', resolve));
	}
	deflater.end();
}

function localHeader(item: Written): Buffer {
	const header = Buffer.alloc(30);
	header.writeUInt32LE(0x04034b50, 0);
	header.writeUInt16LE(20, 4);
	header.writeUInt16LE(item.flags, 6);
	header.writeUInt16LE(deflate, 8);
	header.writeUInt16LE(dosDate, 12);
	if (!(item.flags & sizesBehind)) {
		header.writeUInt32LE(item.crc, 14);
		header.writeUInt32LE(item.packed, 18);
		header.writeUInt32LE(item.size, 22);
	}
	header.writeUInt16LE(item.name.length, 26);
	return Buffer.concat([header, item.name]);
}

function descriptor(item: Written): Buffer {
	const block = Buffer.alloc(16);
	block.writeUInt32LE(0x08074b50, 0);
	block.writeUInt32LE(item.crc, 4);
	block.writeUInt32LE(item.packed, 8);
	block.writeUInt32LE(item.size, 12);
	return block;
}

function centralHeader(item: Written): Buffer {
	const header = Buffer.alloc(46);
	header.writeUInt32LE(0x02014b50, 0);
	header.writeUInt16LE(20, 4);
	header.writeUInt16LE(20, 6);
	header.writeUInt16LE(item.flags, 8);
	header.writeUInt16LE(deflate, 10);
	header.writeUInt16LE(dosDate, 14);
	header.writeUInt32LE(item.crc, 16);
	header.writeUInt32LE(item.packed, 20);
	header.writeUInt32LE(item.size, 24);
	header.writeUInt16LE(item.name.length, 28);
	header.writeUInt32LE(item.offset, 42);
	return Buffer.concat([header, item.name]);
}

function endOfDirectory(count: number, size: number, start: number): Buffer {
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(count, 8);
	end.writeUInt16LE(count, 10);
	end.writeUInt32LE(size, 12);
	end.writeUInt32LE(start, 16);
	return end;
}
