import {
	codesAsCsv,
	createChangesFile,
	createResultFile,
	createRollBackFile,
	createTemplateFile,
	createUploadFile,
	listCodes,
	parseHeader,
	RULES,
	templateEscapes,
	undoneAlreadyThere,
	type BulkField,
	type RowOutcome,
} from '../../../nodes/shared/bulk';
import type { CellKind, FileRow } from '../../../nodes/shared/bulk/rows';
import { outcomeOf } from './outcomeOf';

const NOTE: BulkField = { name: 'Note', id: 'note', type: { kind: 'text' } };
const PRICE: BulkField = { name: 'Price', type: { kind: 'number' } };
const OPT: BulkField = { name: 'Opt', type: { kind: 'boolean' }, isConsent: true };
const fields = [NOTE, PRICE, OPT];
const csv = { mark: false, lineEnd: '\n' } as const;

const reasons = [
	{ kind: 'a', column: 2, message: 'This is wrong' },
	{ kind: 'b', column: 3, message: '=that' },
];

describe('S35 the result of a text file', () => {
	const NAMES = ['K', '[old] Note', '[new] Note'];
	const added = '[result] Outcome,[result] Reason,[result] Line';

	it('a row that was written in the same way is copied as it stands', () => {
		const file = createResultFile(NAMES, { ...csv, isSameDialect: true });
		const row = outcomeOf({ text: '"k",a ,"=b"', cells: ['k', 'a ', '=b'] });
		expect(file.row(row)).toBe('"k",a ,"=b",ok,,7\n');
		expect(file.row({ ...row, text: undefined })).toBe('k,"a ",=b,ok,,7\n');
	});

	it.each([
		['in another way', { ...csv, delimiter: ';' }, 'k;"a ";=b;ok;;7\n'],
		['for people', { ...csv, isSameDialect: true, isForPeople: true }, 'k,"a ",\'=b,ok,,7\n'],
	])('it is put together anew %s', (_name, settings, written) => {
		const row = outcomeOf({ text: '"k",a ,"=b"', cells: ['k', 'a ', '=b'] });
		expect(createResultFile(NAMES, settings).row(row)).toBe(written);
	});

	it('reasons are told one after the other, and are never formulas', () => {
		const row = outcomeOf({ cells: ['k', '', ''], outcome: 'invalid', reasons });
		const file = createResultFile(NAMES, csv);
		expect(file.start).toBe(`${NAMES.join(',')},${added}\n`);
		expect(file.row(row)).toBe('k,,,invalid,This is wrong; =that,7\n');
		expect(file.row({ ...row, reasons: reasons.slice(1) })).toBe("k,,,invalid,'=that,7\n");
	});

	it.each([
		[['k'], "k,,,invalid,'=that,7,1 of 3 cells\n"],
		[['k', '', '', '=x', 'y'], "k,,,invalid,'=that,7,5 of 3 cells,=x,y\n"],
	])('a ragged row says how many cells it has: %j', (cells, written) => {
		const row = outcomeOf({ cells, outcome: 'invalid', reasons: reasons.slice(1) });
		expect(createResultFile(NAMES, csv).row(row)).toBe(written);
	});

	it('LD03 a file without a check gets one for each row', () => {
		const file = createResultFile(NAMES, { ...csv, checkOf: ({ key }) => `check of ${key}` });
		expect(file.start).toBe(`${NAMES.join(',')},${added},[check]\n`);
		expect(file.row(outcomeOf({ cells: ['k', 'a', ''] }))).toBe('k,a,,ok,,7,check of k\n');
	});
});

describe('a file for a system that takes files', () => {
	const header = parseHeader(['Number', '[New] note', '[Old]  note', '[old] Price', '[new] Price']);
	const written = (row: RowOutcome, more = {}) => {
		const file = createUploadFile({ header, fields, rules: RULES.secutixExtended, csv, ...more });
		return [file.start, file.row(row)];
	};
	const START = 'Number,[Old]  note,[New] note,[old] Price,[new] Price\n';
	const cells = ['0k', 'b', "'=a", '1,5', ''];
	const changes = [{ field: NOTE, from: '=a', to: 'b' }];

	it('names its columns as they were written, finds fields by their id, and leaves empty what does not change', () => {
		expect(written(outcomeOf({ cells, changes }))).toEqual([START, 'k,=a,b,"1,5",\n']);
	});

	it.each([
		[false, "'=a"],
		[true, '=a'],
	])('takes the apostrophe off what does not change: %s', (unescapeFormulas, note) => {
		const row = outcomeOf({ cells, changes: [{ field: PRICE, from: 1.5, to: null }] });
		expect(written(row, { unescapeFormulas })[1]).toBe(`k,${note},,1.5,=\n`);
	});

	it('a number of a workbook is written as the system reads it', () => {
		const kind = (column: number): CellKind => (column === 3 ? 'number' : 'text');
		const source = { kind } as FileRow;
		const row = outcomeOf({ cells: ['k', 'b', 'a', '1.5', ''], source, changes });
		const comma: BulkField = { ...PRICE, type: { kind: 'number', decimalSeparator: ',' } };
		expect(written(row, { fields: [NOTE, comma] })[1]).toBe('k,=a,b,"1,5",\n');
		const broken = { kind: () => 'error' } as unknown as FileRow;
		expect(written({ ...row, source: broken })[1]).toBe('k,=a,b,1.5,\n');
	});

	it.each([
		['was not written', { outcome: 'conflict', changes }],
		['does not change', {}],
	] as const)('a row that %s is left out', (_name, more) => {
		expect(
			written(outcomeOf({ cells, ...more, changes: [...('changes' in more ? changes : [])] }))[1],
		).toBeUndefined();
	});

	it('what the header does not have is not written, and what it lacks is named after its field', () => {
		const short = parseHeader(['K', '[new] Note'], { newWithoutOld: 'noComparison' });
		const row = outcomeOf({
			cells: ['k', 'b'],
			changes: [...changes, { field: PRICE, from: 1, to: 2 }],
		});
		const file = createUploadFile({ header: short, fields, rules: RULES.secutixExtended, csv });
		expect([file.start, file.row(row)]).toEqual(['K,[old] Note,[new] Note\n', 'k,=a,b\n']);
	});
});

describe('LD04 what a roll-back file puts back', () => {
	const given = { field: OPT, from: true, to: false };
	const taken = { field: OPT, from: false, to: true };
	const note = { field: NOTE, from: 'a', to: 'b' };

	it.each([
		[false, []],
		[true, [given, taken, note]],
		['unlessItGivesConsent', [taken, note]],
	] as const)('of what was there already (%s)', (which, undone) => {
		const spoilt = { field: PRICE, from: 1, to: 2, isOldSpoilt: true } as const;
		expect(undoneAlreadyThere({ alreadyThere: [given, taken, note, spoilt] }, which)).toEqual(
			undone,
		);
	});

	const rowOf = (more: Partial<RowOutcome>, settings = {}) =>
		createRollBackFile('K', fields, { ...csv, ...settings }).row(outcomeOf(more));

	it('what was written, and on request what was there already', () => {
		const changes = [note];
		const alreadyThere = [{ field: PRICE, from: null, to: 2 }];
		expect(rowOf({ changes, alreadyThere })).toBe('k,b,a,,,,\n');
		expect(rowOf({ changes, alreadyThere }, { withAlreadyThere: true })).toBe(
			'k,b,a,2,[clear],,\n',
		);
		expect(rowOf({ outcome: 'unchanged', alreadyThere })).toBeUndefined();
		expect(rowOf({ outcome: 'unchanged', alreadyThere }, { withAlreadyThere: true })).toBe(
			'k,,,2,[clear],,\n',
		);
	});

	it('nothing of fields that the file does not have', () => {
		const gone: BulkField = { name: 'Gone', type: { kind: 'text' } };
		expect(rowOf({ changes: [note, { field: gone, from: 'x', to: 'y' }] })).toBe('k,b,a,,,,\n');
	});

	it('as it was, unless it carries a check: then formulas are escaped', () => {
		const changes = [{ field: NOTE, from: '=a', to: '\\b' }];
		expect(rowOf({ changes })).toBe('k,\\\\b,=a,,,,\n');
		expect(rowOf({ changes, id: '7' }, { hasCheck: true })).toMatch(
			/^k,\\\\b,'=a,,,,,[a-z]{10}:7\n$/,
		);
		const { start } = createRollBackFile('K', [NOTE], { ...csv, hasCheck: true });
		expect(start).toBe('K,[old] Note,[new] Note,[check]\n');
	});
});

describe('S16 S17 a template', () => {
	const template = (hasCheck?: boolean) =>
		createTemplateFile({
			keyName: 'K',
			fields: [NOTE, PRICE],
			rules: RULES.secutixExtended,
			csv,
			...(hasCheck !== undefined && { hasCheck }),
		});

	it('holds a check only where it is asked for one', () => {
		const record = { key: 'k', id: '7', values: { note: 'a', Price: 1.5 } };
		expect(template().start + template().row(record)).toBe(
			'K,[old] Note,[new] Note,[old] Price,[new] Price\nk,a,,1.5,\n',
		);
		expect(template(true).start).toBe('K,[old] Note,[new] Note,[old] Price,[new] Price,[check]\n');
		expect(template(true).row(record)).toMatch(/^k,a,,1\.5,,[a-z]{10}:7\n$/);
		expect(template().cutTexts()).toBe(0);
	});

	it('each row has its own values, and what objects have by themselves is none', () => {
		const { row } = template();
		expect(row({ key: 'k', values: { note: 'a', Price: 1 } })).toBe('k,a,,1,\n');
		expect(row({ key: 'l', values: {} })).toBe('l,,,,\n');
		const odd = createTemplateFile({
			keyName: 'K',
			fields: [{ name: 'constructor', type: { kind: 'text' } }],
			rules: RULES.secutixExtended,
			csv,
		});
		expect(odd.row({ key: 'k', values: {} })).toBe('k,,\n');
	});

	it('a text with a sign that some program takes for a separator is quoted', () => {
		expect(template().row({ key: 'k', values: { note: 'a;b' } })).toBe('k,"a;b",,,\n');
	});

	it('LA02 formulas are escaped in texts; keys and all else stay as they are where they are numbers', () => {
		expect(templateEscapes([NOTE, PRICE])).toEqual([
			'unlessNumber',
			true,
			false,
			'unlessNumber',
			false,
		]);
	});
});

describe('S26 S27 lists of codes, for people', () => {
	const codes = [
		{ code: '=A', label: '+B' },
		{ code: 'h', isHidden: true as const },
		{ code: 'C' },
	];
	const all: BulkField[] = [
		{ name: '=F', type: { kind: 'codes', codes } },
		{ name: 'Note', type: { kind: 'text' } },
		{ name: 'G', type: { kind: 'code', codes: codes.slice(2) } },
	];

	it('name the field of each, without hidden ones and without formulas', () => {
		expect(codesAsCsv(listCodes(all))).toBe(
			"\ufeffField,Code,Label\r\n'=F,'=A,'+B\r\n'=F,C,\r\nG,C,\r\n",
		);
		expect(codesAsCsv([], csv)).toBe('Field,Code,Label\n');
	});
});

describe('the full diff', () => {
	it('has no formulas, and nothing for a row without changes', () => {
		const file = createChangesFile(csv);
		expect(file.start).toBe('Line,Key,Field,From,To\n');
		const changes = [{ field: { ...NOTE, name: '@N' }, from: null, to: '+b' }];
		expect(file.rows(outcomeOf({ key: '-k', changes }))).toEqual(["7,'-k,'@N,,'+b\n"]);
		expect(file.rows(outcomeOf())).toEqual([]);
	});
});
