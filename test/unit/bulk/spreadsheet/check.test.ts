import fc from 'fast-check';
import {
	createRollBackFile,
	createTemplateFile,
	openCsv,
	parseHeader,
	ROLL_BACK_RULES,
	RULES,
	storedFields,
	SummaryBuilder,
	type BulkField,
	type BulkTarget,
	type TemplateRecord,
} from '../../../../nodes/shared/bulk';
import { escapeFormula, unescapeFormula } from '../../../../nodes/shared/bulk/csv/escapeFormula';
import {
	checkedFields,
	verifyCheck,
	writeCheck,
} from '../../../../nodes/shared/bulk/check/checkText';
import { MemoryBulkTarget } from '../MemoryBulkTarget';
import { outcomes, reasonsOf, run, type RunSettings } from '../runs';
import { pieces, rowsOf } from '../sources';

/** What stands behind the letters. */
const recordIdOf = (check: string): string | undefined => /^[a-z]{10}:(.*)$/s.exec(check)?.[1];

const old = (values: Record<string, string | number | boolean | null>) => Object.entries(values);

interface Row {
	key: string;
	old: ReturnType<typeof old>;
}

const partsOf = (row: Row) => ({
	fields: checkedFields(row.old.map(([name]) => name)),
	checked: { key: row.key, values: row.old.map(([, value]) => value) },
});

function checkOf(row: Row, id?: string): string {
	const { fields, checked } = partsOf(row);
	return writeCheck(fields, checked, id);
}

function verdictOn(check: string, row: Row): string {
	const { fields, checked } = partsOf(row);
	return verifyCheck(check, fields, checked);
}

describe('LD03 a check tells what of a row changed', () => {
	const made = { key: '00123', old: old({ a: 'x', b: 5, c: null }) };
	const check = checkOf(made, 'id-7');

	it.each<[string, Row, string]>([
		['nothing', made, 'fits'],
		['the order of the fields', { ...made, old: [...made.old].reverse() }, 'fits'],
		['line breaks and accents', { ...made, key: '00123 ' }, 'fits'],
		['the key', { ...made, key: '123' }, 'keyChanged'],
		['[old]', { ...made, old: old({ a: 'y', b: 5, c: null }) }, 'oldChanged'],
		[
			'two [old] that changed places',
			{ ...made, old: old({ a: 5, b: 'x', c: null }) },
			'oldChanged',
		],
		['both', { key: '124', old: old({ a: 'y', b: 6, c: null }) }, 'otherRow'],
		['the fields that are there', { ...made, old: old({ a: 'y' }) }, 'fits'],
		['the fields that are there, and the key', { key: '123', old: old({ a: 'x' }) }, 'keyChanged'],
	])('LD03 %s', (_what, row, verdict) => {
		expect(verdictOn(check, row)).toBe(verdict);
	});

	it.each(['', 'x', 'Countess', '12345', 'bcdfghjkmn7', '#N/A'])(
		'LD03 %j is not of our making',
		(cell) => {
			expect(verdictOn(cell, made)).toBe('unknown');
			expect(recordIdOf(cell)).toBeUndefined();
		},
	);

	it('LD03 holds the id of the record, whatever is in it', () => {
		fc.assert(
			fc.property(fc.string(), fc.string({ minLength: 1 }), (key, id) => {
				fc.pre(id.trim() === id);
				const cell = checkOf({ key, old: [] }, id);
				expect(recordIdOf(cell)).toBe(id);
				expect(verdictOn(cell, { key, old: [] })).toBe('fits');
				expect(cell).toMatch(/^[b-df-hjkmnp-tv-xz]{10}:/);
			}),
		);
		expect(recordIdOf(checkOf(made))).toBeUndefined();
	});

	it('LD03 is what it was in the files that are on their way', () => {
		const row = { key: '00123', old: old({ b: 5, a: 'Žofia\r\nx', c: null }) };
		expect(checkOf(row, 'id-7')).toBe('gdcnkjcbfc:id-7');
	});

	it('LD05 is the same for a text whose line breaks and accents were written otherwise', () => {
		const cell = checkOf({ key: 'é', old: old({ a: 'x\r\ny' }) });
		expect(verdictOn(cell, { key: 'e\u0301', old: old({ a: 'x\ny' }) })).toBe('fits');
	});
});

const fields: BulkField[] = [
	{ name: 'Name', type: { kind: 'text' } },
	{ name: 'Phone', type: { kind: 'phone' } },
	{ name: 'Price', type: { kind: 'number', maxDecimals: 2 } },
	{ name: 'Born', type: { kind: 'date' } },
	{ name: 'Opt', type: { kind: 'boolean' } },
];
const present = { Name: 'Ada', Phone: '0612345678', Price: 1234.5, Born: '1980-02-01', Opt: true };

const templateOf = (records: TemplateRecord[]): string[] => {
	const file = createTemplateFile({
		keyName: 'K',
		fields,
		rules: RULES.salesforce,
		hasCheck: true,
		csv: { delimiter: ';', mark: false },
	});
	return [file.start, ...records.map((record) => file.row(record))].map((line) => line.trimEnd());
};

const settings: RunSettings = { fields, rules: RULES.salesforce };

describe('LD01 LD03 a template with a check', () => {
	const [start, first] = templateOf([{ key: '00123', id: 'r1', values: present }]);
	/** The row after somebody entered a new name, and something else happened to it. */
	const changed = (replace: (row: string) => string = (row) => row): string =>
		`${start}\r\n${replace(first.replace('Ada;', 'Ada;Grace'))}\r\n`;
	const target = () => new MemoryBulkTarget({ '00123': { ...present }, '123': { ...present } });

	it('LD03 is read as one without, and the column is no field', async () => {
		expect(start).toBe(
			'K;[old] Name;[new] Name;[old] Phone;[new] Phone;[old] Price;[new] Price;[old] Born;[new] Born;[old] Opt;[new] Opt;[check]',
		);
		const { header } = await openCsv(pieces(changed()));
		expect(parseHeader(header)).toMatchObject({ checkColumn: 11, keyColumn: 0, problems: [] });
		expect(outcomes(await run(changed(), target(), settings))).toEqual(['00123: ok']);
	});

	it('LD03 a key that lost its zeros is refused although such a record exists', async () => {
		const result = await run(
			changed((row) => row.replace('00123', '123')),
			target(),
			settings,
		);
		expect([...outcomes(result), ...reasonsOf(result)]).toEqual(['123: invalid', 'keyChanged']);
	});

	it('LD03 a row put together from two is refused', async () => {
		const result = await run(
			changed((row) => row.replace('00123', '124').replace('Ada', 'Bob')),
			target(),
			settings,
		);
		expect(reasonsOf(result)).toEqual(['otherRow']);
	});

	it.each<[string, (row: string) => string]>([
		[
			'days and numbers as the language writes them',
			(row) =>
				row
					.replace('1980-02-01', '01.02.1980')
					.replace('1234.5', '1234,50')
					.replace('TRUE', 'PRAVDA'),
		],
	])('LD01 %s are no reason', async (_what, replace) => {
		expect(outcomes(await run(changed(replace), target(), settings))).toEqual(['00123: ok']);
	});

	it('LD01 an [old] that was changed in the file is told from one that somebody changed meanwhile', async () => {
		const inFile = await run(
			changed((row) => row.replace('Ada;Grace', 'Eve;Grace')),
			target(),
			settings,
		);
		expect(reasonsOf(inFile)).toEqual(['oldChanged']);
		const moved = target();
		moved.records.get('00123')!.Name = 'Lovelace';
		expect(reasonsOf(await run(changed(), moved, settings))).toEqual(['conflict']);
	});

	it('LD01 an [old] that was changed in the file is refused where the target cannot be read', async () => {
		const blind = target();
		const { limits } = blind;
		const unread = {
			limits,
			write: async (writes: Parameters<typeof blind.write>[0]) => await blind.write(writes),
		};
		const spoiltFile = changed((row) => row.replace('Ada;Grace', 'Eve;Grace'));
		expect(reasonsOf(await run(spoiltFile, unread, settings))).toEqual(['oldChanged']);
		expect(outcomes(await run(changed(), unread, settings))).toEqual(['00123: ok']);
		// One reason for the row, however many of its cells were edited.
		const twice = changed((row) =>
			row.replace('Ada;Grace', 'Eve;Grace').replace('0612345678;', '0612345678;+33699999999'),
		);
		expect(reasonsOf(await run(twice, unread, settings))).toEqual(['oldChanged']);
	});

	it.each<[string, (row: string) => string]>([
		[
			'day first, decimal comma',
			(row) =>
				row
					.replace('1980-02-01', '01.02.1980')
					.replace('1234.5', '1234,50')
					.replace('TRUE', 'PRAVDA'),
		],
		['month first', (row) => row.replace('1980-02-01', '2/1/1980')],
		['thousands', (row) => row.replace('1234.5', '"1,234.50"')],
	])(
		'LD01 a day, a number or a yes in the words of a language is no other value, although the target cannot be read: %s',
		async (_what, replace) => {
			const unread: BulkTarget = {
				limits: target().limits,
				write: async (writes) => await Promise.resolve(writes.map(({ key }) => ({ id: key }))),
			};
			expect(outcomes(await run(changed(replace), unread, settings))).toEqual(['00123: ok']);
		},
	);

	it('LD03 is the same by label and by API name', async () => {
		const known: BulkField[] = [{ name: 'Last Name', id: 'lastname', type: { kind: 'text' } }];
		const named = known.map((field) => ({ ...field, name: 'lastname' }));
		const file = createTemplateFile({
			keyName: 'K',
			fields: named,
			rules: RULES.neutral,
			hasCheck: true,
		});
		const row = file.row({ key: 'k', values: { lastname: 'Ada' } });
		const blind: BulkTarget = {
			limits: target().limits,
			write: async (writes) => await Promise.resolve(writes.map(({ key }) => ({ id: key }))),
		};
		const by = async (line: string) =>
			await run(file.start + line, blind, { fields: known, rules: RULES.neutral });
		expect(outcomes(await by(row.replace('Ada,', 'Ada,Grace')))).toEqual(['k: ok']);
		expect(reasonsOf(await by(row.replace('Ada,', 'Eve,Grace')))).toEqual(['oldChanged']);
	});

	it('LD03 a row whose key and [old] lost their zeros is its own, and its key is to blame', async () => {
		const spoilt = (row: string) => row.replace('00123', '123').replace('0612345678', '612345678');
		expect(reasonsOf(await run(changed(spoilt), target(), settings))).toEqual(['keyChanged']);
	});

	it('LD01 an [old] that a spreadsheet spoilt is no conflict where the check says that it was what is there', async () => {
		const spoilt = (row: string) => row.replace('0612345678;', '612345678;0712345678');
		expect(outcomes(await run(changed(spoilt), target(), settings))).toEqual(['00123: ok']);
		// Another value meanwhile that the spreadsheet would make the same of.
		const moved = target();
		moved.records.get('00123')!.Phone = '00612345678';
		expect(reasonsOf(await run(changed(spoilt), moved, settings))).toEqual(['lostZeros']);
		// What is there in the other fields is a part of the proof, and one of them was changed.
		const elsewhere = target();
		elsewhere.records.get('00123')!.Opt = false;
		expect(reasonsOf(await run(changed(spoilt), elsewhere, settings))).toEqual(['lostZeros']);
	});

	it('LD02 in a file whose letters became question marks, those of a new name are not written', async () => {
		const named = { ...present, Name: 'Renée' };
		const [, one, two] = templateOf([
			{ key: '00123', id: 'r1', values: named },
			{ key: 'k2', id: 'r2', values: present },
		]);
		const typed = two.replace('Ada;', 'Ada;Zo?');
		const there = new MemoryBulkTarget({ '00123': named, k2: { ...present } });
		const saved = await run([start, one.replace('é', '?'), typed].join('\r\n'), there, settings);
		expect(reasonsOf(saved)).toEqual(['doubtful']);
		expect(outcomes(await run([start, one, typed].join('\r\n'), there, settings))).toEqual([
			'00123: unchanged',
			'k2: ok',
		]);
	});

	it('LD02 in a file that a spreadsheet changed, what it may have made of something else is not written', async () => {
		const other = { key: 'k2', id: 'r2', values: { ...present, Phone: null } };
		const [, , second] = templateOf([{ key: '00123', id: 'r1', values: present }, other]);
		const edited = second.replace(';;;1234.5', ';;733445566;1234.5');
		const outcomeOf = async (row: string): Promise<string[]> => {
			const there = new MemoryBulkTarget({ '00123': { ...present }, k2: { ...other.values } });
			const { rows } = await run([start, row, edited].join('\r\n'), there, settings);
			return rows.map(({ outcome, reasons }) => reasons[0]?.kind ?? outcome);
		};
		expect(await outcomeOf(first)).toEqual(['unchanged', 'ok']);
		expect(await outcomeOf(first.replace(';0612345678;', ';612345678;'))).toEqual([
			'unchanged',
			'doubtful',
		]);
		expect(await outcomeOf(first.replace(';0612345678;', ';612345678;712345678'))).toEqual([
			'lostZeros',
			'doubtful',
		]);
		// Somebody wrote over [old]: no spreadsheet did.
		expect(await outcomeOf(first.replace('Ada;', 'Eve;'))).toEqual(['unchanged', 'ok']);
	});

	it('LD01 says it in one sentence for a whole column', async () => {
		const records: TemplateRecord[] = Array.from({ length: 240 }, (_, index) => ({
			key: `k${index}`,
			values: { ...present, Phone: `06123456${String(index).padStart(3, '0')}` },
		}));
		const [header, ...rows] = templateOf(records);
		// As a spreadsheet saves the column, in which somebody entered numbers too.
		const saved = rows.map((row) => row.replace(/;0(6\d+);;/, ';$1;+33$1;'));
		const there = new MemoryBulkTarget(
			Object.fromEntries(records.map(({ key, values }) => [key, values])),
		);
		// The check proves that nobody changed the records meanwhile; without it, that [old] says so cannot be known.
		const whole = await run([header, ...saved].join('\r\n'), there, {
			...settings,
			mode: 'validate',
		});
		expect(whole.progress.counts.ok).toBe(240);
		const unchecked = saved.map((row) => row.replace(/;[a-z]{10}$/, ';'));
		const { rows: done } = await run([header, ...unchecked].join('\r\n'), there, settings);
		const builder = new SummaryBuilder();
		builder.add(done);
		expect(builder.finish().reasons).toEqual([
			{
				kind: 'lostZeros',
				field: 'Phone',
				outcome: 'conflict',
				rows: 240,
				message: expect.stringMatching(
					/^\[old\] Phone, column D: a spreadsheet took off the zeros in front \(as in 123 for 00123\)/,
				),
				firstLine: 2,
			},
		]);
	});

	it('LD03 values that break today’s rules are part of it as they are', async () => {
		const odd = { Name: ' Ada\n ', Phone: 'none', Price: 1.2345, Born: 'soon', Opt: 'maybe' };
		const [header, row] = templateOf([{ key: 'k', values: odd }]);
		const records = new MemoryBulkTarget({ k: odd });
		const text = `${header}\r\n${row.replace(';1.2345;;', ';1.2345;7;')}\r\n`;
		expect(outcomes(await run(text, records, settings))).toEqual(['k: ok']);
	});

	it('LD04 rolling back puts back what looks spoilt, as it was', async () => {
		const mended = `K;[old] Phone;[new] Phone\r\nk;0612345678;612345678\r\n`;
		const there = new MemoryBulkTarget({ k: { Phone: '0612345678' } });
		const rollBack: RunSettings = { fields: storedFields(fields), rules: ROLL_BACK_RULES };
		expect(outcomes(await run(mended, there, rollBack))).toEqual(['k: ok']);
	});

	it('LD04 LA02 a roll-back file holds no formula, and puts back exactly what was there', async () => {
		const note: BulkField[] = [{ name: 'Note', type: { kind: 'text' } }];
		const sign = fc.constantFrom(...'=+-@|%\'\t\r\n \\[clear]"a1;\u200b\uff1d');
		const text = fc.oneof(
			fc.string({ unit: sign, minLength: 1 }),
			fc.string({ unit: 'binary', minLength: 1 }),
		);
		await fc.assert(
			fc.asyncProperty(text, text, text, async (key, from, to) => {
				fc.pre(key.trim() !== '' && from !== to && !(key.trim() in {}));
				const undo = createRollBackFile('K', note, { hasCheck: true });
				const row = undo.row({
					line: 2,
					cells: [],
					key: key.trim(),
					outcome: 'ok',
					reasons: [],
					changes: [{ field: note[0], from, to }],
					alreadyThere: [],
				});
				const { header, ...file } = await openCsv(pieces(undo.start + row));
				expect(header).toEqual(['K', '[old] Note', '[new] Note', '[check]']);
				for (const { cells } of await rowsOf(file.rows()))
					for (const cell of cells) expect(escapeFormula(unescapeFormula(cell))).toBe(cell);
				const there = new MemoryBulkTarget({ [key.trim()]: { Note: to } });
				const rollBack: RunSettings = {
					fields: storedFields(note),
					rules: ROLL_BACK_RULES,
					checksNew: true,
					unescapeFormulas: true,
				};
				expect(reasonsOf(await run(undo.start + row, there, rollBack))).toEqual([]);
				expect(there.records.get(key.trim())!.Note).toBe(from);
			}),
			{ numRuns: 100 },
		);
	});

	it('LD04 a roll-back file has one too, and is refused by row where it was spoilt', async () => {
		const applied = await run(changed(), target(), settings);
		const undo = createRollBackFile('K', fields, { delimiter: ';', mark: false, hasCheck: true });
		const rows = applied.rows.map((row) => undo.row(row) ?? '').join('');
		const rollBack: RunSettings = {
			fields: storedFields(fields),
			rules: ROLL_BACK_RULES,
			checksNew: true,
		};
		const there = new MemoryBulkTarget({ '00123': { ...present, Name: 'Grace' }, '123': {} });
		const spoiltRows = rows.replace('00123', '123');
		expect(reasonsOf(await run(undo.start + spoiltRows, there, rollBack))).toEqual(['keyChanged']);
		const spoiltNew = rows.replace(';Ada;', ';Eve;');
		expect(reasonsOf(await run(undo.start + spoiltNew, there, rollBack))).toEqual(['rowChanged']);
		expect(outcomes(await run(undo.start + rows, there, rollBack))).toEqual(['00123: ok']);
		expect(there.records.get('00123')!.Name).toBe('Ada');
	});
});
