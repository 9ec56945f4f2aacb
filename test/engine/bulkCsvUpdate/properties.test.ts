import fc from 'fast-check';
import { createCsvWriter } from '../../../nodes/shared/bulk/csv/csvWriter';
import { openCsv } from '../../../nodes/shared/bulk';
import { setUp, textOf, type Setup } from './setup';

let setup: Setup;
beforeAll(async () => {
	setup = await setUp();
});
afterAll(async () => await setup.sandbox.close());

const FIELDS = [
	'jobtitle',
	'description',
	'new_npsscore',
	'new_newsletter',
	'gendercode',
	'birthdate',
];

/** What is never refused as mistaken: one sign that is seen, at least. */
const SEEN = /[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/u;

/** What is refused: the sign for a letter that could not be read, and what a spreadsheet makes of a formula, a plus or an error. */
const SPOILT = /\p{Cc}|\ufffd|^[=+#]/u;

/** What people type: quotes, line breaks, accents, any script; no blanks at the ends. */
const words = fc
	.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
	.map((text) => text.trim())
	.filter((text) => SEEN.test(text) && !SPOILT.test(text));
/** What programs left there: blanks and signs that nobody sees, around a text or instead of one. */
const unseen = fc
	.array(
		fc.constantFrom(' ', '\u00a0', '\u3164', '\uffa0', '\u200b', '\u2028', '\ufeff', '\u115f'),
		{
			minLength: 1,
			maxLength: 3,
		},
	)
	.map((signs) => signs.join(''));
const stored = fc.oneof(
	{ weight: 3, arbitrary: words },
	unseen,
	fc.tuple(unseen, words, unseen).map((parts) => parts.join('')),
);
const lines = fc.tuple(words, words).map((both) => both.join('\n'));
const CLEAR = '#N/A';

const cells = fc.record({
	jobtitle: fc.oneof(words, fc.constantFrom('=1+1', '+33612345678', "'@x", '-5', '007', CLEAR, '')),
	description: fc.oneof(lines, words, fc.constantFrom('say "hi"; a,b', CLEAR, '')),
	new_npsscore: fc.constantFrom('0', '7', '10', CLEAR, ''),
	new_newsletter: fc.constantFrom('true', 'FALSE', ''),
	gendercode: fc.constantFrom('1', 'Female', CLEAR, ''),
	birthdate: fc.constantFrom('1999-12-31', CLEAR, ''),
});

const people = fc.array(
	fc.record({
		before: fc.record(
			{
				jobtitle: stored,
				description: stored,
				new_npsscore: fc.integer({ min: 0, max: 10 }),
				gendercode: fc.constantFrom(1, 2),
				birthdate: fc.constantFrom('1970-01-01', '2000-02-29'),
			},
			{ requiredKeys: [] },
		),
		edits: cells,
	}),
	{ minLength: 1, maxLength: 5 },
);

/** Fills in the [new] cells, as a person would in a spreadsheet. */
async function edited(template: string, edits: Array<Record<string, string>>): Promise<string> {
	const file = await openCsv(() =>
		(async function* () {
			yield template;
		})(),
	);
	const writer = createCsvWriter({ delimiter: ';' });
	let text = writer.start + writer.row(file.header);
	for await (const rows of file.rows()) {
		for (const { cells: row } of rows) {
			const person = Number(/\d+/.exec(row[0])?.[0]);
			FIELDS.forEach((name, index) => (row[2 + index * 2] = edits[person][name] ?? ''));
			text += writer.row(row);
		}
	}
	return text;
}

const values = () =>
	setup.sandbox.control
		.findRecords('contact')
		.map((row) =>
			Object.fromEntries(['emailaddress1', ...FIELDS].map((name) => [name, row[name] ?? null])),
		);

it('what was applied has nothing left to do, and rolling it back restores it exactly', async () => {
	const rules = { cellRules: 'salesforce', consents: 'allow' };
	await fc.assert(
		fc.asyncProperty(people, async (all) => {
			setup.sandbox.control.removeAllRecords('contact');
			all.forEach(({ before }, index) =>
				setup.add({ ...before, emailaddress1: `p${index}@example.com` }),
			);
			const before = values();
			const made = await setup.done([{ json: {} }] as never[], {
				...rules,
				operation: 'downloadTemplate',
				targetGroup: 'all',
				dataKind: 'all',
				fields: FIELDS,
			});
			const file = await edited(
				textOf(made.binary?.data),
				all.map(({ edits }) => edits),
			);
			const applied = await setup.done(file, rules);
			expect(applied.json.counts).toMatchObject({ invalid: 0, conflict: 0, failed: 0 });
			const again = await setup.done(file, { ...rules, operation: 'validate' });
			expect(again.json.counts).toMatchObject({ ok: 0, conflict: 0, unchanged: all.length });
			if (!applied.binary?.rollBack) return;
			await setup.done(textOf(applied.binary.rollBack), { ...rules, operation: 'rollBack' });
			expect(values()).toEqual(before);
		}),
		// What fails is made smaller no longer than this, and then shown.
		{ numRuns: 25, interruptAfterTimeLimit: 90_000, markInterruptAsFailure: true },
	);
}, 120_000);
