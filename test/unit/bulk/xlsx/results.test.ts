import fc from 'fast-check';
import {
	compilePlan,
	createChangesFile,
	createResultFile,
	createRollBackFile,
	GrowingFile,
	parseHeader,
	ROLL_BACK_RULES,
	RULES,
	runBulk,
	storedFields,
	type BulkField,
	type FileFormat,
	type FilePart,
	type RowFile,
	type RowOutcome,
} from '../../../../nodes/shared/bulk';
import { MemoryBulkTarget } from '../MemoryBulkTarget';
import { inlineRow, openBook, readBook, sheetOf } from './workbooks';

const fields: BulkField[] = [
	{ name: 'Code', type: { kind: 'text' } },
	{ name: 'Price', type: { kind: 'number' } },
	{ name: 'Born', type: { kind: 'date' } },
	{ name: 'Opt', type: { kind: 'boolean' } },
];
const time = new Date('2026-11-29T09:30:00Z');

async function rowsOf(
	file: RowFile,
	target: MemoryBulkTarget,
	settings: Partial<Parameters<typeof compilePlan>[2]> = {},
	all: BulkField[] = fields,
): Promise<RowOutcome[]> {
	const plan = compilePlan(parseHeader(file.header), all, {
		rules: RULES.neutral,
		consents: 'refuse',
		...settings,
	});
	const rows: RowOutcome[] = [];
	const job = { file, plan, target, mode: 'apply', conflicts: 'skip', guards: {} } as const;
	for await (const step of runBulk(job)) rows.push(...step.rows);
	return rows;
}

async function grown(
	format: FileFormat,
	rows: ReadonlyArray<string | readonly string[] | undefined>,
	maxRows?: number,
): Promise<FilePart[]> {
	const file = new GrowingFile({
		name: 'out',
		format,
		maxPartBytes: 1e9,
		time,
		...(maxRows !== undefined && { maxRows }),
	});
	const parts: FilePart[] = [];
	for (const row of rows) {
		file.add(row);
		parts.push(...(await file.take()));
	}
	return [...parts, ...(await file.finish())];
}

/** Styles: text, number, percent, day, day and time, time. */
const FORMATS = [49, 0, 10, 14, 22, 21];
const NAMES = ['K', ...fields.flatMap(({ name }) => [`[old] ${name}`, `[new] ${name}`])];
const header = inlineRow(1, ...NAMES);

describe('LD08 the result of a workbook is one', () => {
	const input = async () =>
		await sheetOf(
			`${header}<row r="2"><c t="inlineStr"><is><t>00123</t></is></c><c t="inlineStr"><is><t>007</t></is></c><c s="1"><v>888</v></c><c s="1"><v>1234.5</v></c><c s="1"><v>0.1</v></c><c s="3"><v>45000</v></c><c s="3"><v>45001</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c></row>` +
				`<row r="3"><c t="inlineStr"><is><t>=1+1</t></is></c><c t="inlineStr"><is><t>1-2</t></is></c><c s="3"><v>46000</v></c><c/><c s="2"><v>0.05</v></c><c/><c s="4"><v>45000.5</v></c><c/><c t="e"><v>#N/A</v></c></row>` +
				`<row r="4"><c t="inlineStr"><is><t>k4</t></is></c><c/><c><f>A1</f></c><c/><c/><c/><c s="5"><v>0.25</v></c></row>`,
			{ formats: FORMATS },
		);

	it('LD08 each cell as what it was, so that it is judged the same when it is sent again', async () => {
		const bytes = await input();
		const target = () =>
			new MemoryBulkTarget({
				'00123': { Code: '007', Price: 1234.5, Born: '2023-03-15', Opt: true },
				'=1+1': {},
				k4: {},
			});
		const rows = await rowsOf(await openBook(bytes), target());
		const kinds = ['text', 'text', 'text', 'number', 'number', 'date', 'date'] as const;
		const file = createResultFile(NAMES, { sheetName: 'Result', kinds });
		const [part] = await grown(file.format, rows.map(file.row));
		expect(part.fileName).toBe('out.xlsx');
		const [before, after] = [await readBook(bytes), await readBook(part.bytes)];
		expect(after.header).toEqual([
			...NAMES,
			'[result] Outcome',
			'[result] Reason',
			'[result] Line',
		]);
		const width = NAMES.length;
		// A formula without a result stays an error: an empty cell could mean something.
		const found = before.cells.map((cells) => [...cells]);
		found[2][2] = '#VALUE!';
		const foundKinds = before.kinds.map((kind) => [...kind]);
		foundKinds[2][2] = 'text';
		foundKinds[1][8] = 'text';
		expect(after.cells.map((cells) => cells.slice(0, width))).toEqual(found);
		expect(after.kinds.map((kind) => kind.slice(0, width))).toEqual(foundKinds);
		const again = await rowsOf(await openBook(part.bytes), target());
		expect(again.map(({ outcome }) => outcome)).toEqual(rows.map(({ outcome }) => outcome));
		expect(rows.map(({ outcome }) => outcome)).toEqual(['ok', 'invalid', 'invalid']);
		expect(after.cells.map((cells) => cells[width])).toEqual(['ok', 'invalid', 'invalid']);
	});

	it('LD08 changes are typed, and above what a sheet can hold they go on in another workbook', async () => {
		const rows = await rowsOf(
			await openBook(await input()),
			new MemoryBulkTarget({
				'00123': { Code: '007', Price: 1234.5, Born: '2023-03-15', Opt: true },
			}),
		);
		const file = createChangesFile({ sheetName: 'Changes' });
		const parts = await grown(file.format, rows.map(file.rows), 3);
		expect(parts.map(({ rows: count }) => count)).toEqual([3, 1]);
		const books = await Promise.all(parts.map(async ({ bytes }) => await readBook(bytes)));
		expect(books.flatMap(({ cells }) => cells)).toEqual([
			['2', '00123', 'Code', '007', '888'],
			['2', '00123', 'Price', '1234.5', '0.1'],
			['2', '00123', 'Born', '2023-03-15', '2023-03-16'],
			['2', '00123', 'Opt', 'TRUE', 'FALSE'],
		]);
		expect(books[0].kinds[1]).toEqual(['number', 'text', 'text', 'number', 'number']);
	});
});

describe('LD04 a roll-back workbook', () => {
	const text: BulkField[] = [{ name: 'Note', type: { kind: 'text' } }];
	const note = fc.oneof(
		fc.string({ unit: 'binary', minLength: 1 }),
		fc.constantFrom('=1+1', "'=1+1", '+33612345678', '00123', '1-2', '\\x', '[clear]', ' a ', '@x'),
	);

	it('LD04 LA02 puts back exactly what was there, and holds no formula', async () => {
		await fc.assert(
			fc.asyncProperty(note, note, async (from, to) => {
				fc.pre(from !== to);
				const rows: RowOutcome[] = [
					{
						line: 2,
						cells: [],
						key: 'k',
						id: 'r1',
						outcome: 'ok',
						reasons: [],
						changes: [{ field: text[0], from, to }],
						alreadyThere: [],
					},
				];
				const undo = createRollBackFile('K', text, { sheetName: 'Roll back', hasCheck: true });
				const [{ bytes }] = await grown(undo.format, rows.map(undo.row));
				const { file, kinds } = await readBook(bytes);
				// A formula would be a cell of another kind.
				expect(new Set(kinds.flat())).toEqual(new Set(['text']));
				const target = new MemoryBulkTarget({ k: { Note: to } });
				const settings = { rules: ROLL_BACK_RULES, checksNew: true };
				const done = await rowsOf(file, target, settings, storedFields(text));
				expect(done.map(({ outcome }) => outcome)).toEqual(['ok']);
				expect(target.records.get('k')!.Note).toBe(from);
			}),
			{ numRuns: 60 },
		);
	});

	it('LD04 cuts nothing off, whatever Excel can show', async () => {
		const long = 'x'.repeat(50_000);
		const undo = createRollBackFile('K', text, { sheetName: 'Roll back', hasCheck: true });
		const row = undo.row({
			line: 2,
			cells: [],
			key: 'k',
			outcome: 'ok',
			reasons: [],
			changes: [{ field: text[0], from: long, to: 'y' }],
			alreadyThere: [],
		});
		const [{ bytes }] = await grown(undo.format, [row]);
		expect((await readBook(bytes)).cells[0][2]).toBe(long);
	});
});
