import type { IBinaryData } from 'n8n-workflow';
import { inlineRow, readBook, sheetOf, workbook } from '../../unit/bulk/xlsx/workbooks';
import { writeZip } from '../../unit/bulk/writeZip';
import { csv, fileItem, setUp, type Setup } from './setup';

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
		const result = await readBook(bytesOf(item.binary?.result));
		expect([result.header, ...result.cells].map((cells) => cells.slice(0, -1))).toEqual([
			[
				'Email',
				'[old] lastname',
				'[new] lastname',
				'[result] Outcome',
				'[result] Reason',
				'[result] Line',
			],
			['ada@example.com', 'Ada', 'Lovelace', 'ok', '', '2'],
			['ben@example.com', 'somebody', 'else', 'conflict', expect.stringContaining('changed'), '3'],
		]);
		expect(item.binary?.rollBack).toMatchObject({
			fileName: 'people-roll-back.xlsx',
			mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		});
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

describe('how a file is written is a setting', () => {
	const birthday = (day: string) =>
		csv('Email,[old] birthdate,[new] birthdate', `ada@example.com,,${day}`);
	const limit = (number: string) =>
		csv('Email;[old] creditlimit;[new] creditlimit', `ada@example.com;;${number}`);

	it.each<[string, string, object, unknown]>([
		['a day', birthday('31/12/1985'), { dateFormat: 'dd/MM/yyyy' }, { birthdate: '1985-12-31' }],
		[
			'a day with points',
			birthday('31.12.1985'),
			{ dateFormat: 'dd.MM.yyyy' },
			{ birthdate: '1985-12-31' },
		],
		['a decimal comma', limit('1234,5'), { decimalSign: ',' }, { creditlimit: 1234.5 }],
		['comma or point', limit('1234,5'), { decimalSign: 'either' }, { creditlimit: 1234.5 }],
	])('LD07 %s', async (_what, file, options, written) => {
		const item = await setup.done(file, { ...KEY, options });
		expect(item.json.counts).toMatchObject({ ok: 1 });
		expect(setup.byEmail('ada@example.com')).toMatchObject(written as object);
	});

	it.each([
		['a day that is ambiguous', birthday('03/04/1985'), {}],
		['a comma where a point is meant', limit('1234,5'), { decimalSign: '.' }],
	])('LD07 %s is refused', async (_what, file, options) => {
		const item = await setup.done(file, { ...KEY, options });
		expect(item.json.counts).toMatchObject({ ok: 0, invalid: 1 });
		expect(setup.writes()).toEqual([]);
	});

	it.each(['dd/MM', 'MM-yy', 'dd/MM.yyyy', 'soon', 'dd/MM/yyyy HH:mm'])(
		'LD07 the date format %j is refused with what to write',
		async (dateFormat) => {
			const result = await setup.run(birthday('31/12/1985'), { ...KEY, options: { dateFormat } });
			expect(result.error?.message).toContain("'Date Format'");
		},
	);

	it('LD07 LA03 a date format that an expression gives is refused: it is read as a pattern', async () => {
		const file = birthday('31/12/1985');
		const result = await setup.run(file, {
			...KEY,
			options: { dateFormat: '={{ "dd/MM/yyyy" }}' },
		});
		expect(result.error?.message).toContain("'Date Format' comes from an n8n expression");
		expect(setup.writes()).toEqual([]);
	});

	it('LD02 what a spreadsheet did is refused, or taken where the user says so', async () => {
		const file = csv('Email,[old] lastname,[new] lastname', 'ben@example.com,00123,123');
		const refused = await setup.done(file, KEY);
		expect(refused.json.counts).toMatchObject({ ok: 0, invalid: 1 });
		const taken = await setup.done(file, { ...KEY, options: { spoiltCells: 'accept' } });
		expect(taken.json.counts).toMatchObject({ ok: 1 });
		expect(setup.byEmail('ben@example.com').lastname).toBe('123');
	});
});
