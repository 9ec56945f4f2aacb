import { packageParts } from '../../../../nodes/shared/bulk/xlsx/write/packageParts';
import type { workbookFormat } from '../../../../nodes/shared/bulk/xlsx/write/workbookFormat';
import { rowsOf } from '../sources';
import { openBook } from './workbooks';
import { attributes, bookOf, TEXT } from './writtenBooks';

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

	it('LD08 of a text that is empty there is no cell, and nothing in its place', () => {
		const parts = new Map(packageParts({ sheetName: 'Rows', help, lists }));
		expect(parts.get('xl/worksheets/sheet2.xml')).toContain('<row r="3"></row>');
		for (const xml of parts.values())
			expect(xml).not.toMatch(/<\/c>(?!<c |<\/row>)|<row r="\d+">(?!<c |<\/row>)/);
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

	it('LD08 its formats are in the order of the standard, each list with as many as it says', () => {
		const styles = new Map(packageParts({ sheetName: 'Rows' })).get('xl/styles.xml')!;
		const lists = [...styles.matchAll(/<(\w+) count="(\d+)">(.*?)<\/\1>/g)];
		expect(lists.map(([, name]) => name)).toEqual([
			'fonts',
			'fills',
			'borders',
			'cellStyleXfs',
			'cellXfs',
			'cellStyles',
		]);
		const inner = ['font', 'fill', 'border', 'xf', 'xf', 'cellStyle'];
		expect(
			lists.map(([, , , xml], at) => xml.match(new RegExp(`<${inner[at]}[ />]`, 'g'))?.length),
		).toEqual(lists.map(([, , count]) => Number(count)));
		const open = [...styles.matchAll(/<xf numFmtId="(\d+)"[^>]*><protection locked="0"/g)];
		const locked = [...styles.matchAll(/<xf numFmtId="(\d+)"[^>]*><protection locked="1"/g)];
		// Text, number, yes or no, day, moment, time, percentage: as the program's own formats are numbered.
		const numbers = ['49', '0', '0', '14', '22', '21', '10'];
		expect([open, locked].map((all) => all.map(([, number]) => number))).toEqual([
			numbers,
			numbers,
		]);
		expect(locked.every(([xml]) => /fontId="2" fillId="2"/.test(xml))).toBe(true);
		expect(open.every(([xml]) => /fontId="0" fillId="0"/.test(xml))).toBe(true);
		for (const [xml] of [...open, ...locked]) expect(xml).toContain('applyProtection="1"');
	});

	it('LD08 it is typed as what it is', () => {
		const parts = new Map(packageParts({ sheetName: 'Rows' }));
		const types = parts.get('[Content_Types].xml')!;
		const kinds = attributes(types, 'Override', 'ContentType').map((type) => type.split('.').pop());
		expect(kinds).toEqual(['main+xml', 'styles+xml', 'worksheet+xml']);
		expect(attributes(types, 'Default', 'Extension')).toEqual(['rels', 'xml']);
		const roots = ['_rels/.rels', 'xl/_rels/workbook.xml.rels'].map((name) => parts.get(name)!);
		expect(
			roots.map((xml) =>
				attributes(xml, 'Relationship', 'Type').map((type) => type.split('/').pop()),
			),
		).toEqual([['officeDocument'], ['worksheet', 'styles']]);
		expect(attributes(roots[0], 'Relationship', 'Target')).toEqual(['xl/workbook.xml']);
		expect(parts.get('xl/workbook.xml')).toContain('<workbookView activeTab="0"/>');
	});
});
