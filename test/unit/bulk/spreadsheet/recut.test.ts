import fc from 'fast-check';
import { createTemplateFile, RULES, type BulkField } from '../../../../nodes/shared/bulk';
import { MemoryBulkTarget } from '../MemoryBulkTarget';
import { outcomes, reasonsOf, run, type RunSettings } from '../runs';

const fields: BulkField[] = [
	{ name: 'Name', type: { kind: 'text' } },
	{ name: 'Price', type: { kind: 'number' } },
	{ name: 'Notes', type: { kind: 'text' } },
	{ name: 'Code', type: { kind: 'text' } },
];
type Person = Record<string, string | number | null>;
const ADA: Person = { Name: 'Ada', Price: 5, Notes: 'tea; milk', Code: '00123' };
const settings: RunSettings = { fields, rules: RULES.neutral };

/** The cells of a row, which a program puts together without quotes. */
function cellsOf(values: Person, hasCheck: boolean): { start: string; cells: string[] } {
	const file = createTemplateFile({
		keyName: 'K',
		fields,
		rules: RULES.neutral,
		hasCheck,
		csv: { delimiter: '|', mark: false },
	});
	const row = file.row({ key: 'a', id: '7', values }).trimEnd();
	const cells = row.split('|').map((cell) => cell.replace(/^"(.*)"$/, '$1'));
	return { start: file.start.replaceAll('|', ';'), cells };
}

interface Edited {
	values?: Person;
	hasCheck?: boolean;
	present?: Person;
	more?: RunSettings;
}

async function edit(
	change: (cells: string[]) => string[],
	{ values = ADA, hasCheck = true, present = values, more = {} }: Edited = {},
) {
	const { start, cells } = cellsOf(values, hasCheck);
	const target = new MemoryBulkTarget({ a: { ...present }, b: { ...present }, '123': ADA });
	const done = await run(`${start}${change(cells).join(';')}\r\n`, target, {
		...settings,
		...more,
	});
	return { done, record: target.records.get('a'), target };
}

const set =
	(...changes: Array<[column: number, value: string]>) =>
	(cells: string[]): string[] =>
		changes.reduce((row, [column, value]) => row.with(column, value), cells);

describe('LD01 a text with separators that a program wrote without quotes', () => {
	it.each<[string, ReturnType<typeof set>, Person, Edited?]>([
		['[old] alone is torn', set([2, 'Grace']), { Name: 'Grace' }],
		['[new] is torn too', set([6, 'coffee; no sugar']), { Notes: 'coffee; no sugar' }],
		['[new] of two columns', set([2, 'x;y'], [6, 'c']), { Name: 'x;y', Notes: 'c' }],
		['a text that was lengthened', set([6, 'tea; milk; sugar']), { Notes: 'tea; milk; sugar' }],
		['separators side by side', set([6, 'a;;b']), { Notes: 'a;;b' }],
		['[old] that a spreadsheet spoilt beside it', set([2, 'Grace'], [7, '123']), { Name: 'Grace' }],
		['without a check', set([2, 'Grace']), { Name: 'Grace' }, { hasCheck: false }],
		[
			'LD07 a number that can be read in two ways in it',
			set([3, '2,5'], [4, '1,375']),
			{ Price: 1.375 },
			{ values: { ...ADA, Price: 2.5 } },
		],
	])('LD01 %s', async (_what, change, written, edited = {}) => {
		const { done, record } = await edit(change, edited);
		expect(outcomes(done)).toEqual(['a: ok']);
		expect(record).toEqual({ ...ADA, ...edited.values, ...written });
	});

	it.each<[string, (cells: string[]) => string[], Edited?]>([
		['the key is that of nobody', set([0, 'nobody'], [2, 'Grace'])],
		['an [old] is not what is there', set([3, '6'], [2, 'Grace'])],
		['a cell too many in a column of numbers', set([4, '6;7'])],
		[
			'no [old] shows that the program does so',
			set([2, 'x;y'], [5, 'tea']),
			{ present: { ...ADA, Notes: 'tea' } },
		],
		['two ways to cut it', set([2, 'x'], [6, 'tea; milk'], [5, 'tea; milk;tea; milk'])],
		['far too many cells', set([6, 'a;b;c;d;e;f;g;h;i;j;k;l;m;n'])],
		['cells after the last column', (cells) => [...cells, 'more']],
		['cells after the check', (cells) => [...cells.with(8, 'x'), 'more']],
		['an empty cell after a new one', set([6, 'coffee;'])],
		['a new one after an empty cell', set([6, ';coffee'])],
		['it may have been written already', set([6, 'tea; milk;tea; milk'])],
		['a file for rolling back', set([2, 'Grace']), { hasCheck: false, more: { checksNew: true } }],
	])('LD01 refused: %s', async (_what, change, edited = {}) => {
		const { done, record } = await edit(change, edited);
		expect(done.rows.map(({ outcome }) => outcome)).toEqual(['invalid']);
		expect(reasonsOf(done)).toEqual(['longRow']);
		expect(record).toEqual(edited.present ?? ADA);
	});

	it("LD03 a key that is another record's is refused by the check, even if [old] fits", async () => {
		const { done, target } = await edit(set([0, 'b'], [2, 'Grace']));
		expect(reasonsOf(done)).toEqual(['keyChanged']);
		expect(target.written).toEqual([]);
	});

	it('LD01 a row that was written already is found to be so', async () => {
		const change = set([6, 'coffee; no sugar']);
		const { done } = await edit(change, { present: { ...ADA, Notes: 'coffee; no sugar' } });
		const other = await edit(set([6, 'coffee']), { present: { ...ADA, Notes: 'coffee' } });
		expect(outcomes(other.done)).toEqual(['a: unchanged']);
		expect(outcomes(done)).toEqual(['a: unchanged']);
		expect(done.rows[0].alreadyThere).toMatchObject([
			{ from: 'tea; milk', to: 'coffee; no sugar' },
		]);
	});

	it('LD01 stands whole in the result', async () => {
		const { done } = await edit(set([6, 'coffee; no sugar']), { more: { mode: 'validate' } });
		expect(done.rows[0].cells.slice(5, 7)).toEqual(['tea; milk', 'coffee; no sugar']);
	});
});

describe('LD01 for any texts', () => {
	/** A text that begins with a separator may be taken for one that follows an empty cell. */
	const isUsual = (typed: string): boolean => !typed.startsWith(';');
	const text = fc.string({ unit: fc.constantFrom('a', 'b', ';', ';'), maxLength: 5 });
	const old = text.map((value) => (value === '' ? null : value));

	it('LD01 a torn row is written as it was typed, or not at all', async () => {
		let written = 0;
		await fc.assert(
			fc.asyncProperty(
				fc.record({ Name: old, Notes: old, Code: old }),
				text.filter(isUsual),
				text.filter(isUsual),
				text.filter(isUsual),
				async (texts, name, notes, code) => {
					const values = { Price: 5, ...texts };
					const typed = set([2, name], [6, notes], [8, code]);
					const { done, record } = await edit(typed, { values });
					if (done.rows[0].outcome === 'invalid') {
						expect(record).toEqual(values);
						return;
					}
					written++;
					const meant = { Name: name, Notes: notes, Code: code };
					for (const [field, to] of Object.entries(meant))
						expect(record?.[field]).toBe(to === '' ? values[field as 'Name'] : to);
				},
			),
			{ numRuns: 500 },
		);
		expect(written).toBeGreaterThan(25);
	});
});
