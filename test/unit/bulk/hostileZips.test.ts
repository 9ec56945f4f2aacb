import fc from 'fast-check';
import { isZip, type ZipChoice } from '../../../nodes/shared/bulk';
import { openZip as openAuthored } from './openZip';
import { createWildcard } from '../../../nodes/shared/bulk/zip/wildcard';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { settle } from '../../../nodes/shared/http/settle';
import { handmadeZip, type HandmadeArchive } from './hostileZips';
import { cut, pieces } from './sources';
import { plainly, type Plain } from '../../written';

const openZip = plainly(openAuthored);

const CSV = Buffer.from(`K,[old] A,[new] A\r\n${'1,é,ž\r\n'.repeat(2_000)}`);

interface Reading {
	/** Bytes that came out. */
	size: number;
	/** Why no more came. */
	refusal?: string;
}

async function read(bytes: Buffer, choice: Plain<ZipChoice> = {}): Promise<Reading> {
	const reading: Reading = { size: 0 };
	const outcome = await settle(
		(async () => {
			const file = await openZip(pieces(...cut(bytes, 10_000)), choice);
			for await (const piece of await file.open()) reading.size += piece.length;
		})(),
	);
	if (outcome.ok) return reading;
	if (!isConnectorError(outcome.error)) throw outcome.error;
	return { ...reading, refusal: outcome.error.message };
}

const one = (claimed: object, content = CSV): HandmadeArchive => ({
	entries: [{ name: 'a.csv', content, claimed }],
});

describe('LA07 what an archive says of itself is not believed', () => {
	const zeros = Buffer.alloc(200_000_000, '0');
	const bomb = handmadeZip(one({ packedSize: 50_000_000, crc: 1 }, zeros));

	it('LA07 a packed size of 50,000,000 in an archive of 194 kB does not evade the ratio', async () => {
		expect(bomb.length).toBeLessThan(200_000);
		expect(await read(bomb)).toEqual({
			size: 0,
			refusal: expect.stringContaining('grows to more than 100 times its size'),
		});
	});

	it('LA07 nor does a small unpacked size along with it', async () => {
		const lying = one({ packedSize: 1_900_000, size: 1_000, crc: 1 }, zeros);
		const padding = { name: 'b.bin', content: Buffer.alloc(2_000_000), method: 0 as const };
		const { size, refusal } = await read(handmadeZip({ entries: [...lying.entries, padding] }));
		expect(refusal).toBeDefined();
		expect(size).toBeLessThan(11_000_000);
	});

	it('LA07 the ratio is that of the bytes read so far', async () => {
		const content = Buffer.alloc(30_000_000);
		const bytes = handmadeZip({
			entries: [{ name: 'a.csv', content, claimed: { size: 900, crc: 1 } }],
		});
		const { size, refusal } = await read(bytes);
		expect(refusal).toContain('100 times its size');
		expect(size).toBeLessThan(11_000_000);
		expect((await read(bytes, { maxRatio: 5_000, maxSize: 1_000_000 })).refusal).toContain(
			'larger than 1000000 bytes',
		);
	});

	const cases: Array<[string, HandmadeArchive, RegExp]> = [
		['a wrong checksum', one({ crc: 7 }), /size or the checksum/],
		['a size that is too small', one({ size: 10 }), /size or the checksum/],
		['a size that is too large', one({ size: CSV.length + 1 }), /size or the checksum/],
		['a packed size that is too small', one({ packedSize: 20 }), /damaged|cut off|checksum/],
		['a place outside of the archive', one({ offset: 4_000_000 }), /outside/],
		['a place in the middle of data', one({ offset: 40 }), /outside|damaged/],
		['sizes of zip64 beyond all bounds', one({ large: { size: 2n ** 63n } }), /larger than/],
		['a packed size of zip64', one({ large: { packedSize: 2n ** 63n } }), /outside/],
		['an offset of zip64', one({ large: { offset: 2n ** 62n } }), /outside/],
		['a password', one({ flags: 1 }), /protected by a password/],
		['more files than there are', { ...one({}), count: 60_000 }, /list of files is damaged/],
		[
			'two files in one place',
			{
				entries: [
					{ name: 'a.csv', content: CSV },
					{ name: 'b.csv', content: CSV, claimed: { offset: 0 } },
				],
			},
			/several files in one place/,
		],
		[
			'two files of one name',
			{
				entries: [
					{ name: 'a.csv', content: CSV },
					{ name: 'a.csv', content: CSV },
				],
			},
			/holds 2 files that match “a\*\.csv”: a\.csv, a\.csv/,
		],
		[
			'an archive within the archive',
			{
				entries: [
					{ name: 'a.csv', content: handmadeZip(one({})) },
					{ name: 'b.txt', content: CSV },
				],
			},
			/a\.csv is an archive within the archive/,
		],
		[
			'a name of 65,535 characters',
			{ entries: [{ name: `${'a_'.repeat(32_765)}.csv`, content: CSV }] },
			/name is longer than 4096 characters/,
		],
		[
			'more files than can be listed',
			{
				entries: Array.from({ length: 6_000 }, (_, n) => ({
					name: `${n}.csv`,
					content: Buffer.from('x'),
					method: 0 as const,
				})),
			},
			/too many files/,
		],
	];

	it.each(cases)('LA07 %s is refused with a sentence', async (_what, archive, sentence) => {
		const { refusal } = await read(handmadeZip(archive), { pattern: 'a*.csv' });
		expect(refusal).toMatch(sentence);
		expect(refusal!.length).toBeLessThan(400);
	});

	it('LA07 sizes that follow the data, and a comment that looks like an end, are in order', async () => {
		const entries = [{ name: 'a.csv', content: CSV, withDescriptor: true }];
		const comment = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(30, 1)]);
		expect(await read(handmadeZip({ entries, comment }))).toEqual({ size: CSV.length });
	});

	it('LA07 bytes at random at any place end with a sentence or with the whole file', async () => {
		const whole = handmadeZip({
			entries: [
				{ name: 'a.csv', content: CSV },
				{ name: 'b.bin', content: CSV, method: 0 },
			],
		});
		const spoilt = fc.array(
			fc.tuple(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 0, max: 255 })),
			{ minLength: 1, maxLength: 4 },
		);
		await fc.assert(
			fc.asyncProperty(spoilt, async (bytes) => {
				const copy = Buffer.from(whole);
				for (const [at, byte] of bytes) copy[at] = byte;
				if (!isZip(copy)) return;
				const { size, refusal } = await read(copy);
				if (refusal === undefined) expect([CSV.length, 0]).toContain(size);
			}),
			{ numRuns: 300 },
		);
	});
});

/** What a pattern means, by trying every length for every star. */
function slowly(pattern: string, name: string): boolean {
	let reached = new Set([0]);
	for (const sign of pattern) {
		const next = new Set<number>();
		for (const at of reached) {
			if (sign !== '*' && name[at] === sign) next.add(at + 1);
			if (sign === '*') for (let to = at; to <= name.length; to++) next.add(to);
		}
		reached = next;
	}
	return reached.has(name.length);
}

describe('LA05 file-name patterns', () => {
	it('LA05 mean what they say', () => {
		const text = (unit: string[], maxLength: number) =>
			fc.string({ unit: fc.constantFrom(...unit), maxLength });
		fc.assert(
			fc.property(
				text(['a', 'b', '*', '*', '.'], 8),
				text(['a', 'b', '.'], 12),
				(pattern, name) => {
					expect(createWildcard(pattern)(name)).toBe(slowly(pattern, name));
				},
			),
			{ numRuns: 5_000 },
		);
	});

	it.each([
		['Contacts*.CSV', 'contacts-2026.csv', true],
		['été*.csv', 'e\u0301te\u0301 1.csv', true],
		['a.csv', 'abcsv', false],
		['[a-z].csv', 'b.csv', false],
	])('LA05 %s on %s: %s', (pattern, name, fits) => {
		expect(createWildcard(pattern)(name)).toBe(fits);
	});

	it.each(['*_*_*.csv', `${'*_'.repeat(120)}*.csv`, `${'*a_a'.repeat(60)}b`])(
		'LA05 %.20s looks for each of its texts once, however long the name',
		(pattern) => {
			const fits = createWildcard(pattern);
			const search = jest.spyOn(String.prototype, 'indexOf');
			fits(`${'a_'.repeat(32_000)}x`);
			fits(`${'a_'.repeat(2_000)}.csv`);
			const searches = search.mock.calls.length;
			search.mockRestore();
			expect(searches).toBeLessThanOrEqual(2 * pattern.split('*').length);
		},
	);

	it('LA05 an archive with such a name is read, and a pattern beyond the bound refused', async () => {
		const name = `${'a_'.repeat(1_000)}.csv`;
		const bytes = handmadeZip({ entries: [{ name, content: CSV }] });
		expect(await read(bytes, { pattern: '*_*_*.csv' })).toEqual({ size: CSV.length });
		expect(await read(bytes, { pattern: '*'.repeat(256) })).toEqual({
			size: 0,
			refusal: 'The name pattern is longer than 255 characters',
		});
	});

	it('LA05 names are shown in one line and without signs that hide or turn the text', async () => {
		const name = `a\r\n\u202e${'x'.repeat(500)}.md`;
		const { refusal } = await read(handmadeZip({ entries: [{ name, content: CSV }] }));
		expect(refusal).toMatch(/^The archive holds no CSV files; it holds a���x{96}…$/);
	});
});
