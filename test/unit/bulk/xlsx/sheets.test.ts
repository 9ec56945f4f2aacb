import { GrowingFile } from '../../../../nodes/shared/bulk';
import {
	createSheetWriter,
	type ColumnKind,
	type SheetColumn,
	type SheetValue,
} from '../../../../nodes/shared/bulk/xlsx/write/sheetWriter';
import { packageParts } from '../../../../nodes/shared/bulk/xlsx/write/packageParts';
import { workbookFormat } from '../../../../nodes/shared/bulk/xlsx/write/workbookFormat';
import { openBook, readBook } from './workbooks';
import { rowsOf } from '../sources';

const time = new Date('2026-11-29T09:30:00Z');
const TEXT: SheetColumn = { name: 'K', kind: 'text' };

async function bookOf(
	columns: SheetColumn[],
	rows: SheetValue[][] = [],
	facts: Partial<Parameters<typeof workbookFormat>[1]> = {},
): Promise<Buffer> {
	const sheet = createSheetWriter(columns, false);
	const format = workbookFormat(sheet, { sheetName: 'Rows', ...facts });
	const book = new GrowingFile({ name: 'out', format, maxPartBytes: 1e9, time });
	for (const row of rows) book.add(sheet.row(row));
	return (await book.finish())[0].bytes;
}

/** The value of an attribute in each element of a name. */
const attributes = (xml: string, element: string, name: string): string[] =>
	[...xml.matchAll(new RegExp(`<${element} [^>]*?\\b${name}="([^"]*)"`, 'g'))].map(
		([, value]) => value,
	);

describe('LD08 the sheet that is written', () => {
	it.each([
		[1, '12'],
		[10, '12'],
		[11, '13'],
		[38, '40'],
		[39, '40'],
		[500, '40'],
	])('LD08 a column whose name has %i signs is %s wide', (length, width) => {
		const { start } = createSheetWriter([{ name: 'x'.repeat(length), kind: 'text' }], false);
		expect(attributes(start, 'col', 'width')).toEqual([width]);
	});

	it('LD08 each column has its own place and its own form', () => {
		const kinds: ColumnKind[] = ['text', 'number', 'date', 'dateTime', 'time', 'percent'];
		const { start } = createSheetWriter(
			kinds.map((kind) => ({ name: kind, kind })),
			false,
		);
		const numbers = kinds.map((_kind, at) => String(at + 1));
		expect([attributes(start, 'col', 'min'), attributes(start, 'col', 'max')]).toEqual([
			numbers,
			numbers,
		]);
		expect(new Set(attributes(start, 'col', 'style')).size).toBe(kinds.length);
	});

	it.each<[ColumnKind, SheetValue, string, string]>([
		['time', '09:30:00', '09:30:00', 'date'],
		['time', '23:59:59', '23:59:59', 'date'],
		['time', '24:00:00', '24:00:00', 'text'],
		['time', '9:30:00', '9:30:00', 'text'],
		['time', '09:30:00 h', '09:30:00 h', 'text'],
		['dateTime', '2025-11-29T09:30:15', '2025-11-29T09:30:15', 'date'],
		['dateTime', '2025-11-29T24:00:00', '2025-11-29T24:00:00', 'text'],
		['dateTime', '2025-02-30T09:30:00', '2025-02-30T09:30:00', 'text'],
		['dateTime', '2025-11-29T09:30:15.5', '2025-11-29T09:30:15.5', 'text'],
		['dateTime', '2025-11-29', '2025-11-29', 'text'],
		['dateTime', '2025-11-29T09:30:15T', '2025-11-29T09:30:15T', 'text'],
		['dateTime', '2025-11-29 09:30:15', '2025-11-29 09:30:15', 'text'],
		['dateTime', 'on 2025-11-29T09:30:15', 'on 2025-11-29T09:30:15', 'text'],
		['date', '1900-03-01', '1900-03-01', 'date'],
		['date', '9999-12-31', '9999-12-31', 'date'],
		['date', '2025-11-29T09:30:15', '2025-11-29T09:30:15', 'text'],
		['date', 'the 2025-11-29', 'the 2025-11-29', 'text'],
		['text', '2025-11-29', '2025-11-29', 'text'],
		['number', 123456789012345, '123456789012345', 'number'],
		['number', 12345678901234568, '12345678901234568', 'text'],
		['number', 0.1 + 0.2, '0.30000000000000004', 'text'],
		['number', 0, '0', 'number'],
		['number', 'many', 'many', 'text'],
		['text', false, 'FALSE', 'boolean'],
		['text', 5, '5', 'number'],
	])('LD08 in a column of the kind %s, %j reads as %s, a %s', async (kind, value, text, found) => {
		const { cells, kinds } = await readBook(await bookOf([{ name: 'K', kind }], [[value]]));
		expect([cells, kinds]).toEqual([[[text]], [[found]]]);
	});

	it('LD08 what is empty or missing is no cell', () => {
		const sheet = createSheetWriter([TEXT, TEXT, TEXT, TEXT], false);
		expect(attributes(sheet.row(['a', '', null]), 'c', 'r')).toHaveLength(1);
		expect(attributes(sheet.row([false, 0, ' ', 'd', 'beyond']), 'c', 'r')).toHaveLength(4);
	});

	it('LD08 a cell of another kind than its column has the form of its own, and stays locked', () => {
		const styles = (columns: SheetColumn[], kinds?: Array<ColumnKind | undefined>) =>
			attributes(createSheetWriter(columns, true).row(['5', '5'], kinds), 'c', 's');
		const open: SheetColumn = { name: 'K', kind: 'number' };
		const locked: SheetColumn = { ...open, isLocked: true };
		const asText = styles([
			{ ...open, kind: 'text' },
			{ ...locked, kind: 'text' },
		]);
		expect(styles([open, locked], ['text', 'text'])).toEqual(asText);
		expect(styles([open, locked], ['text', undefined])).toEqual([
			asText[0],
			styles([open, locked])[1],
		]);
		expect(new Set([...asText, ...styles([open, locked])]).size).toBe(4);
	});

	it('LD08 the longest text that Excel allows is not cut', async () => {
		const whole = 'x'.repeat(32_767);
		const book = await bookOf([{ name: `${whole}y`, kind: 'text' }], [[whole], [`${whole}y`]]);
		const { header, cells } = await readBook(book);
		const cut = `${'x'.repeat(32_766)}…`;
		expect([header, cells]).toEqual([[cut], [[whole], [cut]]]);
	});

	it.each([
		['a\rb', 'a_x000D_b'],
		['\u001f', '_x001F_'],
		['\ud800', '_xD800_'],
		['_x00e9_', '_x005F_x00e9_'],
		['a\nb\tc', 'a\nb\tc'],
		['<&">', '&lt;&amp;&quot;&gt;'],
		['_x', '_x'],
	])('LD08 %j is written as other programs write it: %s', (text, xml) => {
		expect(createSheetWriter([TEXT], false).row([text])).toContain(`>${xml}</t>`);
	});

	it('LD08 blanks at the ends of names and texts are kept', async () => {
		const { header, cells } = await readBook(
			await bookOf([{ name: ' K ', kind: 'text' }], [[' a'], ['b '], ['\tc']]),
		);
		expect([header, cells]).toEqual([[' K '], [[' a'], ['b '], ['\tc']]]);
	});

	it.each([
		[0, 'A2:A2', 'C2:C2'],
		[1, 'A2:A2', 'C2:C2'],
		[2, 'A2:A3', 'C2:C3'],
		[500, 'A2:A501', 'C2:C501'],
	])('LD08 with %i rows, values are offered in all of them', (rows, first, second) => {
		const columns = [{ ...TEXT, list: 0 }, TEXT, { ...TEXT, list: 1 }];
		const xml = createSheetWriter(columns, false).end(rows);
		expect(attributes(xml, 'dataValidation', 'sqref')).toEqual([first, second]);
		expect(attributes(xml, 'dataValidations', 'count')).toEqual(['2']);
		expect([...xml.matchAll(/<formula1>([^<]*)</g)].map(([, name]) => name)).toEqual([
			'list_1',
			'list_2',
		]);
	});

	it('LD08 something else than what is offered can be entered, after a question', () => {
		const xml = createSheetWriter([{ ...TEXT, list: 0 }], false).end(1);
		const of = (name: string) => attributes(xml, 'dataValidation', name)[0];
		expect(['type', 'errorStyle', 'allowBlank', 'showErrorMessage'].map(of)).toEqual([
			'list',
			'warning',
			'1',
			'1',
		]);
		expect([of('errorTitle'), of('error')]).toEqual([
			'Not in the list',
			'This is not one of the values in the list. Keep it only if you are sure.',
		]);
	});

	it('LD08 it is protected only where that was asked for, and nothing is offered without lists', () => {
		const protection = (isProtected: boolean) => createSheetWriter([TEXT], isProtected).end(5);
		expect(protection(false)).toBe('</sheetData></worksheet>');
		const xml = protection(true);
		// What is not forbidden is said: widths, sorting and filters.
		for (const free of ['formatCells', 'formatColumns', 'formatRows', 'sort', 'autoFilter'])
			expect(attributes(xml, 'sheetProtection', free)).toEqual(['0']);
		expect(xml).not.toContain('dataValidation');
	});
});

describe('LD08 the workbook around it', () => {
	const lists = [
		{ name: 'Tier & co', values: ['1', ' b ', ''] },
		{ name: 'Opt', values: ['TRUE'] },
		{ name: 'None', values: [] },
	];
	const help = [
		['How to', 'What'],
		['a <b>', ' c '],
		['', ''],
	];

	it.each<[string, Partial<Parameters<typeof workbookFormat>[1]>, string[]]>([
		['alone', {}, ['Rows']],
		['with explanations', { help }, ['Rows', 'How to']],
		['with lists', { lists }, ['Rows', 'Lists']],
		['with both', { help, lists }, ['Rows', 'How to', 'Lists']],
	])('LD08 a sheet %s: each part is listed, typed and there', (_what, facts, names) => {
		const parts = new Map(packageParts({ sheetName: 'Rows', ...facts }));
		const workbook = parts.get('xl/workbook.xml')!;
		expect(attributes(workbook, 'sheet', 'name')).toEqual(names);
		const ids = names.map((_name, at) => String(at + 1));
		expect(attributes(workbook, 'sheet', 'sheetId')).toEqual(ids);
		const relations = parts.get('xl/_rels/workbook.xml.rels')!;
		const targets = new Map(
			attributes(relations, 'Relationship', 'Id').map((id, at) => [
				id,
				`xl/${attributes(relations, 'Relationship', 'Target')[at]}`,
			]),
		);
		const sheets = attributes(workbook, 'sheet', 'r:id').map((id) => targets.get(id));
		expect(sheets).toEqual(names.map((_name, at) => `xl/worksheets/sheet${at + 1}.xml`));
		const typed = attributes(parts.get('[Content_Types].xml')!, 'Override', 'PartName');
		// The sheet that is filled row by row comes last of all, and is not among them.
		const others = [...parts.keys(), 'xl/worksheets/sheet1.xml'].filter(
			(name) => name.startsWith('xl/') && !name.endsWith('.rels'),
		);
		expect(typed.map((name) => name.slice(1)).sort()).toEqual(others.sort());
		for (const xml of parts.values())
			expect(xml.startsWith('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>')).toBe(true);
	});

	it('LD08 what is offered is found by the name of its list, one cell at least', () => {
		const parts = new Map(packageParts({ sheetName: 'Rows', lists }));
		const defined = [
			...parts.get('xl/workbook.xml')!.matchAll(/<definedName name="([^"]*)">([^<]*)</g),
		].map(([, name, range]) => [name, range]);
		expect(defined).toEqual([
			['list_1', 'Lists!$A$2:$A$4'],
			['list_2', 'Lists!$B$2:$B$2'],
			['list_3', 'Lists!$C$2:$C$2'],
		]);
		const alone = new Map(packageParts({ sheetName: 'Rows' }));
		expect(alone.get('xl/workbook.xml')).not.toContain('definedName');
	});

	it('LD08 its other sheets read as they were given', async () => {
		const book = await bookOf([TEXT], [['a']], { sheetName: 'A & B', help, lists });
		const sheet = async (name: string) => {
			const file = await openBook(book, { sheet: name });
			return [file.header, ...(await rowsOf(file.rows())).map(({ cells }) => cells)];
		};
		expect((await openBook(book)).sheetName).toBe('A & B');
		expect(await sheet('How to')).toEqual([
			['How to', 'What'],
			['a <b>', ' c '],
		]);
		expect(await sheet('Lists')).toEqual([
			['Tier & co', 'Opt', 'None'],
			['1', 'TRUE', ''],
			[' b ', '', ''],
		]);
	});

	it('LD08 explanations stand in wide columns, their lines broken, below names that stand out', () => {
		const parts = new Map(packageParts({ sheetName: 'Rows', help, lists }));
		const [explained, listed] = [2, 3].map((at) => parts.get(`xl/worksheets/sheet${at}.xml`)!);
		expect(attributes(explained, 'col', 'width')).toEqual(['30', '70']);
		const styles = [
			...parts.get('xl/styles.xml')!.matchAll(/<xf numFmtId[^>]*>(?:<align[^>]*>)?/g),
		];
		const styleOf = (xml: string, cell: string) =>
			styles[Number(new RegExp(`r="${cell}" s="(\\d+)"`).exec(xml)?.[1])][0];
		expect(styleOf(explained, 'A1')).toMatch(/fontId="1" fillId="2"/);
		expect(styleOf(listed, 'B1')).toBe(styleOf(explained, 'A1'));
		expect(styleOf(explained, 'B2')).toContain('wrapText="1"');
		expect(styleOf(listed, 'A2')).not.toMatch(/wrapText|fontId="1"/);
	});
});
