import { openCsv } from '../../../nodes/shared/bulk';
import type { LineEnd } from '../../../nodes/shared/bulk/csv/dialect';
import {
	afterLineEnd,
	countLineBreaks,
	endOfCells,
	nextLineEnd,
	positionIn,
	splitRow,
	withoutDoubles,
} from '../../../nodes/shared/bulk/csv/rowText';
import { cut, pieces, rowsOf } from './sources';

const read = async (text: string, size = 1_000) => {
	const file = await openCsv(pieces(...cut(Buffer.from(text), size)), {
		delimiter: ',',
		quote: '"',
	});
	return await rowsOf(file.rows());
};

describe('S21 how a file is written is found out', () => {
	it.each<[string, string, string, string[]]>([
		['commas', 'a,b\n1,2', ',', ['a', 'b']],
		['semicolons', 'a;b\n1;2', ';', ['a', 'b']],
		['tabs', 'a\tb\n1\t2', '\t', ['a', 'b']],
		['bars', 'a|b\n1|2', '|', ['a', 'b']],
		['one column', 'a\n1\n2', ',', ['a']],
		['a comma in each of the names, and one row', 'a,x;b,y;c\n1;2;3', ';', ['a,x', 'b,y', 'c']],
		['as many of two, by what all rows have', 'a;b,c\n1;2\n3;4\n5,6', ';', ['a', 'b,c']],
		['equals by the columns there are', 'a;b;c,d\n1;2;3,4', ';', ['a', 'b', 'c,d']],
		['equals of equal columns by the commoner', 'a;b,c\n1;2,3', ',', ['a;b', 'c']],
		['decimal commas', 'a;b\n1,5;2,5\n3,5;4,5', ';', ['a', 'b']],
		['separators in quotes', 'a;b\n"1,2,3";"4,5"', ';', ['a', 'b']],
		['a header alone', 'a;b;c', ';', ['a', 'b', 'c']],
		['rows that are broken', 'a;b\n"1"x;2\n3;4\n5;6', ';', ['a', 'b']],
	])('S21 its separator: %s', async (_what, text, delimiter, header) => {
		for (const size of [1, 1_000]) {
			const file = await openCsv(pieces(...cut(Buffer.from(text), size)));
			expect([file.dialect.delimiter, file.header]).toEqual([delimiter, header]);
		}
	});

	it('S21 by its first two hundred rows, however many follow', async () => {
		const rows = (count: number, row: string) => row.repeat(count);
		const file = await openCsv(pieces(`a;b,c\n${rows(199, '1;2\n')}${rows(5_000, '1,2\n')}`));
		expect(file.dialect.delimiter).toBe(';');
	});

	it('S21 also where the first row is longer than what is looked at', async () => {
		const names = Array.from({ length: 20_000 }, (_, at) => `name${at}`);
		const file = await openCsv(pieces(...cut(Buffer.from(`${names.join(';')}\n`), 5_000)));
		expect(file.dialect.delimiter).toBe(';');
		expect(file.header).toHaveLength(20_000);
	});

	it.each<[string, string, string]>([
		["'a';'b'\n'1';'2'", "'", 'a'],
		["'a';'b'\n'1';2\n3;'4'\n5;", "'", 'a'],
		["'a';b\n1;2", '"', "'a'"],
		["'a';\"b\"\n'1';'2'", '"', "'a'"],
		["'a'", '"', "'a'"],
		["';'\n';'", '"', "'"],
		["'a\n'b", '"', "'a"],
		['a;b\n1;2', '"', 'a'],
	])('S21 the quotes of %j are %s', async (text, quote, name) => {
		const file = await openCsv(pieces(text));
		expect([file.dialect.quote, file.header[0]]).toEqual([quote, name]);
	});

	it.each<[string, LineEnd]>([
		['a\r\nb\r\nc\n', '\r\n'],
		['a\nb\nc\r\n', '\n'],
		['a\rb\rc\n', '\r'],
		['a', '\r\n'],
		['a\nb\r\n', '\r\n'],
		['a\nb\r', '\n'],
	])('S21 the line ends of %j are %j', async (text, lineEnd) => {
		expect((await openCsv(pieces(text))).dialect.lineEnd).toBe(lineEnd);
	});

	it.each<[string, string, boolean, string[], number]>([
		['sep=;\r\na;b,c\r\n', ';', true, ['a', 'b,c'], 2],
		['SEP=|\na|b;c\n', '|', true, ['a', 'b;c'], 2],
		['\ufeffsep=^\ra^b\r', '^', true, ['a', 'b'], 2],
		['sep=;;\na,b\n', ',', false, ['sep=;;'], 1],
		['sep=\na,b\n', ',', false, ['sep='], 1],
		[' sep=;\na,b\n', ',', false, [' sep=;'], 1],
		['my sep=;\na,b\n', ',', false, ['my sep=;'], 1],
	])('S21 the line in front of %j', async (text, delimiter, hasSepLine, header, line) => {
		const settings = hasSepLine ? {} : { delimiter };
		for (const encoding of ['utf8', 'utf16le'] as const) {
			const marked = encoding === 'utf8' || text.startsWith('\ufeff') ? text : `\ufeff${text}`;
			const file = await openCsv(pieces(Buffer.from(marked, encoding)), settings);
			expect(file.dialect).toMatchObject({ delimiter, hasSepLine });
			expect([file.header, file.headerLine]).toEqual([header, line]);
		}
	});

	it('S21 what is set is not found out', async () => {
		const text = 'sep=;\na,b;"c"\n';
		const file = await openCsv(pieces(text), { delimiter: ',', quote: '' });
		expect(file.dialect).toMatchObject({ delimiter: ',', quote: '', hasSepLine: true });
		expect(file.header).toEqual(['a', 'b;"c"']);
	});
});

describe('S21 lines and places of rows', () => {
	it.each<[string, Array<[line: number, next: number, byte: number]>]>([
		[
			'1,a,b\n2,c,d',
			[
				[2, 3, 12],
				[3, 3, 17],
			],
		],
		[
			'1,a,b\r\n2,c,d\r\n',
			[
				[2, 3, 13],
				[3, 4, 20],
			],
		],
		[
			'1,a,b\r2,c,d\r',
			[
				[2, 3, 12],
				[3, 4, 18],
			],
		],
		[
			'1,"a\nb",c\n2',
			[
				[2, 4, 16],
				[4, 4, 17],
			],
		],
		[
			'1,"a\rb",c\n2',
			[
				[2, 4, 16],
				[4, 4, 17],
			],
		],
		[
			'1,"a\r\nb",c\n2',
			[
				[2, 4, 17],
				[4, 4, 18],
			],
		],
		[
			'1,"a\r\r\nb\n",c\n2',
			[
				[2, 6, 19],
				[6, 6, 20],
			],
		],
		['\n\r\n\r1,é,b\n', [[5, 6, 17]]],
		[
			'1,a"b\n2,c,d',
			[
				[2, 3, 12],
				[3, 3, 17],
			],
		],
		[
			'1,"a\r\nb"x\r\n2,c,d',
			[
				[2, 4, 17],
				[4, 4, 22],
			],
		],
		[
			'1,"a\rb\n"x\r2,c,d',
			[
				[2, 5, 16],
				[5, 5, 21],
			],
		],
	])('S21 of %j', async (text, places) => {
		for (const size of [1, 2, 1_000]) {
			const rows = await read(`K,A,B\n${text}`, size);
			expect(rows.map(({ line, nextLine, next }) => [line, nextLine, next.byte])).toEqual(places);
			expect(rows.map(({ next }) => next.line)).toEqual(places.map(([, next]) => next));
		}
	});

	it('S21 many cells in a block of rows are all kept', async () => {
		const row = (at: number) => Array.from({ length: 40 }, (_, cell) => `${at}.${cell}`);
		const table = Array.from({ length: 300 }, (_, at) => row(at));
		const text = table.map((cells) => cells.join(',')).join('\n');
		const rows = await read(`${row(-1).join(',')}\n${text}`, 1_000_000);
		expect(rows.map(({ cells }) => cells)).toEqual(table);
		expect(rows[299].areEqual(0, 1)).toBe(false);
		expect([rows[299].holds(39, '.'), rows[299].holds(39, ',')]).toEqual([true, false]);
	});
});

describe('S21 the text of a row', () => {
	it.each<[string, string[]]>([
		['', ['']],
		['a', ['a']],
		['a,', ['a', '']],
		[',a', ['', 'a']],
		['"a,b",c', ['a,b', 'c']],
		['"a""b"', ['a"b']],
		['""', ['']],
		['"",""', ['', '']],
		['""""', ['"']],
		['"a"b,c', ['"a"b', 'c']],
		['"a,b', ['"a', 'b']],
		['a"b,"c"', ['a"b', 'c']],
		['"a"",b', ['"a""', 'b']],
	])('S21 %s is cut into %j', (text, cells) => {
		expect(splitRow(text, { delimiter: ',', quote: '"' })).toEqual(cells);
	});

	it('S21 without quotes it is cut at each separator', () => {
		expect(splitRow('"a,b",c', { delimiter: ',', quote: '' })).toEqual(['"a', 'b"', 'c']);
	});

	it.each([
		['a""b', 'a"b'],
		['""', '"'],
		['""""', '""'],
		['a', 'a'],
	])('S21 %s within quotes is %s', (inside, text) => {
		expect(withoutDoubles(inside, '"')).toBe(text);
	});

	it.each<[string, number, number, number, number, number]>([
		['ab\ncd', 0, 2, 3, 1, 2],
		['ab\r\ncd', 0, 2, 4, 1, 2],
		['ab\rcd', 0, 2, 3, 1, 2],
		['ab', 0, 2, 2, 0, 2],
		['ab\r', 1, 2, 3, 1, 2],
		['\n\n', 1, 1, 2, 1, 1],
	])('S21 the line end of %j behind %i', (text, from, end, after, breaks, cells) => {
		expect(nextLineEnd(text, from)).toBe(end);
		expect(afterLineEnd(text, end)).toBe(after);
		expect(countLineBreaks(text, from, after)).toBe(breaks);
		expect(endOfCells(text, from, after)).toBe(cells);
	});

	it.each<[string, number, number, number, number]>([
		['ab', 0, 1, 0, 2],
		['ab\ncd', 0, 4, 1, 2],
		['a\r\nb\rc\nd', 0, 7, 3, 1],
		['xx\nab', 3, 5, 0, 3],
	])(
		'S21 of %j from %i on, place %i is %i lines further, sign %i',
		(text, start, at, lineBreaks, character) => {
			expect(positionIn(text, start, at)).toEqual({ lineBreaks, character });
		},
	);
});
