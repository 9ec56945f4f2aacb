import { inlineRow, MAIN, openBook, readBook, sheetOf, sheetXml, workbook } from './workbooks';
import { rowsOf } from '../sources';

const HEADER = inlineRow(1, 'K', '[old] A', '[new] A');

describe('LD08 a workbook is read as the same rows as a CSV file', () => {
	it('LD08 header, lines, cells, comparing, emptiness', async () => {
		const bytes = await sheetOf(
			`${HEADER}<row r="2"><c r="A2" t="inlineStr"><is><t>a@example.com</t></is></c><c r="B2"><v>5</v></c><c r="C2"><v>5</v></c></row>` +
				'<row r="7"><c r="C7" t="inlineStr"><is><t>x</t></is></c></row>',
		);
		const { file, rows } = await readBook(bytes);
		expect(file).toMatchObject({
			header: ['K', '[old] A', '[new] A'],
			headerLine: 1,
			sheetName: 'Contacts',
		});
		expect(
			rows.map(({ line, cells, width, problem }) => ({ line, cells, width, problem })),
		).toEqual([
			{ line: 2, cells: ['a@example.com', '5', '5'], width: 3, problem: undefined },
			{ line: 7, cells: ['', '', 'x'], width: 3, problem: undefined },
		]);
		expect([rows[0].areEqual(1, 2), rows[0].areEqual(0, 1)]).toEqual([true, false]);
		expect([0, 1, 2].map((column) => rows[1].isEmpty(column))).toEqual([true, true, false]);
		expect(rows[0].cell(3)).toBeUndefined();
		expect(rows[1].next.line).toBe(8);
		expect(file.beginning.map(({ line }) => line)).toEqual([2, 7]);
	});

	it.each([1, 3, 64, 1000])('LD08 the same, in pieces of %d bytes', async (size) => {
		const bytes = await sheetOf(`${HEADER}${inlineRow(2, 'é', '&lt;1&gt;', '😀')}`);
		expect((await readBook(bytes, {}, size)).cells).toEqual([['é', '<1>', '😀']]);
	});

	it('LD08 goes on from a place, and reads the first columns alone', async () => {
		const lines = Array.from({ length: 50 }, (_, index) =>
			inlineRow(index + 2, `k${index}`, 'a', 'b'),
		);
		const file = await openBook(await sheetOf(HEADER + lines.join('')));
		const all = await rowsOf(file.rows());
		const rest = await rowsOf(file.rows({ from: all[29].next }));
		expect(rest.map(({ cells }) => cells)).toEqual(all.slice(30).map(({ cells }) => cells));
		const keys = await rowsOf(file.rows({ lastColumn: 0 }));
		expect(keys.map(({ cells, line }) => [cells, line])).toEqual(
			all.map(({ cells, line }) => [[cells[0]], line]),
		);
	});

	it.each<[string, string, string]>([
		['a shared text', '<c t="s"><v>1</v></c>', 'second'],
		['a shared text of several runs', '<c t="s"><v>2</v></c>', 'bold and plain'],
		['a shared text with how it is spoken', '<c t="s"><v>3</v></c>', '課長'],
		['an inline text', '<c t="inlineStr"><is><t>in</t></is></c>', 'in'],
		[
			'an inline text of runs',
			'<c t="inlineStr"><is><r><rPr><b/></rPr><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c>',
			'a b',
		],
		['an inline text whose type is left out', '<c><is><t>in</t></is></c>', 'in'],
		['a formula whose result is a text', '<c t="str"><f>A1&amp;B1</f><v>xy</v></c>', 'xy'],
		['a formula whose result is a number', '<c><f>1+1</f><v>2</v></c>', '2'],
		['a text of blanks', '<c t="inlineStr"><is><t xml:space="preserve">  </t></is></c>', '  '],
		['CDATA', '<c t="inlineStr"><is><t><![CDATA[<b> & ]]]></t></is></c>', '<b> & ]'],
		['characters by number', '<c t="inlineStr"><is><t>&#128512;&#x10D;&#13;</t></is></c>', '😀č\r'],
		[
			'characters that XML cannot hold',
			'<c t="inlineStr"><is><t>a_x000D_\nb_x005F_x000D_</t></is></c>',
			'a\r\nb_x000D_',
		],
		['a comment within a text', '<c t="inlineStr"><is><t>a<!-- < & > -->b</t></is></c>', 'ab'],
		[
			'line breaks, which XML makes one kind',
			'<c t="inlineStr"><is><t>a\r\nb\rc</t></is></c>',
			'a\nb\nc',
		],
		['a number', '<c><v>1234.5</v></c>', '1234.5'],
		['a number as it was calculated', '<c><v>0.30000000000000004</v></c>', '0.3'],
		['a number with an exponent', '<c><v>6.12345678E8</v></c>', '612345678'],
		[
			'an attribute in single quotes, with blanks and a sign',
			"<c t = 'inlineStr' note='a>b'><is><t>in</t></is></c >",
			'in',
		],
		[
			'what lies in the cell and is no value',
			'<c><v>7</v><extLst><ext><v>8</v></ext></extLst></c>',
			'7',
		],
	])('LD08 %s', async (_what, cell, expected) => {
		const strings = [
			'<t>first</t>',
			'<t>second</t>',
			'<r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> and plain</t></r>',
			'<t>課長</t><rPh sb="0" eb="2"><t>カチョウ</t></rPh><phoneticPr fontId="1"/>',
		];
		const row = `<row r="2"><c r="A2"><v>1</v></c><c r="B2"/>${cell}</row>`;
		const { cells } = await readBook(await sheetOf(HEADER + row, { strings }));
		expect(cells).toEqual([['1', '', expected]]);
	});

	it('LD08 rows and cells without a place of their own, columns out of order, and the last column of all', async () => {
		const bytes = await sheetOf(
			'<row><c t="inlineStr"><is><t>K</t></is></c><c t="inlineStr"><is><t>B</t></is></c><c r="E1" t="inlineStr"><is><t>E</t></is></c></row>' +
				'<row><c><v>1</v></c><c r="E2"><v>5</v></c><c r="B2"><v>2</v></c><c><v>3</v></c></row><row r="9"><c r="B9"><v>4</v></c></row>',
		);
		const { header, rows } = await readBook(bytes);
		expect(header).toEqual(['K', 'B', '', '', 'E']);
		expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
			[2, '1', '2', '3', '', '5'],
			[9, '', '4', '', '', ''],
		]);
		const far = await readBook(
			await sheetOf(`${HEADER}<row r="2"><c r="A2"><v>1</v></c><c r="XFD2"><v>2</v></c></row>`),
		);
		expect(far.rows[0].problem).toMatchObject({ kind: 'unnamedColumn', column: 16_384, line: 2 });
	});

	it.each<[string, string, string | undefined]>([
		['a value behind the names', '<c r="E2"><v>5</v></c>', 'E2'],
		[
			'one behind an empty cell',
			'<c r="D2" t="inlineStr"><is><t/></is></c><c r="AA2"><v>5</v></c>',
			'AA2',
		],
		['blanks', '<c r="D2" t="inlineStr"><is><t> </t></is></c>', 'D2'],
		['a formula without a result', '<c r="D2"><f>1</f></c>', undefined],
		['an empty cell', '<c r="D2" t="inlineStr"><is><t></t></is></c><c r="E2"/>', undefined],
	])('LD08 %s has no name, and is told by its place', async (_what, cells, place) => {
		const bytes = await sheetOf(`${HEADER}<row r="2"><c r="A2"><v>1</v></c>${cells}</row>`);
		const { file, rows } = await readBook(bytes);
		expect(
			rows.map(({ problem, line, width }) => [problem?.message, problem?.kind, line, width]),
		).toEqual([
			place === undefined
				? [undefined, undefined, 2, 3]
				: [`There is a value in ${place}, a column that has no name`, 'unnamedColumn', 2, 3],
		]);
		// Where the keys alone are read, what stands behind them is not looked at.
		const keys = await rowsOf(file.rows({ lastColumn: 0 }));
		expect(keys.map(({ problem }) => problem)).toEqual([undefined]);
		expect(file.beginning.map(({ problem }) => problem)).toEqual([undefined]);
	});

	it('LD08 the first two hundred rows are looked at when it is opened, as wide as they are', async () => {
		const lines = Array.from({ length: 300 }, (_, at) =>
			inlineRow(at + 2, `k${at}`, 'a', 'b', 'c'),
		);
		const file = await openBook(await sheetOf(HEADER + lines.join('')), {}, 500);
		expect(file.beginning.map(({ cells, line }) => [line, ...cells])).toEqual(
			Array.from({ length: 200 }, (_, at) => [at + 2, `k${at}`, 'a', 'b', 'c']),
		);
		expect(file).toMatchObject({ isHeaderWhole: true, warnings: [], start: { byte: 0, line: 2 } });
	});

	it('LD08 which workbook it is: by its sheet and its header, whatever its rows', async () => {
		const of = async (sheet: string, data: string) =>
			(await openBook(await workbook({ sheets: { [sheet]: data } }))).fingerprint;
		const known = await of('S', HEADER);
		expect(known).toMatch(/^[\w-]{16}$/);
		expect(await of('S', HEADER + inlineRow(2, 'k', 'a', 'b'))).toBe(known);
		expect(await of('T', HEADER)).not.toBe(known);
		expect(await of('S', inlineRow(1, 'K', '[old] B', '[new] B'))).not.toBe(known);
	});

	it('LD10 rows and cells that are formatted but empty are none', async () => {
		const empty =
			'<row r="3"><c r="A3" s="0"/><c r="B3" s="0"></c><c r="C3" t="inlineStr"><is><t/></is></c></row>';
		const { rows } = await readBook(
			await sheetOf(`${HEADER}${inlineRow(2, 'k', 'a', 'b')}${empty}<row r="4"/>`),
		);
		expect(rows.map(({ line }) => line)).toEqual([2]);
	});

	it('LD08 the sheet that is named, else the first that can be seen', async () => {
		const sheets = { Help: inlineRow(1, 'Read me'), 'My Contacts': HEADER };
		const hidden = await workbook({ sheets, parts: { 'xl/workbook.xml': await hiddenFirst() } });
		expect((await openBook(await workbook({ sheets }))).sheetName).toBe('Help');
		expect((await openBook(hidden)).sheetName).toBe('My Contacts');
		expect((await openBook(await workbook({ sheets }), { sheet: ' my contacts ' })).header[0]).toBe(
			'K',
		);
		await expect(openBook(await workbook({ sheets }), { sheet: 'Kontakty' })).rejects.toMatchObject(
			{
				message: 'The workbook has no sheet “Kontakty”',
				hint: 'It has Help, My Contacts. Set the name of one of them, or none for the first.',
			},
		);
	});
});

const hiddenFirst = async (): Promise<string> =>
	await Promise.resolve(
		`<workbook xmlns="${MAIN}" xmlns:r="x"><sheets><sheet name="Help" sheetId="1" state="hidden" r:id="rId1"/><sheet name="My Contacts" sheetId="2" r:id="rId2"/></sheets></workbook>`,
	);

describe('LD08 workbooks as other programs write them', () => {
	const data = HEADER + inlineRow(2, 'k', 'ä', 'b');
	const expected = [['k', 'ä', 'b']];

	it('LD08 with a prefix before every name', async () => {
		const prefixed = sheetXml(data)
			.replace(/<(\/?)(?=[a-z])/g, '<$1x:')
			.replace('xmlns=', 'xmlns:x=');
		const bytes = await workbook({
			sheets: { S: data },
			parts: { 'xl/worksheets/sheet1.xml': prefixed },
		});
		expect((await readBook(bytes)).cells).toEqual(expected);
	});

	it('LD08 elements of other namespaces are no cells', async () => {
		const foreign = `${HEADER}<row r="2" xmlns:o="urn:o"><c r="A2"><v>1</v><o:v>9</o:v></c><o:c r="B2"><v>9</v></o:c></row>`;
		expect((await readBook(await sheetOf(foreign))).cells).toEqual([['1', '', '']]);
	});

	it('LD08 in the strict form of the standard', async () => {
		const strict = (text: string) =>
			text
				.replaceAll(
					'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
					'http://purl.oclc.org/ooxml/spreadsheetml/main',
				)
				.replaceAll(
					'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
					'http://purl.oclc.org/ooxml/officeDocument/relationships',
				);
		const relations = (target: string, type: string) =>
			strict(
				`<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`,
			);
		const bytes = await workbook({
			sheets: { S: data },
			parts: {
				'_rels/.rels': relations('xl/workbook.xml', 'officeDocument'),
				'xl/_rels/workbook.xml.rels': relations('worksheets/sheet1.xml', 'worksheet'),
				'xl/worksheets/sheet1.xml': strict(sheetXml(data)),
			},
		});
		expect((await readBook(bytes)).cells).toEqual(expected);
	});

	it.each([
		['absolute', '/xl/worksheets/sheet1.xml'],
		['relative', 'worksheets/sheet1.xml'],
		['relative by a detour', './../xl/worksheets/sheet1.xml'],
		['written otherwise', 'Worksheets/Sheet1.XML'],
	])('LD08 with a target that is %s', async (_what, target) => {
		const rels = `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="${target}"/></Relationships>`;
		const bytes = await workbook({
			sheets: { S: data },
			parts: { 'xl/_rels/workbook.xml.rels': rels },
		});
		expect((await readBook(bytes)).cells).toEqual(expected);
	});

	it.each<[string, (text: string) => Buffer]>([
		['UTF-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
		[
			'UTF-16LE with a mark',
			(text) => Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le'),
		],
		[
			'UTF-16BE with a mark',
			(text) => Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le').swap16(),
		],
		['UTF-16LE without one', (text) => Buffer.from(text.replace('UTF-8', 'UTF-16'), 'utf16le')],
	])('LD08 with a sheet in %s', async (_what, encode) => {
		const bytes = await workbook({
			sheets: { S: data },
			parts: { 'xl/worksheets/sheet1.xml': encode(sheetXml(data)) },
		});
		expect((await readBook(bytes)).cells).toEqual(expected);
	});

	it('LD08 without formats, without shared texts, and with macros', async () => {
		const parts = {
			'xl/styles.xml': undefined,
			'xl/sharedStrings.xml': undefined,
			'xl/vbaProject.bin': 'Sub Auto_Open()',
		};
		expect((await readBook(await workbook({ sheets: { S: data }, parts }))).cells).toEqual(
			expected,
		);
	});
});
