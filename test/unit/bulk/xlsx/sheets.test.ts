import {
	createSheetWriter,
	type ColumnKind,
	type SheetColumn,
	type SheetValue,
} from '../../../../nodes/shared/bulk/xlsx/write/sheetWriter';
import { readBook } from './workbooks';
import { attributes, bookOf, TEXT } from './writtenBooks';

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

	it.each([
		[' a', true],
		['a\n', true],
		['\u00a0a', true],
		['a b', false],
		['', false],
	])('LD08 that the blanks at the ends of %j count is said: %s', (text, isSaid) => {
		const { start, row } = createSheetWriter([{ name: text, kind: 'text' }], false);
		expect(start.includes(' xml:space="preserve"')).toBe(isSaid);
		expect(row([text]).includes(' xml:space="preserve"')).toBe(isSaid);
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
