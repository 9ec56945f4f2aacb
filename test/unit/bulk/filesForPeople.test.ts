import {
	codesAsCsv,
	createChangesFile,
	createTemplateFile,
	listCodes,
	RULES,
	type BulkField,
} from '../../../nodes/shared/bulk';
import { columnKind, sheetCell } from '../../../nodes/shared/bulk/files/sheetCell';
import { templateEscapes } from '../../../nodes/shared/bulk/files/template';
import type { CellKind } from '../../../nodes/shared/bulk/rows';

const NAME: BulkField = { name: 'Name', type: { kind: 'text' } };
const OPT: BulkField = { name: 'Opt', id: 'opt_in', type: { kind: 'boolean' } };
const fields: BulkField[] = [NAME, OPT, { ...OPT, name: 'Blocked', id: 'blocked' }];
const plain = { mark: false, lineEnd: '\n' } as const;

describe('S35 changes, templates and codes', () => {
	it('S35 each change is a line, formulas escaped wherever they are', () => {
		const file = createChangesFile(plain);
		const changes = [
			{ field: { ...NAME, name: '=N' }, from: '=a', to: null },
			{ field: OPT, from: null, to: true },
		];
		expect(file.start).toBe('Line,Key,Field,From,To\n');
		expect(file.rows({ line: 7, key: '+k', changes })).toEqual([
			"7,'+k,'=N,'=a,\n",
			"7,'+k,Opt,,true\n",
		]);
		expect(file.rows({ line: 7, key: 'k', changes: [] })).toEqual([]);
	});

	it('S16 a template has nothing of the row before, and quotes what might be a delimiter', () => {
		const template = createTemplateFile({
			keyName: 'K',
			fields,
			rules: RULES.secutixSam,
			csv: plain,
		});
		expect(template.row({ key: 'k', values: { Name: 'a;b', opt_in: true } })).toBe(
			'k,"a;b",,TRUE,,Vide,\n',
		);
		expect(template.row({ key: 'l', values: {} })).toBe('l,,,Vide,,Vide,\n');
		const inherited = Object.create({ Name: 'x' }) as Record<string, unknown>;
		expect(template.row({ key: 'm', values: inherited })).toBe('m,,,Vide,,Vide,\n');
		expect(template.cutTexts()).toBe(0);
		expect(template.format.before('t')).toEqual([['t.csv', template.start]]);
	});

	it('LA10 of a template formulas are escaped: in all of a text, elsewhere unless it is a number', () => {
		const phone: BulkField = { name: 'Phone', type: { kind: 'phone' } };
		expect(templateEscapes([NAME, phone])).toEqual([
			'unlessNumber',
			true,
			false,
			'unlessNumber',
			false,
		]);
	});

	it('S26 codes of closed lists are listed, but for those that are hidden', () => {
		const codes = [
			{ code: '1', label: 'One' },
			{ code: '2', isHidden: true as const },
			{ code: '3' },
		];
		expect(
			listCodes([
				NAME,
				{ name: 'A', type: { kind: 'code', codes } },
				{ name: 'B', type: { kind: 'codes', codes: codes.slice(2) } },
			]),
		).toEqual([
			{ field: 'A', code: '1', label: 'One' },
			{ field: 'A', code: '3' },
			{ field: 'B', code: '3' },
		]);
		expect(codesAsCsv([{ field: 'A', code: '1' }])).toBe('\ufeffField,Code,Label\r\nA,1,\r\n');
	});
});

describe('LD08 cells of a workbook are written as what they were', () => {
	it.each<[string, CellKind, unknown, string | undefined]>([
		['12.5', 'number', 12.5, 'number'],
		['7%', 'percent', 0.07, 'percent'],
		['12.5%', 'percent', 0.125, 'percent'],
		['TRUE', 'boolean', true, 'boolean'],
		['FALSE', 'boolean', false, 'boolean'],
		['2025-11-29', 'date', '2025-11-29', 'date'],
		['2025-11-29T09:30:00', 'date', '2025-11-29T09:30:00', 'dateTime'],
		['09:30:00', 'date', '09:30:00', 'time'],
		['', 'uncalculated', '#VALUE!', 'text'],
		['#N/A', 'error', '#N/A', 'text'],
		['00123', 'text', '00123', 'text'],
		['', 'text', '', undefined],
	])('LD08 %j, a %s', (text, kind, value, written) => {
		expect(sheetCell(text, kind)).toEqual({ value, kind: written });
	});

	it('LD08 columns hold what their fields do, texts where a sheet has no such thing', () => {
		const kinds = (['text', 'phone', 'email', 'number', 'boolean', 'date'] as const).map((kind) =>
			columnKind({ kind }),
		);
		expect(kinds).toEqual(['text', 'text', 'text', 'number', 'boolean', 'date']);
		expect(columnKind({ kind: 'dateTime', timeZone: 'UTC' })).toBe('dateTime');
		expect(columnKind({ kind: 'code', codes: [] })).toBe('text');
	});
});
