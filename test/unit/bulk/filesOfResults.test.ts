import {
	createResultFile,
	createRollBackFile,
	createUploadFile,
	parseHeader,
	RULES,
	undoneAlreadyThere,
	type BulkField,
	type RowOutcome,
} from '../../../nodes/shared/bulk';
import type { CellKind, FileRow } from '../../../nodes/shared/bulk/rows';
import { outcomeOf } from './outcomeOf';

const NAME: BulkField = { name: 'Name', type: { kind: 'text' } };
const OPT: BulkField = { name: 'Opt', id: 'opt_in', type: { kind: 'boolean' }, isConsent: true };
const BLOCKED: BulkField = { ...OPT, name: 'Blocked', id: 'blocked', optOutValue: true };
const fields = [NAME, OPT, BLOCKED];

const row = (more: Partial<RowOutcome> = {}) => outcomeOf({ cells: ['k', 'Ada', ''], ...more });
const reason = (message: string) => ({ kind: 'input', column: 0, message });
const plain = { mark: false, lineEnd: '\n' } as const;

describe('S35 the file of results', () => {
	const header = ['K', '[old] Name', '[new] Name'];
	const text = 'k;"Ada";  ';

	it.each<[string, Parameters<typeof createResultFile>[1], Partial<RowOutcome>, string]>([
		['a row as it was taken apart', {}, { text }, 'k,Ada,,ok,,7'],
		[
			'as it stands, where it is written alike',
			{ isSameDialect: true, delimiter: ';' },
			{ text },
			`${text};ok;;7`,
		],
		[
			'taken apart, where it is written alike and people read it',
			{ isSameDialect: true, isForPeople: true },
			{ text, cells: ['=k', 'Ada', ''] },
			"'=k,Ada,,ok,,7",
		],
		['taken apart, where it is broken', { isSameDialect: true }, {}, 'k,Ada,,ok,,7'],
		[
			'every reason',
			{},
			{ outcome: 'invalid', reasons: [reason('No'), reason('Never')] },
			'k,Ada,,invalid,No; Never,7',
		],
		[
			'a reason that looks like a formula',
			{},
			{ outcome: 'failed', reasons: [reason('=1+1')] },
			"k,Ada,,failed,'=1+1,7",
		],
		[
			'the same where the row stands as it is',
			{ isSameDialect: true },
			{ text: 'k', reasons: [reason('=1')] },
			"k,ok,'=1,7",
		],
		[
			'the check that it had not',
			{ checkOf: ({ key }) => `check of ${key}` },
			{},
			'k,Ada,,ok,,7,check of k',
		],
		['a row that is too short', {}, { cells: ['k'] }, 'k,,,ok,,7,1 of 3 cells'],
		[
			'a row that is too long',
			{},
			{ cells: ['k', 'a', 'b', '=c', 'd'] },
			'k,a,b,ok,,7,5 of 3 cells,=c,d',
		],
		['a row of other columns is exact', {}, { cells: ['=k', '+1', '-x'] }, '=k,+1,-x,ok,,7'],
	])('S35 holds %s', (_what, settings, outcome, line) => {
		expect(createResultFile(header, { ...plain, ...settings }).row(row(outcome))).toBe(`${line}\n`);
	});

	it('S35 names its own columns behind those of the input', () => {
		const names = 'K,[old] Name,[new] Name,[result] Outcome,[result] Reason,[result] Line';
		const file = createResultFile(header, plain);
		expect(file.start).toBe(`${names}\n`);
		expect(createResultFile(header, { ...plain, checkOf: () => '' }).start).toBe(
			`${names},[check]\n`,
		);
		expect(file.format).toMatchObject({
			ending: 'zip',
			mimeType: 'application/zip',
			mostRows: Infinity,
		});
		expect(file.format.before('out')).toEqual([['out.csv', file.start]]);
		expect(file.format.end(5)).toBe('');
	});
});

describe('LD04 the file for rolling back', () => {
	const file = createRollBackFile('K', fields, plain);
	const start = 'K,[old] Name,[new] Name,[old] Opt,[new] Opt,[old] Blocked,[new] Blocked';
	const changed = { field: NAME, from: 'Ada', to: 'Grace' };

	it.each<[string, Partial<RowOutcome>, string | undefined]>([
		['what was written', { changes: [changed] }, 'k,Grace,Ada,,,,'],
		['what was cleared', { changes: [{ ...changed, to: null }] }, 'k,,Ada,,,,'],
		['what was not there', { changes: [{ ...changed, from: null }] }, 'k,Grace,[clear],,,,'],
		[
			'a consent, whichever way',
			{ changes: [{ field: OPT, from: true, to: false }] },
			'k,,,false,true,,',
		],
		[
			'nothing of a row that was not written',
			{ outcome: 'conflict', changes: [changed] },
			undefined,
		],
		['nothing where nothing changed', { outcome: 'unchanged' }, undefined],
		['what may have been written', { outcome: 'failed', unsure: [changed] }, 'k,Grace,Ada,,,,'],
		[
			'no consent that was perhaps taken away',
			{ outcome: 'failed', unsure: [{ field: OPT, from: true, to: false }] },
			undefined,
		],
		[
			'a consent that was perhaps given',
			{ outcome: 'failed', unsure: [{ field: OPT, from: false, to: true }] },
			'k,,,true,false,,',
		],
		[
			'what it does not know is left out',
			{ changes: [{ ...changed, field: { ...NAME, name: 'Other' } }] },
			'k,,,,,,',
		],
	])('LD04 holds %s', (_what, outcome, line) => {
		expect(file.row(row(outcome))).toBe(line === undefined ? undefined : `${line}\n`);
	});

	it('LD04 names its columns, and its check where it has one', () => {
		expect(file.start).toBe(`${start}\n`);
		const checked = createRollBackFile('K', fields, { ...plain, hasCheck: true });
		expect(checked.start).toBe(`${start},[check]\n`);
		const made = row({ id: 'r1', changes: [{ ...changed, from: '=1+1' }] });
		expect(checked.row(made)).toMatch(/^k,Grace,'=1\+1,,,,,[b-z]{10}:r1\n$/);
		expect(file.row(made)).toBe('k,Grace,=1+1,,,,\n');
	});

	it.each<[string, Parameters<typeof undoneAlreadyThere>[1], string[]]>([
		['none', false, []],
		['all whose [old] is whole', true, ['Name', 'Opt yes', 'Opt no', 'Blocked yes', 'Blocked no']],
		[
			'all but consents that would be given',
			'unlessItGivesConsent',
			['Name', 'Opt no', 'Blocked yes'],
		],
	])('LD04 of what was there already, it undoes %s', (_what, which, names) => {
		const consent = (field: BulkField, from: boolean) => ({ field, from, to: !from });
		const alreadyThere = [
			changed,
			{ ...changed, isOldSpoilt: true as const },
			consent(OPT, true),
			consent(OPT, false),
			consent(BLOCKED, true),
			consent(BLOCKED, false),
		];
		expect(
			undoneAlreadyThere({ alreadyThere }, which).map(({ field, from }) =>
				field.isConsent ? `${field.name} ${from ? 'yes' : 'no'}` : field.name,
			),
		).toEqual(names);
		const undo = createRollBackFile('K', [NAME], { ...plain, withAlreadyThere: which });
		expect(undo.row(row({ outcome: 'unchanged', alreadyThere: [changed] }))).toBe(
			which === false ? undefined : 'k,Grace,Ada\n',
		);
	});
});

describe('S35 the file for a system that takes files', () => {
	const header = parseHeader(['[old] name', 'Key', '[new] Name', '[new] opt_in', '[new] Else'], {
		newWithoutOld: 'noComparison',
	});
	const settings = { header, fields, rules: RULES.secutixSam, csv: { lineEnd: '\n' as const } };
	const change = { field: NAME, from: 'Ada', to: 'Grace' };
	const cells = ["'=Ada", 'k', 'Grace', '', ''];

	it.each<
		[
			string,
			Partial<Parameters<typeof createUploadFile>[0]>,
			Partial<RowOutcome>,
			string | undefined,
		]
	>([
		['what changes', {}, { changes: [change] }, 'k,Ada,Grace,,,,'],
		[
			'what does not change as it came',
			{},
			{ changes: [{ field: OPT, from: null, to: true }] },
			"k,'=Ada,,Vide,TRUE,,",
		],
		[
			'that without the apostrophe of the file',
			{ unescapeFormulas: true },
			{ changes: [{ field: OPT, from: false, to: null }] },
			'k,=Ada,,FALSE,Vide,,',
		],
		['no row of which nothing changes', {}, {}, undefined],
		['no row that is not in order', {}, { outcome: 'conflict', changes: [change] }, undefined],
		[
			'no field that it does not have',
			{},
			{ changes: [change, { ...change, field: BLOCKED }] },
			'k,Ada,Grace,,,,',
		],
	])('S35 holds %s', (_what, more, outcome, line) => {
		const file = createUploadFile({ ...settings, ...more });
		expect(file.row(row({ cells, ...outcome }))).toBe(line === undefined ? undefined : `${line}\n`);
	});

	it('S35 spells the columns as the file did, the key in front, without a mark', () => {
		expect(createUploadFile(settings).start).toBe(
			'Key,[old] name,[new] Name,[old] opt_in,[new] opt_in,[old] Else,[new] Else\n',
		);
	});

	it('S35 writes days and numbers of a workbook as the system reads them', () => {
		const born: BulkField = { name: 'Name', type: { kind: 'date', format: 'dd/MM/yyyy' } };
		const kinds: CellKind[] = ['date', 'text', 'text', 'text', 'text'];
		const source = { kind: (column: number) => kinds[column] } as FileRow;
		const given = { cells: ['2025-11-29', 'k', '', '', ''], source };
		const changes = [{ field: OPT, from: false, to: true }];
		const written = createUploadFile({ ...settings, fields: [born, OPT] }).row(
			row({ ...given, changes }),
		);
		expect(written).toBe('k,29/11/2025,,FALSE,TRUE,,\n');
		const asText = createUploadFile({ ...settings, fields: [NAME, OPT] }).row(
			row({ ...given, changes }),
		);
		expect(asText).toBe('k,2025-11-29,,FALSE,TRUE,,\n');
	});
});
