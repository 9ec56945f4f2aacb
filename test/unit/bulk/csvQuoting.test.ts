import { createCsvWriter, type CsvWriterSettings } from '../../../nodes/shared/bulk/csv/csvWriter';

describe('S16 how cells are written', () => {
	it.each<[string, CsvWriterSettings['delimiter'], string]>([
		['a b', ',', 'a b'],
		['', ',', ''],
		['Ω', ',', 'Ω'],
		['€ 5 …', ',', '€ 5 …'],
		['Жанна', ',', 'Жанна'],
		['René', ',', 'René'],
		['a;b', ',', 'a;b'],
		['a;b', ';', '"a;b"'],
		['a,b', ',', '"a,b"'],
		['a,b', ';', 'a,b'],
		['a.b', '.', '"a.b"'],
		['aab', 'a', '"aab"'],
		['a^b', '^', '"a^b"'],
		['a-b', '-', '"a-b"'],
		['a\\b', '\\', '"a\\b"'],
		['a]b', ']', '"a]b"'],
		['a-b', '^', 'a-b'],
		['a"b', ',', '"a""b"'],
		['"', ',', '""""'],
		['a\nb', ',', '"a\nb"'],
		['a\rb', ',', '"a\rb"'],
		[' a', ',', '" a"'],
		['a ', ',', '"a "'],
		['a\t', ',', '"a\t"'],
		['\u00a0a', ',', '"\u00a0a"'],
		['a\u3000', ',', '"a\u3000"'],
		['\ufeffa', ',', '"\ufeffa"'],
		['a\u200b', ',', 'a\u200b'],
		['sep=;', ',', '"sep=;"'],
		['Sep=;', ',', '"Sep=;"'],
		['sep;', ',', 'sep;'],
		['a sep=', ',', 'a sep='],
		['tep=', ',', 'tep='],
	])('S16 %j is written, with %j between the cells, as %j', (cell, delimiter, written) => {
		const writer = createCsvWriter({ mark: false, ...(delimiter && { delimiter }) });
		expect(writer.row([cell, 'x'])).toBe(`${written}${delimiter}x\r\n`);
	});

	it.each([
		[[], '\r\n'],
		[[null], '""\r\n'],
		[[''], '""\r\n'],
		[[null, null], ',\r\n'],
		[[0, false, null], '0,false,\r\n'],
		[[-1.5, true, 'x'], '-1.5,true,x\r\n'],
	])('S16 the cells %j are the row %j', (cells, row) => {
		expect(createCsvWriter().row(cells)).toBe(row);
	});

	it('S16 cells with any sign that some program takes for a delimiter are quoted where that is wanted', () => {
		const writer = createCsvWriter({ delimiter: ';', quotesDelimiters: true });
		expect(writer.row(['a,b', 'c;d', 'e\tf', 'g|h', 'i.j'])).toBe(
			'"a,b";"c;d";"e\tf";"g|h";i.j\r\n',
		);
	});

	it('S16 a file begins with the mark by which spreadsheets know UTF-8, unless it is not wanted', () => {
		expect([createCsvWriter().start, createCsvWriter({ mark: false }).start]).toEqual([
			'\ufeff',
			'',
		]);
	});

	it('S35 formulas are escaped in all columns, or in those that are named, numbers among them or not', () => {
		const cells = ['-5', '-5', '-5', '-5'];
		const row = (escapeFormulas: CsvWriterSettings['escapeFormulas']) =>
			createCsvWriter(escapeFormulas === undefined ? {} : { escapeFormulas }).row(cells);
		expect(row(true)).toBe("'-5,'-5,'-5,'-5\r\n");
		expect(row(['unlessNumber', true, false])).toBe("-5,'-5,-5,-5\r\n");
		expect(row(false)).toBe('-5,-5,-5,-5\r\n');
	});
});
