import { deflateRawSync } from 'node:zlib';
import { GrowingFile, isZip, openCsv, type FilePart } from '../../../nodes/shared/bulk';
import { csvInZip } from '../../../nodes/shared/bulk/zip/GrowingFile';
import { openZip } from './openZip';
import { crc32 } from '../../../nodes/shared/bulk/zip/crc32';
import { ZipStream } from '../../../nodes/shared/bulk/zip/ZipStream';
import { written } from '../../written';
import { cut, joined, pieces, rowsOf } from './sources';
import { writeZip } from './writeZip';

const time = new Date('2026-11-21T09:30:00Z');
const csv = `K,[old] A,[new] A\r\n${'1,é,ž\r\n'.repeat(20_000)}`;

const archive = async (files: Record<string, string>): Promise<Buffer> =>
	await writeZip(
		Object.entries(files).map(([name, text]) => ({ name, pieces: [text] })),
		time,
	);

const unpacked = async (bytes: Buffer, size = 1000): Promise<string> => {
	const file = await openZip(pieces(...cut(bytes, size)));
	return (await joined((await file.open()) as AsyncIterable<Uint8Array>)).toString();
};

/** An archive as other programs write it: sizes in the local header, any method. */
function plainZip(
	name: string,
	packed: Buffer,
	facts: { method: number; crc: number; size: number; flags?: number },
) {
	const head = Buffer.alloc(26);
	head.writeUInt16LE(20, 0);
	head.writeUInt16LE(facts.flags ?? 0, 2);
	head.writeUInt16LE(facts.method, 4);
	head.writeUInt32LE(facts.crc, 10);
	head.writeUInt32LE(packed.length, 14);
	head.writeUInt32LE(facts.size, 18);
	head.writeUInt16LE(name.length, 22);
	const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed]);
	const central = Buffer.concat([
		Buffer.from('PK\x01\x02\x14\x00'),
		head,
		Buffer.alloc(14),
		Buffer.from(name),
	]);
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06');
	end.writeUInt16LE(1, 8);
	end.writeUInt16LE(1, 10);
	end.writeUInt32LE(central.length, 12);
	end.writeUInt32LE(local.length, 16);
	return Buffer.concat([local, central, end]);
}

describe('S14 S15 archives', () => {
	it('close what they read from when nobody reads on', async () => {
		const noise = Array.from({ length: 400_000 }, (_, index) => Math.sin(index)).join();
		const bytes = await archive({ 'contacts.csv': noise });
		const ended: string[] = [];
		const open = async function* () {
			try {
				for (const piece of cut(bytes, 10_000)) yield piece;
				ended.push('read to its end');
			} finally {
				ended.push('closed');
			}
		};
		const file = await openZip(open);
		ended.length = 0;
		for await (const piece of await file.open()) if (piece.length > 0) break;
		for (let turn = 0; turn < 100 && ended.length === 0; turn++) await new Promise(setImmediate);
		expect(ended).toEqual(['closed']);
	});

	it.each([1, 7, 1000, 1_000_000])(
		'read back as they were written, in pieces of %d bytes',
		async (size) => {
			const text = size === 1 ? 'K,a\r\n1,2\r\n' : csv;
			const bytes = await archive({ 'contacts.csv': text });
			expect(isZip(bytes)).toBe(true);
			expect(await unpacked(bytes, size)).toBe(text);
		},
	);

	it('can be read as CSV, more than once', async () => {
		const file = await openZip(pieces(...cut(await archive({ 'contacts.csv': csv }), 999)));
		expect(file).toMatchObject({ name: 'contacts.csv', size: Buffer.byteLength(csv) });
		const opened = await openCsv(file.open);
		for (let turn = 0; turn < 2; turn++) {
			expect(await rowsOf(opened.rows())).toHaveLength(20_000);
		}
	});

	it('may be stored without compression', async () => {
		const bytes = Buffer.from(csv);
		const facts = { method: 0, crc: crc32(bytes), size: bytes.length };
		expect(await unpacked(plainZip('a.csv', bytes, facts))).toBe(csv);
	});

	it('skip folders and what macOS puts in', async () => {
		const bytes = await archive({
			'out/': '',
			'__MACOSX/out/._a.csv': 'x',
			'out/a.csv': csv,
			'readme.md': 'x',
		});
		expect(await unpacked(bytes)).toBe(csv);
	});

	it('with several CSV files are refused by their names, unless a pattern chooses one', async () => {
		const bytes = await archive({ 'criteria.csv': csv, 'consents.csv': 'K\r\n' });
		await expect(openZip(pieces(bytes))).rejects.toThrow(
			'The archive holds 2 CSV files: criteria.csv, consents.csv',
		);
		expect((await openZip(pieces(bytes), { pattern: written('crit*') })).name).toBe('criteria.csv');
		await expect(openZip(pieces(bytes), { pattern: written('c*.csv') })).rejects.toThrow(
			'2 files that match',
		);
		await expect(openZip(pieces(bytes), { pattern: written('x*') })).rejects.toThrow(
			'no files that match “x*”',
		);
	});

	it('without a CSV file are refused', async () => {
		const bytes = await archive({ 'a.xlsx': 'x' });
		await expect(openZip(pieces(bytes))).rejects.toThrow(
			'The archive holds no CSV files; it holds a.xlsx',
		);
	});

	const bomb = Buffer.alloc(20_000_000, 'a');
	const packed = deflateRawSync(bomb);

	it('that grow too much are refused before anything is unpacked', async () => {
		const facts = { method: 8, crc: crc32(bomb), size: bomb.length };
		const bytes = plainZip('a.csv', packed, facts);
		await expect(openZip(pieces(bytes))).rejects.toThrow('more than 100 times its size');
		await expect(openZip(pieces(bytes), { maxRatio: 2000 })).resolves.toMatchObject({
			size: bomb.length,
		});
		await expect(openZip(pieces(bytes), { maxRatio: 2000, maxSize: 1000 })).rejects.toThrow(
			'larger than 1000 bytes',
		);
	});

	it('that lie about their size are stopped while they are unpacked', async () => {
		const bytes = plainZip('a.csv', packed, { method: 8, crc: 0, size: 1000 });
		const file = await openZip(pieces(bytes));
		let seen = 0;
		const read = async () => {
			for await (const piece of await file.open()) seen += piece.length;
		};
		await expect(read()).rejects.toThrow('more than 100 times its size');
		expect(seen).toBeLessThan(11_000_000);
	});

	it('that are small may be packed as tightly as they like', async () => {
		const small = 'a'.repeat(1_000_000);
		expect(await unpacked(await archive({ 'a.csv': small }))).toBe(small);
	});

	it.each<[string, (bytes: Buffer) => Buffer]>([
		['cut off', (bytes) => bytes.subarray(0, bytes.length - 100)],
		['cut off in the middle', (bytes) => bytes.subarray(0, bytes.length >> 1)],
		['empty', () => Buffer.alloc(0)],
		['damaged', (bytes) => Buffer.from(bytes.map((byte, at) => (at === 200 ? byte ^ 0x55 : byte)))],
	])('that are %s are named as broken', async (_what, spoil) => {
		const bytes = spoil(await archive({ 'contacts.csv': csv }));
		await expect(unpacked(bytes)).rejects.toThrow('The archive cannot be read');
	});

	it('with a password, or a method that is not known, are refused', async () => {
		const facts = { method: 8, crc: 0, size: 1 };
		const open = async (changed: object) =>
			await openZip(pieces(plainZip('a.csv', packed, { ...facts, ...changed })));
		await expect(open({ flags: 1 })).rejects.toThrow('protected by a password');
		await expect(open({ method: 12 })).rejects.toThrow('method that is not known (12)');
	});
});

describe('files that grow compressed', () => {
	it('are split above a size, each part with the header', async () => {
		const zip = new GrowingFile({
			name: 'result',
			format: csvInZip('K,A\r\n'),
			maxPartBytes: 100_000,
			time,
		});
		const rows = Array.from({ length: 40_000 }, (_, n) => `${n},${Math.sin(n)}\r\n`);
		const parts: FilePart[] = [];
		for (const row of rows) {
			zip.add(row);
			parts.push(...(await zip.take()));
		}
		zip.add(undefined);
		parts.push(...(await zip.finish()));
		expect(parts.length).toBeGreaterThan(2);
		expect(parts.map(({ fileName }) => fileName).slice(0, 2)).toEqual([
			'result.zip',
			'result-2.zip',
		]);
		expect(parts.reduce((sum, { rows: count }) => sum + count, 0)).toBe(rows.length);
		const texts = await Promise.all(parts.map(async ({ bytes }) => await unpacked(bytes)));
		expect(texts.every((text) => text.startsWith('K,A\r\n'))).toBe(true);
		expect(texts.map((text) => text.slice(5)).join('')).toBe(rows.join(''));
		for (const { bytes } of parts) expect(bytes.length).toBeLessThan(200_000);
	});

	it('keep no more memory than what is in the pieces that wait to be put away', async () => {
		const stream = new ZipStream(time);
		await stream.begin('rows.csv');
		const held: Buffer[] = [];
		for (let piece = 0; piece < 40; piece++) {
			const rows = Array.from({ length: 4000 }, (_, row) => Math.sin(piece * 4000 + row));
			stream.push(rows.join());
			await stream.room(0);
			held.push(...stream.take());
			// Whatever else a run makes of small buffers meanwhile.
			for (let other = 0; other < 100; other++) Buffer.from('x'.repeat(500));
		}
		await stream.end();
		held.push(...stream.take());
		const sum = (lengths: number[]) => lengths.reduce((total, length) => total + length, 0);
		const memory = new Set(held.map(({ buffer }) => buffer));
		const kept = sum([...memory].map(({ byteLength }) => byteLength));
		expect(held.length).toBeGreaterThan(40);
		expect(kept).toBeLessThan(sum(held.map(({ length }) => length)) * 1.2);
	});

	it('hold the header when there is no row', async () => {
		const zip = new GrowingFile({
			name: 'result',
			format: csvInZip('K,A\r\n'),
			maxPartBytes: 1000,
			time,
		});
		const [part] = await zip.finish();
		expect(await unpacked(part.bytes)).toBe('K,A\r\n');
	});
});
