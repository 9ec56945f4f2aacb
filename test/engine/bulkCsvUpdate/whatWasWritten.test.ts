import { randomBytes } from 'node:crypto';
import type { INodeExecutionData } from 'n8n-workflow';
import type * as Report from '../../../nodes/shared/report';
import { bulkReport } from '../../../nodes/shared/report';
import { handmadeZip } from '../../unit/bulk/hostileZips';
import { breakStore, type BrokenStore } from './brokenStore';
import { csv, fileItem, linesOf, NODE, setUp, type Setup } from './setup';

jest.mock('../../../nodes/shared/report', () => {
	const report = jest.requireActual<typeof Report>('../../../nodes/shared/report');
	return { ...report, bulkReport: jest.fn(report.bulkReport) };
});

let setup: Setup;
let store: BrokenStore | undefined;
beforeEach(async () => {
	setup = await setUp();
	addPeople(25);
});
afterEach(async () => {
	store?.mend();
	store = undefined;
	await setup.sandbox.close();
});

const HEADER = 'Email,[old] Job Title,[new] Job Title';
const rowsOf = (count: number, title = (_index: number) => 'Boss'): string =>
	csv(
		HEADER,
		...Array.from(
			{ length: count },
			(_, index) => `person${index + 1}@example.com,,${title(index)}`,
		),
	);
const addPeople = (to: number, from = 1) =>
	setup.sandbox.control.addRecords('contact', to - from + 1, { from });
const bosses = () => setup.sandbox.control.findRecords('contact', "jobtitle eq 'Boss'").length;

describe('LB13 what was written is told', () => {
	it.each([undefined, 'continueRegularOutput'])(
		'LB13 a store that takes no file: refused before the first write (On Error: %s)',
		async (onError) => {
			store = breakStore(0);
			const result = await setup.run(rowsOf(25), {}, onError ? { onError } : {});
			expect(setup.writes()).toEqual([]);
			const sentence = expect.stringMatching(/cannot store files.*The run was not started/);
			if (onError) expect(result.items(NODE)[0].json.error).toEqual(sentence);
			else expect(result.error?.message).toEqual(sentence);
			expect(JSON.stringify([result.error?.message, result.items(NODE)])).not.toContain('ENOSPC');
		},
	);

	it('LB13 Validate writes nothing and asks nothing of the store beforehand', async () => {
		store = breakStore(10);
		await setup.done(rowsOf(3), { operation: 'validate' });
		expect(store.taken).not.toContain('probe.txt');
	});

	it('LB13 a store that is full once a thousand rows are written: all is told, within the item', async () => {
		addPeople(1000, 26);
		store = breakStore(1);
		const done = await setup.done(rowsOf(1000));
		expect(store.taken).toEqual(['probe.txt']);
		expect(bosses()).toBe(1000);
		expect(done.json).toMatchObject({
			state: 'done',
			counts: { ok: 1000 },
			warnings: [expect.stringContaining('stored in the item')],
		});
		expect(linesOf(done.binary?.rollBack)).toHaveLength(1001);
		expect(linesOf(done.binary?.result)).toHaveLength(1001);
		expect(done.binary?.report.mimeType).toBe('text/html');
		store.mend();
		await setup.done(Buffer.from(done.binary!.rollBack.data, 'base64'), { operation: 'rollBack' });
		expect(bosses()).toBe(0);
	}, 60_000);

	it('LB13 a store that fills up midway: the run stops there, with counts, token and roll-back', async () => {
		addPeople(4000, 26);
		// What hardly compresses fills a part of the smallest size before the file is at its end.
		const noise = () => randomBytes(450).toString('base64');
		const rows = Array.from(
			{ length: 4000 },
			(_, n) => `person${n + 1}@example.com,,Boss,${noise()}`,
		);
		const file = csv(`${HEADER},Comment`, ...rows);
		store = breakStore(1);
		const done = await setup.done(file, { options: { maxFileMb: 1, resultRows: 'all' } });
		const { ok } = done.json.counts as { ok: number };
		expect(ok).toBeGreaterThan(0);
		expect(ok).toBeLessThan(4000);
		expect(done.json).toMatchObject({
			state: 'failed',
			stopReason: expect.stringMatching(/could not store more files.*resume token/),
			resumeToken: expect.any(String),
		});
		expect(linesOf(done.binary?.rollBack)).toHaveLength(ok + 1);
		expect(bosses()).toBe(ok);
		store.mend();
		const rest = await setup.done(file, { options: { resumeFrom: done.json.resumeToken } });
		expect(rest.json).toMatchObject({ state: 'done', counts: { ok: 4000 } });
	}, 120_000);

	it('LB13 a report that cannot be made takes nothing away', async () => {
		jest.mocked(bulkReport).mockImplementationOnce(() => {
			throw new Error('no page');
		});
		const done = await setup.done(rowsOf(25));
		expect(done.json).toMatchObject({
			state: 'done',
			counts: { ok: 25 },
			warnings: ['The report could not be created'],
		});
		expect(linesOf(done.binary?.rollBack)).toHaveLength(26);
	});

	it('LB13 a second file that is refused leaves what was written of the first', async () => {
		const broken = fileItem('nothing of use', 'second.csv');
		const items = [fileItem(rowsOf(25)), broken, fileItem(rowsOf(25), 'third.csv')];
		const result = await setup.run(items);
		expect(result.error).toBeUndefined();
		const [first, second] = result.items(NODE);
		expect(linesOf(first.binary?.rollBack)).toHaveLength(26);
		expect(second.json).toMatchObject({
			state: 'failed',
			summary: expect.stringMatching(/^The file was not started: .*1 more file was not started/),
		});
		expect(result.items(NODE)).toHaveLength(2);
		// With nothing written, the step fails as ever.
		expect((await setup.run([broken])).error).toBeDefined();
	});

	it('LB13 a loop that cannot go on ends on Done with what it has written so far', async () => {
		addPeople(100, 26);
		const run = await setup.run(rowsOf(100), { options: { rowsPerRun: 50 } });
		const [progress] = run.items(NODE, 1);
		expect(progress.json.counts).toMatchObject({ ok: 50 });
		store = breakStore(0);
		const looped: INodeExecutionData = {
			json: progress.json,
			binary: { data: progress.binary!.data },
		};
		const [done] = (await setup.run([looped], { options: { rowsPerRun: 50 } })).items(NODE);
		expect(done.json).toMatchObject({
			state: 'failed',
			target: 'Dynamics 365, Contact',
			counts: { ok: 50 },
			resumeToken: progress.json.resumeToken,
			stopReason: expect.stringContaining('The run was not started'),
		});
		expect(bosses()).toBe(50);
	});

	it('LB13 LA07 an archive that breaks in the middle is refused before the first write', async () => {
		addPeople(3000, 26);
		const content = Buffer.from(rowsOf(3000));
		const whole = handmadeZip({ entries: [{ name: 'a.csv', content }] });
		const wrong = handmadeZip({ entries: [{ name: 'a.csv', content, claimed: { crc: 1 } }] });
		const spoilt = Buffer.from(whole);
		spoilt.fill(0xff, whole.length >> 1, (whole.length >> 1) + 50);
		for (const bytes of [wrong, spoilt]) {
			const { error } = await setup.run([fileItem(bytes, 'a.zip')]);
			expect(error?.message).toContain('The archive cannot be read');
		}
		expect(setup.writes()).toEqual([]);
	}, 60_000);
});

describe('LA10 in the files that the node makes', () => {
	it('LA10 names in an archive never become a path, and reasons and changes are guarded', async () => {
		const content = Buffer.from(csv(HEADER, 'person1@example.com,,\u0000=1+1', '\u200b=2+2,,x'));
		const bytes = handmadeZip({ entries: [{ name: '/etc/x/a<b>\n.csv', content }] });
		const parameters = { operation: 'validate', options: { resultRows: 'all' } };
		const result = await setup.run([fileItem(bytes, 'a.zip')], parameters);
		const [done] = result.items(NODE);
		expect(done.json.fileName).toBe('a_b__.csv');
		expect(done.binary?.result.fileName).toBe('a_b__-result.zip');
		expect(linesOf(done.binary?.changes)[1]).toContain("'\u0000=1+1");
	});

	it('a file packed with gzip is named as such', async () => {
		const { error } = await setup.run([fileItem(Buffer.from([0x1f, 0x8b, 8, 0]), 'a.csv.gz')]);
		expect(error?.message).toContain('packed with gzip');
	});
});
