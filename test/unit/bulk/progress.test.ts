import { runBulk, type BulkProgress } from '../../../nodes/shared/bulk';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { MemoryBulkTarget } from './MemoryBulkTarget';
import { jobOf, outcomes, run, type RunSettings } from './runs';
import { collect } from './sources';

const HEADER = 'K,[old] Plan,[new] Plan\r\n';
const fileOf = (...rows: string[]): string => HEADER + rows.map((row) => `${row}\r\n`).join('');
const BASIC = { Plan: 'basic' };
const keysUpTo = (count: number) => Array.from({ length: count }, (_, index) => `k${index}`);
const recordsOf = (keys: string[]) => Object.fromEntries(keys.map((key) => [key, BASIC]));
const edited = (keys: string[]) => fileOf(...keys.map((key) => `${key},basic,gold`));

describe('S24 how far a run is', () => {
	const keys = keysUpTo(6);
	const text = edited(keys);
	const settings: RunSettings = { rowsPerStep: 2 };
	const percents = async (totalBytes?: number) => {
		const { steps } = await run(text, new MemoryBulkTarget(recordsOf(keys)), {
			...settings,
			...(totalBytes !== undefined && { totalBytes }),
		});
		return steps.map(({ percent }) => percent);
	};

	it('by the bytes that were read, with one decimal that is not rounded up', async () => {
		expect(await percents(text.length)).toEqual([47.8, 73.9, 100, 100]);
		expect(await percents(1600)).toEqual([3.4, 5.3, 7.1, 100]);
	});

	it('where the size is not known, only the end is', async () => {
		expect(await percents()).toEqual([undefined, undefined, undefined, 100]);
		expect(await percents(0)).toEqual([undefined, undefined, undefined, 100]);
	});

	it('never more than all, though the file is larger than was said', async () => {
		expect(await percents(40)).toEqual([100, 100, 100, 100]);
	});

	it('counts of one step are not changed by the next', async () => {
		const { steps } = await run(text, new MemoryBulkTarget(recordsOf(keys)), settings);
		expect(steps.map(({ counts, processed }) => [counts.ok, processed])).toEqual([
			[2, 2],
			[4, 4],
			[6, 6],
			[6, 6],
		]);
		expect(steps.map(({ resumeToken }) => resumeToken !== undefined)).toEqual([
			true,
			true,
			true,
			false,
		]);
	});

	it.each([
		[{ findBatch: 2, writeBatch: 9, callsAtOnce: 2 }, [4, 2]],
		[{ findBatch: 9, writeBatch: 1, callsAtOnce: 3 }, [3, 3, 0]],
		[{ findBatch: 9, writeBatch: 9, callsAtOnce: 9 }, [6]],
	])('a step is full when it has all that can be called for at once: %j', async (limits, sizes) => {
		const done = await run(text, new MemoryBulkTarget(recordsOf(keys), limits));
		expect(done.sizes).toEqual(sizes);
	});

	it('where nothing is looked up, only writing limits a step', async () => {
		const target = new MemoryBulkTarget(recordsOf(keys), {
			findBatch: 1,
			writeBatch: 4,
			callsAtOnce: 1,
		});
		const blind = { limits: target.limits, write: target.write.bind(target) };
		expect((await run(text, blind)).sizes).toEqual([4, 2]);
	});

	it('a thousand rows that are not edited are a step', async () => {
		const rows = Array.from({ length: 1001 }, (_, index) => `k${index},,`);
		expect((await run(fileOf(...rows), new MemoryBulkTarget())).sizes).toEqual([1000, 1]);
	});
});

describe('S24 a run in portions', () => {
	const keys = keysUpTo(5);

	it('that ends where it stopped for another reason goes to the end of the file', async () => {
		const target = new MemoryBulkTarget({ ...recordsOf(keys), k1: { Plan: 'x' } });
		const settings: RunSettings = { conflicts: 'stop', rowsPerRun: 4, rowsPerStep: 2 };
		const done = await run(edited(keys), target, settings);
		expect(outcomes(done)).toEqual([
			'k0: ok',
			'k1: conflict',
			'k2: notProcessed',
			'k3: notProcessed',
			'k4: notProcessed',
		]);
		expect(done.progress).toMatchObject({ isDone: true, stopped: { kind: 'conflict' } });
		const rest = await run(edited(keys), target, {
			rowsPerStep: 2,
			resumeToken: done.progress.resumeToken!,
		});
		expect(outcomes(rest)).toEqual(['k2: ok', 'k3: ok', 'k4: ok']);
		expect(rest.progress).toMatchObject({ processed: 5, counts: { ok: 4, conflict: 1 } });
	});

	it('checks its guards over the whole file only when it begins', async () => {
		const target = new MemoryBulkTarget(recordsOf(keys));
		const guards = { maxChangedRows: 3 };
		const whole = await run(edited(keys), target, { guards });
		expect(whole.progress.stopped?.message).toBe(
			'More rows would change than the 3 allowed (5 are edited); nothing was written',
		);
		const { progress } = await run(edited(keys), target, { rowsPerRun: 2 });
		const { resumeToken } = progress;
		const rest = await run(edited(keys), target, { guards, resumeToken: resumeToken! });
		expect(rest.progress.stopped?.message).toBe('More rows would change than the 3 allowed');
	});

	it('a row of a step that was refused for access is where the next run begins', async () => {
		let isLockedOut = true;
		const target = new MemoryBulkTarget(recordsOf(keys), undefined, {
			beforeCall: (kind) => {
				if (isLockedOut && kind === 'write') throw new ConnectorError('auth', 'The key is wrong');
			},
		});
		const text = fileOf('k0,,', ...keys.slice(1).map((key) => `${key},basic,gold`));
		const done = await run(text, target);
		expect(done.progress.counts).toMatchObject({ unchanged: 1, notProcessed: 4 });
		isLockedOut = false;
		const rest = await run(text, target, { resumeToken: done.progress.resumeToken! });
		expect(outcomes(rest)).toEqual(['k1: ok', 'k2: ok', 'k3: ok', 'k4: ok']);
		expect(rest.progress.counts).toMatchObject({ unchanged: 1, ok: 4, notProcessed: 0 });
	});
});

describe('S24 a run that was cancelled', () => {
	const keys = keysUpTo(4);

	it('before it began, hands out nothing and can begin again', async () => {
		const target = new MemoryBulkTarget(recordsOf(keys));
		const done = await run(edited(keys), target, { cancel: { aborted: true } });
		expect(done.rows).toEqual([]);
		expect(done.progress).toMatchObject({ isDone: false, processed: 0 });
		const rest = await run(edited(keys), target, { resumeToken: done.progress.resumeToken! });
		expect(rest.rows).toHaveLength(4);
	});

	it('hands out what it had found to be unchanged, and no row that it had not', async () => {
		const cancel = { aborted: false };
		const target = new MemoryBulkTarget(recordsOf(keys), undefined, {
			beforeCall: () => (cancel.aborted = true),
		});
		const done = await run(fileOf('k0,,', 'k1,basic,gold', 'k2,,'), target, { cancel });
		expect(outcomes(done)).toEqual(['k0: unchanged', 'k2: unchanged']);
		expect(target.written).toEqual([]);
		expect(done.progress.counts.notProcessed).toBe(0);
	});
});

describe('S24 guards', () => {
	const keys = keysUpTo(4);
	const lastOf = async (text: string, settings: RunSettings): Promise<BulkProgress> => {
		const job = await jobOf(text, new MemoryBulkTarget(recordsOf(keys)), settings);
		return (await collect(runBulk(job))).at(-1)!.progress;
	};

	it('the share of errors is looked at once more at the end, whatever was written', async () => {
		const text = fileOf('k0,basic,gold', 'gone,basic,gold');
		const guards = { maxErrorShare: 0.4 };
		const applied = await lastOf(text, { guards });
		expect(applied).toMatchObject({
			isDone: true,
			counts: { ok: 1, notFound: 1 },
			stopped: {
				kind: 'errorShare',
				message: '50 % of the rows so far are in error, more than the 40 % allowed',
			},
		});
		expect(applied).not.toHaveProperty('wouldStop');
		const validated = await lastOf(text, { guards, mode: 'validate' });
		expect(validated).not.toHaveProperty('stopped');
		expect(validated.wouldStop).toEqual(applied.stopped);
	});

	it('rows that are not edited are no errors', async () => {
		const text = fileOf('k0,basic,gold', 'k1,,', 'k2,basic,basic');
		expect(await lastOf(text, { guards: { maxErrorShare: 0 } })).not.toHaveProperty('stopped');
	});

	it('duplicates count as invalid before anything is written', async () => {
		const text = fileOf('k0,basic,gold', 'k0,basic,gold', 'k1,basic,gold');
		expect(await lastOf(text, { guards: { maxErrorShare: 0.5 } })).toMatchObject({
			counts: { notProcessed: 3 },
			stopped: {
				kind: 'errorShare',
				message: expect.stringMatching(/^66.7 % of the rows are invalid/),
			},
		});
	});

	it.each([
		['apply', undefined, 'unreadable'],
		['apply', 'goOn', undefined],
		['validate', undefined, undefined],
	] as const)('%s past broken quotes (%s): ends for %s', async (mode, afterBrokenQuotes, kind) => {
		const text = fileOf('k0,basic,5" pipe', 'k1,basic,gold');
		const progress = await lastOf(text, { mode, ...(afterBrokenQuotes && { afterBrokenQuotes }) });
		expect(progress.stopped?.kind).toBe(kind);
		expect(progress.counts).toMatchObject({ invalid: 1, ok: kind ? 0 : 1 });
	});

	it('a row with too few cells does not end it', async () => {
		const progress = await lastOf(fileOf('k0,basic', 'k1,basic,gold'), {});
		expect(progress.counts).toMatchObject({ invalid: 1, ok: 1 });
		expect(progress).not.toHaveProperty('stopped');
	});
});
