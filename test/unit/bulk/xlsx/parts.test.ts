import { inlineRow, MAIN, openBook, readBook, workbook, type WorkbookFixture } from './workbooks';

const HEADER = inlineRow(1, 'K', '[old] A', '[new] A');
const data = HEADER + inlineRow(2, 'k', 'a', 'b');
const expected = [['k', 'a', 'b']];
const sheetXml = `<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData></worksheet>`;

const relations = (...targets: string[]): string =>
	`<Relationships>${targets
		.map((target, at) => `<Relationship Id="rId${at + 1}" Type="x/worksheet" Target="${target}"/>`)
		.join('')}</Relationships>`;

/** The sheet under another name, and how the workbook refers to it. */
const placed = async (part: string, target: string): Promise<Buffer> =>
	await workbook({
		sheets: { S: data },
		parts: {
			'xl/worksheets/sheet1.xml': undefined,
			[part]: sheetXml,
			'xl/_rels/workbook.xml.rels': relations(target),
		},
	});

describe('LD08 the parts of a workbook are found as programs name them', () => {
	it.each([
		['with a blank that is escaped in the address', 'xl/My sheet.xml', 'My%20sheet.xml'],
		['with a blank that is escaped in the archive', 'xl/My%20sheet.xml', 'My sheet.xml'],
		['with a sign % that escapes nothing', 'xl/100%.xml', '100%.xml'],
		['with the signs of Windows between its folders', 'xl\\sheets\\one.xml', 'sheets/one.xml'],
		['with a slash in front', '/xl/one.xml', 'one.xml'],
		['in a folder beside that of the workbook', 'sheets/one.xml', '../sheets/one.xml'],
		['in large letters', 'XL/ONE.XML', 'one.xml'],
		['in the folder of the archive itself', 'one.xml', '/one.xml'],
	])('LD08 a sheet %s', async (_what, part, target) => {
		expect((await readBook(await placed(part, target))).cells).toEqual(expected);
	});

	it('LD08 a part that is there twice, in whatever letters, is refused', async () => {
		const book = await workbook({
			sheets: { S: data },
			parts: { 'XL/worksheets/SHEET1.xml': sheetXml },
		});
		await expect(openBook(book)).rejects.toMatchObject({
			message: 'The workbook cannot be read: it holds a part twice',
		});
	});

	it('LD08 the workbook itself is where the archive says, else in its usual place', async () => {
		const moved = await workbook({ sheets: { S: data } });
		expect((await readBook(moved)).cells).toEqual(expected);
		const listed = `<workbook xmlns="${MAIN}" xmlns:r="x"><sheets><sheet name="T" sheetId="1" r:id="rId1"/></sheets></workbook>`;
		const elsewhere = await workbook({
			sheets: { S: data },
			parts: {
				'_rels/.rels':
					'<Relationships><Relationship Id="a" Type="x/thumbnail" Target="a.png"/><Relationship Id="b" Type="x/officeDocument" Target="other/book.xml"/></Relationships>',
				'other/book.xml': listed,
				'other/_rels/book.xml.rels': relations('/xl/worksheets/sheet1.xml'),
			},
		});
		expect((await openBook(elsewhere)).sheetName).toBe('T');
		const untold = await workbook({ sheets: { S: data }, parts: { '_rels/.rels': undefined } });
		expect((await openBook(untold)).sheetName).toBe('S');
	});
});

const listOf = (...sheets: string[]): WorkbookFixture => ({
	sheets: { One: data, Two: data, Three: data },
	parts: {
		'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="x"><sheets>${sheets
			.map((attributes, at) => `<sheet sheetId="${at + 1}" ${attributes}/>`)
			.join('')}</sheets></workbook>`,
	},
});

describe('LD08 which sheet is read', () => {
	it.each<[string, string[], string]>([
		[
			'the first that is not hidden, in whatever way',
			[
				'name="One" r:id="rId1" state="hidden"',
				'name="Two" r:id="rId2" state="veryHidden"',
				'name="Three" r:id="rId3" state="visible"',
			],
			'Three',
		],
		[
			'the first, where all are hidden',
			['name="One" r:id="rId1" state="hidden"', 'name="Two" r:id="rId2" state="hidden"'],
			'One',
		],
		[
			'none that holds no cells, as a sheet of a chart',
			['name="Chart" r:id="rId50"', 'name="Two" r:id="rId2"'],
			'Two',
		],
		['one whose name holds a line break', ['name="May&#10;\t2026\n" r:id="rId1"'], 'May\n 2026 '],
		['one without a name', ['r:id="rId1"'], ''],
	])('LD08 %s', async (_what, sheets, name) => {
		const file = await openBook(await workbook(listOf(...sheets)));
		expect(file.sheetName).toBe(name);
	});

	it('LD08 a hidden one, if it is named', async () => {
		const book = await workbook(
			listOf('name="One" r:id="rId1"', 'name="Two" r:id="rId2" state="hidden"'),
		);
		expect((await openBook(book, { sheet: 'two' })).sheetName).toBe('Two');
		expect((await openBook(book, { sheet: '  ' })).sheetName).toBe('One');
	});

	it.each([
		[10, /It has S1, (?:S\d+, ){8}S10\. Set/],
		[11, /It has S1, (?:S\d+, ){8}S10 and 1 more\. Set/],
		[14, /It has S1, (?:S\d+, ){8}S10 and 4 more\. Set/],
	])(
		'LD08 of %d sheets some are named where the one that is wanted is missing',
		async (count, hint) => {
			const names = Array.from({ length: count }, (_, at) => `S${at + 1}`);
			const book = await workbook({
				sheets: Object.fromEntries(names.map((name) => [name, data])),
			});
			await expect(openBook(book, { sheet: 'T' })).rejects.toMatchObject({
				kind: 'input',
				message: 'The workbook has no sheet “T”',
				hint: expect.stringMatching(hint),
			});
		},
	);

	it.each([
		['1', '2029-11-30'],
		['true', '2029-11-30'],
		['on', '2029-11-30'],
		['0', '2025-11-29'],
		['false', '2025-11-29'],
	])('LD08 its days count from 1904 where the workbook says so: %s', async (written, day) => {
		const book = await workbook({
			sheets: {
				S: `${inlineRow(1, 'K', 'D')}<row r="2"><c><v>1</v></c><c s="1"><v>45990</v></c></row>`,
			},
			formats: [0, 14],
			parts: {
				'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="x"><workbookPr date1904="${written}"/><other date1904="1"/><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>`,
			},
		});
		expect((await readBook(book)).cells).toEqual([['1', day]]);
	});
});
