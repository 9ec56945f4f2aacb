import fc from 'fast-check';
import { compilePlan, parseHeader, RULES, type BulkField } from '../../../../nodes/shared/bulk';
import { MemoryBulkTarget } from '../MemoryBulkTarget';
import { outcomes, reasonsOf, run, type RunSettings } from '../runs';
import { inlineRow, readBook, sheetOf } from '../xlsx/workbooks';

const fields: BulkField[] = [
	{ name: 'Price', type: { kind: 'number' } },
	{ name: 'Tax', type: { kind: 'number' } },
	{ name: 'Born', type: { kind: 'date' } },
	{ name: 'Seen', type: { kind: 'dateTime', timeZone: 'Europe/Paris' } },
	{ name: 'Account', type: { kind: 'text' } },
	{
		name: 'Likes',
		type: { kind: 'codes', codes: ['10', '20', '30', '5', '50'].map((code) => ({ code })) },
	},
];
const HEADER = ['K', ...fields.flatMap(({ name }) => [`[old] ${name}`, `[new] ${name}`])].join(';');
const settings: RunSettings = { fields, rules: RULES.neutral };

type Cells = Record<string, [old: string, fresh?: string]>;

const rowOf = (cells: Cells): string =>
	['b', ...fields.flatMap(({ name }) => [cells[name]?.[0] ?? '', cells[name]?.[1] ?? ''])]
		.map((cell) => (/[;"]/.test(cell) ? `"${cell}"` : cell))
		.join(';');

async function edit(
	present: Record<string, unknown>,
	cells: Cells,
	more: RunSettings = {},
	target = new MemoryBulkTarget({ b: { ...present } }),
) {
	const done = await run(`${HEADER}\r\n${rowOf(cells)}\r\n`, target, { ...settings, ...more });
	return { done, record: target.records.get('b'), target };
}

describe('LD07 what can be read in two ways is read as the [old] cells of the row show it', () => {
	it.each<[string, Record<string, unknown>, Cells, Record<string, unknown>]>([
		[
			'three decimals were there',
			{ Price: 1.234 },
			{ Price: ['1,234', '5,678'] },
			{ Price: 5.678 },
		],
		['a comma was written', { Price: 2.5 }, { Price: ['2,5', '1,375'] }, { Price: 1.375 }],
		['below zero', { Price: -0.125 }, { Price: ['-0,125', '-1,375'] }, { Price: -1.375 }],
		[
			'thousands by points: a comma',
			{ Price: 1_234 },
			{ Price: ['1.234', '5,678'] },
			{ Price: 5.678 },
		],
		[
			'thousands by commas: a point',
			{ Price: 1_234 },
			{ Price: ['1,234', '5.678'] },
			{ Price: 5.678 },
		],
		[
			'another column shows it',
			{ Price: 7, Tax: 0.5 },
			{ Price: ['7', '1,375'], Tax: ['0,5'] },
			{ Price: 1.375, Tax: 0.5 },
		],
		[
			'digits of a code that lost some: a comma',
			{ Price: 7, Account: '0029456789012345' },
			{ Price: ['7', '1,375'], Account: ['2,94568E+13'] },
			{ Price: 1.375 },
		],
		[
			'digits of a code that lost some: a point',
			{ Price: 2.5, Account: '+33612345629' },
			{ Price: ['2.5', '1.375'], Account: ['3.361E+10'] },
			{ Price: 1.375 },
		],
		[
			'the day first',
			{ Born: '1985-12-24' },
			{ Born: ['24/12/1985', '03/04/1985'] },
			{ Born: '1985-04-03' },
		],
		[
			'the month first',
			{ Born: '1985-12-24' },
			{ Born: ['12/24/1985', '3/4/1985'] },
			{ Born: '1985-03-04' },
		],
		[
			'a day that is ambiguous itself',
			{ Born: '1985-04-03' },
			{ Born: ['3/4/1985', '5/6/1985'] },
			{ Born: '1985-06-05' },
		],
		[
			'a year of two digits',
			{ Born: '1985-12-24' },
			{ Born: ['12/24/85', '3/4/1985'] },
			{ Born: '1985-03-04' },
		],
		[
			'the day of a moment',
			{ Seen: '2026-03-14T08:30:00.000Z' },
			{ Seen: ['14/03/2026 09:30', '03/04/2026 10:00'] },
			{ Seen: '2026-04-03T08:00:00.000Z' },
		],
		[
			'numbers and days of one row',
			{ Price: 2.5, Born: '1985-12-24' },
			{ Price: ['2,5', '1,375'], Born: ['12/24/1985', '3/4/1985'] },
			{ Price: 1.375, Born: '1985-03-04' },
		],
		[
			'LD02 two codes that became a number',
			{ Likes: '10', Account: '0029456789012345' },
			{ Likes: ['10', '20.30'], Account: ['2.94568E+13'] },
			{ Likes: '20,30' },
		],
	])('%s', async (_what, present, cells, written) => {
		const { done, record } = await edit(present, cells);
		expect(outcomes(done)).toEqual(['b: ok']);
		expect(record).toMatchObject(written);
	});

	it.each<[string, Record<string, unknown>, Cells]>([
		['nothing shows it: numbers', { Price: 7 }, { Price: ['7', '1,375'] }],
		['nothing was there', { Price: null }, { Price: ['', '1,375'] }],
		['nothing shows it: days', { Born: '1985-12-24' }, { Born: ['1985-12-24', '03/04/1985'] }],
		[
			'a day that is the same both ways',
			{ Born: '1985-04-04' },
			{ Born: ['4/4/1985', '3/4/1985'] },
		],
		['a point, as templates are written', { Price: 2.5 }, { Price: ['2.5', '1.375'] }],
		['three decimals with a point', { Price: 1.234 }, { Price: ['1.234', '5.678'] }],
		['a point, in a row with commas', { Price: 2.5 }, { Price: ['2,5', '1.375'] }],
		['a comma, in a row with points', { Price: 1_234 }, { Price: ['1,234', '5,678'] }],
		['[old] is not what is there', { Price: 3.5 }, { Price: ['2,5', '1,375'] }],
		['[old] is there in neither way', { Price: 12 }, { Price: ['1,234', '5,678'] }],
		[
			'the numbers say nothing of the days',
			{ Price: 2.5, Born: '1985-12-24' },
			{ Price: ['2,5'], Born: ['1985-12-24', '03/04/1985'] },
		],
		[
			'one cell shows this, one shows that',
			{ Price: 2.5, Account: '+33612345629' },
			{ Price: ['2,5', '1,375'], Account: ['3.361E+10'] },
		],
		[
			'one day shows this, one shows that',
			{ Born: '1985-12-24', Seen: '2026-03-14T08:30:00.000Z' },
			{ Born: ['12/24/1985', '3/4/1985'], Seen: ['14/03/2026 09:30'] },
		],
		[
			'a code that has always looked like that',
			{ Price: 2.5, Account: '3.361E+10' },
			{ Price: ['2.5', '1.375'], Account: ['3.361E+10'] },
		],
		[
			'digits of another code',
			{ Price: 2.5, Account: '+33612345629' },
			{ Price: ['2.5', '1.375'], Account: ['9.999E+10'] },
		],
		['LD02 two codes, and no sign of the program', { Likes: '10' }, { Likes: ['10', '20.30'] }],
		[
			'LD02 two codes of which a program leaves the same',
			{ Likes: '10', Account: '+33612345629' },
			{ Likes: ['10', '20.50'], Account: ['3.361E+10'] },
		],
		[
			'LD02 a code that has lost a zero',
			{ Likes: '10', Account: '+33612345629' },
			{ Likes: ['10', '20.3'], Account: ['3.361E+10'] },
		],
	])('refused: %s', async (_what, present, cells) => {
		const { done, record } = await edit(present, cells);
		expect(outcomes(done)).toEqual(['b: invalid']);
		expect(reasonsOf(done).join()).toMatch(/^(?:notANumber|notADate|numberForm)$/);
		expect(record).toEqual(present);
	});

	const COMMA: [Record<string, unknown>, Cells] = [{ Price: 2.5 }, { Price: ['2,5', '1,375'] }];

	it('LD07 what was written already is found to be so, with what was there before', async () => {
		const first = await edit(...COMMA);
		const again = await edit(COMMA[0], COMMA[1], {}, first.target);
		expect(outcomes(again.done)).toEqual(['b: unchanged']);
		expect(again.done.rows[0].alreadyThere).toMatchObject([{ from: 2.5, to: 1.375 }]);
		const other = await edit({ Price: 5.678 }, { Price: ['1,234', '5,678'] });
		expect(other.done.rows[0].alreadyThere).toMatchObject([{ from: 1.234, to: 5.678 }]);
		const verified = await edit({ Price: 1.375 }, COMMA[1], { mode: 'verify' });
		expect(outcomes(verified.done)).toEqual(['b: ok']);
	});

	it('LD07 a setting counts, whatever the row shows', async () => {
		const cells: Cells = { Price: ['2,5', '1,375'], Born: ['24/12/1985', '03/04/1985'] };
		const rules = { ...RULES.neutral, decimalSeparator: '.' as const };
		const { record } = await edit({ Price: 2.5, Born: '1985-12-24' }, cells, { rules });
		expect(record).toMatchObject({ Price: 1_375, Born: '1985-04-03' });
	});

	it('LD07 a wrong cell elsewhere makes the row invalid without asking', async () => {
		const { done, target } = await edit(
			{ Price: 2.5 },
			{ Price: ['2,5', '1,375'], Born: ['', 'soon'] },
		);
		expect(reasonsOf(done)).toEqual(['notANumber', 'notADate']);
		expect(target.calls.find).toBe(0);
	});

	it('LD07 where no record is read, or none is found, the reason stands', async () => {
		const none = new MemoryBulkTarget({});
		expect(reasonsOf((await edit(COMMA[0], COMMA[1], {}, none)).done)).toEqual(['notANumber']);
		const blind = Object.assign(new MemoryBulkTarget({ b: COMMA[0] }), { find: undefined });
		const { done } = await edit(COMMA[0], COMMA[1], {}, blind as unknown as MemoryBulkTarget);
		expect(reasonsOf(done)).toEqual(['notANumber']);
	});

	it('LD07 in a workbook numbers are what they are, and nothing is asked of the record', async () => {
		const cells = ['b', '2,5', '1,375'];
		const row = inlineRow(1, 'K', '[old] Price', '[new] Price') + inlineRow(2, ...cells);
		const { header, rows } = await readBook(await sheetOf(row));
		const rules = { rules: RULES.neutral, consents: 'refuse' } as const;
		const planned = compilePlan(parseHeader(header), fields, rules).planRow(rows[0]);
		expect(planned.reasons).toMatchObject([{ kind: 'notANumber' }]);
		expect(planned.question).toBeUndefined();
	});

	it('LD07 the row in the result is as it stands', async () => {
		const { done } = await edit(...COMMA);
		expect(done.rows[0].cells.slice(0, 3)).toEqual(['b', '2,5', '1,375']);
	});
});

describe('LD07 for any numbers and days', () => {
	const asPoint = (text: string): number => Number(text.replaceAll(',', ''));
	const asComma = (text: string): number => Number(text.replaceAll('.', '').replace(',', '.'));
	const group = fc.integer({ min: 100, max: 999 });
	const threes = fc
		.tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom('.', ','), group)
		.map(([whole, sign, rest]) => `${whole}${sign}${rest}`);

	it('LD07 a number is written only where one reading alone fits what was there', async () => {
		await fc.assert(
			fc.asyncProperty(
				threes,
				threes,
				fc.constantFrom('point', 'comma', 'other'),
				async (was, fresh, how) => {
					const present = how === 'point' ? asPoint(was) : how === 'comma' ? asComma(was) : 7;
					const { record, done } = await edit({ Price: present }, { Price: [was, fresh] });
					const [isPoint, isComma] = [asPoint(was) === present, asComma(was) === present];
					if (done.rows[0].outcome !== 'ok') {
						expect(record).toEqual({ Price: present });
						return;
					}
					expect(isPoint).not.toBe(isComma);
					expect(record?.Price).toBe(isPoint ? asPoint(fresh) : asComma(fresh));
				},
			),
			{ numRuns: 300 },
		);
	});

	it('LD07 a day is written only where one order alone fits what was there', async () => {
		const part = fc.integer({ min: 1, max: 12 });
		const iso = (month: number, day: number): string =>
			`1985-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
		await fc.assert(
			fc.asyncProperty(part, part, part, part, fc.boolean(), async (a, b, c, d, isDayFirst) => {
				const read = (first: number, second: number) =>
					isDayFirst ? iso(second, first) : iso(first, second);
				const present = { Born: read(a, b) };
				const { record, done } = await edit(present, {
					Born: [`${a}/${b}/1985`, `${c}/${d}/1985`],
				});
				if (c !== d && a === b) expect(outcomes(done)).toEqual(['b: invalid']);
				if (done.rows[0].outcome === 'ok') expect(record).toEqual({ Born: read(c, d) });
				else expect(record).toEqual(present);
			}),
			{ numRuns: 300 },
		);
	});
});
