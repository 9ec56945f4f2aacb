import {
	createTemplateFile,
	RULES,
	undoneAlreadyThere,
	type BulkField,
	type TemplateRecord,
} from '../../../../nodes/shared/bulk';
import { damageOf, type Damage } from '../../../../nodes/shared/bulk/spreadsheet/damage';
import { damageByFile } from '../../../../nodes/shared/bulk/spreadsheet/damageByFile';
import { damageByForm } from '../../../../nodes/shared/bulk/spreadsheet/damageByForm';
import { MemoryBulkTarget } from '../MemoryBulkTarget';
import { outcomes, reasonsOf, run } from '../runs';

describe('LD02 a new value that lost what the one before had', () => {
	it.each<[found: string, was: string, Damage | undefined]>([
		['456', '00123', 'lostZeros'],
		['612345999', '0612345678', 'lostZeros'],
		['33612345999', '+33612345678', 'lostPlus'],
		['442079460999', '+44 20 7946 0958', 'lostPlus'],
		['10000000', '1E5', 'expanded'],
		['4', '=1+1', 'calculated'],
		['1.25', '=5/4', 'calculated'],
		['−1,2', '=-6/5', 'calculated'],
		['+4', ' =1+1 ', 'calculated'],
		['442079460999', '+ 44 20 7946 0958', 'lostPlus'],
		['20', '1.5E1', 'expanded'],
		['10.00 %', '5 %', 'madePercent'],
		['10,00%', '5,5%', 'madePercent'],
		['-10.00%', '-5 %', 'madePercent'],
		['−10,00%', '-5%', 'madePercent'],
		['05/06/26', '3/4', 'madeDate'],
		['02-Mar', '1-2', 'madeDate'],
		// What people write.
		['98765', '00123', undefined],
		['0612345999', '0612345678', undefined],
		['0612345999', '+33612345678', undefined],
		['12', '+33612345678', undefined],
		['7', '1E5', undefined],
		['=2+2', '=1+1', undefined],
		['4 x', '=1+1', undefined],
		['4', '1=1', undefined],
		['4.', '=1+1', undefined],
		['00456', '00123', undefined],
		['456', 'A00123', undefined],
		['456', '00123A', undefined],
		['045', '00123', undefined],
		['442079460999', '+44 20 7946 0958 x', undefined],
		['205', '1.5E1', undefined],
		['10.0%', '5%', undefined],
		['10.000%', '5%', undefined],
		['10.00%', '5', undefined],
		['x10.00%', '5%', undefined],
		['10%', '5%', undefined],
		['10.00%', '5.00%', undefined],
		['5/6', '3/4', undefined],
		['01/06/2026', '31/12/2025', undefined],
		['Ada', '00123', undefined],
		['5', '', undefined],
	])('LD02 %j where %j was: %j', (found, was, expected) => {
		expect(damageByForm(found, was)).toBe(expected);
	});

	it.each<[found: string, was: string, Damage]>([
		['100000', '1E5', 'expanded'],
		['tis', "'tis", 'lostApostrophe'],
		['2026-03-14', '2026-03-14T08:30:00.000Z', 'lostTime'],
		['1.00E+05', '1E5', 'exponent'],
		['1,00E+05', '1E5', 'exponent'],
		['Jose?', 'Jose\u0301', 'questionMarks'],
		['Jos?', 'Jose\u0301', 'questionMarks'],
		['??', '😀', 'questionMarks'],
	])('LD02 %j is what a spreadsheet makes of %j', (found, was, expected) => {
		expect(damageOf(found, was)).toBe(expected);
	});

	it.each<[string, Array<'questionMarks' | 'otherEncoding'>, Damage | undefined]>([
		['Ren?', ['questionMarks'], 'questionMarks'],
		['????', ['otherEncoding', 'questionMarks'], 'questionMarks'],
		['£ukasz', ['otherEncoding'], 'otherEncoding'],
		['Muller', ['otherEncoding'], undefined],
		['Why?', ['otherEncoding'], undefined],
		['Why?', [], undefined],
	])('LD02 %j in a file with %j', (text, seen, expected) => {
		expect(damageByFile(text, new Set(seen))).toBe(expected);
	});
});

const fields: Array<BulkField & { id: string }> = [
	{ name: 'Customer Number', id: 'Number', type: { kind: 'text' } },
	{ name: 'Name', id: 'Name', type: { kind: 'text' } },
	{ name: 'Phone', id: 'Phone', type: { kind: 'phone' } },
	{ name: 'Score', id: 'Score', type: { kind: 'number' } },
	{ name: 'Born', id: 'Born', type: { kind: 'date' } },
	{
		name: 'Likes',
		id: 'Likes',
		type: { kind: 'codes', codes: [{ code: '10' }, { code: '20' }, { code: '30' }] },
	},
];
const RECORDS: Record<string, Record<string, unknown>> = Object.fromEntries(
	['a', 'b', 'c', 'd'].map((key, index) => [
		key,
		{
			Number: key === 'd' ? '' : `0012${index}`,
			Name: key === 'a' ? 'Dvořák' : 'Ada',
			Phone: `+3361234567${index}`,
			Score: 2.5,
			Born: '1912-06-23',
			Likes: '10',
		},
	]),
);

/** The template of the records, spoilt and edited by `change`, and what becomes of its rows. */
async function after(
	change: (row: string) => string,
	{ hasCheck = true, records = RECORDS, rules = RULES.secutixExtended } = {},
) {
	const template = createTemplateFile({
		keyName: 'K',
		fields,
		rules,
		hasCheck,
		csv: { delimiter: ';', mark: false },
	});
	const rows = Object.entries(RECORDS).map(([key, values]) => {
		const record: TemplateRecord = { key, id: `id-${key}`, values };
		return change(template.row(record));
	});
	const target = new MemoryBulkTarget(records, { findBatch: 10, writeBatch: 10, callsAtOnce: 1 });
	return await run(template.start + rows.join(''), target, { fields, rules, mode: 'validate' });
}

const ofA = (row: string, edit: (row: string) => string): string =>
	row.startsWith('a;') ? edit(row) : row;
/** Zeros and the plus are gone wherever there were some. */
const spoilt = (row: string): string => row.replace(/;00(\d+);/, ';$1;').replace(';+', ';');

describe('LD01 the check proves what [old] no longer says', () => {
	it('LD01 a record that nobody changed is written, although a spreadsheet spoilt [old]', async () => {
		const edited = (row: string) => ofA(spoilt(row), (one) => one.replace(';120;;', ';120;98765;'));
		expect(outcomes(await after(edited))[0]).toBe('a: ok');
		const without = await after(edited, { hasCheck: false });
		expect([outcomes(without)[0], ...reasonsOf(without)]).toEqual(['a: conflict', 'lostZeros']);
	});

	it('LD01 one that somebody changed meanwhile is not', async () => {
		const edited = (row: string) => ofA(spoilt(row), (one) => one.replace(';120;;', ';120;98765;'));
		const records = { ...RECORDS, a: { ...RECORDS.a, Number: '0120' } };
		const result = await after(edited, { records });
		expect([outcomes(result)[0], ...reasonsOf(result)]).toEqual(['a: conflict', 'lostZeros']);
	});

	it('LD04 what a killed run wrote is put back only where [old] still says what was there', async () => {
		const edit = (row: string) => ofA(row, (one) => one.replace(';Dvořák;;', ';Dvořák;Žižka;'));
		const numbered = (row: string) =>
			ofA(edit(spoilt(row)), (one) => one.replace(';120;;', ';120;98765;'));
		const written = { ...RECORDS, a: { ...RECORDS.a, Name: 'Žižka', Number: '98765' } };
		const [both] = (await after(numbered, { records: written })).rows;
		expect(both).toMatchObject({
			outcome: 'unchanged',
			alreadyThere: [
				{ from: '120', to: '98765', isOldSpoilt: true },
				{ from: 'Dvořák', to: 'Žižka', isOldSpoilt: true },
			],
		});
		expect(undoneAlreadyThere(both, true)).toEqual([]);
		// Other columns are spoilt, and this one is not.
		const named = { ...RECORDS, a: { ...RECORDS.a, Name: 'Žižka' } };
		const [one] = (await after((row) => edit(spoilt(row)), { records: named })).rows;
		expect(one.alreadyThere).toMatchObject([{ from: 'Dvořák', to: 'Žižka' }]);
		expect(undoneAlreadyThere(one, true)).toHaveLength(1);
	});

	it('LD03 nor one whose columns were sorted apart', async () => {
		const edited = (row: string) => ofA(row, (one) => one.replace(';00120;;', ';00121;98765;'));
		const result = await after(edited);
		expect([outcomes(result)[0], ...reasonsOf(result)]).toEqual(['a: conflict', 'oldChanged']);
	});
});

describe('LD02 what other rows show', () => {
	it('LD02 zeros that the present values have are missed where nothing was before', async () => {
		const edited = (row: string) => {
			const all = spoilt(row);
			if (all.startsWith('d;')) return all.replace('d;;;', 'd;;456;');
			return all.replace(/^(\w;\d+;);/, '$199999;');
		};
		const result = await after(edited);
		expect(outcomes(result)).toEqual(['a: ok', 'b: ok', 'c: ok', 'd: conflict']);
		expect(result.rows[3].reasons).toMatchObject([{ kind: 'lostZeros', field: 'Customer Number' }]);
	});

	it('LD02 letters that others lost when the file was saved in 8 bits', async () => {
		const edited = (row: string) =>
			row.startsWith('a;')
				? row.replace(';Dvořák;;', ';Dvo?ák;x;')
				: row.startsWith('b;')
					? row.replace(';Ada;;', ';Ada;????;')
					: row;
		const result = await after(edited);
		expect(outcomes(result).slice(0, 2)).toEqual(['a: ok', 'b: conflict']);
		expect(reasonsOf(result)).toEqual(['questionMarks']);
	});

	it('LD02 two cells in which the digits are gone are compared with what is there', async () => {
		const records = { ...RECORDS, a: { ...RECORDS.a, Number: '12345678901234567' } };
		const edited = (row: string) =>
			ofA(row, (one) => one.replace(';00120;;', ';1.23457E+16;1.23457E+16;'));
		const result = await after(edited, { hasCheck: false, records });
		expect([outcomes(result)[0], ...reasonsOf(result)]).toEqual(['a: conflict', 'exponent']);
		const literal = { ...RECORDS, a: { ...RECORDS.a, Number: '1.23457E+16' } };
		expect(outcomes(await after(edited, { hasCheck: false, records: literal }))[0]).toBe(
			'a: unchanged',
		);
	});
});

describe('LD02 a code of a closed list is what it says', () => {
	it('LD02 whatever the form of the one before', async () => {
		const listed: BulkField[] = [
			{ name: 'Code', type: { kind: 'code', codes: [{ code: '010' }, { code: '2' }] } },
		];
		const rows = ['a', 'b', 'c'].map((key) => `${key};010;2`);
		const target = new MemoryBulkTarget(
			Object.fromEntries(['a', 'b', 'c'].map((key) => [key, { Code: '010' }])),
		);
		const text = ['K;[old] Code;[new] Code', ...rows].join('\r\n');
		const result = await run(text, target, { fields: listed, mode: 'validate' });
		expect(outcomes(result)).toEqual(['a: ok', 'b: ok', 'c: ok']);
	});
});

describe('LD07 what can be read in two ways says in which', () => {
	const edited = (old: string, next: string) => (row: string) =>
		ofA(row, (one) => one.replace(`;${old};;`, `;${old};${next};`));

	it('LD07 a year of two digits, in [new] and in [old]', async () => {
		const result = await after(edited('1912-06-23', '30/06/12'));
		expect(result.rows[0].reasons[0].message).toBe(
			'[new] Born, column K: The year has two digits, as spreadsheets show it; write the date as yyyy-MM-dd',
		);
		const old = (row: string) =>
			ofA(row, (one) => one.replace(';1912-06-23;;', ';23/06/12;1912-06-30;'));
		expect(outcomes(await after(old))[0]).toBe('a: ok');
	});

	it.each([
		['1,375', 'notANumber'],
		['1.375', 'notANumber'],
	])('LD07 the number %s, where no decimal sign is set', async (typed, kind) => {
		const result = await after(edited('2.5', typed));
		expect(reasonsOf(result)).toEqual([kind]);
		expect(result.rows[0].reasons[0].message).toContain('is ambiguous');
	});

	it.each(['10,2', '10.20', '10.2'])('LD02 two codes that became the number %s', async (cell) => {
		expect(reasonsOf(await after(edited('10', cell)))).toEqual(['numberForm']);
	});
});

describe('LD01 a template is one row to a line in any program', () => {
	it('LD01 a cell with a sign that some program takes for a separator is quoted', () => {
		const template = createTemplateFile({
			keyName: 'K',
			fields: fields.slice(1, 2),
			rules: RULES.secutixExtended,
			csv: { delimiter: ',', mark: false },
		});
		const rowOf = (Name: string) => template.row({ key: 'k', values: { Name } });
		expect(['a;b', 'a\tb', 'a|b', 'a,b', 'a b'].map(rowOf)).toEqual([
			'k,"a;b",\r\n',
			'k,"a\tb",\r\n',
			'k,"a|b",\r\n',
			'k,"a,b",\r\n',
			'k,a b,\r\n',
		]);
	});
});
