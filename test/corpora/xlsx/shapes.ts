import type { WorkbookFixture } from '../../unit/bulk/xlsx/workbooks';

/** A workbook in a shape that programs give to theirs, and what is in it. */
export interface Shape {
	name: string;
	fixture: WorkbookFixture;
	/** Name of the sheet that is read; default the first that can be seen. */
	sheet?: string;
	header?: string[];
	/** Cells of each row behind the header, as texts. */
	rows: string[][];
	kinds?: string[][];
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';

const names = '<row r="1"><c r="A1" t="str"><v>K</v></c><c r="B1" t="str"><v>A</v></c></row>';
const HEADER = ['K', 'A'];

/** A sheet with one cell, in a style, below A. */
const one = (cell: string, fixture: WorkbookFixture = {}): WorkbookFixture => ({
	sheets: { S: `${names}<row r="2"><c r="A2"><v>1</v></c>${cell}</row>` },
	...fixture,
});

/** One number by the format in which it stands. */
const formatted = (format: number | string, value: string, text: string, kind: string): Shape => ({
	name: `number format ${format}`,
	fixture: one(`<c r="B2" s="1"><v>${value}</v></c>`, { formats: [0, format] }),
	rows: [['1', text]],
	kinds: [['number', kind]],
});

const relationships = (...list: Array<[id: string, type: string, target: string]>): string =>
	`${HEAD}<Relationships xmlns="${RELATIONS}">${list
		.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
		.join('')}</Relationships>`;

/** As Excel writes it, with all that it puts around the cells. */
const EXCEL_SHEET = `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${TYPES}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{00000000-0001-0000-0000-000000000000}"><sheetPr codeName="Sheet1"><tabColor rgb="FFFF0000"/></sheetPr><dimension ref="A1:B3"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="B2" sqref="B2"/></sheetView></sheetViews><sheetFormatPr baseColWidth="10" defaultRowHeight="15" x14ac:dyDescent="0.25"/><cols><col min="1" max="2" width="20.7109375" style="1" customWidth="1"/></cols><sheetData><row r="1" spans="1:2" s="1" customFormat="1" ht="30" customHeight="1" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c></row><row r="2" spans="1:2" hidden="1" outlineLevel="1" x14ac:dyDescent="0.25"><c r="A2" t="s"><v>2</v></c><c r="B2" s="2"><v>46022</v></c></row><row r="3" spans="1:2" collapsed="1" x14ac:dyDescent="0.25"><c r="A3" t="s"><v>3</v></c><c r="B3" s="2"/></row></sheetData><sheetProtection sheet="1" objects="1" scenarios="1"/><autoFilter ref="A1:B3" xr:uid="{00000000-0009-0000-0000-000000000000}"><filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn></autoFilter><conditionalFormatting sqref="B2:B3"><cfRule type="expression" dxfId="0" priority="1"><formula>$B2&lt;TODAY()</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" sqref="B2"><formula1>"a,b"</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="A2" r:id="rId1"/></hyperlinks><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="portrait" r:id="rId2"/><legacyDrawing r:id="rId3"/><tableParts count="1"><tablePart r:id="rId4"/></tableParts><extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><xm:f>A1</xm:f><xm:sqref>A2</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>`;

const EXCEL_WORKBOOK = `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${TYPES}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x15 xr xr6"><fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="27425"/><workbookPr codeName="ThisWorkbook" defaultThemeVersion="166925"/><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15"><x15ac:absPath url="C:\\Users\\x\\" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent><bookViews><workbookView xWindow="0" yWindow="0" activeTab="1"/></bookViews><sheets><sheet name="Chart" sheetId="3" r:id="rId3"/><sheet name="Contacts &amp; more" sheetId="7" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="1" hidden="1">'Contacts &amp; more'!$A$1:$B$3</definedName></definedNames><calcPr calcId="191029"/></workbook>`;

export const SHAPES: readonly Shape[] = [
	{
		name: 'all that Excel writes around the cells, behind a sheet that is a chart',
		fixture: {
			sheets: { S: '' },
			strings: ['<t>K</t>', '<t xml:space="preserve">A</t>', '<t>x</t>', '<t>y</t>'],
			formats: [0, 49, 14],
			parts: {
				'xl/workbook.xml': EXCEL_WORKBOOK,
				'xl/worksheets/sheet1.xml': EXCEL_SHEET,
				'xl/chartsheets/sheet1.xml': `<chartsheet xmlns="${MAIN}"/>`,
				'xl/_rels/workbook.xml.rels': relationships(
					['rId3', `${TYPES}/chartsheet`, 'chartsheets/sheet1.xml'],
					['rId1', `${TYPES}/worksheet`, 'worksheets/sheet1.xml'],
					['rId4', `${TYPES}/theme`, 'theme/theme1.xml'],
					['rId5', `${TYPES}/styles`, 'styles.xml'],
					['rId6', `${TYPES}/sharedStrings`, 'sharedStrings.xml'],
				),
				'xl/comments1.xml': `<comments xmlns="${MAIN}"/>`,
				'docProps/app.xml': '<Properties><Application>Microsoft Excel</Application></Properties>',
			},
		},
		rows: [
			['x', '2025-12-31'],
			['y', ''],
		],
		kinds: [
			['text', 'date'],
			['text', 'text'],
		],
	},
	{
		name: 'parts in folders of their own, by absolute addresses',
		fixture: {
			sheets: { S: '' },
			parts: {
				'_rels/.rels': relationships(['r', `${TYPES}/officeDocument`, '/book/main.xml']),
				'xl/workbook.xml': undefined,
				'xl/_rels/workbook.xml.rels': undefined,
				'xl/worksheets/sheet1.xml': undefined,
				'book/main.xml': `<workbook xmlns="${MAIN}" xmlns:r="${TYPES}"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>`,
				'book/_rels/main.xml.rels': relationships(['a', `${TYPES}/worksheet`, '/book/data/s.xml']),
				'book/data/s.xml': `<worksheet xmlns="${MAIN}"><sheetData>${names}<row r="2"><c r="B2"><v>2</v></c></row></sheetData></worksheet>`,
			},
		},
		rows: [['', '2']],
	},
	{
		name: 'a part whose name has a blank, escaped in the address',
		fixture: {
			sheets: { S: '' },
			parts: {
				'xl/worksheets/sheet1.xml': undefined,
				'xl/worksheets/My Sheet.xml': `<worksheet xmlns="${MAIN}"><sheetData>${names}<row r="2"><c r="B2"><v>2</v></c></row></sheetData></worksheet>`,
				'xl/_rels/workbook.xml.rels': relationships([
					'rId1',
					`${TYPES}/worksheet`,
					'worksheets/My%20Sheet.xml',
				]),
			},
		},
		rows: [['', '2']],
	},
	{
		name: 'names with backslashes, as some programs for Windows write them',
		fixture: {
			sheets: { S: '' },
			parts: {
				'xl/worksheets/sheet1.xml': undefined,
				'xl\\worksheets\\sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${names}<row r="2"><c r="B2"><v>2</v></c></row></sheetData></worksheet>`,
			},
		},
		rows: [['', '2']],
	},
	{
		name: 'days since 1904',
		fixture: one('<c r="B2" s="1"><v>44561.75</v></c>', { formats: [0, 22], date1904: true }),
		rows: [['1', '2026-01-01T18:00:00']],
		kinds: [['number', 'date']],
	},
	{
		name: 'a day as ISO text',
		fixture: one('<c r="B2" s="1" t="d"><v>2026-11-29</v></c>', { formats: [0, 14] }),
		rows: [['1', '2026-11-29']],
		kinds: [['number', 'date']],
	},
	formatted(14, '46022', '2025-12-31', 'date'),
	formatted(22, '46022.041666666664', '2025-12-31T01:00:00', 'date'),
	formatted(22, '46022.99999999999', '2026-01-01T00:00:00', 'date'),
	formatted(20, '0.5', '12:00:00', 'date'),
	formatted(46, '1.5', '36:00:00', 'date'),
	formatted('[$-409]d\\-mmm\\-yy;@', '46022', '2025-12-31', 'date'),
	formatted('[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', '46022', '2025-12-31', 'date'),
	formatted('yyyy"年"m"月"d"日"', '46022', '2025-12-31', 'date'),
	formatted('[h]:mm:ss', '0.25', '06:00:00', 'date'),
	formatted('0.00E+00', '1234.5', '1234.5', 'number'),
	formatted('_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-', '1234.5', '1234.5', 'number'),
	formatted('[Red]0;[Blue]\\-0', '7', '7', 'number'),
	formatted('"day "0', '7', '7', 'number'),
	formatted('#\\ ??/??', '0.75', '0.75', 'number'),
	formatted('[<=9999999]###\\-####;\\(###\\)\\ ###\\-####', '5551234', '5551234', 'number'),
	formatted('00000', '123', '00123', 'text'),
	formatted('0.0%', '0.125', '12.5%', 'percent'),
	formatted(14, '-1', '-1', 'number'),
	formatted(14, '60', '60', 'number'),
	{
		name: 'yes-or-no, errors and what formulas gave, whichever kind they are of',
		fixture: {
			sheets: {
				S:
					names +
					[
						'<c r="B2" t="b"><v>1</v></c>',
						'<c r="B3" t="e"><v>#N/A</v></c>',
						'<c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
						'<c r="B5"><f t="shared" ref="B5:B6" si="0">A5*2</f><v>4</v></c>',
						'<c r="B6"><f t="shared" si="0"/><v>6</v></c>',
						'<c r="B7" t="str"><f t="array" ref="B7">A7&amp;"x"</f><v>tx</v></c>',
						'<c r="B8" t="b"><f>TRUE()</f><v>0</v></c>',
						'<c r="B9" cm="1" t="e"><f>_xlfn.XLOOKUP(1,A:A,B:B)</f><v>#SPILL!</v></c>',
						'<c r="B10" t="str"><f>""</f><v></v></c>',
						'<c r="B11"><f>NOW()</f></c>',
					]
						.map(
							(cell, index) =>
								`<row r="${index + 2}"><c r="A${index + 2}"><v>1</v></c>${cell}</row>`,
						)
						.join(''),
			},
		},
		rows: ['TRUE', '#N/A', '#DIV/0!', '4', '6', 'tx', 'FALSE', '#SPILL!', '', ''].map((text) => [
			'1',
			text,
		]),
		kinds: [
			'boolean',
			'error',
			'error',
			'number',
			'number',
			'text',
			'boolean',
			'error',
			'text',
			'uncalculated',
		].map((kind) => ['number', kind]),
	},
	{
		name: 'shared texts that are empty, in runs, spoken, or with blanks around',
		fixture: {
			sheets: {
				S:
					names +
					[0, 1, 2, 3, 4]
						.map(
							(index) =>
								`<row r="${index + 2}"><c r="A${index + 2}"><v>1</v></c><c r="B${index + 2}" t="s"><v>${index}</v></c></row>`,
						)
						.join(''),
			},
			strings: [
				'<t/>',
				'',
				'<r><rPr><b/><sz val="11"/><rFont val="Calibri"/></rPr><t>Ada</t></r><r><rPr><sz val="11"/></rPr><t xml:space="preserve"> King</t></r>',
				'<t>課長</t><rPh sb="0" eb="2"><t>カチョウ</t></rPh><phoneticPr fontId="1"/>',
				'<t xml:space="preserve"> a\nb </t>',
			],
		},
		rows: ['', '', 'Ada King', '課長', ' a\nb '].map((text) => ['1', text]),
	},
	{
		name: 'comments and instructions between rows and cells, numbers with blanks',
		fixture: {
			sheets: {
				S: `<!-- a -->${names}<?x y?><row r="2"><!-- <c r="A2"> --><c r="A2"><v> 5 </v></c><!-- b --><c r="B2"><v>1.2E3</v></c></row><!-- c -->`,
			},
		},
		rows: [['5', '1200']],
	},
	{
		name: 'places left out, in small letters, and columns far away that are empty',
		fixture: {
			sheets: {
				S: '<row><c t="inlineStr"><is><t>K</t></is></c><c t="inlineStr"><is><t>A</t></is></c></row><row><c r="a2"><v>1</v></c><c><v>2</v></c><c r="XFD2" s="0"/></row>',
			},
		},
		rows: [['1', '2']],
	},
	{
		name: 'a header with line breaks and numbers in it',
		fixture: {
			sheets: {
				S: '<row r="1"><c r="A1"><v>2026</v></c><c r="B1" t="inlineStr"><is><t>[old]&#10;A</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row>',
			},
		},
		header: ['2026', '[old]\nA'],
		rows: [['1', '']],
	},
	{
		name: 'cells joined beside the table, and a very hidden sheet in front',
		fixture: {
			sheets: { Secret: names, S: `${names}<row r="2"><c r="B2"><v>2</v></c></row>` },
			behind: '<mergeCells count="1"><mergeCell ref="D1:F2"/></mergeCells>',
			parts: {
				'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${TYPES}"><sheets><sheet name="Secret" sheetId="1" state="veryHidden" r:id="rId1"/><sheet name="S" sheetId="2" r:id="rId2"/></sheets></workbook>`,
			},
		},
		rows: [['', '2']],
	},
	{
		name: 'styles of columns that Gnumeric leaves out of its cells',
		fixture: {
			sheets: { S: '' },
			formats: [0, 14],
			parts: {
				'_rels/.rels': relationships(
					['r1', `${TYPES}/officeDocument`, 'xl/workbook.xml'],
					['r2', `${TYPES}/extended-properties`, 'docProps/app.xml'],
				),
				'docProps/app.xml':
					'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>gnumeric</Application></Properties>',
				'xl/worksheets/sheet1.xml': `${HEAD}<worksheet xmlns="${MAIN}" xmlns:gnmx="http://www.gnumeric.org/ext/spreadsheetml">\n  <cols>\n    <col min="1" max="1" style="0" width="14"/>\n    <col min="2" max="3" style="1" width="14"/>\n  </cols>\n  <sheetData>${names}\n    <row r="2" spans="1:2">\n      <c r="A2">\n        <v>46022</v>\n      </c>\n      <c r="B2">\n        <v>46022</v>\n      </c>\n    </row>\n    <row r="3"><c r="A3"><v>1</v></c><c r="B3" s="0"><v>46022</v></c></row>\n  </sheetData>\n</worksheet>`,
			},
		},
		rows: [
			['46022', '2025-12-31'],
			['1', '46022'],
		],
		kinds: [
			['number', 'date'],
			['number', 'number'],
		],
	},
	{
		name: 'styles of columns elsewhere mean nothing to a cell without one',
		fixture: {
			sheets: { S: '' },
			formats: [0, 14],
			parts: {
				'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><cols><col min="1" max="2" style="1"/></cols><sheetData>${names}<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>46022</v></c></row></sheetData></worksheet>`,
			},
		},
		rows: [['1', '46022']],
		kinds: [['number', 'number']],
	},
];

export const USUAL_HEADER: readonly string[] = HEADER;
