import { RULES, type BulkField, type RowOutcome } from '../../../../nodes/shared/bulk';
import { MemoryBulkTarget } from '../MemoryBulkTarget';
import { run, type RunSettings } from '../runs';

const fields: BulkField[] = [
	{ name: 'Note', type: { kind: 'text' } },
	{ name: 'Phone', type: { kind: 'phone' } },
	{ name: 'Mail', type: { kind: 'email' } },
	{
		name: 'Code',
		type: { kind: 'code', codes: [{ code: '00123' }, { code: '1-2' }, { code: 'A' }] },
	},
	{ name: 'Price', type: { kind: 'number', maxDecimals: 2 } },
	{ name: 'Opt', type: { kind: 'boolean' } },
	{ name: 'Born', type: { kind: 'date' } },
	{ name: 'Seen', type: { kind: 'dateTime', timeZone: 'Europe/Paris' } },
];

interface Shown {
	outcome: RowOutcome['outcome'];
	kinds: string[];
	messages: string[];
	changes: Array<[string, unknown]>;
}

/** One record and one row that edits one field of it. */
async function edit(
	field: string,
	present: unknown,
	old: string,
	next: string,
	settings: RunSettings = {},
): Promise<Shown> {
	const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
	const text = `K;[old] ${field};[new] ${field}\r\nk;${quoted(old)};${quoted(next)}\r\n`;
	const target = new MemoryBulkTarget({ k: { [field]: present } });
	const { rows } = await run(text, target, { fields, ...settings });
	const [{ outcome, reasons, changes }] = rows;
	return {
		outcome,
		kinds: reasons.map(({ kind }) => kind),
		messages: reasons.map(({ message }) => message),
		changes: changes.map(({ field: { name }, to }) => [name, to]),
	};
}

describe('LD02 what a spreadsheet did to a [new] cell is not written', () => {
	it.each<[string, unknown, string, string, string]>([
		['Phone', '0612345678', '0612345678', '612345678', 'lostZeros'],
		['Phone', '+33612345678', '+33612345678', '33612345678', 'lostPlus'],
		['Phone', '+33612345678', '+33612345678', '#NAME?', 'errorWord'],
		['Note', '12345678901234567', '12345678901234567', '1.23457E+16', 'exponent'],
		['Note', null, '', '1.23457E+16', 'exponent'],
		['Note', null, '', '#N/D', 'errorWord'],
		['Note', null, '', 'Err:502', 'errorWord'],
		['Note', '1-2', '1-2', '01-Feb', 'madeDate'],
		['Note', 'Dvořák', 'Dvořák', 'Dvo?ák', 'questionMarks'],
		['Note', 'René', 'René', 'RenÃ©', 'mojibake'],
		['Note', '1234', '1234', '1,234', 'thousands'],
		['Note', '0.05', '0.05', '5%', 'madePercent'],
		['Code', 'A', 'A', '123', 'lostZeros'],
		['Code', 'A', 'A', '01-Feb', 'madeDate'],
	])('LD02 %s: now %j, [old] %j, [new] %j', async (field, present, old, next, kind) => {
		const shown = await edit(field, present, old, next);
		expect(shown).toMatchObject({ outcome: 'invalid', kinds: [kind], changes: [] });
		expect(shown.messages[0]).toMatch(/^\[new\] \w+, column C: /);
	});

	it('LD02 says what happened and what to do', async () => {
		const { messages } = await edit('Phone', '0612345678', '0612345678', '612345678');
		expect(messages).toEqual([
			'[new] Phone, column C: A spreadsheet took off the zeros in front (as in 123 for 00123). Format the column as text and enter it again',
		]);
	});

	it('LD02 by comparing with what is there now, where the file has no [old]', async () => {
		const shown = await edit('Phone', '0612345678', '', '612345678', { conflicts: 'overwrite' });
		expect(shown).toMatchObject({ outcome: 'conflict', kinds: ['lostZeros'] });
	});

	it('LD02 by comparing with the column', async () => {
		const rows = ['0612345678', '0712345678', '0145667788'].map(
			(old, index) => `k${index};${old};`,
		);
		const text = ['K;[old] Phone;[new] Phone', ...rows, 'k9;;698765432'].join('\r\n');
		const { rows: outcomes } = await run(text, new MemoryBulkTarget({ k9: {} }), { fields });
		expect(outcomes[3]).toMatchObject({ outcome: 'invalid', reasons: [{ kind: 'lostZeros' }] });
	});

	it.each<[string, unknown, string, string, unknown]>([
		['Phone', '0612345678', '0612345678', '0612345679', '0612345679'],
		['Note', '5', '5', '50%', '50%'],
		['Note', 'Why', 'Why', 'Why?', 'Why?'],
		['Note', null, '', '5%', '5%'],
		['Price', 5, '5', '50', 50],
	])(
		'LD02 what a person changed is written: %s %j, [old] %j, [new] %j',
		async (field, present, old, next, to) => {
			expect(await edit(field, present, old, next)).toMatchObject({
				outcome: 'ok',
				changes: [[field, to]],
			});
		},
	);

	it('LD02 is written where that is accepted', async () => {
		const accepted = { spoilt: 'accept' } as const;
		expect(await edit('Phone', '0612345678', '0612345678', '612345678', accepted)).toMatchObject({
			outcome: 'ok',
			changes: [['Phone', '612345678']],
		});
		expect(await edit('Phone', '0612345678', '612345678', '0699999999', accepted)).toMatchObject({
			outcome: 'ok',
		});
	});

	it('LD02 a clear token is none of it, whatever it looks like', async () => {
		const shown = await edit('Note', 'x', 'x', '#N/A', { rules: RULES.salesforce });
		expect(shown).toMatchObject({ outcome: 'ok', changes: [['Note', null]] });
	});

	it('LD02 an [old] that is an error is never taken for what is there', async () => {
		const shown = await edit('Phone', '0612345678', '#N/A', '0699999999', { spoilt: 'accept' });
		expect(shown).toMatchObject({ outcome: 'conflict', kinds: ['errorWord'] });
	});

	it.each([
		['1.23E+05', 'mangledKey'],
		['#REF!', 'errorWord'],
		['Ren\u00c3\u00a9', 'mojibake'],
	])('LD02 a key %s is refused', async (key, kind) => {
		const { rows } = await run(
			`K;[old] Note;[new] Note\r\n${key};a;b\r\n`,
			new MemoryBulkTarget({}),
			{ fields },
		);
		expect(rows[0]).toMatchObject({ outcome: 'invalid', reasons: [{ kind }] });
	});

	it('LD02 a key that lost its zeros among keys that have them is refused', async () => {
		const keys = ['00123', '10234', '99999', '456'];
		const text = ['K;[old] Note;[new] Note', ...keys.map((key) => `${key};;x`)].join('\r\n');
		const records = Object.fromEntries(keys.map((key) => [key, {}]));
		const { rows } = await run(text, new MemoryBulkTarget(records), { fields });
		expect(rows.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'ok']);
		const tail = [
			'K;[old] Note;[new] Note',
			...keys.slice(0, 3).map((key) => `${key};;x`),
			...Array.from({ length: 220 }, (_, index) => `0${1000 + index};;`),
			'456;;x',
		];
		const late = await run(tail.join('\r\n'), new MemoryBulkTarget(records), { fields });
		expect(late.rows.at(-1)).toMatchObject({
			outcome: 'invalid',
			reasons: [{ kind: 'lostZeros' }],
		});
	});
});

describe('LD01 LD05 LD06 [old] only has to say what is there', () => {
	it.each<[string, string, unknown, string, string, unknown]>([
		['LD05 other line breaks', 'Note', 'a\r\nb', 'a\nb', 'c', 'c'],
		[
			'LD05 accents in signs of their own',
			'Note',
			'Dvořák',
			'Dvor\u030ca\u0301k',
			'Novák',
			'Novák',
		],
		[
			'LD06 an address that today is none',
			'Mail',
			'ada@example',
			'ada@example',
			'ada@example.com',
			'ada@example.com',
		],
		['LD06 a code that is retired', 'Code', 'OLD', 'OLD', 'A', 'A'],
		['LD06 more decimals than today', 'Price', 1.2345, '1.2345', '1.23', 1.23],
		['LD06 a text that is no number', 'Price', 'about 5', 'about 5', '5', 5],
		['LD01 a decimal comma', 'Price', 1234.5, '1234,5', '1', 1],
		['LD01 thousands', 'Price', 1234.5, '1 234,50', '1', 1],
		[
			'LD01 a day as the language writes it',
			'Born',
			'1980-02-01',
			'01/02/1980',
			'1990-01-01',
			'1990-01-01',
		],
		['LD01 a day in American order', 'Born', '1980-02-01', '2/1/1980', '1990-01-01', '1990-01-01'],
		['LD01 yes in another language', 'Opt', true, 'VRAI', 'FALSE', false],
		[
			'LD01 a moment that lost its Z',
			'Seen',
			'2025-11-29T08:30:00Z',
			'2025/11/29 08:30:00',
			'2025-12-24T18:30',
			'2025-12-24T17:30:00.000Z',
		],
	])('%s', async (_what, field, present, old, next, to) => {
		expect(await edit(field, present, old, next)).toMatchObject({
			outcome: 'ok',
			kinds: [],
			changes: [[field, to]],
		});
	});

	it.each<[string, unknown, string, string]>([
		['Note', 'a\r\nb', 'a\nb', 'a\nb'],
		['Note', 'Dvořák', 'Dvor\u030ca\u0301k', 'Dvořák'],
		['Mail', 'ada@example', 'ada@example', 'ada@example'],
		['Price', 1.2345, '1.2345', '1.2345'],
	])(
		'LD05 LD06 what was not edited is no change: %s %j, [old] %j, [new] %j',
		async (field, present, old, next) => {
			expect(await edit(field, present, old, next)).toMatchObject({
				outcome: 'unchanged',
				kinds: [],
			});
		},
	);

	it.each<[string, unknown, string, string]>([
		['Phone', '0612345678', '612345678', 'lostZeros'],
		['Phone', '+33612345678', '3.36123E+10', 'exponent'],
		['Note', 'Dvořák', 'Dvo?ák', 'questionMarks'],
		['Note', 'x', '#N/A', 'errorWord'],
		['Price', 5, '#REF!', 'errorWord'],
	])(
		'LD01 an [old] that a spreadsheet spoilt is named: %s is %j, [old] %j',
		async (field, present, old, kind) => {
			const next = field === 'Price' ? '7' : '0699999999';
			const shown = await edit(field, present, old, next);
			expect(shown).toMatchObject({ outcome: 'conflict', kinds: [kind] });
			expect(shown.messages[0]).toMatch(/^\[old\] \w+, column B: /);
		},
	);

	it.each<[string, unknown, string, string]>([
		['Note', 'changed by somebody', 'as it was', 'x'],
		['Price', 6, '5', '7'],
		['Born', '1980-02-03', '1980-02-01', '1990-01-01'],
		['Opt', false, 'VRAI', 'TRUE'],
	])(
		'LD01 what somebody changed meanwhile is a conflict: %s is %j, [old] %j',
		async (field, present, old, next) => {
			const { outcome, kinds } = await edit(field, present, old, next);
			expect([outcome, ...kinds]).toEqual(['conflict', 'conflict']);
		},
	);
});
