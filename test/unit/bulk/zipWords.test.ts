import { deflateRawSync } from 'node:zlib';
import type { ZipChoice } from '../../../nodes/shared/bulk';
import { plainly, type Plain } from '../../written';
import { handmadeZip, type HandmadeEntry } from './hostileZips';
import { openZip as openAuthored } from './openZip';
import { cut, joined, pieces } from './sources';

const openZip = plainly(openAuthored);
const CSV = Buffer.from(`K,[old] A,[new] A\r\n${'1,é,ž\r\n'.repeat(2_000)}`);

async function unpacked(bytes: Buffer, choice: Plain<ZipChoice> = {}): Promise<string> {
	const file = await openZip(pieces(...cut(bytes, 10_000)), choice);
	return (await joined((await file.open()) as AsyncIterable<Uint8Array>)).toString();
}

const archive = (...entries: Array<Partial<HandmadeEntry>>): Buffer =>
	handmadeZip({ entries: entries.map((one) => ({ name: 'a.csv', content: CSV, ...one })) });
const named = (...names: string[]): Buffer => archive(...names.map((name) => ({ name })));

const AGAIN = 'Download or pack it again; it may have been cut off on its way.';
const STANDARD = 'Pack it again without a password, with the standard method (deflate).';
const ALONE = 'Put the CSV file alone into an archive.';
const broken = (what: string): string => `The archive cannot be read: ${what}`;
const OTHER = broken('a.csv does not have the size or the checksum that it should have');

/** Where its list of files begins. */
const directoryOf = (bytes: Buffer): number => bytes.indexOf('PK\u0001\u0002', 0, 'latin1');
/** Other bytes at a place, counted from the end if it is negative. */
function changed(bytes: Buffer, at: number, ...other: number[]): Buffer {
	const copy = Buffer.from(bytes);
	copy.set(other, at < 0 ? bytes.length + at : at);
	return copy;
}

describe('LA07 what is said of an archive that cannot be read', () => {
	const whole = archive({});
	const list = directoryOf(whole);

	it.each<[string, Buffer, string, string]>([
		['its end is missing', whole.subarray(0, -1), broken('its end is missing'), AGAIN],
		['nothing', Buffer.alloc(0), broken('its end is missing'), AGAIN],
		[
			'packed bytes that make no sense',
			changed(whole, 60, 0xff, 0xff, 0xff),
			broken('a.csv is damaged'),
			AGAIN,
		],
		['packed data with another checksum', archive({ claimed: { crc: 7 } }), OTHER, AGAIN],
		[
			'stored data with another checksum',
			archive({ method: 0, claimed: { crc: 7 } }),
			OTHER,
			AGAIN,
		],
		[
			'stored data of another size',
			archive({ method: 0, claimed: { size: CSV.length + 1 } }),
			OTHER,
			AGAIN,
		],
		[
			'data where its head should be',
			changed(whole, 2, 7),
			broken('its list of files is damaged'),
			AGAIN,
		],
		['a list that is none', changed(whole, list, 0), broken('its list of files is damaged'), AGAIN],
		[
			'a name that reaches beyond its end',
			changed(whole, list + 28, 0xff, 0x7f),
			broken('its list of files is damaged'),
			AGAIN,
		],
		[
			'an end that is said to be large, and is not',
			changed(whole, -22 + 16, 0xff, 0xff, 0xff, 0xff),
			broken('its end is damaged'),
			AGAIN,
		],
		[
			'a password',
			archive({ claimed: { flags: 1 } }),
			'a.csv is protected by a password',
			STANDARD,
		],
		[
			'another method of packing',
			changed(whole, list + 10, 12, 0),
			'a.csv is packed by a method that is not known (12)',
			STANDARD,
		],
		[
			'data beyond its end',
			archive({ claimed: { offset: whole.length } }),
			broken('its list of files points to a place outside of it'),
			AGAIN,
		],
		[
			'two files in one place',
			archive({}, { name: 'b.bin', claimed: { offset: 0 } }),
			broken('its list of files has several files in one place'),
			AGAIN,
		],
		[
			'an archive within it',
			archive({ content: whole }),
			'a.csv is an archive within the archive',
			'Pack the .csv file itself.',
		],
	])('LA07 %s', async (_what, bytes, message, hint) => {
		await expect(unpacked(bytes)).rejects.toMatchObject({ kind: 'input', message, hint });
	});

	it.each<[string, Buffer, Plain<ZipChoice>, string, string]>([
		[
			'several files',
			named('a.csv', 'May/b.TSV', 'c.txt', 'd.md'),
			{},
			'The archive holds 3 CSV files: a.csv, May/b.TSV, c.txt',
			'Set a name pattern that only one of them matches.',
		],
		[
			'several that fit a pattern',
			named('a.csv', 'b.csv', 'c.md'),
			{ pattern: ' *.csv ' },
			'The archive holds 2 files that match “*.csv”: a.csv, b.csv',
			'Set a name pattern that only one of them matches.',
		],
		[
			'two of one name',
			named('a.csv', 'a.csv'),
			{},
			'The archive holds 2 CSV files: a.csv, a.csv',
			'No pattern tells files of one name apart: pack the right one alone.',
		],
		[
			'none that fits',
			named('a.csv'),
			{ pattern: 'b*' },
			'The archive holds no files that match “b*”; it holds a.csv',
			'Check the name pattern.',
		],
		[
			'no CSV file',
			named('a.md', 'b.xls'),
			{},
			'The archive holds no CSV files; it holds a.md, b.xls',
			'Pack the .csv file itself.',
		],
		[
			'a workbook with macros',
			named('a.md', 'May/b.XLSM'),
			{},
			'The archive holds no CSV files; it holds a.md, May/b.XLSM',
			'Give the workbook itself, without packing it.',
		],
		[
			'no file',
			named('May/', '__MACOSX/a.csv', 'May/.a.csv'),
			{},
			'The archive holds no CSV files',
			'Pack the .csv file itself.',
		],
		[
			'more files than are listed',
			named(...Array.from({ length: 12 }, (_, at) => `${at}.csv`)),
			{},
			'The archive holds 12 CSV files: 0.csv, 1.csv, 2.csv, 3.csv, 4.csv, 5.csv, 6.csv, 7.csv, 8.csv, 9.csv and 2 more',
			'Set a name pattern that only one of them matches.',
		],
		[
			'a file that is larger than is allowed',
			whole,
			{ maxSize: 1_000 },
			'a.csv is larger than 1000 bytes when unpacked',
			'Split the file, or raise the limit.',
		],
		[
			'a file that grows too much',
			archive({ content: Buffer.alloc(20_000) }),
			{ ratioFrom: 10_000, maxRatio: 50 },
			'a.csv grows to more than 50 times its size when unpacked, as attacks on readers do',
			'If the file is yours, unpack it first, or raise the limit.',
		],
		[
			'a pattern that is too long',
			whole,
			{ pattern: '*'.repeat(256) },
			'The name pattern is longer than 255 characters',
			'Use a shorter one, with * for any characters.',
		],
		[
			'a name that is too long',
			named('a.csv', `${'x'.repeat(4_097)}`),
			{},
			`The archive holds a file whose name is longer than 4096 characters: ${'x'.repeat(100)}…`,
			ALONE,
		],
	])('LA05 LA07 %s', async (_what, bytes, choice, message, hint) => {
		await expect(unpacked(bytes, choice)).rejects.toMatchObject({ kind: 'input', message, hint });
	});

	it('LA07 the largest of each that is allowed is read', async () => {
		const text = CSV.toString();
		expect(await unpacked(whole, { maxSize: CSV.length, ratioFrom: CSV.length, maxRatio: 1 })).toBe(
			text,
		);
		const packed = deflateRawSync(CSV).length;
		expect(await unpacked(whole, { ratioFrom: 1, maxRatio: CSV.length / packed })).toBe(text);
		expect(await unpacked(named('x'.repeat(4_096)), { pattern: `x${'*'.repeat(254)}` })).toBe(text);
	});

	it('LA05 ten files are listed, without a word of more', async () => {
		const names = Array.from({ length: 10 }, (_, at) => `${at}.md`);
		await expect(unpacked(named(...names))).rejects.toMatchObject({
			message: `The archive holds no CSV files; it holds ${names.join(', ')}`,
		});
	});

	it('LA05 a pattern may name the file alone, or with its folders, in whatever letters', async () => {
		const bytes = named('May/People.csv', 'June/others.csv');
		for (const pattern of ['people.csv', 'may/people.csv', 'May/*', '*ople*'])
			expect((await openZip(pieces(bytes), { pattern })).name).toBe('May/People.csv');
		expect((await openZip(pieces(named('a.csv', 'b.md')), { pattern: '  ' })).name).toBe('a.csv');
	});

	it('LA07 names are read in UTF-8 where the archive says so, else as one byte to a sign', async () => {
		const name = 'été.csv';
		const spelt = async (flags: number) =>
			(await openZip(pieces(archive({ name, claimed: { flags } })))).name;
		expect(await spelt(0x800)).toBe(name);
		expect(await spelt(0)).toBe(Buffer.from(name).toString('latin1'));
	});
});
