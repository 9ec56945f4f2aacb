import { RULES, type BulkField } from '../../../nodes/shared/bulk';
import { takesConsentAway } from '../../../nodes/shared/bulk/plan/readPair';
import { MemoryBulkTarget } from './MemoryBulkTarget';
import { run, type RunSettings } from './runs';

const listOf = (...codes: string[]) => codes.map((code) => ({ code }));
const fields: BulkField[] = [
	{ name: 'Note', type: { kind: 'text' } },
	{ name: 'Price', type: { kind: 'number', max: 100 } },
	{ name: 'Opt', type: { kind: 'boolean' }, isConsent: true },
	{ name: 'Code', type: { kind: 'code', codes: listOf('00123', '1-2', 'A'), acceptsLabels: true } },
	{
		name: 'Size',
		type: {
			kind: 'code',
			codes: [
				{ code: '0042', label: '42' },
				{ code: '0100', label: 'large' },
			],
			acceptsLabels: true,
		},
	},
	{ name: 'Likes', type: { kind: 'codes', codes: listOf('10', '20', '30', '300') } },
];

/** What becomes of the one row of a file, whose cells are those of one field. */
async function edit(field: string, cells: string[], present: unknown, settings: RunSettings = {}) {
	const marks = cells.length === 2 ? ['[old] ', '[new] '] : ['[new] '];
	const names = marks.map((mark) => mark + field);
	const text = `K;${names.join(';')}\r\nk;${cells.join(';')}\r\n`;
	const target = new MemoryBulkTarget({ k: { [field]: present } });
	const { rows } = await run(text, target, { fields, consents: 'allow', ...settings });
	const [{ outcome, reasons, changes }] = rows;
	return [
		outcome,
		...reasons.map(({ kind }) => kind),
		...changes.map(({ from, to }) => ({ from, to })),
	];
}

describe('LD02 two codes that a spreadsheet took for a number', () => {
	it.each<[string, string]>([
		['10,2', 'numberForm'],
		['10.2', 'numberForm'],
		['10.20', 'numberForm'],
		['10,3', 'numberForm'],
		['10,2x', 'unknownCode'],
		['x10,2', 'unknownCode'],
		['10,4', 'unknownCode'],
		['10,20,2', 'unknownCode'],
		['40,2', 'unknownCode'],
	])('%s is refused as %s', async (cell, kind) => {
		expect(await edit('Likes', ['10', cell], '10')).toEqual(['invalid', kind]);
	});

	it.each(['10,20', '20, 10', '10'])('%s is what it says', async (cell) => {
		const to = cell === '10' ? '10' : '10,20';
		expect(await edit('Likes', ['30', cell], '30')).toEqual(['ok', { from: '30', to }]);
	});
});

describe('LD02 a code that a spreadsheet spoilt', () => {
	it.each<[string, string, unknown]>([
		['Code', '123', 'lostZeros'],
		['Code', '01-Feb', 'madeDate'],
		['Code', 'B', 'unknownCode'],
		['Size', '100', 'lostZeros'],
	])('%s: %s is refused as %s', async (field, cell, kind) => {
		expect(await edit(field, ['', cell], null)).toEqual(['invalid', kind]);
	});

	it.each([
		['42', '0042'],
		['large', '0100'],
		['0042', '0042'],
	])('a label or a code is none, whatever it looks like: %s', async (cell, to) => {
		expect(await edit('Size', ['', cell], null)).toEqual(['ok', { from: null, to }]);
	});
});

describe('a [new] without its [old], where that is allowed', () => {
	const alone: RunSettings = { newWithoutOld: 'noComparison' };

	it.each<[string, unknown, string, unknown[]]>([
		['Note', 'a', 'b', ['ok', { from: 'a', to: 'b' }]],
		['Note', null, 'b', ['ok', { from: null, to: 'b' }]],
		['Note', 'b', 'b', ['unchanged']],
		['Note', 'a', '', ['unchanged']],
		['Note', 'a', '=', ['ok', { from: 'a', to: null }]],
		['Price', 1, '2', ['ok', { from: 1, to: 2 }]],
		['Price', 1, '101', ['invalid', 'outOfRange']],
	])('%s, now %j, [new] %s', async (field, present, cell, wanted) => {
		expect(await edit(field, [cell], present, alone)).toEqual(wanted);
	});
});

describe('what the two cells of a field ask for', () => {
	it.each<[string, string[], unknown, unknown[]]>([
		['Price', ['500', '50'], 500, ['ok', { from: 500, to: 50 }]],
		['Price', ['500', '500'], 500, ['unchanged']],
		['Price', ['5', '5.0'], 7, ['unchanged']],
		['Note', ['3.36E+10', '3.36E+10'], '3.36E+10', ['unchanged']],
		['Note', ['3.36E+10', '3.36E+10'], '33612345678', ['conflict', 'exponent']],
		['Price', ['3.36', '3.36'], 4, ['unchanged']],
	])('%s: %j, now %j', async (field, cells, present, wanted) => {
		expect(await edit(field, cells, present)).toEqual(wanted);
	});

	it.each<[string, RunSettings['consents'], string[], unknown, unknown[]]>([
		['refused', 'refuse', ['TRUE', 'FALSE'], true, ['invalid', 'consentNotConfirmed']],
		['an opt-out', 'optOutOnly', ['TRUE', 'FALSE'], true, ['ok', { from: true, to: false }]],
		['emptied', 'optOutOnly', ['TRUE', '='], true, ['ok', { from: true, to: null }]],
		['an opt-in', 'optOutOnly', ['FALSE', 'TRUE'], false, ['invalid', 'consentNotConfirmed']],
		['allowed', 'allow', ['FALSE', 'TRUE'], false, ['ok', { from: false, to: true }]],
	])('a consent: %s', async (_name, consents, cells, present, wanted) => {
		expect(await edit('Opt', cells, present, { ...(consents && { consents }) })).toEqual(wanted);
	});

	it.each([
		[undefined, false, true],
		[undefined, null, true],
		[undefined, true, false],
		[true, true, true],
		[true, false, false],
		[true, null, false],
	])('where %s takes a consent away, %s does: %s', (optOutValue, to, does) => {
		const field: BulkField = {
			name: 'Opt',
			type: { kind: 'boolean' },
			...(optOutValue !== undefined && { optOutValue }),
		};
		expect(takesConsentAway(field, to)).toBe(does);
	});

	it('is as the rules of the file say', async () => {
		const rules = { ...RULES.secutixExtended, empty: 'clear' as const };
		expect(await edit('Note', ['a', ''], 'a', { rules })).toEqual(['ok', { from: 'a', to: null }]);
		expect(await edit('Note', ['', ''], null, { rules })).toEqual(['unchanged']);
	});
});
