import fc from 'fast-check';
import { formatOf, builtInFormat } from '../../../../nodes/shared/bulk/xlsx/numberFormats';
import { columnLetters } from '../../../../nodes/shared/bulk/csv/problems';
import { columnOf, placeOf } from '../../../../nodes/shared/bulk/xlsx/references';
import { dayToSerial, serialToIso } from '../../../../nodes/shared/bulk/xlsx/serials';
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
		['an error', '<c t="e"><v>#N/A</v></c>', '#N/A', 'error'],
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
		['a number as text', '<c t="inlineStr"><is><t>00123</t></is></c>', '00123', 'text'],
	])('LD08 %s', async (_what, cell, text, kind) => {
		expect(await cellOf(cell)).toEqual([text, kind]);
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

	it.each([
		['Gnumeric', 'gnumeric', '2025-11-29', 'date'],
		['another program', 'Microsoft Excel', '45990', 'number'],
	])(
		'LD08 a cell without a format of its own, as %s writes it',
		async (_what, program, text, kind) => {
			const columns = `${'<col min="2" max="2" style="1"/>'.repeat(3)}<col min="3" max="99999999" style="0"/><col min="x"/>`;
			const rows = `${HEADER}<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>45990</v></c></row>`;
			const types = 'http://schemas.openxmlformats.org';
			const bytes = await sheetOf('', {
				formats: [0, 14],
				parts: {
					'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><cols>${columns}</cols><sheetData>${rows}</sheetData></worksheet>`,
					'docProps/app.xml': `<Properties><Application>${program}</Application><AppVersion>1</AppVersion></Properties>`,
					'_rels/.rels': `<Relationships xmlns="${types}/package/2006/relationships"><Relationship Id="a" Type="${types}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/><Relationship Id="b" Type="${types}/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>`,
				},
			});
			const { rows: read } = await readBook(bytes);
			expect([read[0].cell(1), read[0].kind!(1)]).toEqual([text, kind]);
		},
	);

	it('LD08 a row that only differs in kind is not equal', async () => {
		const row =
			'<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is><t>1</t></is></c></row>';
		const { rows } = await readBook(await sheetOf(HEADER + row));
		expect(rows[0].areEqual(0, 1)).toBe(false);
	});
});

describe('LD08 days and their numbers', () => {
	it('LD08 each day after February 1900 goes there and back, in both systems', () => {
		fc.assert(
			fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
				const iso = serialToIso(serial, 1900, { hasDay: true, hasTime: false })!;
				expect(dayToSerial(iso)).toBe(serial);
				expect(serialToIso(serial - 1462, 1904, { hasDay: true, hasTime: false })).toBe(
					serial >= 1462 ? iso : undefined,
				);
			}),
		);
	});

	it('LD08 each second of a day is kept', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 86_399 }), (seconds) => {
				const iso = serialToIso(45_990 + seconds / 86_400, 1900, { hasDay: true, hasTime: true })!;
				expect(Date.parse(`${iso}Z`)).toBe(Date.UTC(2025, 10, 29) + seconds * 1000);
			}),
		);
	});

	it.each(['2025-02-30', '1900-02-28', '31.12.2025', ''])('LD08 %s has no number', (iso) => {
		expect(dayToSerial(iso)).toBeUndefined();
	});
});

describe('LD08 places and formats', () => {
	it('LD08 each place has one name', () => {
		fc.assert(
			fc.property(fc.nat({ max: 16_383 }), fc.nat({ max: 1_048_575 }), (column, row) => {
				const reference = `${columnLetters(column + 1)}${row + 1}`;
				expect(placeOf(reference)).toEqual({ column, row });
				expect(columnOf(reference)).toBe(column);
			}),
		);
	});

	it.each(['XFE1', 'A1048577', 'A0', '5', '', 'A'])('LD08 %s is no place', (reference) => {
		expect(placeOf(reference)).toBeUndefined();
	});

	it.each<[number, string]>([
		[0, 'number'],
		[1, 'number'],
		[10, 'percent'],
		[14, 'date'],
		[21, 'date'],
		[22, 'date'],
		[31, 'date'],
		[44, 'number'],
		[47, 'date'],
		[49, 'text'],
		[58, 'date'],
		[59, 'number'],
	])('LD08 format %d', (id, kind) => {
		expect(builtInFormat(id).kind).toBe(kind);
	});

	it.each<[string, object]>([
		['yyyy\\-mm\\-dd', { kind: 'date', hasDay: true, hasTime: false }],
		['mm:ss', { kind: 'date', hasDay: false, hasTime: true }],
		['mmm', { kind: 'date', hasDay: true, hasTime: false }],
		['h:mm AM/PM', { kind: 'date', hasDay: false, hasTime: true }],
		['@', { kind: 'text' }],
		['0"d"', { kind: 'number' }],
		['0\\d', { kind: 'number' }],
		['_-* #,##0.00_-;-* #,##0.00_-', { kind: 'number' }],
		['# ?/?', { kind: 'number' }],
		['00000', { kind: 'padded', digits: 5 }],
		['0', { kind: 'number' }],
		['"open', { kind: 'number' }],
	])('LD08 format %s', (code, kind) => {
		expect(formatOf(code)).toEqual(kind);
	});
});
