import { openCsv } from '../../../nodes/shared/bulk';
import { pieces, rowsOf } from './sources';

const problemsIn = async (
	text: string,
	settings: Parameters<typeof openCsv>[1] = { delimiter: ',' },
) => (await rowsOf((await openCsv(pieces(text), settings)).rows())).map(({ problem }) => problem);

const SHORT = 'shortRow';
const LONG = 'longRow';
const ONE_CELL =
	'All cells of the row are in one, in column A; open the file with the separator that its header has, and save it again';

describe('rows that are not as wide as the header', () => {
	it.each<[string, string, string, number, string]>([
		['too short', 'a,b,c\n1,2', SHORT, 3, 'The row has 2 cells, the header 3 cells'],
		['one cell of several', 'a,b,c\n1', SHORT, 2, 'The row has 1 cell, the header 3 cells'],
		[
			'one cell that holds some',
			'a,b,c\n"1,2"',
			SHORT,
			2,
			'The row has 1 cell, the header 3 cells',
		],
		['one cell that holds all', 'a,b,c\n"1,2,3"', SHORT, 2, ONE_CELL],
		[
			'one cell that holds more',
			'a,b,c\n"1,2,3,4"',
			SHORT,
			2,
			'The row has 1 cell, the header 3 cells',
		],
		[
			'two cells, of which one holds all',
			'a,b,c\n"1,2,3",4',
			SHORT,
			3,
			'The row has 2 cells, the header 3 cells',
		],
		['too long', 'a,b\n1,2,3', LONG, 3, 'The row has 3 cells, the header 2 cells'],
		['too long for one column', 'a\n1,2', LONG, 2, 'The row has 2 cells, the header 1 cell'],
		[
			'beyond columns without names',
			'a,b,,\n1,2,,,',
			LONG,
			5,
			'The row has 5 cells, the header 2 cells',
		],
	])('%s', async (_name, text, kind, column, message) => {
		expect(await problemsIn(text)).toEqual([{ kind, line: 2, column, message }]);
	});

	it.each([
		['as wide', 'a,b\n1,2'],
		['without the columns that have no names', 'a,b,,\n1,2'],
		['with some of them, empty', 'a,b,,\n1,2,'],
		['with all of them, empty', 'a,b,,\n1,2,,'],
		['one cell in the file for one column', 'a\n"1,2"'],
	])('%s: no problem', async (_name, text) => {
		expect(await problemsIn(text)).toEqual([undefined]);
	});

	it('a value in a column without a name is named by its letter', async () => {
		expect(await problemsIn('a,b,,\n1,2,,x')).toEqual([
			{
				kind: 'unnamedColumn',
				line: 2,
				column: 4,
				message: 'There is a value in column D, which has no name',
			},
		]);
	});

	it('such empty cells are no cells of the row', async () => {
		const [row] = await rowsOf((await openCsv(pieces('a,b,,\n1,2,,'), { delimiter: ',' })).rows());
		expect(row.width).toBe(2);
	});
});

describe('a file without rows', () => {
	it('is refused with what to do', async () => {
		await expect(openCsv(pieces(''))).rejects.toMatchObject({
			kind: 'input',
			message: 'The file is empty',
			hint: 'Its first line has to hold the names of the columns.',
		});
	});

	it('the longest row that is read can be set', async () => {
		const [row] = await problemsIn(`a,b\n${'x'.repeat(60)},y`, {
			delimiter: ',',
			maxRowLength: 50,
		});
		expect(row?.kind).toBe('rowTooLong');
		expect(
			await problemsIn(`a,b\n${'x'.repeat(40)},y`, { delimiter: ',', maxRowLength: 50 }),
		).toEqual([undefined]);
	});
});
