import {
	GrowingFile,
	openArchive,
	type FileFormat,
	type FilePart,
} from '../../../nodes/shared/bulk';
import { csvInZip } from '../../../nodes/shared/bulk/zip/GrowingFile';
import { joined, pieces } from './sources';
import { writeZip } from './writeZip';

const time = new Date('2026-11-21T09:30:00Z');
type Settings = ConstructorParameters<typeof GrowingFile>[0];

const START = 'K\n';
const growing = (more: Partial<Settings> = {}): GrowingFile =>
	new GrowingFile({ name: 'out', format: csvInZip(START), maxPartBytes: 1e9, time, ...more });

/** Names and texts of what is in a part. */
async function contents({ bytes }: Pick<FilePart, 'bytes'>): Promise<Array<[string, string]>> {
	const archive = await openArchive(pieces(bytes));
	return await Promise.all(
		archive.entries.map(async (entry): Promise<[string, string]> => {
			const content = (await archive.file(entry).open()) as AsyncIterable<Uint8Array>;
			return [entry.name, (await joined(content)).toString()];
		}),
	);
}

const shapeOf = async (parts: FilePart[]) =>
	await Promise.all(
		parts.map(async (part) => [part.fileName, part.rows, ...(await contents(part)).flat()]),
	);

describe('S35 a file that grows row by row', () => {
	it('S35 takes one row, several, or none', async () => {
		const file = growing();
		file.add('a\n');
		file.add(['b\n', 'c\n']);
		file.add(undefined);
		file.add([]);
		expect(await shapeOf(await file.take())).toEqual([]);
		expect(await shapeOf(await file.finish())).toEqual([['out.zip', 3, 'out.csv', 'K\na\nb\nc\n']]);
		expect(await file.take()).toEqual([]);
	});

	it.each([
		[0, [0]],
		[1, [1]],
		[2, [2]],
		[3, [2, 1]],
		[4, [2, 2]],
	])('S35 of two rows to a part, %i are parts of %j', async (count, sizes) => {
		const file = growing({ maxRows: 2 });
		for (let row = 0; row < count; row++) file.add(`${row}\n`);
		const parts = [...(await file.take()), ...(await file.finish())];
		expect(parts.map(({ rows }) => rows)).toEqual(sizes);
		expect(parts.map(({ fileName }) => fileName)).toEqual(
			['out.zip', 'out-2.zip'].slice(0, sizes.length),
		);
		const texts = await Promise.all(parts.map(contents));
		expect(texts.map(([[name]]) => name)).toEqual(['out.csv', 'out-2.csv'].slice(0, sizes.length));
		expect(texts.map(([[, text]]) => text.slice(START.length)).join('')).toBe(
			Array.from({ length: count }, (_, row) => `${row}\n`).join(''),
		);
	});

	it('S35 holds no more rows to a part than its format can, each told its place', async () => {
		const format: FileFormat = {
			...csvInZip(START),
			ending: 'xlsx',
			mostRows: 2,
			before: (name) => [
				[`${name}.txt`, 'first'],
				['rows.txt', '<'],
			],
			placed: (row, at) => `${at}${row}`,
			end: (rows) => `>${rows}`,
		};
		const file = growing({ format });
		file.add(['a', 'b', 'c']);
		expect(await shapeOf(await file.finish())).toEqual([
			['out.xlsx', 2, 'out.txt', 'first', 'rows.txt', '<0a1b>2'],
			['out-2.xlsx', 1, 'out-2.txt', 'first', 'rows.txt', '<0c>1'],
		]);
	});

	it('S35 has a name that may be known only once there is a row', async () => {
		let line = 0;
		const file = growing({ name: () => `from-${line}`, maxRows: 1 });
		line = 7;
		file.add(['a\n', 'b\n']);
		const parts = await file.finish();
		expect(parts.map(({ fileName }) => fileName)).toEqual(['from-7.zip', 'from-7-2.zip']);
		expect((await contents(parts[1]))[0][0]).toBe('from-7-2.csv');
	});

	it('S35 rows of any length and any letters are kept whole', async () => {
		const rows = [
			`${'é'.repeat(200_000)}\n`,
			`${'😀'.repeat(70_000)}\n`,
			'a\n',
			...Array.from({ length: 300 }, (_, at) => `${'€'.repeat(at * 7)}\n`),
		];
		const file = growing();
		for (const row of rows) file.add(row);
		const [part] = await file.finish();
		expect((await contents(part))[0][1]).toBe(START + rows.join(''));
	});

	it('S35 begins a new part above a size, and not before', async () => {
		const noise = (from: number) =>
			Array.from({ length: 20_000 }, (_, at) => `${Math.sin(from + at)}\n`);
		const file = growing({ maxPartBytes: 100_000 });
		file.add(noise(0).slice(0, 5_000));
		expect(await file.take()).toEqual([]);
		file.add(noise(5_000));
		const [part] = await file.take();
		expect(part).toMatchObject({ fileName: 'out.zip', rows: 25_000 });
		expect(part.bytes.length).toBeGreaterThan(100_000);
		expect(await file.finish()).toEqual([]);
	});
});

describe('S15 the day of the files in an archive', () => {
	/** Year, month and day as the list of files tells them (APPNOTE 4.4.6). */
	const dayIn = (bytes: Buffer): number[] => {
		const day = bytes.readUInt16LE(bytes.indexOf('PK\u0001\u0002', 0, 'latin1') + 14);
		return [1980 + (day >> 9), (day >> 5) & 15, day & 31];
	};

	it.each<[Date, number[]]>([
		[new Date(2026, 10, 21, 12), [2026, 11, 21]],
		[new Date(1980, 0, 1, 12), [1980, 1, 1]],
		[new Date(1979, 11, 31, 12), [1980, 1, 1]],
		[new Date(2099, 11, 31, 12), [2099, 12, 31]],
		[new Date(2100, 0, 1, 12), [1980, 1, 1]],
	])('S15 %s', async (given, day) => {
		expect(dayIn(await writeZip([{ name: 'a.csv', pieces: ['x'] }], given))).toEqual(day);
	});
});
