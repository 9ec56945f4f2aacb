import { openArchive } from '../../../nodes/shared/bulk';
import { readDirectory } from '../../../nodes/shared/bulk/zip/directory';
import { handmadeZip } from './hostileZips';
import { openZip } from './openZip';
import { cut, joined, pieces } from './sources';

const CSV = Buffer.from(`K,[old] A,[new] A\r\n${'1,é,ž\r\n'.repeat(2_000)}`);
const whole = handmadeZip({ entries: [{ name: 'a.csv', content: CSV }] });
const END = 22;

interface Large {
	/** Default: those of the archive. */
	count?: bigint;
	offset?: bigint;
	/** Where the large end record is said to stand, away from where it does. */
	shift?: number;
	locator?: number;
	record?: number;
}

/** The archive with an end record of 64 bits (APPNOTE 4.3.14 and 15). */
function large(
	{ count, offset, shift = 0, locator, record }: Large = {},
	small: Partial<Record<'count' | 'offset', true>> = {},
): Buffer {
	const body = whole.subarray(0, -END);
	const end = Buffer.from(whole.subarray(-END));
	const place = end.readUInt32LE(16);
	const large64 = Buffer.alloc(56);
	large64.writeUInt32LE(record ?? 0x06064b50, 0);
	large64.writeBigUInt64LE(44n, 4);
	large64.writeBigUInt64LE(count ?? 1n, 24);
	large64.writeBigUInt64LE(count ?? 1n, 32);
	large64.writeBigUInt64LE(offset ?? BigInt(place), 48);
	const at = Buffer.alloc(20);
	at.writeUInt32LE(locator ?? 0x07064b50, 0);
	at.writeBigUInt64LE(BigInt(body.length + shift), 8);
	if (!small.count) end.writeUInt16LE(0xffff, 10);
	if (!small.offset) end.writeUInt32LE(0xffffffff, 16);
	return Buffer.concat([body, large64, at, end]);
}

const unpacked = async (...chunks: Array<Uint8Array | string>): Promise<string> => {
	const file = await openZip(pieces(...chunks));
	return (await joined((await file.open()) as AsyncIterable<Uint8Array>)).toString();
};

describe('S15 archives whose directory needs large numbers', () => {
	it.each<[string, Buffer]>([
		['for both', large()],
		['for how many files there are', large({}, { offset: true })],
		['for where it stands', large({}, { count: true })],
	])('S15 %s are read', async (_what, bytes) => {
		expect(await unpacked(...cut(bytes, 1_000))).toBe(CSV.toString());
	});

	const DAMAGED = 'The archive cannot be read: its end is damaged';
	it.each<[string, Buffer, string]>([
		['nothing says where', large({ locator: 1 }), DAMAGED],
		['they are not where they should be', large({ shift: 1 }), DAMAGED],
		['they are said to be behind the end', large({ shift: 50 }), DAMAGED],
		['they are said to be in front of it', large({ shift: -100 }), DAMAGED],
		['they are something else', large({ record: 1 }), DAMAGED],
		['they are missing', large().subarray(-END), DAMAGED],
		[
			'they promise more files',
			large({ count: 2n }),
			'The archive cannot be read: its list of files is damaged',
		],
		[
			'they name another place',
			large({ offset: 0n }),
			'The archive cannot be read: its list of files is damaged',
		],
	])('S15 they are refused where %s', async (_what, bytes, message) => {
		await expect(unpacked(bytes)).rejects.toMatchObject({ kind: 'input', message });
	});

	it('S15 a list of files that is too long to be looked at is refused with what to do', () => {
		const tail = whole.subarray(-200);
		expect(readDirectory(whole, whole.length)).toHaveLength(1);
		expect(() => readDirectory(tail, whole.length + 1_000_000)).toThrow(
			expect.objectContaining({
				kind: 'input',
				message: 'The archive holds too many files',
				hint: 'Put the CSV file alone into an archive.',
			}),
		);
	});
});

describe('S15 archives as other programs write them', () => {
	/** More in front of the name's data, as a local head may have. */
	function withExtra(): Buffer {
		const extra = Buffer.alloc(40, 7);
		const place = whole.indexOf('PK\u0001\u0002', 0, 'latin1');
		const copy = Buffer.from(whole);
		copy.writeUInt16LE(extra.length, 28);
		const end = Buffer.from(copy.subarray(-END));
		end.writeUInt32LE(place + extra.length, 16);
		const nameEnd = 30 + 'a.csv'.length;
		return Buffer.concat([copy.subarray(0, nameEnd), extra, copy.subarray(nameEnd, -END), end]);
	}

	/** A list of files with something of one's own, and with a word, behind each name. */
	function withComments(): Buffer {
		const place = whole.indexOf('PK\u0001\u0002', 0, 'latin1');
		const list = (name: string) => {
			const entry = Buffer.from(whole.subarray(place, -END));
			entry.write(name, 46);
			entry.writeUInt16LE(8, 30);
			entry.writeUInt16LE(3, 32);
			return Buffer.concat([entry, Buffer.from([9, 9, 4, 0, 1, 2, 3, 4]), Buffer.from('yes')]);
		};
		const end = Buffer.from(whole.subarray(-END));
		end.writeUInt16LE(2, 10);
		const folder = list('b.txt');
		folder.fill(0, 20, 24);
		folder.writeUInt32LE(place - 30, 42);
		return Buffer.concat([whole.subarray(0, place), list('a.csv'), folder, end]);
	}

	it.each([1, 31, 64, 1_000])(
		'S15 with more in front of the data, in pieces of %i bytes',
		async (size) => {
			expect(await unpacked(...cut(withExtra(), size))).toBe(CSV.toString());
		},
	);

	it('S15 with more behind the names', async () => {
		const { entries } = await openArchive(pieces(withComments()));
		expect(entries.map(({ name }) => name)).toEqual(['a.csv', 'b.txt']);
	});

	it('S15 with something behind the end, and with a comment that ends with the file', async () => {
		expect(await unpacked(Buffer.concat([whole, Buffer.alloc(5)]))).toBe(CSV.toString());
		const comment = Buffer.concat([whole.subarray(-END), Buffer.alloc(8)]);
		const entries = [{ name: 'a.csv', content: CSV }];
		expect(await unpacked(handmadeZip({ entries, comment }))).toBe(CSV.toString());
	});

	it('S15 as text, a byte to a sign', async () => {
		expect(await unpacked(whole.toString('latin1'))).toBe(CSV.toString());
	});

	it('S15 what reading them is refused with is passed on', async () => {
		let opened = 0;
		const file = await openZip(async function* () {
			opened++;
			yield whole.subarray(0, 60);
			if (opened > 1) throw new Error('The disk is gone');
			await Promise.resolve();
			yield whole.subarray(60);
		});
		const read = async () => await joined((await file.open()) as AsyncIterable<Uint8Array>);
		await expect(read()).rejects.toThrow('The disk is gone');
	});

	it('S15 that become shorter meanwhile are named as cut off', async () => {
		let opened = 0;
		const file = await openZip(async function* () {
			await Promise.resolve();
			yield ++opened > 1 ? whole.subarray(0, 60) : whole;
		});
		const read = async () => await joined((await file.open()) as AsyncIterable<Uint8Array>);
		await expect(read()).rejects.toThrow('The archive cannot be read: it was cut off');
	});
});
