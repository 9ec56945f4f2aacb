import { parseHeader, type BulkField, type BulkTarget } from '../../../nodes/shared/bulk';
import { checkReason } from '../../../nodes/shared/bulk/check/checkRow';
import { duplicateReason, findDuplicates } from '../../../nodes/shared/bulk/plan/duplicates';
import { keyReasons, type KeySettings } from '../../../nodes/shared/bulk/plan/keyReasons';
import type { CellKind, RowFile } from '../../../nodes/shared/bulk/rows';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { MemoryBulkTarget } from './MemoryBulkTarget';
import { run, type RunSettings } from './runs';

const file = (...rows: string[]): string =>
	['Contact,[old] Plan,[new] Plan', ...rows].join('\r\n') + '\r\n';
const BASIC = { Plan: 'basic' };

describe('what is wrong with the key of a row', () => {
	const header = parseHeader(['Note', 'Number', '[old] A', '[new] A'], { keyColumn: 'Number' });
	const why = (text: string, kind: CellKind = 'text', more: Partial<KeySettings> = {}) => {
		const settings: KeySettings = { keyKind: 'exact', traits: {}, spoilt: 'refuse', ...more };
		return keyReasons(text.trim(), { text, kind }, header, settings);
	};
	const MEND = 'Format the column as text and enter it again';

	it.each<[string, CellKind, Partial<KeySettings>, string, string]>([
		['', 'text', {}, 'noKey', 'The key (Number) is empty'],
		[
			'',
			'uncalculated',
			{},
			'uncalculated',
			'The key is a formula whose result is not in the file; open it in the spreadsheet program and save it',
		],
		[
			'3.36E+10',
			'text',
			{},
			'mangledKey',
			'A spreadsheet turned the key into a number (as in 3.36E+10); format the column as text and enter it again',
		],
		[
			'#NAME?',
			'error',
			{},
			'errorWord',
			`The key: it holds an error of the spreadsheet (as in #NAME?), not a value. ${MEND}`,
		],
		[
			'2026-02-01',
			'date',
			{},
			'madeDate',
			`The key: a spreadsheet made a date of it (as in 1-Feb for 1-2). ${MEND}`,
		],
		[
			'5%',
			'percent',
			{},
			'madePercent',
			`The key: a spreadsheet wrote it as a percentage (as in 5% for 0.05). ${MEND}`,
		],
		[
			'1234567890123450',
			'number',
			{},
			'lostDigits',
			`The key: a spreadsheet kept 15 digits of the number and made the others zeros. ${MEND}`,
		],
		[
			' 123 ',
			'text',
			{ traits: { digits: 5 } },
			'lostZeros',
			`The key: a spreadsheet took off the zeros in front (as in 123 for 00123). ${MEND}`,
		],
		[
			'33612345678',
			'text',
			{ traits: { lead: '+' }, keyKind: 'phone' },
			'lostPlus',
			`The key: a spreadsheet took off the plus in front (as in 336… for +336…). ${MEND}`,
		],
	])('%j, %s, %j: %s', (text, kind, settings, reason, message) => {
		expect(why(text, kind, settings)).toEqual([{ kind: reason, column: 2, message }]);
	});

	it.each<[string, CellKind, Partial<KeySettings>]>([
		['ann@example.com', 'text', {}],
		['123456789012345', 'number', {}],
		['1234567890123450', 'text', {}],
		['33612345678', 'text', { traits: { lead: '+' } }],
		['2026-02-01', 'date', { spoilt: 'accept' }],
	])('%j, %s, %j is one', (text, kind, settings) => {
		expect(why(text, kind, settings)).toEqual([]);
	});
});

describe('keys that stand in the file more than once', () => {
	it.each([
		[[2, 4], 'lines 2, 4'],
		[[2, 4, 6, 8, 10], 'lines 2, 4, 6, 8, 10 and perhaps more'],
	])('%j: their lines are named', (lines, words) => {
		expect(duplicateReason(lines, 1)).toEqual({
			kind: 'duplicateKey',
			column: 2,
			message: `The key stands in the file more than once (${words}); none of these rows is applied`,
		});
	});

	it('up to five lines are listed, and keys that stand there once are none', async () => {
		const keys = ['a', 'b', 'a', 'a', 'c', 'a', 'a', 'a', 'b'];
		const { rows } = await run(file(...keys.map((key) => `${key},,gold`)), new MemoryBulkTarget());
		const told = rows.map(({ reasons }) => /\(lines (.*)\)/.exec(reasons[0].message)?.[1]);
		const [a, b] = ['2, 4, 5, 7, 8 and perhaps more', '3, 10'];
		expect(told).toEqual([a, b, a, a, undefined, a, a, a, b]);
	});

	/** So many keys, of which some stand there twice, beside another column. */
	const numbered = (count: number, twice: number): RowFile => {
		const rows = Array.from({ length: count + twice }, (_, at) => ({
			line: at + 2,
			cell: (column: number) => (column === 1 ? String(at % count) : 'x'),
		}));
		const file = {
			header: ['Name', 'Number'],
			rows: async function* () {
				yield await Promise.resolve(rows);
			},
		};
		return file as unknown as RowFile;
	};
	const keyOf = (cell: string | undefined) => cell ?? '';

	it('hundreds of thousands of them are no mistake of a few rows: the column is none of keys', async () => {
		const found = findDuplicates(numbered(200_001, 200_001), 1, keyOf);
		await expect(found).rejects.toMatchObject({
			kind: 'input',
			message: 'More than 200000 values of Number stand in the file more than once',
			hint: 'Choose the column that identifies one contact as the key column.',
		});
	});
});

describe('LD03 what the check of a row says', () => {
	it.each([
		[
			'keyChanged',
			false,
			{
				kind: 'keyChanged',
				column: 3,
				message:
					'The key is not the one for which the row was made: a spreadsheet may have changed it (as in 123 for 00123), or the column was sorted on its own. Take the row from the template again',
			},
		],
		[
			'otherRow',
			false,
			{
				kind: 'otherRow',
				column: 3,
				message:
					'Neither the key nor [old] is that for which the [check] of the row was made: a spreadsheet may have changed both (as in 123 for 00123), columns may have been sorted on their own, or the row comes from another file. Take the row from the template again',
			},
		],
		[
			'oldChanged',
			true,
			{
				kind: 'rowChanged',
				column: 0,
				message:
					'The row was changed since the file was made, by a spreadsheet or by hand, so it would not put back what was there. Take the file as it came out of the run',
			},
		],
		['oldChanged', false, undefined],
		['fits', true, undefined],
		['unknown', true, undefined],
	] as const)('%s, a file for rolling back: %s', (verdict, checksNew, reason) => {
		expect(checkReason(verdict, 2, checksNew)).toEqual(reason);
	});
});

describe('what the target says of the key', () => {
	const BARE =
		'; a spreadsheet may have removed leading zeros or a plus from the keys (as in 123 for 00123)';

	it.each([
		['ann', 'notFound', 'The target has no record with this key'],
		['0123', 'notFound', 'The target has no record with this key'],
		['1a', 'notFound', 'The target has no record with this key'],
		['a1', 'notFound', 'The target has no record with this key'],
		['123', 'notFound', `The target has no record with this key${BARE}`],
		['7', 'notFound', `The target has no record with this key${BARE}`],
		['12', 'ambiguous', 'The target has 2 records with this key'],
	])('%s is %s', async (key, outcome, message) => {
		const target = new MemoryBulkTarget({ 12: BASIC });
		target.double.add('12');
		const { rows } = await run(file(`${key},basic,gold`), target);
		expect(rows[0]).toMatchObject({ outcome, reasons: [{ kind: outcome, column: 0, message }] });
	});
});

describe('S03 S05 what may be done about consents', () => {
	const fields: BulkField[] = [{ name: 'Plan', type: { kind: 'boolean' }, isConsent: true }];

	it.each([
		['refuse', 'Plan is a consent, and changing consents is not confirmed'],
		['optOutOnly', 'Plan is a consent, and only taking consents away is switched on'],
	] as const)('%s', async (consents, message) => {
		const { rows } = await run(file('a,FALSE,TRUE'), new MemoryBulkTarget(), { fields, consents });
		expect(rows[0].reasons).toEqual([
			{ kind: 'consentNotConfirmed', field: 'Plan', column: 3, message },
		]);
	});
});

describe('why a run ends before its file does', () => {
	const rows = file('a,x,gold', 'b,basic,gold');
	const target = () => new MemoryBulkTarget({ a: BASIC, b: BASIC });
	const blocked = (kind: 'find' | 'write', error: ConnectorError): BulkTarget =>
		new MemoryBulkTarget({ a: { Plan: 'x' }, b: BASIC }, undefined, {
			beforeCall: (call) => {
				if (call === kind) throw error;
			},
		});

	it.each<[string, string, BulkTarget, RunSettings, object]>([
		[
			'a conflict',
			rows,
			target(),
			{ conflicts: 'stop' },
			{ kind: 'conflict', message: 'Line 2 conflicts with the current value' },
		],
		[
			'broken quotes',
			file('a,basic,5" pipe', 'b,basic,gold'),
			target(),
			{},
			{ kind: 'unreadable', message: expect.stringMatching(/^Reading stopped after line 2: \S/) },
		],
		[
			'no access when writing',
			rows,
			blocked('write', new ConnectorError('auth', 'The key is wrong')),
			{},
			{ kind: 'target', message: 'The key is wrong' },
		],
		[
			'no access when looking up',
			rows,
			blocked('find', new ConnectorError('permission', 'Not allowed')),
			{},
			{ kind: 'target', message: 'Not allowed' },
		],
	])('%s', async (_name, text, system, settings, stopped) => {
		expect((await run(text, system, settings)).progress.stopped).toEqual(stopped);
	});

	it('a run that was cancelled says so', async () => {
		const { progress } = await run(rows, target(), { cancel: { aborted: true } });
		expect(progress.stopped).toEqual({ kind: 'cancelled', message: 'The run was cancelled' });
	});

	it('the rows that follow say that they were not begun', async () => {
		const done = await run(rows, target(), { conflicts: 'stop' });
		expect(done.rows[1].reasons).toEqual([
			{ kind: 'notProcessed', column: 0, message: 'The run stopped before this row' },
		]);
	});

	it.each([
		[3, ''],
		[5, ' (and 2 more)'],
	])('a header with %i mistakes is refused, three of them named', async (count, more) => {
		const names = ['A', 'B', 'C', 'D', 'E'].slice(0, count);
		const text = `K,${names.map((name) => `[new] ${name}`).join(',')}\r\n`;
		const message = ['A (column B)', 'B (column C)', 'C (column D)']
			.map((name) => `[new] ${name} has no [old] ${name[0]}`)
			.join('; ');
		await expect(run(text, target())).rejects.toMatchObject({
			kind: 'input',
			message: `The header has errors: ${message}${more}`,
			hint: 'Fix the header row. Nothing was written.',
		});
	});
});
