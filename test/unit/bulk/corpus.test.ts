import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CsvRow } from '../../../nodes/shared/bulk/csv/CsvRow';
import { openCsv, type CsvSettings, type OpenFile } from '../../../nodes/shared/bulk';
import { splitRow } from '../../../nodes/shared/bulk/csv/rowText';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { settle } from '../../../nodes/shared/http/settle';
import { cut, pieces, rowsOf } from './sources';

interface Expected {
	settings?: CsvSettings;
	refused?: string;
	dialect?: object;
	warnings?: number;
	header: string[];
	rows: string[][];
	/** Line of each row. */
	lines?: number[];
	problems?: Array<{ row: number; kind: string; line: number; column: number; character?: number }>;
}

const folder = path.resolve(__dirname, '../../corpora/csv');
const names = readdirSync(folder)
	.filter((name) => name.endsWith('.csv'))
	.map((name) => name.slice(0, -4));

const bytesOf = (name: string): Buffer => readFileSync(path.join(folder, `${name}.csv`));
const expectedOf = (name: string): Expected =>
	JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as Expected;

async function read(open: OpenFile, settings?: CsvSettings) {
	const outcome = await settle(openCsv(open, settings));
	if (!outcome.ok) {
		if (!isConnectorError(outcome.error)) throw outcome.error;
		return { refused: outcome.error.message };
	}
	const { dialect, warnings, header, rows } = outcome.value;
	return { dialect, warnings: warnings.length, header, rows: (await rowsOf(rows())).map(contents) };
}

const problemsOf = (rows: Array<Pick<CsvRow, 'problem'>>) =>
	rows.flatMap(({ problem }, row) => (problem ? [{ row, ...problem, message: undefined }] : []));

/** Where a row stands within its block, depends on the pieces. */
const contents = ({ cells, line, nextLine, problem }: CsvRow) => ({
	cells,
	line,
	nextLine,
	problem,
});

describe('S21 files as they come', () => {
	it.each(names)('%s', async (name) => {
		const expected = expectedOf(name);
		const found = await read(pieces(bytesOf(name)), expected.settings);
		if (found.refused !== undefined || expected.refused !== undefined) {
			expect(found.refused).toBe(expected.refused);
			return;
		}
		expect(found.dialect).toMatchObject(expected.dialect ?? {});
		expect(found.warnings).toBe(expected.warnings ?? 0);
		expect(found.header).toEqual(expected.header);
		expect(found.rows.map(({ cells }) => cells)).toEqual(expected.rows);
		if (expected.lines) expect(found.rows.map(({ line }) => line)).toEqual(expected.lines);
		expect(problemsOf(found.rows)).toEqual(expected.problems ?? []);
	});

	it.each(names)('%s, cut in two at every byte, and into single bytes', async (name) => {
		const bytes = bytesOf(name);
		const { settings } = expectedOf(name);
		const whole = await read(pieces(bytes), settings);
		for (let at = 1; at < bytes.length; at++) {
			const parts = pieces(bytes.subarray(0, at), bytes.subarray(at));
			expect(await read(parts, settings)).toEqual(whole);
		}
		expect(await read(pieces(...cut(bytes, 1)), settings)).toEqual(whole);
	});

	it.each(names)(
		'%s, its rows as they stand, cell by cell, and compared without being cut',
		async (name) => {
			const opened = await settle(openCsv(pieces(bytesOf(name)), expectedOf(name).settings));
			if (!opened.ok) return;
			const { delimiter, quote } = opened.value.dialect;
			for (const row of await rowsOf(opened.value.rows())) {
				const { cells, problem, text } = row;
				expect(cells.map((_, column) => row.cell(column))).toEqual(cells);
				expect(row.cell(cells.length)).toBeUndefined();
				if (problem) {
					expect(text).toBeUndefined();
					continue;
				}
				expect(splitRow(text!, { delimiter, quote }).slice(0, cells.length)).toEqual(cells);
				for (const [left, cell] of cells.entries()) {
					expect(row.isEmpty(left)).toBe(cell === '');
					for (const [right, other] of cells.entries()) {
						expect(row.areEqual(left, right)).toBe(cell === other);
					}
				}
			}
		},
	);

	it.each(names)('%s, read again from the end of every row', async (name) => {
		const { settings } = expectedOf(name);
		const opened = await settle(openCsv(pieces(...cut(bytesOf(name), 7)), settings));
		if (!opened.ok) return;
		const file = opened.value;
		const all = await rowsOf(file.rows());
		const places = all.map(({ next }) => next);
		for (const [index, from] of places.entries()) {
			if (all[index].problem?.kind === 'invalidEncoding') continue;
			const rest = await rowsOf(file.rows({ from }));
			expect(rest.map(contents)).toEqual(all.slice(index + 1).map(contents));
		}
	});
});

describe('csv-spectrum, the public conformance set', () => {
	const spectrum = path.dirname(require.resolve('csv-spectrum/package.json'));
	// Its JSON for `location_coordinates` contradicts its CSV.
	const sets = readdirSync(path.join(spectrum, 'csvs')).filter(
		(name) => name !== 'location_coordinates.csv',
	);

	it('has its eleven files', () => expect(sets).toHaveLength(11));

	it.each(sets)('%s, whole and cut in two at every byte', async (name) => {
		const bytes = readFileSync(path.join(spectrum, 'csvs', name));
		const json = readFileSync(path.join(spectrum, 'json', name.replace(/csv$/, 'json')), 'utf8');
		const expected = JSON.parse(json) as Array<Record<string, string>>;
		for (let at = 0; at < bytes.length; at++) {
			const { header, rows } = await read(pieces(bytes.subarray(0, at), bytes.subarray(at)));
			const records = rows?.map(({ cells }) =>
				Object.fromEntries(cells.map((cell, column) => [header?.[column], cell])),
			);
			expect(records).toEqual(expected);
			expect(rows?.some(({ problem }) => problem)).toBe(false);
		}
	});
});
