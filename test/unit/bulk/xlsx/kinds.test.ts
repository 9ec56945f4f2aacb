import { columnLetters } from '../../../../nodes/shared/bulk/csv/problems';
import { inlineRow, MAIN, readBook, sheetOf, type WorkbookFixture } from './workbooks';

const HEADER = inlineRow(1, 'K', '[new] A');

/** Text and kind of one cell. */
const cellOf = async (cell: string, more: WorkbookFixture = {}): Promise<[string, string]> => {
	const { rows } = await readBook(
		await sheetOf(`${HEADER}<row r="2"><c r="A2"><v>1</v></c>${cell}</row>`, more),
	);
	return [rows[0].cell(1)!, rows[0].kind!(1)];
};

describe('LD08 what kind of thing a cell holds', () => {
	it.each<[string, number | string, string, string, string]>([
		['a day', 14, '45990', '2025-11-29', 'date'],
		['a day and a time', 22, '45990.395833333336', '2025-11-29T09:30:00', 'date'],
		['a midnight whose time is shown', 'dd.mm.yyyy hh:mm', '45990', '2025-11-29T00:00:00', 'date'],
		['a day whose time is not shown', 'dd.mm.yyyy', '45990.5', '2025-11-29T12:00:00', 'date'],
		['a time', 20, '0.395833333333333', '09:30:00', 'date'],
		['elapsed time', '[h]:mm:ss', '1.25', '30:00:00', 'date'],
		['a day in Czech', '[$-405]d\\. mmmm yyyy;@', '45990', '2025-11-29', 'date'],
		['a day with words in it', '"Tag "dd/mm/yyyy', '45990', '2025-11-29', 'date'],
		['the first day', 14, '1', '1900-01-01', 'date'],
		['the last day of February 1900', 14, '59', '1900-02-28', 'date'],
		['the first of March 1900', 14, '61', '1900-03-01', 'date'],
		['the last day of all', 14, '2958465', '9999-12-31', 'date'],
		['a 29 February 1900, which there never was', 14, '60', '60', 'number'],
		['a negative day', 14, '-1', '-1', 'number'],
		['a number with a unit', '0.00" days"', '45990', '45990', 'number'],
		['a number in red', '#,##0;[Red]-#,##0', '-45990', '-45990', 'number'],
		['a scientific number', '0.00E+00', '33612345678', '33612345678', 'number'],
		['a currency', '#,##0.00\\ [$Kč-405]', '12.5', '12.5', 'number'],
		['a percentage', 9, '0.07', '7%', 'percent'],
		['a percentage with decimals', '0.0%', '0.125', '12.5%', 'percent'],
		['zeros in front', '00000', '123', '00123', 'text'],
		['as many digits as zeros', '000', '123', '123', 'number'],
		['a number formatted as text', 49, '123', '123', 'number'],
		['General', 'General', '0.1', '0.1', 'number'],
	])('LD08 %s', async (_what, format, value, text, kind) => {
		const cell = `<c r="B2" s="1"><v>${value}</v></c>`;
		expect(await cellOf(cell, { formats: [0, format] })).toEqual([text, kind]);
	});

	it.each<[string, string, string, string]>([
		['true', '<c t="b"><v>1</v></c>', 'TRUE', 'boolean'],
		['false', '<c t="b"><v>0</v></c>', 'FALSE', 'boolean'],
		['true in words', '<c t="b"><v> true </v></c>', 'TRUE', 'boolean'],
		['an error', '<c t="e"><v>#N/A</v></c>', '#N/A', 'error'],
		['an error with blanks around it', '<c t="e"><v> #N/A\n</v></c>', '#N/A', 'error'],
		['a number of nothing but blanks', '<c><v> </v></c>', '', 'text'],
		['a formula that was never calculated', '<c><f>SUM(A1:A9)</f></c>', '', 'uncalculated'],
		['a formula whose result is left out', '<c><f>SUM(A1:A9)</f><v/></c>', '', 'uncalculated'],
		['a day in ISO form', '<c t="d"><v>2025-11-29</v></c>', '2025-11-29', 'date'],
		[
			'a day in ISO form with its midnight',
			'<c t="d"><v>2025-11-29T00:00:00</v></c>',
			'2025-11-29',
			'date',
		],
		[
			'a time in ISO form',
			'<c t="d"><v>2025-11-29T09:30:00.000Z</v></c>',
			'2025-11-29T09:30:00',
			'date',
		],
		['a time alone in ISO form', '<c t="d"><v>09:30</v></c>', '09:30', 'date'],
		['a time alone with its mark', '<c t="d"><v>T09:30:15Z</v></c>', '09:30:15', 'date'],
		['a time with parts of a second', '<c t="d"><v>09:30:15.25</v></c>', '09:30:15.25', 'date'],
		[
			'a day and a time without seconds',
			'<c t="d"><v>2025-11-29T09:30</v></c>',
			'2025-11-29T09:30',
			'date',
		],
		['a midnight without seconds', '<c t="d"><v>2025-11-29T00:00</v></c>', '2025-11-29', 'date'],
		[
			'a midnight with parts of a second',
			'<c t="d"><v>2025-11-29T00:00:00.000</v></c>',
			'2025-11-29',
			'date',
		],
		[
			'nearly a midnight',
			'<c t="d"><v>2025-11-29T00:00:00.010</v></c>',
			'2025-11-29T00:00:00.010',
			'date',
		],
		['a number as text', '<c t="inlineStr"><is><t>00123</t></is></c>', '00123', 'text'],
	])('LD08 %s', async (_what, cell, text, kind) => {
		expect(await cellOf(cell)).toEqual([text, kind]);
	});

	it.each([
		['a day in ISO form', '2025-11-29', '2025-11-29T00:00:00'],
		['its midnight', '2025-11-29T00:00', '2025-11-29T00:00'],
		['another time of it', '2025-11-29T09:30:00', '2025-11-29T09:30:00'],
	])('LD08 where the format shows the time, %s has one', async (_what, value, text) => {
		const cell = `<c t="d" s="1"><v>${value}</v></c>`;
		expect(await cellOf(cell, { formats: [0, 22] })).toEqual([text, 'date']);
	});

	it.each([
		'29.11.2025',
		'2025-11-29 09:30',
		'on 2025-11-29',
		'2025-11-29T9:30',
		'9:30',
		'09:30 h',
	])('LD08 %s is no day in ISO form', async (value) => {
		await expect(cellOf(`<c t="d"><v>${value}</v></c>`)).rejects.toThrow(
			'a cell holds a number that is none',
		);
	});

	it('LD08 a cell that was never calculated is not empty', async () => {
		const { rows } = await readBook(
			await sheetOf(`${HEADER}<row r="2"><c r="B2"><f>1</f></c></row>`),
		);
		expect(rows[0].isEmpty(1)).toBe(false);
	});

	it('LD08 the days of a workbook that counts from 1904', async () => {
		const more: WorkbookFixture = { formats: [0, 14], date1904: true };
		expect(await cellOf('<c r="B2" s="1"><v>44528</v></c>', more)).toEqual(['2025-11-29', 'date']);
		expect(await cellOf('<c r="B2" s="1"><v>0</v></c>', more)).toEqual(['1904-01-01', 'date']);
	});

	const types = 'http://schemas.openxmlformats.org';
	/** A number in each of the columns from B on, in a sheet whose columns have formats, as a program writes it. */
	const inColumns = async (columns: string, program: string, count = 1): Promise<string[]> => {
		const cells = Array.from(
			{ length: count },
			(_, at) => `<c r="${columnLetters(at + 2)}2"><v>45990</v></c>`,
		);
		const names = Array.from({ length: count }, (_, at) => `N${at}`);
		const rows = `${inlineRow(1, 'K', ...names)}<row r="2"><c r="A2"><v>1</v></c>${cells.join('')}</row>`;
		const bytes = await sheetOf('', {
			formats: [0, 14],
			parts: {
				'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><cols>${columns}</cols><sheetData>${rows}</sheetData></worksheet>`,
				'docProps/app.xml': `<Properties><Title>Gnumeric</Title>${program}<AppVersion>1</AppVersion></Properties>`,
				'_rels/.rels': `<Relationships xmlns="${types}/package/2006/relationships"><Relationship Id="a" Type="${types}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/><Relationship Id="b" Type="${types}/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>`,
			},
		});
		const { rows: read } = await readBook(bytes);
		return read[0].cells.slice(1);
	};
	const GNUMERIC = '<Application>gnumeric</Application>';

	it.each([
		['Gnumeric', GNUMERIC, '2025-11-29'],
		['Gnumeric, in large letters', '<Application>Gnumeric 1.12</Application>', '2025-11-29'],
		['another program', '<Application>Microsoft Excel</Application>', '45990'],
		['a program that is like it', '<Application>No gnumeric</Application>', '45990'],
		['a program that does not say which it is', '', '45990'],
		['one that tells too much of itself', `${GNUMERIC}${' '.repeat(1_000_000)}`, '45990'],
	])('LD08 a cell without a format of its own, as %s writes it', async (_what, program, text) => {
		const columns = `${'<col min="2" max="2" style="1"/>'.repeat(3)}<col min="3" max="99999999" style="0"/><col min="x"/>`;
		expect(await inColumns(columns, program)).toEqual([text]);
	});

	it.each<[string, string, string[]]>([
		[
			'of the columns that are named',
			'<col min="3" max="4" style="1"/>',
			['45990', '2025-11-29', '2025-11-29', '45990'],
		],
		[
			'none where it has none',
			'<col min="1" max="2" style="1"/><col min="3" max="3"/><col min="4" max="4" style="1"/>',
			['2025-11-29', '45990', '2025-11-29', '45990'],
		],
		[
			'of the first that names it',
			'<col min="2" max="3" style="1"/><col min="3" max="4" style="0"/>',
			['2025-11-29', '2025-11-29', '45990', '45990'],
		],
		['none where nothing is said', '', ['45990', '45990', '45990', '45990']],
	])('LD08 a cell of Gnumeric has the format of its column: %s', async (_what, columns, texts) => {
		expect(await inColumns(columns, GNUMERIC, 4)).toEqual(texts);
	});

	it('LD08 a row that only differs in kind is not equal', async () => {
		const row =
			'<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is><t>1</t></is></c></row>';
		const { rows } = await readBook(await sheetOf(HEADER + row));
		expect(rows[0].areEqual(0, 1)).toBe(false);
	});
});
