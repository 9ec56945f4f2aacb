import { openBook, readBook, inlineRow, sheetOf, workbook, MAIN } from './workbooks';
import { rowsOf } from '../sources';

const HEADER = inlineRow(1, 'K', 'A', 'B');
const text = (content: string, place = ''): string =>
	`<c${place && ` r="${place}"`} t="inlineStr"><is><t>${content}</t></is></c>`;
const cellsOf = async (data: string, formats: Array<number | string> = [0]): Promise<string[][]> =>
	(await readBook(await sheetOf(HEADER + data, { formats, strings: ['<t>shared</t>'] }))).cells;
const refusal = (what: string) => ({ message: `The workbook cannot be read: ${what}` });

describe('LD08 what of a sheet is read', () => {
	it.each<[string, string, string[][]]>([
		[
			'elements of no interest beside the rows',
			'<x><row r="2"><c><v>1</v></c></row></x><row r="3"><c><v>2</v></c></row>',
			[['2', '', '']],
		],
		[
			'elements of no interest beside the cells',
			'<row r="2"><x><c><v>1</v></c><y/></x><c><v>2</v></c></row>',
			[['2', '', '']],
		],
		[
			'elements of no interest in a cell',
			'<row r="2"><c><x><v>1</v></x><v>2</v></c></row>',
			[['2', '', '']],
		],
		['a value within a value', '<row r="2"><c><v>1<v>5</v>2</v></c></row>', [['12', '', '']]],
		['texts beside a value', '<row r="2">x<c>y<v>1</v>z</c>x</row>', [['1', '', '']]],
		['a value that is written twice', '<row r="2"><c><v>1</v><v>2</v></c></row>', [['2', '', '']]],
		['a value in pieces', '<row r="2"><c><v>1<!-- -->2</v></c></row>', [['12', '', '']]],
		[
			'a row in a row',
			'<row r="2"><c><v>1</v></c><row r="3"><c><v>2</v></c></row></row>',
			[['1', '', '']],
		],
		[
			'a cell that is empty, and then not',
			`<row r="2"><c r="A2"/>${text('a', 'A2')}</row>`,
			[['a', '', '']],
		],
		[
			'a cell that is not empty, and then is',
			`<row r="2">${text('a', 'A2')}<c r="A2"/>${text('', 'A2')}</row>`,
			[['a', '', '']],
		],
		['small letters in places', `<row r="2">${text('a', 'b2')}</row>`, [['', 'a', '']]],
		['signs that fix a place', `<row r="2">${text('a', '$C$2')}</row>`, [['', '', 'a']]],
		[
			'rows with lines between them',
			`<row r="5">${text('a')}</row><row>${text('b')}</row><row r="9">${text('c')}</row>`,
			[
				['a', '', ''],
				['b', '', ''],
				['c', '', ''],
			],
		],
		[
			'a text and a value in a cell that says which',
			'<row r="2"><c t="inlineStr"><is><t>a</t></is><v>5</v></c></row>',
			[['a', '', '']],
		],
		[
			'a text and a value in one that does not',
			'<row r="2"><c><is><t>a</t></is><v>5</v></c></row>',
			[['5', '', '']],
		],
		[
			'a text of blanks beside a value',
			`<row r="2"><c><v>1</v></c>${text(' ')}</row>`,
			[['1', ' ', '']],
		],
		[
			'a type that is not known, as a number',
			'<row r="2"><c t="x"><v>5</v></c></row>',
			[['5', '', '']],
		],
		[
			'what stands in a text cell as a value',
			'<row r="2"><c t="inlineStr"><v>a_x000D_</v></c></row>',
			[['a\r', '', '']],
		],
		[
			'a shared text with blanks around its number',
			'<row r="2"><c t="s"><v> 0 </v></c></row>',
			[['shared', '', '']],
		],
	])('LD08 %s', async (_what, data, cells) => {
		expect(await cellsOf(data)).toEqual(cells);
	});

	it.each([
		[
			'a cell in a place without a letter',
			'<row r="2"><c r="2"><v>1</v></c></row>',
			'a cell has no place in a sheet',
		],
		[
			'a cell in no place',
			'<row r="2"><c r=""><v>1</v></c></row>',
			'a cell has no place in a sheet',
		],
		[
			'a line that is no whole number',
			'<row r="2.5"><c><v>1</v></c></row>',
			'its rows are not in order',
		],
		['a line that is none', '<row r="x"><c><v>1</v></c></row>', 'its rows are not in order'],
		['a line before the one before', '<row r="3"/><row r="2"/>', 'its rows are not in order'],
		[
			'a text at no place',
			'<row r="2"><c t="s"><v> </v></c></row>',
			'a cell refers to a text that is not there',
		],
		[
			'a text before the first',
			'<row r="2"><c t="s"><v>-1</v></c></row>',
			'a cell refers to a text that is not there',
		],
		[
			'a text beyond the last',
			'<row r="2"><c t="s"><v>1</v></c></row>',
			'a cell refers to a text that is not there',
		],
		[
			'a text that is no number',
			'<row r="2"><c t="s"><v>x</v></c></row>',
			'a cell refers to a text that is not there',
		],
		[
			'two values in one place',
			'<row r="2"><c r="B2"><v>1</v></c><c r="B2"><v>1</v></c></row>',
			'a cell stands in it twice',
		],
		[
			'an endless number',
			'<row r="2"><c><v>1e999</v></c></row>',
			'a cell holds a number that is none',
		],
		[
			'a number with a comma',
			'<row r="2"><c><v>1,5</v></c></row>',
			'a cell holds a number that is none',
		],
	])('LD08 %s is refused', async (_what, data, what) => {
		await expect(cellsOf(data)).rejects.toMatchObject(refusal(what));
	});

	it('LD08 the last row and the last column of all are read, and none beyond', async () => {
		const last = `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`;
		const { rows } = await readBook(await sheetOf(HEADER + last));
		expect([rows[0].line, rows[0].problem?.column]).toEqual([1_048_576, 16_384]);
		const beyond = `<row r="2"><c r="XFD2"/><c><v>1</v></c></row>`;
		await expect(cellsOf(beyond)).rejects.toMatchObject(refusal('a cell has no place in a sheet'));
	});

	it('LD08 one number in several formats is read by each of them', async () => {
		const cell = (style: number, type = '') => `<c s="${style}"${type}><v>45990</v></c>`;
		const rows = `<row>${cell(0)}${cell(1)}${cell(2)}</row><row>${cell(1)}${cell(2)}${cell(0)}</row>`;
		expect(await cellsOf(rows, [0, 14, 22])).toEqual([
			['45990', '2025-11-29', '2025-11-29T00:00:00'],
			['2025-11-29', '2025-11-29T00:00:00', '45990'],
		]);
	});

	it('LD08 a style that is not there is none, and without one the first counts', async () => {
		const rows = '<row><c s="7"><v>45990</v></c><c s="x"><v>45990</v></c><c><v>45990</v></c></row>';
		expect(await cellsOf(rows, [14])).toEqual([['45990', '45990', '2025-11-29']]);
	});

	it('LD10 where the first columns alone are read, the same rows are found', async () => {
		const data = [
			`<row r="2"><c r="B2"><v>1</v></c></row>`,
			`<row r="3">${text('a', 'C3')}</row>`,
			`<row r="4"><c r="C4"><f>1</f></c></row>`,
			`<row r="5"><c r="B5" s="0"/></row>`,
			`<row r="6"><c r="A6"><v>1</v></c></row>`,
		];
		const file = await openBook(await sheetOf(HEADER + data.join('')));
		const lines = async (lastColumn?: number) =>
			(await rowsOf(file.rows(lastColumn === undefined ? {} : { lastColumn }))).map(
				({ line, width }) => [line, width],
			);
		const found = [2, 3, 4, 6];
		expect(await lines()).toEqual(found.map((line) => [line, 3]));
		for (const last of [0, 1, 2])
			expect(await lines(last)).toEqual(found.map((line) => [line, last + 1]));
	});

	it('LD08 styles beside those of cells, and numbers of formats that are named twice', async () => {
		const styles = `<styleSheet xmlns="${MAIN}"><numFmts><numFmt numFmtId="14" formatCode="0.00"/><numFmt numFmtId="200" formatCode="yyyy"/><numFmt numFmtId="201"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="200"/><xf numFmtId="201"/></cellXfs><dxfs><xf numFmtId="9"/></dxfs></styleSheet>`;
		const row = `<row r="2">${[1, 2, 3].map((style) => `<c s="${style}"><v>45990</v></c>`).join('')}</row>`;
		const book = await workbook({
			sheets: { S: HEADER + row },
			parts: { 'xl/styles.xml': styles },
		});
		expect((await readBook(book)).cells).toEqual([['45990', '2025-11-29', '45990']]);
	});

	it('LD08 a row says where it ends, and what it holds', async () => {
		const { rows } = await readBook(
			await sheetOf(
				`${HEADER}<row r="2"><c><v>5</v></c>${text('a;b')}<c r="E2"><f>1</f></c></row>`,
			),
		);
		const [row] = rows;
		expect([row.holds(1, ';'), row.holds(1, ','), row.holds(2, ';')]).toEqual([true, false, false]);
		expect([0, 1, 2].map((column) => row.isEmpty(column))).toEqual([false, false, true]);
		expect([0, 1, 2].map((column) => row.kind?.(column))).toEqual(['number', 'text', 'text']);
		expect([row.text, row.cell(2), row.cell(3), row.cell(4)]).toEqual([
			undefined,
			'',
			undefined,
			undefined,
		]);
		expect([row.areEqual(1, 2), row.areEqual(2, 3), row.areEqual(2, 4)]).toEqual([
			false,
			true,
			false,
		]);
		expect(row.next.line).toBe(3);
		expect(row.next.byte).toBeGreaterThan(HEADER.length);
	});
});
