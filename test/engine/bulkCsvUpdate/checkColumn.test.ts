import type { IBinaryData, IDataObject } from 'n8n-workflow';
import { readBook } from '../../unit/bulk/xlsx/workbooks';
import { csv, fileItem, linesOf, NODE, setUp, textOf, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
	setup.add({ emailaddress1: 'ada@example.com', lastname: 'Ada', new_externalref: '00123' });
	setup.add({ emailaddress1: 'ben@example.com', lastname: 'Ben', new_externalref: '123' });
});
afterEach(async () => await setup.sandbox.close());

const KEY = { keyField: 'new_externalref' };
const FIELDS = { targetGroup: 'all', fields: ['lastname', 'jobtitle'] };
const bytesOf = (binary: IBinaryData | undefined): Buffer =>
	Buffer.from(binary?.data ?? '', 'base64');

async function template(more: IDataObject = {}): Promise<IBinaryData | undefined> {
	const item = await setup.done([{ json: {} }], {
		operation: 'downloadTemplate',
		...FIELDS,
		...KEY,
		...more,
	});
	return item.binary?.data;
}

const sent = async (lines: string[], more: IDataObject = {}) =>
	await setup.done(`${lines.join('\r\n')}\r\n`, { ...KEY, ...more });
const kindsOf = (item: { json: IDataObject }): string[] =>
	(item.json.reasons as Array<{ kind: string }>).map(({ kind }) => kind);

describe('LD03 the check column of a CSV template', () => {
	it.each([
		['Validate', 'validate'],
		['Apply', 'apply'],
	])(
		'LD03 %s: a key that lost its zeros is refused although such a record exists',
		async (_what, operation) => {
			const [header, ...rows] = linesOf(await template());
			expect(header).toBe(
				'External Reference,[old] Last Name,[new] Last Name,[old] Job Title,[new] Job Title,[check]',
			);
			const ada = rows.find((row) => row.startsWith('00123,'))!;
			const spoilt = ada.replace('00123', '123').replace(',Ada,', ',Ada,Lovelace');
			const item = await sent([header, spoilt], { operation, conflicts: 'overwrite' });
			expect(item.json.counts).toMatchObject({ ok: 0, invalid: 1 });
			expect(kindsOf(item)).toEqual(['keyChanged']);
			expect(setup.writes()).toEqual([]);
			const right = await sent([header, ada.replace(',Ada,', ',Ada,Lovelace')], { operation });
			expect(right.json.counts).toMatchObject({ ok: 1, invalid: 0 });
		},
	);

	it('LD01 LD03 a spoilt [old], and a row of two halves, are told from what somebody changed', async () => {
		setup.add({ emailaddress1: 'cy@example.com', lastname: 'Cy', new_externalref: 'X9' });
		const [header, ...rows] = linesOf(await template());
		const ada = rows.find((row) => row.startsWith('00123,'))!;
		const ben = rows.find((row) => row.startsWith('123,'))!;
		const cy = rows.find((row) => row.startsWith('X9,'))!;
		const [, ...restOfBen] = ben.split(',');
		const item = await sent([
			header,
			ada.replace(',Ada,', ',Eve,Lovelace'),
			// The check is another row's.
			['123', ...restOfBen.slice(0, -1), cy.split(',').at(-1)]
				.join(',')
				.replace(',Ben,', ',Ben,Benjamin'),
		]);
		expect(kindsOf(item).sort()).toEqual(['oldChanged', 'otherRow']);
		expect(setup.writes()).toEqual([]);
	});

	it('LD03 is left out where it is switched off, and a file without it is read as ever', async () => {
		const lines = linesOf(await template({ options: { checkColumn: false } }));
		expect(lines[0]).not.toContain('[check]');
		const item = await sent([lines[0], '123,Ben,Benjamin,,']);
		expect(item.json.counts).toMatchObject({ ok: 1 });
	});

	it('LD03 a result carries one, be it sent along or not, and can be mended and sent again', async () => {
		const [header, ...rows] = linesOf(await template());
		const ada = rows.find((row) => row.startsWith('00123,'))!;
		const withCheck = await sent([header, ada.replace(',Ada,,', ',Ada,Lovelace,x,')]);
		expect(linesOf(withCheck.binary?.result)[0].match(/\[check\]/g)).toHaveLength(1);

		const file = ['External Reference,[old] Last Name,[new] Last Name', '00123,Eve,Byron', '9,x,y'];
		const without = await sent(file, { operation: 'validate' });
		const [names, first, second] = linesOf(without.binary?.result);
		expect(names).toMatch(/,\[result\] Line,\[check\]$/);
		expect(first).toMatch(/,conflict,.*,2,[a-z]{10}:[0-9a-f-]{36}$/);
		// Whoever mends a key that was not found is not told that it is another one.
		expect(second).toMatch(/,notFound,.*,3,$/);
		const mended = await sent([
			names,
			first.replace(/Eve,Byron|Ada,Byron/, 'Ada,Byron'),
			second.replace(/^9,x/, '123,Ben'),
		]);
		expect(mended.json.counts).toMatchObject({ ok: 2 });
		const spoilt = await sent([names, first.replace('00123', '123').replace('Eve', 'Ben')]);
		expect(kindsOf(spoilt)).toEqual(['keyChanged']);
	});

	it('LD04 the roll-back file is guarded, and puts back exactly what was there', async () => {
		const stored = '=HYPERLINK("http://example.com")';
		setup.add({
			new_externalref: '+33612345678',
			emailaddress1: 'cy@example.com',
			jobtitle: stored,
		});
		const applied = await sent([
			'External Reference,[old] Job Title,[new] Job Title',
			`+33612345678,"'${stored.replaceAll('"', '""')}",Clerk`,
		]);
		expect(applied.json.counts).toMatchObject({ ok: 1 });
		const undo = textOf(applied.binary?.rollBack);
		expect(undo).toContain("'+33612345678,Clerk,\"'=HYPERLINK(");
		const undone = await setup.done(undo, { ...KEY, operation: 'rollBack' });
		expect(undone.json.counts).toMatchObject({ ok: 1 });
		expect(setup.byEmail('cy@example.com').jobtitle).toBe(stored);
	});

	it('LD04 a roll-back file that a spreadsheet saved is refused by row', async () => {
		const [header, ...rows] = linesOf(await template());
		const ada = rows.find((row) => row.startsWith('00123,'))!;
		const applied = await sent([header, ada.replace(',Ada,', ',Ada,Lovelace')]);
		const [names, row] = linesOf(applied.binary?.rollBack);
		const spoilt = await sent([names, row.replace('00123', '123')], {
			operation: 'rollBack',
			conflicts: 'overwrite',
		});
		expect(kindsOf(spoilt)).toEqual(['keyChanged']);
		expect(setup.byEmail('ben@example.com').lastname).toBe('Ben');
	});

	it('LD04 a roll-back file of an earlier version, without a check, is exact', async () => {
		setup.add({ emailaddress1: 'cy@example.com', new_externalref: '77', jobtitle: 'Clerk' });
		const file = csv('External Reference,[old] Job Title,[new] Job Title', `77,Clerk,"'=1+1"`);
		const undone = await setup.done(file, { ...KEY, operation: 'rollBack' });
		expect(undone.json.counts).toMatchObject({ ok: 1 });
		expect(setup.byEmail('cy@example.com').jobtitle).toBe("'=1+1");
		// Sent again, it is taken for what it is.
		expect(linesOf(undone.binary?.result)[0]).not.toContain('[check]');
	});
});

describe('LD08 what comes of a workbook is workbooks', () => {
	it('LD08 Validate, Apply and Roll Back, from the template to the end', async () => {
		const book = bytesOf(await template({ fileFormat: 'xlsx' }));
		const { file } = await readBook(book);
		const validated = await setup.done([fileItem(book, 'people.xlsx')], {
			...KEY,
			operation: 'validate',
			options: { resultRows: 'all' },
		});
		expect(validated.binary?.result).toMatchObject({ fileName: 'people-result.xlsx' });
		const result = await readBook(bytesOf(validated.binary?.result));
		expect(result.header.slice(0, file.header.length)).toEqual(file.header);
		expect(result.cells.map(([key]) => key).sort()).toEqual(['00123', '123']);
		expect(result.kinds.map(([kind]) => kind)).toEqual(['text', 'text']);

		// A workbook in which somebody wrote a new name, as a program that knows nothing of styles would save it.
		const edited = result.cells.map((cells) =>
			cells[0] === '00123' ? [...cells.slice(0, 2), 'Lovelace', ...cells.slice(3)] : cells,
		);
		const again = await asWorkbook([result.header, ...edited]);
		const changes = await setup.done([fileItem(again, 'people.xlsx')], {
			...KEY,
			operation: 'validate',
		});
		expect((await readBook(bytesOf(changes.binary?.changes))).cells).toEqual([
			[expect.any(String), '00123', 'Last Name', 'Ada', 'Lovelace'],
		]);
		const applied = await setup.done([fileItem(again, 'people.xlsx')], KEY);
		expect(applied.json.counts).toMatchObject({ ok: 1, unchanged: 1 });
		expect(setup.byEmail('ada@example.com').lastname).toBe('Lovelace');
		const undo = [fileItem(bytesOf(applied.binary?.rollBack), 'people-roll-back.xlsx')];
		const undone = await setup.done(undo, { ...KEY, operation: 'rollBack' });
		expect(undone.json.counts).toMatchObject({ ok: 1 });
		expect(undone.binary?.rollBack).toMatchObject({ fileExtension: 'xlsx' });
		expect(setup.byEmail('ada@example.com').lastname).toBe('Ada');
	});

	it('LD08 each part of a run that goes on has its own', async () => {
		const rows = Array.from({ length: 6 }, (_, index) => {
			setup.add({ emailaddress1: `p${index}@example.com`, lastname: `P${index}` });
			return [`p${index}@example.com`, `P${index}`, `Q${index}`];
		});
		const book = await asWorkbook([['Email', '[old] lastname', '[new] lastname'], ...rows]);
		const result = await setup.run([fileItem(book, 'people.xlsx')], {
			keyField: 'emailaddress1',
			options: { rowsPerRun: 4, resumeFrom: '' },
		});
		expect(result.error).toBeUndefined();
		const [progress] = result.runData[NODE][0].data?.main?.[1] ?? [];
		expect(progress.binary?.rollBack).toMatchObject({ fileName: 'people-roll-back.xlsx' });
		const rest = await setup.done([fileItem(book, 'people.xlsx', progress.json)], {
			keyField: 'emailaddress1',
			options: { resumeFrom: '={{ $json.resumeToken }}' },
		});
		expect(rest.json.counts).toMatchObject({ ok: 6 });
		expect(rest.binary?.rollBack).toMatchObject({
			fileName: 'people-roll-back-from-line-6.xlsx',
		});
		expect((await readBook(bytesOf(rest.binary?.rollBack))).cells).toHaveLength(2);
	});
});

async function asWorkbook(rows: string[][]): Promise<Buffer> {
	const { inlineRow, sheetOf } = await import('../../unit/bulk/xlsx/workbooks');
	return await sheetOf(rows.map((cells, index) => inlineRow(index + 1, ...cells)).join(''));
}
