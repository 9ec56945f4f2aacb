import fc from 'fast-check';
import {
	compilePlan,
	createTemplateBook,
	GrowingFile,
	openArchive,
	openXlsx,
	parseHeader,
	RULES,
	type BulkField,
	type CellRules,
	type FilePart,
	type TemplateFile,
	type TemplateRecord,
} from '../../../../nodes/shared/bulk';
import {
	createSheetWriter,
	type SheetColumn,
	type SheetValue,
} from '../../../../nodes/shared/bulk/xlsx/write/sheetWriter';
import { workbookFormat } from '../../../../nodes/shared/bulk/xlsx/write/workbookFormat';
import { MemoryBulkTarget } from '../MemoryBulkTarget';
import { runBulk } from '../../../../nodes/shared/bulk';
import { collect, cut, joined, pieces, rowsOf } from '../sources';
import { readBook } from './workbooks';

const time = new Date('2026-11-29T09:30:00Z');

async function booksOf(
	columns: SheetColumn[],
	rows: SheetValue[][],
	more: Partial<ConstructorParameters<typeof GrowingFile>[0]> = {},
): Promise<FilePart[]> {
	const sheet = createSheetWriter(columns, false);
	const book = new GrowingFile({
		name: 'out',
		format: workbookFormat(sheet, { sheetName: 'Rows' }),
		maxPartBytes: 1e9,
		time,
		...more,
	});
	const parts: FilePart[] = [];
	for (const row of rows) {
		book.add(sheet.row(row));
		parts.push(...(await book.take()));
	}
	return [...parts, ...(await book.finish())];
}

const textsIn = async (book: FilePart): Promise<string[][]> => (await readBook(book.bytes)).cells;

/** XML of one part. */
async function partOf(bytes: Buffer, name: string): Promise<string> {
	const archive = await openArchive(pieces(...cut(bytes, 1000)));
	const entry = archive.entries.find((one) => one.name === name)!;
	return (await joined((await archive.file(entry).open()) as AsyncIterable<Uint8Array>)).toString();
}

describe('LD08 a workbook that is written reads back the same', () => {
	const text = fc.string({
		unit: fc.oneof(
			fc.constantFrom(
				'a',
				'<',
				'&',
				'"',
				"'",
				' ',
				'\n',
				'\r',
				'\t',
				'=',
				'_',
				'x',
				'_x000D_',
				'é',
				'e\u0301',
				'😀',
				'\ud800',
				'\u0000',
				'\u0001',
				'\u001f',
				'\ufffe',
				']]>',
			),
			fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
		),
		maxLength: 8,
	});

	it('LD08 any text in any place', async () => {
		const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
			fc.array(fc.array(text, { minLength: width, maxLength: width }), {
				minLength: 1,
				maxLength: 5,
			}),
		);
		await fc.assert(
			fc.asyncProperty(table, async (rows) => {
				const columns = rows[0].map(
					(_cell, index): SheetColumn => ({ name: `c${index}`, kind: 'text' }),
				);
				const [book] = await booksOf(columns, rows);
				// Rows of nothing but blanks are none.
				expect(await textsIn(book)).toEqual(
					rows.filter((row) => row.some((cell) => cell.trim() !== '')),
				);
			}),
		);
	});

	it('LD08 numbers, days, moments and yes-or-no by what they are', async () => {
		const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
		const day = fc
			.date({
				min: new Date('1900-03-01T00:00:00Z'),
				max: new Date('9999-12-31T00:00:00Z'),
				noInvalidDate: true,
			})
			.map((date) => date.toISOString());
		const row = fc.record({ number, day, yes: fc.boolean() });
		await fc.assert(
			fc.asyncProperty(row, async ({ number: value, day: iso, yes }) => {
				const columns: SheetColumn[] = [
					{ name: 'n', kind: 'number' },
					{ name: 'd', kind: 'date' },
					{ name: 'm', kind: 'dateTime' },
					{ name: 'b', kind: 'boolean' },
				];
				const [book] = await booksOf(columns, [[value, iso.slice(0, 10), iso.slice(0, 19), yes]]);
				const { rows, kinds } = await readBook(book.bytes);
				expect(Number(rows[0].cell(0))).toBe(value + 0);
				expect(rows[0].cells.slice(1)).toEqual([
					iso.slice(0, 10),
					iso.slice(0, 19),
					yes ? 'TRUE' : 'FALSE',
				]);
				expect(kinds[0].slice(1)).toEqual(['date', 'date', 'boolean']);
			}),
		);
	});

	it.each(['=1+1', '+33612345678', '@SUM(A1)', '00123', '1-2', '1E5', '#N/A', 'TRUE', '5%'])(
		'LD04 %s is a text and no formula',
		async (cell) => {
			const [book] = await booksOf([{ name: 'K', kind: 'text' }], [[cell]]);
			const { cells, kinds } = await readBook(book.bytes);
			expect([cells, kinds]).toEqual([[[cell]], [['text']]]);
			const xml = await partOf(book.bytes, 'xl/worksheets/sheet1.xml');
			expect(xml).not.toMatch(/<f[ >]/);
			expect(xml).toContain('t="inlineStr"');
		},
	);

	it('LD08 days that the sheet cannot count, and what is no day, are texts', async () => {
		const [book] = await booksOf(
			[{ name: 'd', kind: 'date' }],
			[['1850-01-01'], ['1900-02-28'], ['2025-02-30'], ['soon']],
		);
		const { cells, kinds } = await readBook(book.bytes);
		expect(cells.flat()).toEqual(['1850-01-01', '1900-02-28', '2025-02-30', 'soon']);
		expect(new Set(kinds.flat())).toEqual(new Set(['text']));
	});

	it('LD08 a text longer than a cell can be is cut, and ends with a sign of it', async () => {
		const [book] = await booksOf([{ name: 't', kind: 'text' }], [['x'.repeat(40_000)]]);
		const [[cell]] = await textsIn(book);
		expect(cell).toBe(`${'x'.repeat(32_766)}…`);
	});

	it('LD08 what a sheet cannot hold goes into the next workbook, each whole', async () => {
		const rows = Array.from({ length: 25 }, (_, index) => [`k${index}`]);
		const parts = await booksOf([{ name: 'K', kind: 'text' }], rows, { maxRows: 10 });
		expect(parts.map(({ fileName, rows: count }) => [fileName, count])).toEqual([
			['out.xlsx', 10],
			['out-2.xlsx', 10],
			['out-3.xlsx', 5],
		]);
		const read = await Promise.all(parts.map(textsIn));
		expect(read.flat()).toEqual(rows);
		const last = await readBook(parts[2].bytes);
		expect(last.rows.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
	});

	it('LD08 above a size too, and a workbook without rows has its header', async () => {
		const noise = Array.from({ length: 4_000 }, (_, index) => [String(Math.sin(index))]);
		const parts = await booksOf([{ name: 'K', kind: 'text' }], noise, { maxPartBytes: 20_000 });
		expect(parts.length).toBeGreaterThan(1);
		expect((await Promise.all(parts.map(textsIn))).flat()).toEqual(noise);
		const [empty, ...none] = await booksOf([{ name: 'K', kind: 'text' }], []);
		expect([none, (await readBook(empty.bytes)).header]).toEqual([[], ['K']]);
	});
});

const fields: BulkField[] = [
	{ name: 'Name', id: 'name', type: { kind: 'text', maxLength: 100 } },
	{ name: 'Phone', id: 'phone', type: { kind: 'phone' } },
	{
		name: 'Tier',
		id: 'tier',
		type: { kind: 'code', codes: [{ code: '007', label: 'Gold, old' }, { code: 'S' }] },
	},
	{
		name: 'Price',
		id: 'price',
		type: { kind: 'number', maxDecimals: 2, min: 0 },
		isRequired: true,
	},
	{ name: 'Born', id: 'born', type: { kind: 'date', format: 'dd/MM/yyyy' } },
	{ name: 'Seen', id: 'seen', type: { kind: 'dateTime', timeZone: 'Europe/Prague' } },
	{ name: 'Opt', id: 'opt', type: { kind: 'boolean' }, isConsent: true },
];
const present = {
	name: '=Ada',
	phone: '+33612345678',
	tier: '007',
	price: 1234.5,
	born: '1980-02-01',
	seen: '2025-11-29T08:30:00.000Z',
	opt: true,
};

async function templateOf(
	records: TemplateRecord[],
	rules: CellRules = RULES.secutixSam,
): Promise<{ bytes: Buffer; template: TemplateFile }> {
	const template = createTemplateBook({ keyName: 'K', fields, rules, hasCheck: true });
	const { format, row } = template;
	const book = new GrowingFile({ name: 'template', format, maxPartBytes: 1e9, time });
	for (const record of records) book.add(row(record));
	const [{ bytes }] = await book.finish();
	return { bytes, template };
}

describe('LD08 the template as a workbook', () => {
	it('LD08 holds key and present values by what they are, and a check', async () => {
		const { bytes } = await templateOf([{ key: '00123', id: 'r1', values: present }]);
		const { header, cells, kinds } = await readBook(bytes);
		expect(header).toEqual([
			'K',
			...fields.flatMap(({ name }) => [`[old] ${name}`, `[new] ${name}`]),
			'[check]',
		]);
		expect(cells[0].slice(0, -1)).toEqual([
			'00123',
			'=Ada',
			'',
			'+33612345678',
			'',
			'007',
			'',
			'1234.5',
			'',
			'1980-02-01',
			'',
			'2025-11-29T09:30:00',
			'',
			'TRUE',
			'',
		]);
		expect(kinds[0].filter((_kind, column) => column % 2 === 1)).toEqual([
			'text',
			'text',
			'text',
			'number',
			'date',
			'date',
			'boolean',
			'text',
		]);
	});

	it('LD08 locks what is not to be changed, keeps the header in view, and offers what may be entered', async () => {
		const { bytes } = await templateOf([{ key: 'k', values: present }]);
		const sheet = await partOf(bytes, 'xl/worksheets/sheet1.xml');
		const styles = await partOf(bytes, 'xl/styles.xml');
		const xfs = [
			...styles
				.slice(styles.indexOf('<cellXfs'))
				.matchAll(
					/<xf [^>]*numFmtId="(\d+)"[^>]*>(?:<(?:protection locked="(\d)"|alignment)[^>]*>)?/g,
				),
		];
		const columns = [...sheet.matchAll(/<col min="(\d+)"[^>]* style="(\d+)"/g)].map(
			([, , style]) => {
				const [, format, locked] = xfs[Number(style)];
				return `${format}${locked === '0' ? ' open' : ''}`;
			},
		);
		expect(columns).toEqual([
			'49',
			'49',
			'49 open',
			'49',
			'49 open',
			'49',
			'49 open',
			'0',
			'0 open',
			'14',
			'14 open',
			'22',
			'22 open',
			'0',
			'0 open',
			'49',
		]);
		expect(sheet).toContain(
			'<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>',
		);
		expect(sheet).toContain('<sheetProtection sheet="1"');
		expect(sheet).not.toMatch(/password|hashValue/);
		expect(
			[...sheet.matchAll(/sqref="([^"]*)"><formula1>([^<]*)</g)].map(([, place, list]) => [
				place,
				list,
			]),
		).toEqual([
			['G2:G2', 'list_1'],
			['O2:O2', 'list_2'],
		]);
		expect(await partOf(bytes, 'xl/workbook.xml')).toContain(
			'<definedName name="list_1">Lists!$A$2:$A$3</definedName>',
		);
		const lists = await openXlsx(await openArchive(pieces(bytes)), { sheet: 'Lists' });
		expect([lists.header, ...(await rowsOf(lists.rows())).map(({ cells }) => cells)]).toEqual([
			['Tier', 'Opt'],
			['007 – Gold, old', 'TRUE'],
			['S', 'FALSE'],
			['', 'Vide'],
		]);
	});

	it('LD08 says in words what to do, for each field', async () => {
		const { bytes } = await templateOf([]);
		const help = await openXlsx(await openArchive(pieces(bytes)), { sheet: 'How to' });
		const said = new Map((await rowsOf(help.rows())).map(({ cells: [what, how] }) => [what, how]));
		expect(said.get('To empty a field')).toBe(
			'Only fields that are yes or no can be emptied: write “Vide”.',
		);
		expect(said.get('Name')).toBe('Text of at most 100 characters.');
		expect(said.get('Price')).toBe(
			'A number with at most 2 decimals, at least 0. It may not be emptied.',
		);
		expect(said.get('Opt')).toBe(
			'TRUE or FALSE. It is a consent: it is changed only where that was confirmed.',
		);
		expect([...said.keys()]).toEqual(expect.arrayContaining(fields.map(({ name }) => name)));
	});

	it.each<[string, CellRules]>([
		['SecuTix SAM', RULES.secutixSam],
		[
			'with a decimal comma and days of its own',
			{ ...RULES.salesforce, decimalSeparator: ',', dateFormat: 'MM/dd/yyyy' },
		],
		['with either decimal sign', { ...RULES.salesforce, decimalSeparator: 'either' }],
	])('LD01 LD03 unedited it changes nothing, edited what was edited: %s', async (_what, rules) => {
		const records = Array.from({ length: 5 }, (_, index) => ({
			key: `0${index}`,
			values: { ...present, price: index * 1.5 },
		}));
		const { bytes } = await templateOf(records, rules);
		const sheet = await partOf(bytes, 'xl/worksheets/sheet1.xml');
		const edited = sheet
			.replace(/(<c r="F3".*?<\/c>)/, '$1<c r="G3" t="inlineStr"><is><t>S</t></is></c>')
			.replace(/(<c r="J5".*?<\/c>)/, '$1<c r="K5" s="6"><v>45990</v></c>')
			.replace(
				/(<c r="F4".*?<\/c>)/,
				'$1<c r="G4" t="inlineStr"><is><t>007 – Gold, old</t></is></c>',
			);
		const target = new MemoryBulkTarget(
			Object.fromEntries(records.map(({ key, values }) => [key, values])),
		);
		const file = await editedFile(bytes, edited);
		const plan = compilePlan(parseHeader(file.header), fields, { rules, consents: 'refuse' });
		const steps = await collect(
			runBulk({ file, plan, target, mode: 'apply', conflicts: 'skip', guards: {} }),
		);
		const outcomes = steps.flatMap(({ rows }) =>
			rows.map(({ key, outcome, changes, reasons }) => [
				key,
				outcome,
				...changes.map(({ to }) => to),
				...reasons.map(({ message }) => message),
			]),
		);
		expect(outcomes).toEqual([
			['00', 'unchanged'],
			['01', 'ok', 'S'],
			['02', 'unchanged'],
			['03', 'ok', '2025-11-29'],
			['04', 'unchanged'],
		]);
	});

	it('LD08 a moment that the clock shows twice, and one with parts of a second, are texts', async () => {
		const seen = [
			'2025-10-26T00:30:00.000Z',
			'2025-10-26T01:30:00.000Z',
			'2025-11-29T08:30:00.500Z',
		];
		const { bytes } = await templateOf(
			seen.map((moment, index) => ({ key: `k${index}`, values: { seen: moment } })),
		);
		const { rows } = await readBook(bytes);
		expect(rows.map((row) => [row.cell(11), row.kind!(11)])).toEqual([
			['2025-10-26T02:30:00', 'date'],
			['2025-10-26T01:30:00.000Z', 'text'],
			['2025-11-29T08:30:00.500Z', 'text'],
		]);
	});

	it('LD08 counts the texts that had to be cut', async () => {
		const { template } = await templateOf([
			{ key: 'k', values: { name: 'x'.repeat(40_000) } },
			{ key: 'l', values: present },
		]);
		expect(template.cutTexts()).toBe(1);
	});
});

/** A workbook whose sheet is another one. */
async function editedFile(bytes: Buffer, sheet: string) {
	const archive = await openArchive(pieces(bytes));
	const open = async function* () {
		yield Buffer.from(sheet);
	};
	return await openXlsx({
		entries: archive.entries,
		file: (entry) =>
			entry.name === 'xl/worksheets/sheet1.xml'
				? { ...archive.file(entry), open }
				: archive.file(entry),
	});
}
