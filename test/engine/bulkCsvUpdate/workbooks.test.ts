import type { IBinaryData } from 'n8n-workflow';
import { inlineRow, readBook, sheetOf, workbook } from '../../unit/bulk/xlsx/workbooks';
import { writeZip } from '../../unit/bulk/writeZip';
import { fileItem, linesOf, setUp, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
	setup.add({ emailaddress1: 'ada@example.com', lastname: 'Ada', mobilephone: '+420777000001' });
	setup.add({ emailaddress1: 'ben@example.com', lastname: '00123', mobilephone: '0612345678' });
});
afterEach(async () => await setup.sandbox.close());

const KEY = { keyField: 'emailaddress1' };
const bytesOf = (binary: IBinaryData | undefined): Buffer =>
	Buffer.from(binary?.data ?? '', 'base64');
const rows = (...lines: string[][]): string =>
	lines.map((cells, index) => inlineRow(index + 1, ...cells)).join('');

describe('LD08 Bulk CSV Update with an Excel workbook', () => {
	it('applies it, and hands out results that say what became of each row', async () => {
		const book = await sheetOf(
			rows(
				['Email', '[old] lastname', '[new] lastname'],
				['ada@example.com', 'Ada', 'Lovelace'],
				['ben@example.com', 'somebody', 'else'],
			),
		);
		const item = await setup.done([fileItem(book, 'people.xlsx')], { ...KEY });
		expect(item.json).toMatchObject({
			state: 'done',
			fileName: 'people.xlsx',
			counts: { ok: 1, conflict: 1 },
		});
		expect(setup.byEmail('ada@example.com').lastname).toBe('Lovelace');
		expect(linesOf(item.binary?.result)).toEqual([
			'Email,[old] lastname,[new] lastname,[result] Outcome,[result] Reason,[result] Line',
			'ada@example.com,Ada,Lovelace,ok,,2',
			expect.stringMatching(/^ben@example.com,somebody,else,conflict,.*,3$/),
		]);
		expect(item.binary?.rollBack?.fileName).toBe('people-roll-back.zip');
	});

	it('reads the sheet that is named, and says which there are', async () => {
		const sheets = {
			Notes: rows(['Read me']),
			People: rows(
				['Email', '[old] lastname', '[new] lastname'],
				['ada@example.com', 'Ada', 'Lovelace'],
			),
		};
		const input = [fileItem(await workbook({ sheets }), 'people.xlsx')];
		const named = await setup.done(input, { ...KEY, options: { sheet: 'people' } });
		expect(named.json).toMatchObject({ counts: { ok: 1 } });
		const result = await setup.run(input, { ...KEY, options: { sheet: 'Persons' } });
		expect(JSON.stringify([result.error?.message, result.error])).toContain('People');
	});

	it('an OpenDocument file is refused with what to do', async () => {
		const ods = await writeZip(
			[
				{ name: 'mimetype', pieces: ['application/vnd.oasis.opendocument.spreadsheet'] },
				{ name: 'content.xml', pieces: ['<x/>'] },
			],
			new Date(),
		);
		const result = await setup.run([fileItem(ods, 'people.ods')], KEY);
		expect(result.error?.message).toContain('OpenDocument');
		expect(setup.writes()).toEqual([]);
	});

	it('a template is a workbook with a check; sent back as it is, it changes nothing', async () => {
		const made = await setup.done([{ json: {} }], {
			operation: 'downloadTemplate',
			targetGroup: 'all',
			fileFormat: 'xlsx',
			fields: ['lastname', 'mobilephone'],
			...KEY,
		});
		const template = made.binary?.data;
		expect(template).toMatchObject({ fileName: 'template.xlsx', fileExtension: 'xlsx' });
		const { file, rows: read } = await readBook(bytesOf(template));
		expect(file.header[0]).toBe('Email');
		expect(file.header.at(-1)).toBe('[check]');
		expect(JSON.stringify(read)).toContain('00123');
		const back = await setup.done([fileItem(bytesOf(template), 'template.xlsx')], KEY);
		expect(back.json.state).toBe('done');
		expect(setup.writes()).toEqual([]);
	});
});
