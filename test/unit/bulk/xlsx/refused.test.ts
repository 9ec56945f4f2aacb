import { openCsv, recogniseArchive, refuseCompoundFile } from '../../../../nodes/shared/bulk';
import { openZip } from '../openZip';
import { writeZip } from '../writeZip';
import { readXml } from '../../../../nodes/shared/bulk/xlsx/xml/readXml';
import { collect, pieces, rowsOf } from '../sources';
import {
	inlineRow,
	MAIN,
	openBook,
	readBook,
	sheetOf,
	workbook,
	type WorkbookFixture,
} from './workbooks';

const HEADER = inlineRow(1, 'K', '[old] A', '[new] A');
const ROW = inlineRow(2, 'k', 'a', 'b');
const broken = (what: string) => ({ message: `The workbook cannot be read: ${what}` });

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
		['a Numbers document', ['Index/Document.iwa'], 'a Numbers document'],
	])('LD08 %s is refused with what to do', (_what, names, expected) => {
		const recognise = () => recogniseArchive(names.map((name) => ({ name })));
		expect(recognise).toThrow(`The file is ${expected}, which is not supported`);
		expect(recognise).toThrow(
			expect.objectContaining({
				hint: 'In the spreadsheet program, save it as an Excel workbook (.xlsx), or as CSV UTF-8.',
			}),
		);
	});

	it('LD08 a workbook and an archive are told apart', () => {
		expect(recogniseArchive([{ name: '[Content_Types].xml' }, { name: 'xl/workbook.xml' }])).toBe(
			'workbook',
		);
		expect(recogniseArchive([{ name: 'contacts.csv' }])).toBe('archive');
	});

	it('LD08 a workbook where an archive with a CSV file is expected is named', async () => {
		await expect(openZip(pieces(await sheetOf(HEADER + ROW)))).rejects.toMatchObject({
			message: 'The file is an Excel workbook',
		});
	});

	it('LD08 old workbooks and those with a password are refused', () => {
		const old = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
		expect(() => refuseCompoundFile(old)).toThrow(
			'The file is an old Excel workbook (.xls), or one with a password',
		);
		const locked = Buffer.concat([old, Buffer.from('EncryptedPackage', 'utf16le')]);
		expect(() => refuseCompoundFile(locked)).toThrow('The workbook is protected by a password');
		expect(() => refuseCompoundFile(Buffer.from('K,[old] A,[new] A'))).not.toThrow();
	});

	it.each([
		['a page', '<!DOCTYPE html><html><table><tr><td>K</td></tr></table>'],
		['a table', '\ufeff<table border=1><tr><td>K</td></tr>'],
		['a workbook of 2003', '<?xml version="1.0"?><Workbook></Workbook>'],
	])('LD08 %s that is called a spreadsheet is refused with what to do', async (_what, text) => {
		await expect(openCsv(pieces(text))).rejects.toMatchObject({
			message: 'The file is not CSV but HTML or XML, which some programs call a spreadsheet',
			hint: expect.stringContaining('.xlsx'),
		});
	});

	it.each(['[{"Email":"ada@example.com"}]', '\ufeff{\n  "rows": [] }'])(
		'LD08 JSON is named as what it is: %j',
		async (text) => {
			await expect(openCsv(pieces(text))).rejects.toMatchObject({
				message: 'The file is not CSV but JSON',
				hint: expect.stringContaining('Convert to File'),
			});
		},
	);

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
				message: `The cells ${reference} are merged`,
			});
			await expect(rowsOf(file.rows({ lastColumn: 0 }))).rejects.toMatchObject({
				message: `The cells ${reference} are merged`,
			});
		}
		const besides = await readBook(await sheetOf(HEADER + ROW, behind('E1:F3')));
		expect(besides.rows).toHaveLength(1);
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
			message: 'The sheet “S” is empty',
		});
	});
});
