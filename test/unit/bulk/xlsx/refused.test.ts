import { recogniseArchive } from '../../../../nodes/shared/bulk';
import { openZip } from '../openZip';
import { writeZip } from '../writeZip';
import { readXml } from '../../../../nodes/shared/bulk/xlsx/xml/readXml';
import { collect, pieces, rowsOf } from '../sources';
import { inlineRow, MAIN, openBook, sheetOf, workbook, type WorkbookFixture } from './workbooks';

const HEADER = inlineRow(1, 'K', '[old] A', '[new] A');
const ROW = inlineRow(2, 'k', 'a', 'b');
const broken = (what: string) => ({
	kind: 'input',
	message: `The workbook cannot be read: ${what}`,
	hint: 'Open it in the spreadsheet program and save it as an Excel workbook (.xlsx) again.',
});

const sheetPart = (xml: string): WorkbookFixture => ({
	sheets: { S: '' },
	parts: { 'xl/worksheets/sheet1.xml': xml },
});

describe('LD08 what is no workbook, or none that can be trusted', () => {
	it.each<[string, string[], string]>([
		[
			'an OpenDocument file',
			['mimetype', 'content.xml', 'META-INF/manifest.xml'],
			'an OpenDocument file (.ods)',
		],
		['a binary workbook', ['[Content_Types].xml', 'xl/workbook.bin'], 'a binary workbook (.xlsb)'],
		['a Word document', ['[Content_Types].xml', 'word/document.xml'], 'a Word document'],
		['a presentation', ['[Content_Types].xml', 'ppt/presentation.xml'], 'a presentation'],
		['a Numbers document', ['Index/Document.iwa'], 'a Numbers document'],
		[
			'an OpenDocument file without a list',
			['mimetype', 'content.xml'],
			'an OpenDocument file (.ods)',
		],
		[
			'an OpenDocument file that does not begin with its type',
			['content.xml', 'META-INF/manifest.xml'],
			'an OpenDocument file (.ods)',
		],
		[
			'a binary workbook with its names as DOS writes them',
			['[CONTENT_TYPES].XML', 'XL\\WORKBOOK.BIN'],
			'a binary workbook (.xlsb)',
		],
	])('LD08 %s is refused with what to do', (_what, names, expected) => {
		const recognise = () => recogniseArchive(names.map((name) => ({ name })));
		expect(recognise).toThrow(`The file is ${expected}, which is not supported`);
		expect(recognise).toThrow(
			expect.objectContaining({
				kind: 'input',
				hint: 'In the spreadsheet program, save it as an Excel workbook (.xlsx), or as CSV UTF-8.',
			}),
		);
	});

	it('LD08 a workbook and an archive are told apart', () => {
		expect(recogniseArchive([{ name: '[Content_Types].xml' }, { name: 'xl/workbook.xml' }])).toBe(
			'workbook',
		);
		for (const name of ['contacts.csv', 'content.xml', 'mimetype', 'word/document.xml'])
			expect(recogniseArchive([{ name }])).toBe('archive');
	});

	it('LD08 a workbook where an archive with a CSV file is expected is named', async () => {
		await expect(openZip(pieces(await sheetOf(HEADER + ROW)))).rejects.toMatchObject({
			kind: 'input',
			message: 'The file is an Excel workbook',
			hint: 'In the spreadsheet program, save it as “CSV UTF-8” and take that file.',
		});
	});

	it('LD08 a workbook that was packed is told to be given itself', async () => {
		const packed = await writeZip([{ name: 'May/people.xlsx', pieces: ['PK'] }], new Date());
		await expect(openZip(pieces(packed))).rejects.toMatchObject({
			message: 'The archive holds no CSV files; it holds May/people.xlsx',
			hint: 'Give the workbook itself, without packing it.',
		});
	});

	it('LD08 cells that are merged are refused with their place', async () => {
		const behind = (reference: string) => ({
			behind: `<mergeCells><mergeCell ref="${reference}"/></mergeCells>`,
		});
		for (const reference of ['B2:B4', 'A1:B1', 'C2:F2']) {
			const file = await openBook(await sheetOf(HEADER + ROW, behind(reference)));
			await expect(rowsOf(file.rows())).rejects.toMatchObject({
				kind: 'input',
				message: `The cells ${reference} are merged`,
				hint: 'Split them in the spreadsheet program (Merge Cells, off), and give each row its own value.',
			});
			await expect(rowsOf(file.rows({ lastColumn: 0 }))).rejects.toMatchObject({
				message: `The cells ${reference} are merged`,
			});
		}
	});

	it.each([
		['beside the columns', 'D1:F3', false],
		['beside them, in the rows', 'D4:D5', false],
		['above the names', 'A1:C2', false],
		['from above the names down to them', 'A2:A3', true],
		['in the names', 'C3:D3', true],
		['one cell, which is joined with none', 'B4', true],
		['written with signs that fix them', '$B$4:$B$5', true],
	])(
		'LD08 of joined cells only those matter that are to be read: %s',
		async (_what, reference, isRefused) => {
			const names = inlineRow(3, 'K', '[old] A', '[new] A') + inlineRow(4, 'k', 'a', 'b');
			const merged = { behind: `<mergeCells><mergeCell ref="${reference}"/></mergeCells>` };
			const file = await openBook(await sheetOf(inlineRow(1, ' ') + names, merged));
			expect(file.headerLine).toBe(3);
			const read = rowsOf(file.rows()).then(
				(all) => all.length,
				({ message }: Error) => message,
			);
			expect(await read).toBe(isRefused ? `The cells ${reference} are merged` : 1);
		},
	);

	it('LD08 the first of several joined cells is named, and a place that is none refused', async () => {
		const cells = (...references: string[]) => ({
			behind: `<mergeCells>${references.map((reference) => `<mergeCell ref="${reference}"/>`).join('')}</mergeCells>`,
		});
		const several = await openBook(await sheetOf(HEADER + ROW, cells('E1:F1', 'B2:B3', 'A1:A2')));
		await expect(rowsOf(several.rows())).rejects.toThrow('The cells B2:B3 are merged');
		for (const reference of ['', 'A1:B', 'B:A1'])
			await expect(openBook(await sheetOf(HEADER + ROW, cells(reference)))).rejects.toMatchObject(
				broken('joined cells have no place in the sheet'),
			);
	});

	it.each<[string, string, string]>([
		[
			'a document type',
			`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet xmlns="${MAIN}"/>`,
			'it has a document type, which no workbook has',
		],
		[
			'an entity that XML does not know',
			`<worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`,
			'it uses an entity that XML does not know',
		],
		[
			'a sign & that stands alone',
			`<worksheet><sheetData><row><c t="inlineStr"><is><t>a & b</t></is></c></row></sheetData></worksheet>`,
			'it uses an entity that XML does not know',
		],
		[
			'a character that does not exist',
			`<worksheet><sheetData><row><c t="inlineStr"><is><t>&#xD800;</t></is></c></row></sheetData></worksheet>`,
			'it names a character that does not exist',
		],
		[
			'elements that do not nest',
			'<worksheet><sheetData></worksheet></sheetData>',
			'its elements do not nest',
		],
		[
			'an element within the name of another',
			'<worksheet<a>></worksheet>',
			'its elements do not nest',
		],
		['an end of what never began', '<worksheet></worksheet></a>', 'its elements do not nest'],
		['an end of another name', '<worksheet><ab></a></worksheet>', 'its elements do not nest'],
		['an element that is not closed', '<worksheet><a/ ></worksheet>', 'an element is not closed'],
		['an element that closes twice', '<worksheet><a//></worksheet>', 'an element is not closed'],
		['an element without a name', '<worksheet><></></worksheet>', 'an element has no name'],
		['an end that is missing', '<worksheet><sheetData><row>', 'it is cut off'],
		['nothing at all', '', 'it is cut off'],
		['two roots', '<a></a><b></b>', 'it has two roots'],
		['text outside', '<a></a>text<b/>', 'there is text outside of it'],
		['an attribute without quotes', '<worksheet a=1></worksheet>', 'an attribute has no quotes'],
		['an attribute without a value', '<worksheet a></worksheet>', 'an attribute has no value'],
		['nests without end', `${'<a>'.repeat(300)}`, 'its elements nest too deeply'],
		[
			'attributes without end',
			`<a ${Array.from({ length: 600 }, (_, index) => `b${index}=""`).join(' ')}></a>`,
			'an element has too many attributes',
		],
		[
			'a cell beyond the last column',
			'<worksheet><sheetData><row><c r="XFE1"><v>1</v></c></row></sheetData></worksheet>',
			'a cell has no place in a sheet',
		],
		[
			'a row beyond the last one',
			'<worksheet><sheetData><row r="1048577"><c><v>1</v></c></row></sheetData></worksheet>',
			'its rows are not in order',
		],
		[
			'rows out of order',
			'<worksheet><sheetData><row r="2"><c><v>1</v></c></row><row r="2"/></sheetData></worksheet>',
			'its rows are not in order',
		],
		[
			'a cell twice',
			'<worksheet><sheetData><row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData></worksheet>',
			'a cell stands in it twice',
		],
		[
			'a number that is none',
			'<worksheet><sheetData><row><c><v>0x1F</v></c><c><v>one</v></c></row></sheetData></worksheet>',
			'a cell holds a number that is none',
		],
		[
			'a text that is not there',
			'<worksheet><sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>',
			'a cell refers to a text that is not there',
		],
		[
			'an encoding that is not known',
			'<?xml version="1.0" encoding="ISO-8859-2"?><worksheet/>',
			'it is in an encoding that no spreadsheet program writes',
		],
	])('LD08 a sheet with %s', async (_what, xml, expected) => {
		await expect(openBook(await workbook(sheetPart(xml)))).rejects.toMatchObject(broken(expected));
	});

	it('LD08 bytes that are no text', async () => {
		const bytes = Buffer.concat([
			Buffer.from('<worksheet>'),
			Buffer.from([0xff, 0xfe, 0xfd]),
			Buffer.from('</worksheet>'),
		]);
		const book = await workbook({
			sheets: { S: '' },
			parts: { 'xl/worksheets/sheet1.xml': bytes },
		});
		await expect(openBook(book)).rejects.toMatchObject(broken('it holds bytes that are no text'));
	});

	it('LD08 a text longer than any cell, in time that grows with its length', async () => {
		const endless = async function* () {
			yield Buffer.from('<a>');
			for (;;) yield Buffer.alloc(65_536, 'x');
		};
		const nothing = {
			open: () => undefined,
			close: () => undefined,
			text: () => undefined,
			wantsText: true,
		};
		await expect(collect(readXml(endless(), nothing))).rejects.toMatchObject(
			broken('a part of it is longer than any cell'),
		);
	});

	it.each<[string, WorkbookFixture, string]>([
		[
			'its list of sheets',
			{ parts: { 'xl/workbook.xml': undefined } },
			'its part xl/workbook.xml is missing',
		],
		[
			'its sheet',
			{ parts: { 'xl/worksheets/sheet1.xml': undefined } },
			'its part xl/worksheets/sheet1.xml is missing',
		],
		[
			'any sheet',
			{ parts: { 'xl/_rels/workbook.xml.rels': undefined } },
			'it holds no sheet with cells',
		],
	])('LD08 a workbook without %s', async (_what, more, expected) => {
		await expect(
			openBook(await workbook({ sheets: { S: HEADER }, ...more })),
		).rejects.toMatchObject(broken(expected));
	});

	it('LD08 what lies outside of the archive is not asked for', async () => {
		const rels =
			'<Relationships><Relationship Id="rId1" TargetMode="External" Type="x/worksheet" Target="https://example.com/sheet.xml"/></Relationships>';
		const book = await workbook({
			sheets: { S: HEADER },
			parts: { 'xl/_rels/workbook.xml.rels': rels },
		});
		await expect(openBook(book)).rejects.toMatchObject(broken('it holds no sheet with cells'));
	});

	it('LD08 a sheet without a row', async () => {
		await expect(openBook(await workbook({ sheets: { S: '' } }))).rejects.toMatchObject({
			kind: 'input',
			message: 'The sheet “S” is empty',
			hint: 'Its first row has to hold the names of the columns. If they are in another sheet, set its name.',
		});
	});
});
