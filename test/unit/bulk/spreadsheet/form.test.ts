import {
	openCsv,
	parseHeader,
	RULES,
	type BulkField,
	type CellRules,
} from '../../../../nodes/shared/bulk';
import { compileField } from '../../../../nodes/shared/bulk/cells/compileField';
import { Refusal } from '../../../../nodes/shared/bulk/cells/refusal';
import { MemoryBulkTarget } from '../MemoryBulkTarget';
import { run } from '../runs';
import { pieces, rowsOf } from '../sources';
import { inlineRow, readBook, sheetOf } from '../xlsx/workbooks';

const errorsIn = async (text: string): Promise<string[]> => {
	const { header, beginning } = await openCsv(pieces(text));
	return parseHeader(header, {}, beginning)
		.problems.filter(({ isError }) => isError)
		.map(({ message }) => message);
};

describe('LD09 a header that is not where it should be', () => {
	it.each([
		['in one cell', '"K,[old] A,[new] A"\r\n"1,a,b"\r\n'],
		['in one cell, with empty ones beside it', '"K,[old] A,[new] A";;\r\n"1,a,b";;\r\n'],
		['in one cell, by another separator', '"K~[old] A~[new] A"\r\n"1~a~b"\r\n'],
	])('LD09 %s', async (_what, text) => {
		expect(await errorsIn(text)).toEqual([
			expect.stringMatching(/^All columns are in one, column A: .*import the file/),
		]);
	});

	it.each([
		['of one cell', 'Contacts of May\r\nK;[old] A;[new] A\r\n1;a;b\r\n', 2],
		['as wide as the columns', 'Contacts of May;;\r\n\r\nK;[old] A;[new] A\r\n1;a;b\r\n', 3],
		['of two lines', 'Contacts;of May;\r\nplease edit;;\r\nK;[ OLD ] A;[new] A\r\n', 3],
	])('LD09 below a title %s', async (_what, text, line) => {
		expect(await errorsIn(text)).toEqual([
			`The names of the columns are in line ${line}, and something else stands above them: delete what is above, so that they come first`,
		]);
	});

	it('LD09 a file without any such column is told what it lacks', async () => {
		expect(await errorsIn('K;A\r\n1;2\r\n')).toEqual([
			'There is no [new] column, so there is nothing to change',
		]);
	});

	it('LD09 in a workbook, below a title or all in column A', async () => {
		const errorsOf = async (rows: string): Promise<string[]> => {
			const { file } = await readBook(await sheetOf(rows));
			return parseHeader(file.header, {}, file.beginning).problems.map(({ message }) => message);
		};
		const below = inlineRow(1, 'Contacts of May') + inlineRow(3, 'K', '[old] A', '[new] A');
		expect(await errorsOf(below)).toEqual([
			'The names of the columns are in line 3, and something else stands above them: delete what is above, so that they come first',
		]);
		const crowded = inlineRow(1, 'K;[old] A;[new] A') + inlineRow(2, '1;a;b');
		expect(await errorsOf(crowded)).toEqual([
			expect.stringMatching(/^All columns are in one, column A: /),
		]);
	});

	it('LD09 a row that is all in its first cell is named, not counted', async () => {
		const text = 'K,[old] A,[new] A\r\n"1,a,b",,\r\n"2,a,b"\r\n3,a,b\r\n';
		const rows = await rowsOf((await openCsv(pieces(text), { delimiter: ',' })).rows());
		expect(rows.map(({ problem }) => problem?.message)).toEqual([
			undefined,
			'All cells of the row are in one, in column A; open the file with the separator that its header has, and save it again',
			undefined,
		]);
	});
});

describe('LD10 rows that are empty but for separators', () => {
	it('LD10 are ignored wherever they stand, and do not count', async () => {
		const text =
			';;\r\nK;[old] A;[new] A\r\n;;\r\n1;a;b\r\n;;;;;\r\n;\r\n"";" ";\r\n\u00a0;;\t\r\n2;;c\r\n;;\r\n;;';
		const file = await openCsv(pieces(text));
		expect(file).toMatchObject({ header: ['K', '[old] A', '[new] A'], headerLine: 2 });
		expect((await rowsOf(file.rows())).map(({ line, problem }) => [line, problem])).toEqual([
			[4, undefined],
			[9, undefined],
		]);
		const { progress } = await run(text, new MemoryBulkTarget({ 1: { A: 'a' }, 2: {} }), {
			guards: { maxErrorShare: 0 },
		});
		expect(progress).toMatchObject({ processed: 2, counts: { ok: 2, invalid: 0 } });
	});

	it.each([
		['the end sign of DOS', '\u001a'],
		['a byte order mark', '\ufeff'],
		['NUL', '\u0000;\u0000;\u0000\r\n'],
		['zero-width blanks', '\u200b;\u2060;\r\n'],
	])('LD10 a row of nothing but %s is none', async (_what, end) => {
		const file = await openCsv(pieces(`K;[old] A;[new] A\r\n1;a;b\r\n${end}`));
		expect((await rowsOf(file.rows())).map(({ cells }) => cells)).toEqual([['1', 'a', 'b']]);
	});

	it('LD10 are ignored in a workbook too', async () => {
		const empty = (line: number) =>
			`<row r="${line}"><c t="inlineStr"><is><t> </t></is></c><c s="0"/></row>`;
		const rows =
			empty(1) + inlineRow(2, 'K', '[old] A', '[new] A') + empty(3) + inlineRow(4, 'k', 'a', 'b');
		const { file, cells } = await readBook(await sheetOf(rows + empty(5) + empty(900)));
		expect(file.headerLine).toBe(2);
		expect(cells).toEqual([['k', 'a', 'b']]);
	});

	it('LD10 a row with a value anywhere is one', async () => {
		const rows = await rowsOf(
			(await openCsv(pieces('K;[old] A;[new] A\r\n;;x\r\n";";;\r\n'))).rows(),
		);
		expect(rows.map(({ cells }) => cells)).toEqual([
			['', '', 'x'],
			[';', '', ''],
		]);
	});
});

describe('LD07 the decimal sign and the form of days are settings', () => {
	const number: BulkField = { name: 'F', type: { kind: 'number' } };
	const day: BulkField = { name: 'F', type: { kind: 'date' } };
	const read = (field: BulkField, cell: string, rules: Partial<CellRules>) => {
		const value = compileField(field, { ...RULES.salesforce, ...rules }).readNew(cell);
		return value instanceof Refusal ? value.kind : value;
	};

	it.each<[string, CellRules['decimalSeparator'], number | string]>([
		['1234,5', ',', 1234.5],
		['1234,5', '.', 'notANumber'],
		['1234,5', 'either', 1234.5],
		['1234.5', 'either', 1234.5],
		['12.345', ',', 12_345],
		['12.345', '.', 12.345],
		['12.345', 'either', 'notANumber'],
		['12,345', 'either', 'notANumber'],
		['12.3450', 'either', 12.345],
		['1.234,56', 'either', 1234.56],
		['5 %', ',', 'notANumber'],
	])('LD07 %s with the decimal sign %s is %j', (cell, decimalSeparator, expected) => {
		expect(read(number, cell, { ...(decimalSeparator && { decimalSeparator }) })).toBe(expected);
	});

	it('LD07 what is ambiguous is named', () => {
		const refusal = compileField(number, {
			...RULES.salesforce,
			decimalSeparator: 'either',
		}).readNew('12.345');
		expect(refusal).toMatchObject({
			message: 'The number is ambiguous (thousands or decimals); set the decimal sign',
		});
	});

	it.each<[string, string | undefined, string]>([
		['31/12/2025', 'dd/MM/yyyy', '2025-12-31'],
		['03/04/2025', 'dd/MM/yyyy', '2025-04-03'],
		['03/04/2025', 'MM/dd/yyyy', '2025-03-04'],
		['03/04/2025', undefined, 'notADate'],
		['31.12.2025', 'dd.MM.yyyy', '2025-12-31'],
		['2025-12-31', 'dd/MM/yyyy', '2025-12-31'],
	])('LD07 %s with the form %s is %s', (cell, dateFormat, expected) => {
		expect(read(day, cell, { ...(dateFormat && { dateFormat }) })).toBe(expected);
	});

	it('LD07 the template is written as it is read', () => {
		const rules: CellRules = {
			...RULES.salesforce,
			decimalSeparator: ',',
			dateFormat: 'dd/MM/yyyy',
		};
		expect(compileField(number, rules).writeOld(1234.5)).toBe('1234,5');
		expect(compileField(day, rules).writeOld('2025-12-31')).toBe('31/12/2025');
		const either = compileField(number, { ...RULES.salesforce, decimalSeparator: 'either' });
		for (const value of [12.345, 1.5, -999.125, 1234.567, 0.125, 12]) {
			expect(either.readNew(either.writeOld(value))).toBe(value);
		}
	});
});
