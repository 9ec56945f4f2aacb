import fc from 'fast-check';
import { isBlank } from '../../../nodes/shared/values/text';
import { createCsvWriter } from '../../../nodes/shared/bulk/csv/csvWriter';
import {
	escapeFormula,
	escapeUnlessNumber,
	unescapeFormula,
} from '../../../nodes/shared/bulk/csv/escapeFormula';
import { openCsv, type CsvWriterSettings } from '../../../nodes/shared/bulk';
import { cut, pieces, rowsOf } from './sources';

/** Those that are found out by themselves. */
const DELIMITERS = [',', ';', '\t', '|'];

const nasty = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 8 }),
	fc.string({
		unit: fc.constantFrom(
			'"',
			"'",
			',',
			';',
			'\t',
			'|',
			'\r',
			'\n',
			' ',
			'=',
			'+',
			'a',
			'é',
			'😀',
			'\ufeff',
		),
		maxLength: 8,
	}),
	fc.constantFrom('', 'sep=;', 'SEP=,', '\ufeff', '+33612345678', '000123', '=1+1', '"'),
);

async function readBack(text: string, settings: CsvWriterSettings, size: number) {
	const open = pieces(...cut(Buffer.from(text), size));
	const { delimiter = ',' } = settings;
	const file = await openCsv(open, { delimiter, quote: '"', encoding: 'utf-8' });
	const rows = await rowsOf(file.rows());
	return {
		header: file.header,
		rows: rows.map(({ cells }) => cells),
		problems: rows.flatMap((row) => row.problem ?? []),
	};
}

describe('writing CSV', () => {
	/** LD10: rows of nothing but separators, blanks and signs that nobody sees are none. */
	const holdsSomething = (row: string[]): boolean => !row.every(isBlank);

	it('S16 reads back as it was written, whatever the cells, the delimiter and the pieces', async () => {
		const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
			fc.record({
				header: fc
					.array(nasty, { minLength: width - 1, maxLength: width - 1 })
					.map((names) => [...names, 'last']),
				rows: fc.array(fc.array(nasty, { minLength: width, maxLength: width }), { maxLength: 6 }),
				delimiter: fc.constantFrom(...DELIMITERS),
				lineEnd: fc.constantFrom('\r\n' as const, '\n' as const, '\r' as const),
				mark: fc.boolean(),
				size: fc.integer({ min: 1, max: 40 }),
			}),
		);
		await fc.assert(
			fc.asyncProperty(table, async ({ header, rows, size, ...settings }) => {
				const writer = createCsvWriter(settings);
				const text =
					writer.start + writer.row(header) + rows.map((row) => writer.row(row)).join('');
				const filled = rows.filter(holdsSomething);
				expect(await readBack(text, settings, size)).toEqual({
					header,
					rows: filled,
					problems: [],
				});
			}),
			{ numRuns: 400 },
		);
	});

	it('finds the dialect of what it wrote', async () => {
		const word = fc.stringMatching(/^[a-zé ,;"0-9\n]{0,12}$/);
		const table = fc.record({
			rows: fc.array(fc.tuple(word, word, word), { minLength: 2, maxLength: 20 }),
			delimiter: fc.constantFrom(...DELIMITERS),
			mark: fc.boolean(),
		});
		await fc.assert(
			fc.asyncProperty(table, async ({ rows, ...settings }) => {
				const writer = createCsvWriter(settings);
				const header = ['key', '[old] A', '[new] A'];
				const text = writer.start + [header, ...rows].map((row) => writer.row(row)).join('');
				const file = await openCsv(pieces(text));
				expect(file.dialect).toMatchObject({
					delimiter: settings.delimiter,
					hasMark: settings.mark,
					quote: '"',
				});
				const filled = rows.filter(holdsSomething);
				expect((await rowsOf(file.rows())).map(({ cells }) => cells)).toEqual(filled);
			}),
		);
	});

	it.each([
		['=1+1', "'=1+1"],
		['+33612345678', "'+33612345678"],
		['-5', "'-5"],
		['@SUM(A1)', "'@SUM(A1)"],
		['\tx', "'\tx"],
		['\rx', "'\rx"],
		[' =1+1', "' =1+1"],
		['\u00a0=1+1', "'\u00a0=1+1"],
		['\ufeff=1+1', "'\ufeff=1+1"],
		['＝1+1', "'＝1+1"],
		['a\n=1+1', "a\n'=1+1"],
		['a\r\n =1+1', "a\r\n' =1+1"],
		["'=1+1", "''=1+1"],
		['1+1=2', '1+1=2'],
		['', ''],
		["it's", "it's"],
	])('S35 escapes %j as %j and takes the apostrophe off again', (cell, escaped) => {
		expect(escapeFormula(cell)).toBe(escaped);
		expect(unescapeFormula(escaped)).toBe(cell);
	});

	it('S35 never leaves a line that a spreadsheet takes for a formula, and loses nothing', () => {
		fc.assert(
			fc.property(nasty, (cell) => {
				const escaped = escapeFormula(cell);
				for (const line of escaped.split(/[\r\n]/)) expect(line).not.toMatch(/^\s*[=+@-]/);
				expect(unescapeFormula(escaped)).toBe(cell);
			}),
			{ numRuns: 1000 },
		);
	});

	const UNSEEN = [
		'\u0000',
		'\u0007',
		'\u000b',
		'\u0085',
		'\u00ad',
		'\u00a0',
		'\u034f',
		'\u0378',
		'\u061c',
		'\u115f',
		'\u180e',
		'\u200b',
		'\u200d',
		'\u200f',
		'\u202e',
		'\u2028',
		'\u2066',
		'\u2800',
		'\u3000',
		'\u3164',
		'\ud800',
		'\ue000',
		'\ufe0f',
		'\ufeff',
		'\ufff9',
		'\u{e0041}',
		' ',
		'\u0000\ufeff \u200b',
	];
	const LEADS = [
		'=',
		'+',
		'-',
		'@',
		'|',
		'%',
		'\t',
		'＝',
		'＋',
		'－',
		'＠',
		'﹦',
		'﹢',
		'﹣',
		'﹫',
		'％',
		'｜',
		'⁺',
		'₌',
		'⩵',
		'﬩',
		'−',
	];

	it.each(UNSEEN)('LA10 a formula behind %j is escaped, whatever it begins with', (unseen) => {
		for (const lead of LEADS) {
			for (const cell of [`${unseen}${lead}1+1`, `a\n${unseen}${lead}1+1`]) {
				const escaped = escapeFormula(cell);
				expect(escaped).toContain(`'${unseen}${lead}`);
				expect(escapeUnlessNumber(cell)).toBe(escaped);
				expect(unescapeFormula(escaped)).toBe(cell);
			}
		}
	});

	it('LA10 whatever stands in front, the first sign that is seen is none of a formula, and nothing is lost', () => {
		const cell = fc.string({
			unit: fc.constantFrom(...UNSEEN, ...LEADS, "'", '\r', '\n', 'a', '1', '"', ','),
			maxLength: 10,
		});
		const any = fc.oneof(cell, fc.string({ unit: 'binary', maxLength: 6 }), nasty);
		fc.assert(
			fc.property(any, (text) => {
				for (const escape of [escapeFormula, escapeUnlessNumber]) {
					const escaped = escape(text);
					expect(unescapeFormula(escaped)).toBe(text);
					if (/^(?:[+-]?[\d ().,/-]*|=)$/.test(text) && escaped === text) continue;
					for (const line of escaped.split(/[\r\n]/)) {
						const seen = line.normalize('NFKC').replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S}]/gu, '');
						expect(seen.replace(/^[\ufe0f\u034f\u115f\u1160\u2800\u3164]+/u, '')).not.toMatch(
							/^[=+@|%\u2212-]/,
						);
					}
				}
			}),
			{ numRuns: 5_000 },
		);
	});

	it.each(['+33612345678', '+33 6 12 34 56 78', '-5', '-1,250.75', '(020) 7946 0958', '007', '='])(
		'LA10 %s stays as it is in a column that a system reads',
		(cell) => expect(escapeUnlessNumber(cell)).toBe(cell),
	);

	it.each(['=1+1', '+cmd|x', '-2+HYPERLINK("x")', '@SUM(1)', '+1\n=1', '=cmd@example.com'])(
		'LA10 %s is escaped there too',
		(cell) => expect(escapeUnlessNumber(cell)).toBe(escapeFormula(cell)),
	);

	it('S35 escapes formulas column by column, and nothing by itself', () => {
		const cells = ['=a', '=b'];
		expect(createCsvWriter({ escapeFormulas: [false, true] }).row(cells)).toBe("=a,'=b\r\n");
		expect(createCsvWriter().row(cells)).toBe('=a,=b\r\n');
	});

	it('quotes a lone line feed, and never writes a sep= line', () => {
		const writer = createCsvWriter({ mark: false });
		expect(writer.row(['a\nb', 'c'])).toBe('"a\nb",c\r\n');
		expect(writer.row(['sep=;'])).toBe('"sep=;"\r\n');
		expect(writer.row([''])).toBe('""\r\n');
	});
});
