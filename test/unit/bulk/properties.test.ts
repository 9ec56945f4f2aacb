import fc from 'fast-check';
import { createCsvWriter } from '../../../nodes/shared/bulk/csv/csvWriter';
import {
	createResultFile,
	createRollBackFile,
	ROLL_BACK_RULES,
	RULES,
	storedFields,
	createTemplateFile,
	type BulkField,
	type ConflictPolicy,
	type RowOutcome,
} from '../../../nodes/shared/bulk';
import { settle } from '../../../nodes/shared/http/settle';
import { MemoryBulkTarget } from './MemoryBulkTarget';
import { outcomes, run, type Run } from './runs';

const fields: BulkField[] = [
	{ name: 'Note', type: { kind: 'text' } },
	{ name: 'Opt in', id: 'optIn', type: { kind: 'boolean' } },
	{ name: 'Score', id: 'score', type: { kind: 'number', decimalSeparator: ',' } },
	{ name: 'Born', id: 'born', type: { kind: 'date', format: 'dd.MM.yyyy' } },
];
const settings = { fields, rules: RULES.secutixExtended } as const;

const note = fc.oneof(
	fc.string({
		unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', 'é', "'", '[', '\\'),
		maxLength: 6,
	}),
	fc.constantFrom('[clear]', '\\x', '+33612345678', '007'),
);
const values = fc.record({
	Note: fc.option(note.filter((text) => text.trim() !== '')),
	optIn: fc.option(fc.boolean()),
	score: fc.option(fc.integer({ min: -50, max: 50 }).map((number) => number / 4)),
	born: fc.option(fc.constantFrom('1980-02-29', '1999-12-31')),
});

interface FileAndRecords {
	records: Record<string, Record<string, unknown>>;
	/** The file, with everything in it: edits, wrong cells, unknown keys, duplicates, stale [old]. */
	text: string;
}

const newCell = fc.oneof(
	{ weight: 3, arbitrary: fc.constant('') },
	{ weight: 1, arbitrary: fc.constant('=') },
	{ weight: 4, arbitrary: fc.constantFrom('new', 'TRUE', 'f', '1,5', '24.12.1990') },
);

const fileAndRecords: fc.Arbitrary<FileAndRecords> = fc
	.array(
		fc.record({
			values,
			cells: fc.tuple(newCell, newCell, newCell, newCell),
			fate: fc.constantFrom(
				'known',
				'known',
				'known',
				'known',
				'unknown',
				'twice',
				'stale',
				'ragged',
			),
		}),
		{ minLength: 1, maxLength: 12 },
	)
	.map((rows) => {
		const records: FileAndRecords['records'] = {};
		const writer = createCsvWriter();
		const header = ['Contact', ...fields.flatMap(({ name }) => [`[old] ${name}`, `[new] ${name}`])];
		let text = writer.start + writer.row(header);
		rows.forEach((row, index) => {
			const key = `k${index}`;
			if (row.fate !== 'unknown') records[key] = { ...row.values };
			const { Note, optIn, score, born } = row.values;
			const old = [
				Note ?? '',
				optIn === null ? '' : optIn ? 'TRUE' : 'FALSE',
				score === null ? '' : String(score).replace('.', ','),
				born === null ? '' : born.split('-').reverse().join('.'),
			];
			const cells = [key, ...old.flatMap((cell, column) => [cell, row.cells[column]])];
			if (row.fate === 'stale') records[key] = { ...row.values, Note: 'changed meanwhile' };
			if (row.fate === 'ragged') cells.pop();
			text += writer.row(cells);
			if (row.fate === 'twice') text += writer.row(cells);
		});
		return { records, text };
	});

const policy = fc.constantFrom<ConflictPolicy>('skip', 'overwrite', 'onlyIfEmpty');

describe('S23 applying', () => {
	it('leaves nothing to do: validated again, no row is to be written', async () => {
		await fc.assert(
			fc.asyncProperty(fileAndRecords, policy, async ({ records, text }, conflicts) => {
				const target = new MemoryBulkTarget(records);
				const applied = await run(text, target, { ...settings, conflicts });
				const again = await run(text, target, { ...settings, conflicts, mode: 'validate' });
				expect(again.progress.counts.ok).toBe(0);
				// What was not written, has the same outcome again.
				const expected = outcomes(applied).map((line) => line.replace(': ok', ': unchanged'));
				expect(outcomes(again)).toEqual(expected);
			}),
		);
	});

	it('does what validating foretold', async () => {
		await fc.assert(
			fc.asyncProperty(fileAndRecords, policy, async ({ records, text }, conflicts) => {
				const tested = await run(text, new MemoryBulkTarget(records), {
					...settings,
					conflicts,
					mode: 'validate',
				});
				const applied = await run(text, new MemoryBulkTarget(records), { ...settings, conflicts });
				expect(tested.rows).toEqual(applied.rows);
			}),
		);
	});

	it('touches nothing but the cells that it reports', async () => {
		await fc.assert(
			fc.asyncProperty(fileAndRecords, policy, async ({ records, text }, conflicts) => {
				const target = new MemoryBulkTarget(records);
				const { rows } = await run(text, target, { ...settings, conflicts });
				const expected = structuredClone(records);
				for (const { key, changes } of rows) {
					for (const { field, to } of changes) expected[key][field.id ?? field.name] = to;
				}
				expect(target.snapshot()).toEqual(expected);
			}),
		);
	});
});

function rollBackOf(rows: RowOutcome[], withAlreadyThere = false): string {
	const file = createRollBackFile('Contact', fields, { withAlreadyThere });
	return file.start + rows.map((row) => file.row(row) ?? '').join('');
}

const rollBack = async (text: string, target: MemoryBulkTarget): Promise<Run> =>
	await run(text, target, { fields: storedFields(fields), rules: ROLL_BACK_RULES });

describe('rolling back', () => {
	it('restores exactly what was there, and only what was written', async () => {
		await fc.assert(
			fc.asyncProperty(fileAndRecords, policy, async ({ records, text }, conflicts) => {
				const target = new MemoryBulkTarget(records);
				const { rows, progress } = await run(text, target, { ...settings, conflicts });
				const back = await rollBack(rollBackOf(rows), target);
				expect(target.snapshot()).toEqual(records);
				expect(back.progress.counts.ok).toBe(progress.counts.ok);
				expect(back.rows).toHaveLength(progress.counts.ok);
			}),
		);
	});

	it('does not write over what was changed since', async () => {
		const target = new MemoryBulkTarget({ a: { Note: 'x' } });
		const { rows } = await run('Contact,[old] Note,[new] Note\na,x,y\n', target, settings);
		target.records.get('a')!.Note = 'z';
		expect(outcomes(await rollBack(rollBackOf(rows), target))).toEqual(['a: conflict']);
		expect(target.records.get('a')).toEqual({ Note: 'z' });
	});
});

const sum = (left: number, right: number): number => left + right;

describe('a run that is killed', () => {
	const killAt = fc.integer({ min: 1, max: 8 });
	const limits = { findBatch: 2, writeBatch: 1, callsAtOnce: 2 };

	it.each(['from its last token', 'from the beginning'])(
		'and started again %s ends in the same state as one that was not, with the undo of all of it',
		async (from) => {
			await fc.assert(
				fc.asyncProperty(fileAndRecords, killAt, async ({ records, text }, at) => {
					const calm = new MemoryBulkTarget(records, limits);
					await run(text, calm, settings);

					let isKilled = false;
					const cancel = {
						get aborted() {
							return isKilled;
						},
					};
					const target = new MemoryBulkTarget(records, limits, {
						beforeCall: (kind, number) => {
							if (kind === 'write' && number === at) isKilled = true;
						},
					});
					const first = await run(text, target, { ...settings, cancel });
					// The step during which it was killed was never handed out: neither its rows nor its token.
					const saved = isKilled
						? first.rows.slice(0, first.sizes.slice(0, -1).reduce(sum, 0))
						: first.rows;
					const { resumeToken } = first.steps.at(-2) ?? {};

					const fresh = new MemoryBulkTarget(target.snapshot(), limits);
					const again = await run(text, fresh, {
						...settings,
						...(from === 'from its last token' && resumeToken && { resumeToken }),
					});
					expect(fresh.snapshot()).toEqual(calm.snapshot());
					expect(again.progress.isDone).toBe(true);

					await rollBack(rollBackOf(again.rows, true), fresh);
					await rollBack(rollBackOf(saved), fresh);
					expect(fresh.snapshot()).toEqual(records);
				}),
			);
		},
	);

	it('can go on from after any row', async () => {
		await fc.assert(
			fc.asyncProperty(
				fileAndRecords,
				fc.integer({ min: 1, max: 12 }),
				async ({ records, text }, portion) => {
					const whole = new MemoryBulkTarget(records);
					const expected = await run(text, whole, settings);
					const target = new MemoryBulkTarget(records);
					const rows: RowOutcome[] = [];
					let resumeToken: string | undefined;
					do {
						const part = await run(text, target, {
							...settings,
							rowsPerRun: portion,
							...(resumeToken && { resumeToken }),
						});
						rows.push(...part.rows);
						({ resumeToken } = part.progress);
					} while (resumeToken !== undefined);
					expect(rows).toEqual(expected.rows);
					expect(target.snapshot()).toEqual(whole.snapshot());
				},
			),
		);
	});
});

describe('S17 the template', () => {
	it('holds the present values, and applying it unedited changes nothing', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(values, { maxLength: 8 }), async (all) => {
				const records = Object.fromEntries(all.map((entry, index) => [`k${index}`, entry]));
				const file = createTemplateFile({ keyName: 'Contact', fields, rules: settings.rules });
				const rows = Object.entries(records).map(([key, entry]) =>
					file.row({ key, values: entry }),
				);
				const template = file.start + rows.join('');
				const target = new MemoryBulkTarget(records);
				const done = await run(template, target, settings);
				expect(done.progress.counts).toMatchObject({ unchanged: all.length });
				expect(target.calls.write).toBe(0);
			}),
		);
	});
});

describe('S35 the result file', () => {
	it('sent again as it is, does the same, and broken rows stay broken', async () => {
		await fc.assert(
			fc.asyncProperty(fileAndRecords, async ({ records, text }) => {
				const first = await run(text, new MemoryBulkTarget(records), settings);
				const header = [
					'Contact',
					...fields.flatMap(({ name }) => [`[old] ${name}`, `[new] ${name}`]),
				];
				const file = createResultFile(header);
				const result = file.start + first.rows.map((row) => file.row(row)).join('');
				const second = await settle(run(result, new MemoryBulkTarget(records), settings));
				if (!second.ok) throw second.error;
				expect(outcomes(second.value)).toEqual(outcomes(first));
			}),
		);
	});
});
