import { openCsv } from '../../../nodes/shared/bulk';
import {
	isStructural,
	type CsvProblem,
	type CsvProblemKind,
} from '../../../nodes/shared/bulk/csv/problems';
import { readAsNote } from '../../../nodes/shared/bulk/csv/encoding';
import { cut, pieces, rowsOf } from './sources';

const HEADER = 'K,A,B\r\n';
const read = async (content: string | Buffer, size = 1_000) => {
	const bytes = Buffer.from(content);
	const file = await openCsv(pieces(...cut(bytes, size)), {
		delimiter: ',',
		quote: '"',
		encoding: 'utf-8',
		maxRowLength: 40,
	});
	return await rowsOf(file.rows());
};

const STRAY = 'A quote stands inside a cell that does not begin with one';
const AFTER = 'There is text after the closing quote of the cell';
const OPEN = 'The quote that opens here is never closed';
const LONG = 'The row is longer than any row should be; most likely a quote in it is not closed';
const BYTE =
	'There is a byte that does not exist in utf-8; set the encoding in which the file was saved';

type Problem = [CsvProblemKind, line: number, column: number, character: number, message: string];

describe('S21 what breaks a row is named, with its place and what was made of the row', () => {
	it.each<[string, string | Buffer, Problem, string[], string[][]]>([
		[
			'a quote in a cell',
			'1,a"b,c\r\n2,d,e',
			['strayQuote', 2, 2, 4, STRAY],
			['1', 'a"b', 'c'],
			[['2', 'd', 'e']],
		],
		[
			'a quote in the first cell',
			'a"b,c\n2,d,e',
			['strayQuote', 2, 1, 2, STRAY],
			['a"b', 'c'],
			[['2', 'd', 'e']],
		],
		[
			'text behind a quote',
			'1,"a"b,c\r2,d,e',
			['textAfterQuote', 2, 2, 6, AFTER],
			['1', '"a"b', 'c'],
			[['2', 'd', 'e']],
		],
		[
			'text behind a quote, below a line break in the cell',
			'1,"a\r\nb" ,c\r\n2,d,e',
			['textAfterQuote', 3, 2, 3, AFTER],
			['1', '"a\r\nb" ', 'c'],
			[['2', 'd', 'e']],
		],
		[
			'a quote that is not closed',
			'1,a,b\n2,"c,d\n3,e,f',
			['unterminatedQuote', 3, 2, 3, OPEN],
			['2', '"c', 'd\n3', 'e', 'f'],
			[],
		],
		['a quote at the very end', '1,a,"', ['unterminatedQuote', 2, 3, 5, OPEN], ['1', 'a', '"'], []],
		[
			'more than a row may hold',
			`1,${'x'.repeat(39)}\n2,d,e`,
			['rowTooLong', 2, 2, 41, LONG],
			[],
			[],
		],
		[
			'a byte that is none of the encoding',
			Buffer.from(`1,a,b\n2,\xe9,d\n3,e,f`, 'latin1'),
			['invalidEncoding', 3, 2, 3, BYTE],
			['2', ''],
			[],
		],
	])('S21 %s', async (_what, content, [kind, line, column, character, message], cells, after) => {
		for (const size of [1, 7, 1_000]) {
			const all = await read(Buffer.concat([Buffer.from(HEADER), Buffer.from(content)]), size);
			const at = all.findIndex(({ problem }) => problem !== undefined);
			expect(all[at].problem).toEqual({ kind, line, column, character, message });
			expect(all[at].cells).toEqual(cells);
			expect(all[at].width).toBe(cells.length);
			expect(all.slice(at + 1).map((row) => row.cells)).toEqual(after);
		}
	});

	it('S21 a row of the greatest length is read', async () => {
		const row = `1,${'x'.repeat(36)},y`;
		for (const end of ['', '\n', '\r\n'])
			expect((await read(HEADER + row + end)).map(({ cells }) => cells.length)).toEqual([3]);
	});

	it.each<[CsvProblemKind, boolean]>([
		['strayQuote', true],
		['textAfterQuote', true],
		['unterminatedQuote', true],
		['rowTooLong', true],
		['invalidEncoding', true],
		['shortRow', false],
		['longRow', false],
		['unnamedColumn', false],
	])('S21 after %s it is doubtful where the next row begins: %s', (kind, expected) => {
		expect(isStructural({ kind } as CsvProblem)).toBe(expected);
	});

	it('S21 a header that is broken is named with its column', async () => {
		await expect(openCsv(pieces('K,A,B"\n1,2,3'), { delimiter: ',' })).rejects.toMatchObject({
			kind: 'input',
			message: `The header cannot be read: ${STRAY} (line 1, column C)`,
			hint: 'Fix the header row.',
		});
	});
});

describe('S21 what is known of a file once it is opened', () => {
	const ROWS = Array.from({ length: 300 }, (_, at) => `${at},a,b\n`).join('');

	it('S21 the names, with those that are empty left out at the end', async () => {
		const whole = await openCsv(pieces('\n;\nK;A;B\n'), { delimiter: ';' });
		expect(whole).toMatchObject({ header: ['K', 'A', 'B'], isHeaderWhole: true, headerLine: 3 });
		const wider = await openCsv(pieces('K;;B; ;\n'), { delimiter: ';' });
		expect(wider).toMatchObject({ header: ['K', '', 'B'], isHeaderWhole: false, headerLine: 1 });
	});

	it('S21 where its rows begin, and the first two hundred of them', async () => {
		const file = await openCsv(pieces(...cut(Buffer.from(`\ufeffK,A,B\n${ROWS}`), 500)));
		expect(file.start).toEqual({ byte: 9, line: 2 });
		expect(file.beginning.map(({ cells }) => cells[0])).toEqual(
			Array.from({ length: 200 }, (_, at) => String(at)),
		);
		expect(file.warnings).toEqual([]);
		expect(await rowsOf(file.rows())).toHaveLength(300);
	});

	it('S21 those at the beginning are looked at like all others', async () => {
		const file = await openCsv(pieces('K,A,B\n1,2\n1,2,3\n'), { delimiter: ',' });
		expect(file.beginning.map(({ problem }) => problem?.kind)).toEqual(['shortRow', undefined]);
	});

	it('S21 which file it is: by its form and its header, whatever its rows', async () => {
		const of = async (content: string | Buffer, settings = {}) =>
			(await openCsv(pieces(content), { delimiter: ',', quote: '"', ...settings })).fingerprint;
		const known = await of('K,A,B\n1,2,3\n');
		expect(known).toMatch(/^[\w-]{16}$/);
		expect(await of('K,A,B\n4,5,6\n7,8,9\n')).toBe(known);
		const others = [
			await of('K,A,C\n1,2,3\n'),
			await of('K,A,B,\n1,2,3\n'),
			await of('K,A,B\n1,2,3\n', { delimiter: ';' }),
			await of('K,A,B\n1,2,3\n', { quote: "'" }),
			await of('K,A,B\n1,2,3\n', { encoding: 'windows-1250' }),
		];
		expect(new Set([known, ...others]).size).toBe(6);
	});

	it.each<[number, string, string, string]>([
		[0xe9, 'Windows-1252', 'Windows-1250', 'windows-1252'],
		[0x9d, 'Windows-1250', 'Windows-1252', 'windows-1250'],
		[0x8d, 'Windows-1250', 'Windows-1252', 'windows-1250'],
		[0x8f, 'Windows-1250', 'Windows-1252', 'windows-1250'],
	])(
		'S21 byte %i says that it is no UTF-8, and a note says what it was read as',
		async (byte, name, other, encoding) => {
			const file = await openCsv(pieces(Buffer.from([...Buffer.from('K,A\n1,'), byte, 10])));
			expect(file.guessedEncoding).toBe(encoding);
			expect(file.warnings).toEqual([
				`The file is not UTF-8; it was read as ${name}, but others, such as ${other}, would do as well. Set the encoding to be sure.`,
			]);
		},
	);

	it('S21 where it was found out how, the note says so instead', () => {
		expect(readAsNote('x-mac-ce', 'by what its columns hold')).toBe(
			'The file is not UTF-8; by what its columns hold, it was read as Mac Central European.',
		);
	});
});
