import { inflateRawSync } from 'node:zlib';

/** Entries of a small archive, read by its central directory. */
export function unzip(
	archive: Buffer,
): Array<{ name: string; content: string; hasDescriptor: boolean }> {
	const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	let at = archive.readUInt32LE(end + 16);
	return Array.from({ length: archive.readUInt16LE(end + 10) }, () => {
		const nameLength = archive.readUInt16LE(at + 28);
		const packed = archive.readUInt32LE(at + 20);
		const local = archive.readUInt32LE(at + 42);
		const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
		const entry = {
			name: archive.subarray(at + 46, at + 46 + nameLength).toString('utf8'),
			content: inflateRawSync(archive.subarray(start, start + packed)).toString('utf8'),
			hasDescriptor: (archive.readUInt16LE(local + 6) & 8) !== 0,
		};
		at += 46 + nameLength;
		return entry;
	});
}
