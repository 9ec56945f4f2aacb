import {
	createTemplateBook,
	GrowingFile,
	RULES,
	type BulkField,
	type CellRules,
} from '../../../../nodes/shared/bulk';
import { rowsOf } from '../sources';
import { openBook, readBook } from './workbooks';

const time = new Date('2026-11-29T09:30:00Z');

async function bookOf(
	fields: BulkField[],
	values: Array<Record<string, unknown>> = [],
	more: Partial<Parameters<typeof createTemplateBook>[0]> = {},
) {
	const rules: CellRules = RULES.neutral;
	const template = createTemplateBook({ keyName: 'K', fields, rules, ...more });
	const { format } = template;
	const book = new GrowingFile({ name: 'template', format, maxPartBytes: 1e9, time });
	values.forEach((record, at) => book.add(template.row({ key: `k${at}`, values: record })));
	const [{ bytes }] = await book.finish();
	return { bytes, cutTexts: template.cutTexts() };
}

const FLAG: BulkField = { name: 'F', type: { kind: 'boolean' } };
const TIER: BulkField = {
	name: 'T',
	type: { kind: 'code', codes: [{ code: 'A' }, { code: 'B' }] },
};

describe('LD08 the template as a workbook, value by value', () => {
	it.each<[BulkField['type'], unknown, string, string]>([
		[{ kind: 'text' }, 'Ada', 'Ada', 'text'],
		[{ kind: 'text' }, 5, '5', 'text'],
		[{ kind: 'text' }, null, '', 'text'],
		[{ kind: 'text' }, '2025-11-29', '2025-11-29', 'text'],
		[{ kind: 'number' }, 5, '5', 'number'],
		[{ kind: 'number' }, 'many', 'many', 'text'],
		[{ kind: 'boolean' }, false, 'FALSE', 'boolean'],
		[{ kind: 'boolean' }, null, '[clear]', 'text'],
		[{ kind: 'date' }, '2025-11-29', '2025-11-29', 'date'],
		[{ kind: 'date' }, 'soon', 'soon', 'text'],
		[{ kind: 'phone' }, '0033', '0033', 'text'],
		[{ kind: 'code', codes: [{ code: '007' }] }, '007', '007', 'text'],
		[
			{ kind: 'dateTime', timeZone: 'Europe/Prague' },
			'2025-06-29T08:30:00.000Z',
			'2025-06-29T10:30:00',
			'date',
		],
		[{ kind: 'dateTime', timeZone: 'Europe/Prague' }, 'soon', 'soon', 'text'],
	])('LD08 of the type %j, %j is there as %j, a %s', async (type, value, text, kind) => {
		const { bytes } = await bookOf([{ name: 'F', type }], [{ F: value }]);
		const { cells, kinds } = await readBook(bytes);
		expect([cells, kinds]).toEqual([[['k0', text, '']], [['text', kind, 'text']]]);
	});

	it('LD08 is called as it is asked, and has a check only where it is wanted', async () => {
		const plain = await readBook((await bookOf([FLAG])).bytes);
		expect([plain.file.sheetName, plain.header]).toEqual(['Contacts', ['K', '[old] F', '[new] F']]);
		const other = await readBook(
			(await bookOf([FLAG], [], { hasCheck: true, sheetName: 'People' })).bytes,
		);
		expect([other.file.sheetName, other.header[3]]).toEqual(['People', '[check]']);
	});

	it.each<[string, BulkField[], Partial<CellRules>, string[][] | undefined]>([
		['the words of yes or no', [FLAG], {}, [['F'], ['TRUE'], ['FALSE']]],
		[
			'and the one that empties them, but not what empties any field',
			[FLAG],
			{
				clearTokens: [
					{ token: 'Vide', in: 'booleans' },
					{ token: '#', in: 'allFields' },
				],
			},
			[['F'], ['TRUE'], ['FALSE'], ['Vide']],
		],
		[
			'codes, of the fields that have some',
			[
				{ name: 'N', type: { kind: 'text' } },
				TIER,
				{ ...TIER, name: 'C', type: { kind: 'codes', codes: [{ code: 'X' }] } },
			],
			{},
			[
				['T', 'C'],
				['A', 'X'],
				['B', ''],
			],
		],
		[
			'nothing where no field has any',
			[
				{ name: 'N', type: { kind: 'text' } },
				{ ...TIER, type: { kind: 'code', codes: [] } },
			],
			{},
			undefined,
		],
	])('LD08 offers %s', async (_what, fields, more, lists) => {
		const { bytes } = await bookOf(fields, [], { rules: { ...RULES.neutral, ...more } });
		const opened = openBook(bytes, { sheet: 'Lists' });
		if (lists === undefined) {
			await expect(opened).rejects.toMatchObject({
				hint: 'It has Contacts, How to. Set the name of one of them, or none for the first.',
			});
			return;
		}
		const file = await opened;
		const rows = (await rowsOf(file.rows())).map(({ cells }) => cells);
		expect([file.header, ...rows]).toEqual(lists);
	});

	it.each([
		[32_767, 0],
		[32_768, 1],
	])('LD08 a text of %i signs: %i was cut', async (length, count) => {
		const { cutTexts } = await bookOf(
			[{ name: 'N', type: { kind: 'text' } }],
			[{ N: 'x'.repeat(length) }],
		);
		expect(cutTexts).toBe(count);
	});
});
