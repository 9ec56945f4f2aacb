import type { IDataObject } from 'n8n-workflow';
import { csv, linesOf, NODE, setUp, textOf, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
	setup.sandbox.control.addRecords('contact', COUNT);
});
afterEach(async () => await setup.sandbox.close());

const COUNT = 2000;
const person = (index: number) => `person${index + 1}@example.com`;
const file = (header: string, row: (index: number) => string): string =>
	csv(header, ...Array.from({ length: COUNT }, (_, index) => row(index)));
const FILE = file('Email,[old] Job Title,[new] Job Title', (index) => `${person(index)},,Boss`);
const bosses = () => setup.sandbox.control.findRecords('contact', "jobtitle eq 'Boss'").length;

/** What a run leaves in the target that was killed there: rows written, and not a word of it. */
async function killedAt(rows: number, text: string, parameters: IDataObject = {}): Promise<void> {
	const lines = text.split('\n');
	await setup.done(`${lines.slice(0, rows + 1).join('\n')}\n`, parameters);
}

const hintsOf = async (text: string, parameters: IDataObject = {}) => {
	const result = await setup.run(text, parameters);
	return {
		done: result.items(NODE)[0],
		hints: (result.task(NODE)?.hints ?? []).map(({ message }) => message),
	};
};

describe('LB14 a file that is applied again after a kill', () => {
	it('LB14 killed at row 1,000 of 2,000, run again with default options: the roll-back file is whole', async () => {
		await killedAt(1000, FILE);
		expect(bosses()).toBe(1000);
		const { done, hints } = await hintsOf(FILE);
		expect(done.json).toMatchObject({
			state: 'done',
			counts: { ok: 1000, unchanged: 1000 },
			alreadyThere: 1000,
			warnings: [
				expect.stringMatching(/^1000 rows were found to be \[new\] already.*puts them back/),
			],
		});
		expect(hints.join()).toContain('1000 rows were found');
		expect(linesOf(done.binary?.rollBack)).toHaveLength(COUNT + 1);
		const undone = await setup.done(textOf(done.binary?.rollBack), { operation: 'rollBack' });
		expect(undone.json.counts).toMatchObject({ ok: COUNT });
		expect(bosses()).toBe(0);
	}, 120_000);

	it('LB14 with the option off, the hint that names it is there before anything is written', async () => {
		await killedAt(1000, FILE);
		const { done, hints } = await hintsOf(FILE, { options: { undoAlreadyThere: false } });
		expect(hints[0]).toContain('Also Undo Existing Values');
		expect(linesOf(done.binary?.rollBack)).toHaveLength(1001);
	}, 120_000);

	it('LB14 columns without [old] are named before the first write', async () => {
		const text = file('Email,[new] Job Title', (index) => `${person(index)},Boss`);
		const { hints } = await hintsOf(text, { options: { newWithoutOld: 'noComparison' } });
		expect(hints[0]).toMatch(/killed, what it wrote into Job Title is not in this roll-back file/);
	}, 120_000);

	const CONSENTS = file(
		'Email,[old] Do not allow Emails,[new] Do not allow Emails',
		(index) => `${person(index)},,TRUE`,
	);

	it('LB14 consents that were taken away: back with the roll-back only where giving them is confirmed', async () => {
		await killedAt(1000, CONSENTS, { consents: 'optOutOnly' });
		const careful = await hintsOf(CONSENTS, { consents: 'optOutOnly' });
		expect(careful.hints[0]).toMatch(/to take consents away.*Also Undo Existing Values/);
		expect(linesOf(careful.done.binary?.rollBack)).toHaveLength(1001);
		const allowed = await hintsOf(CONSENTS, { consents: 'allow' });
		expect(linesOf(allowed.done.binary?.rollBack)).toHaveLength(COUNT + 1);
	}, 120_000);

	it('LB14 a first run says nothing of it', async () => {
		const { done, hints } = await hintsOf(FILE);
		expect(done.json).not.toHaveProperty('warnings');
		expect(done.json).not.toHaveProperty('alreadyThere');
		expect(hints).toHaveLength(1);
	}, 120_000);
});
