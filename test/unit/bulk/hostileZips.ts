import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../../../nodes/shared/bulk/zip/crc32';

/** One entry of an archive that is put together byte by byte; what is given stands in its directory, whether true or not. */
export interface HandmadeEntry {
	name: string;
	content: Buffer;
	/** Default: deflated. */
	method?: 0 | 8;
	claimed?: Partial<{
		size: number;
		packedSize: number;
		crc: number;
		offset: number;
		flags: number;
		/** Written as zip64, 8 bytes each. */
		large: { size?: bigint; packedSize?: bigint; offset?: bigint };
	}>;
	/** Sizes and checksum follow the data, as a stream leaves them. */
	withDescriptor?: boolean;
}

export interface HandmadeArchive {
	entries: HandmadeEntry[];
	/** Default: that of the entries. */
	count?: number;
	comment?: Buffer;
}

/** An archive as an attacker would write it (APPNOTE 4.3). */
export function handmadeZip({ entries, count, comment }: HandmadeArchive): Buffer {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const entry of entries) {
		const { local, central } = writeEntry(entry, offset);
		parts.push(local);
		directory.push(central);
		offset += local.length;
	}
	const list = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 0, 'latin1');
	end.writeUInt16LE(count ?? entries.length, 8);
	end.writeUInt16LE(count ?? entries.length, 10);
	end.writeUInt32LE(list.length, 12);
	end.writeUInt32LE(offset, 16);
	end.writeUInt16LE(comment?.length ?? 0, 20);
	return Buffer.concat([...parts, list, end, comment ?? Buffer.alloc(0)]);
}

function writeEntry(entry: HandmadeEntry, at: number): { local: Buffer; central: Buffer } {
	const { content, method = 8, claimed = {}, withDescriptor = false } = entry;
	const packed = method === 8 ? deflateRawSync(content) : content;
	const name = Buffer.from(entry.name);
	const facts = Buffer.alloc(26);
	facts.writeUInt16LE(20, 0);
	facts.writeUInt16LE((claimed.flags ?? 0x800) | (withDescriptor ? 8 : 0), 2);
	facts.writeUInt16LE(method, 4);
	facts.writeUInt32LE(claimed.crc ?? crc32(content), 10);
	facts.writeUInt32LE(claimed.packedSize ?? packed.length, 14);
	facts.writeUInt32LE(claimed.size ?? content.length, 18);
	facts.writeUInt16LE(name.length, 22);
	const head = Buffer.from(facts);
	if (withDescriptor) head.fill(0, 10, 22);
	const descriptor = withDescriptor
		? Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), facts.subarray(10, 22)])
		: Buffer.alloc(0);
	const local = Buffer.concat([
		Buffer.from('PK\x03\x04', 'latin1'),
		head,
		name,
		packed,
		descriptor,
	]);
	const large = claimed.large;
	const extra = large ? largeSizes(facts, large) : Buffer.alloc(0);
	const place = Buffer.alloc(14);
	const isLargeOffset = large?.offset !== undefined;
	place.writeUInt32LE(isLargeOffset ? 0xffffffff : (claimed.offset ?? at), 10);
	facts.writeUInt16LE(extra.length, 24);
	const central = Buffer.concat([
		Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
		facts,
		place,
		name,
		extra,
	]);
	return { local, central };
}

function largeSizes(
	facts: Buffer,
	{ size, packedSize, offset }: { size?: bigint; packedSize?: bigint; offset?: bigint },
): Buffer {
	const values = [size, packedSize, offset].filter((value) => value !== undefined);
	if (size !== undefined) facts.writeUInt32LE(0xffffffff, 18);
	if (packedSize !== undefined) facts.writeUInt32LE(0xffffffff, 14);
	const extra = Buffer.alloc(4 + values.length * 8);
	extra.writeUInt16LE(1, 0);
	extra.writeUInt16LE(values.length * 8, 2);
	values.forEach((value, index) => extra.writeBigUInt64LE(value, 4 + index * 8));
	return extra;
}
