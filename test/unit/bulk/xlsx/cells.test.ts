import {
	compilePlan,
	parseHeader,
	RULES,
	type BulkField,
	type CellRules,
} from '../../../../nodes/shared/bulk';
import { inlineRow, openBook, sheetOf } from './workbooks';
import { rowsOf } from '../sources';

const fields: BulkField[] = [
	{ name: 'Text', type: { kind: 'text' } },
	{ name: 'Phone', type: { kind: 'phone' } },
	{ name: 'Code', type: { kind: 'code', codes: [{ code: '1-2' }, { code: '7' }] } },
	{ name: 'Number', type: { kind: 'number' } },
	{ name: 'Yes', type: { kind: 'boolean' } },
	{ name: 'Day', type: { kind: 'date', format: 'dd/MM/yyyy' } },
	{ name: 'Moment', type: { kind: 'dateTime', timeZone: 'Europe/Prague' } },
];

const FORMATS = [0, 14, 22, 9, 20];
const DAY = '<c s="1"><v>45990</v></c>';
const MOMENT = '<c s="2"><v>45990.395833333336</v></c>';

/** What a cell asks for in a field, or why it is refused. */
async function planned(
	field: string,
	cell: string,
	rules: CellRules = RULES.salesforce,
): Promise<unknown> {
	const row = `<row r="2"><c t="inlineStr"><is><t>k</t></is></c><c t="inlineStr"><is><t>zz</t></is></c>${cell}</row>`;
	const file = await openBook(
		await sheetOf(inlineRow(1, 'K', `[old] ${field}`, `[new] ${field}`) + row, {
			formats: FORMATS,
		}),
	);
	const plan = compilePlan(parseHeader(file.header), fields, { rules, consents: 'refuse' });
	const [first] = await rowsOf(file.rows());
	const { wanted, reasons } = plan.planRow(first);
	return reasons.length > 0 ? reasons.map(({ kind }) => kind).join() : wanted[0]?.to;
}

describe('LD08 LD02 what a cell of a workbook says in a field', () => {
	it.each<[string, string, string, unknown]>([
		['a number', 'Number', '<c><v>1234.5</v></c>', 1234.5],
		['a percentage', 'Number', '<c s="3"><v>0.05</v></c>', 'madePercent'],
		['a day', 'Number', DAY, 'madeDate'],
		['a day', 'Day', DAY, '2025-11-29'],
		['a text', 'Day', '<c t="inlineStr"><is><t>29/11/2025</t></is></c>', '2025-11-29'],
		['a moment', 'Day', MOMENT, 'notADate'],
		['a time', 'Day', '<c s="4"><v>0.5</v></c>', 'notADate'],
		['a number', 'Day', '<c><v>45990</v></c>', 'notADate'],
		['a moment', 'Moment', MOMENT, '2025-11-29T08:30:00.000Z'],
		['yes', 'Yes', '<c t="b"><v>1</v></c>', true],
		['no', 'Yes', '<c t="b"><v>0</v></c>', false],
		['a day', 'Yes', DAY, 'madeDate'],
		['a number', 'Text', '<c><v>123</v></c>', '123'],
		['a long number', 'Text', '<c><v>12345678901234567</v></c>', 'lostDigits'],
		['a day', 'Text', DAY, 'madeDate'],
		['yes', 'Text', '<c t="b"><v>1</v></c>', 'TRUE'],
		['a percentage', 'Text', '<c s="3"><v>0.05</v></c>', '5%'],
		['a number', 'Phone', '<c><v>33612345678</v></c>', '33612345678'],
		['a day', 'Phone', DAY, 'madeDate'],
		['a day', 'Code', DAY, 'madeDate'],
		['a number', 'Code', '<c><v>7</v></c>', '7'],
		['an error', 'Number', '<c t="e"><v>#REF!</v></c>', 'errorWord'],
		['an error', 'Text', '<c t="e"><v>#NAME?</v></c>', 'errorWord'],
		['an error that is the clear token', 'Text', '<c t="e"><v>#N/A</v></c>', null],
		['a formula without a result', 'Text', '<c><f>A1</f></c>', 'uncalculated'],
		['a formula', 'Text', '<c t="str"><f>A1</f><v>x</v></c>', 'x'],
	])('LD08 %s in the field %s', async (_what, field, cell, expected) => {
		expect(await planned(field, cell)).toEqual(expected);
	});

	it('LD07 a number keeps its value whatever the decimal sign', async () => {
		for (const decimalSeparator of ['.', ',', 'either'] as const) {
			const rules = { ...RULES.salesforce, decimalSeparator };
			expect(await planned('Number', '<c><v>12.345</v></c>', rules)).toBe(12.345);
		}
	});

	it.each<[string, string, string]>([
		['an error', '<c t="e"><v>#REF!</v></c>', 'errorWord'],
		['a day', DAY, 'madeDate'],
		['a formula without a result', '<c><f>A1</f></c>', 'uncalculated'],
		['a long number', '<c><v>12345678901234567</v></c>', 'lostDigits'],
	])('LD02 %s is no key', async (_what, cell, kind) => {
		const file = await openBook(
			await sheetOf(
				`${inlineRow(1, 'K', '[old] Text', '[new] Text')}<row r="2">${cell}<c/><c t="inlineStr"><is><t>x</t></is></c></row>`,
				{ formats: FORMATS },
			),
		);
		const plan = compilePlan(parseHeader(file.header), fields, {
			rules: RULES.salesforce,
			consents: 'refuse',
		});
		const [row] = await rowsOf(file.rows());
		expect(plan.planRow(row).reasons.map((reason) => reason.kind)).toEqual([kind]);
	});

	it('LD09 a title above the names in a workbook is named by its row', async () => {
		const file = await openBook(
			await sheetOf(inlineRow(1, 'Contacts of May') + inlineRow(4, 'K', '[old] A', '[new] A')),
		);
		expect(parseHeader(file.header, {}, file.beginning).problems).toEqual([
			expect.objectContaining({
				message: expect.stringMatching(/^The names of the columns are in line 4/) as string,
			}),
		]);
	});
});
