import { RULES, type BulkField, type Guards } from '../../../nodes/shared/bulk';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { MemoryBulkTarget } from './MemoryBulkTarget';
import { outcomes, reasonsOf, run } from './runs';
import { pieces } from './sources';

const file = (...rows: string[]): string =>
	['Contact,[old] Plan,[new] Plan,[old] City,[new] City', ...rows].join('\r\n') + '\r\n';

const present = { Plan: 'basic', City: 'Paris' };

describe('S02 S04 S07 applying a file', () => {
	it('S19 writes only the cells that were edited', async () => {
		const target = new MemoryBulkTarget({ a: present, b: present, c: present });
		const done = await run(
			file('a,basic,gold,Paris,', 'b,basic,basic,Paris,Paris', 'c,basic,,Paris,='),
			target,
		);
		expect(outcomes(done)).toEqual(['a: ok', 'b: unchanged', 'c: ok']);
		expect(done.rows[0].changes).toEqual([
			{ field: expect.objectContaining({ name: 'Plan' }), from: 'basic', to: 'gold' },
		]);
		expect(target.snapshot()).toEqual({
			a: { Plan: 'gold', City: 'Paris' },
			b: present,
			c: { Plan: 'basic', City: null },
		});
		expect(done.progress).toMatchObject({ isDone: true, processed: 3, percent: 100 });
		expect(done.progress.resumeToken).toBeUndefined();
	});

	it('looks up and writes within the limits, and nothing that was not edited', async () => {
		const rows = Array.from({ length: 20 }, (_, n) => `k${n},basic,${n % 2 ? 'gold' : ''},Paris,`);
		const records = Object.fromEntries(rows.map((_, n) => [`k${n}`, present]));
		const target = new MemoryBulkTarget(records);
		const done = await run(file(...rows), target);
		expect(done.progress.counts).toMatchObject({ ok: 10, unchanged: 10 });
		expect(target.written).toHaveLength(10);
		expect(target.calls).toEqual({ find: 5, write: 5 });
	});

	it('validates without writing, with the same outcomes', async () => {
		const rows = file(
			'a,basic,gold,Paris,',
			'b,basic,gold,Paris,',
			'x,basic,gold,Paris,',
			',basic,gold,,',
		);
		const target = new MemoryBulkTarget({ a: present, b: { Plan: 'other' } });
		const before = target.snapshot();
		const tested = await run(rows, target, { mode: 'validate' });
		expect(outcomes(tested)).toEqual(['a: ok', 'b: conflict', 'x: notFound', ': invalid']);
		expect(target.calls.write).toBe(0);
		expect(target.snapshot()).toEqual(before);
		expect(outcomes(await run(rows, target))).toEqual(outcomes(tested));
	});

	it('gives each row its own outcome', async () => {
		const records = { a: present, gone: present, moved: present, bad: present, twice: present };
		const target = new MemoryBulkTarget(records, undefined, {
			refuses: {
				gone: new ConnectorError('notFound', 'It is gone'),
				moved: new ConnectorError('conflict', 'It was changed meanwhile'),
				bad: new ConnectorError('input', 'It was refused', { hint: 'Mend it.' }),
			},
		});
		target.double.add('twice');
		const keys = ['a', 'gone', 'moved', 'bad', 'twice', 'missing'];
		const done = await run(file(...keys.map((key) => `${key},basic,gold,Paris,`)), target);
		expect(outcomes(done)).toEqual([
			'a: ok',
			'gone: notFound',
			'moved: conflict',
			'bad: failed',
			'twice: ambiguous',
			'missing: notFound',
		]);
		expect(done.rows[3].reasons[0].message).toBe('It was refused. Mend it.');
		expect(done.rows.filter(({ changes }) => changes.length > 0)).toHaveLength(1);
	});

	it('halves a batch that is refused as a whole', async () => {
		const keys = ['a', 'b', 'c', 'd', 'e'];
		const limits = { findBatch: 5, writeBatch: 5, callsAtOnce: 1 };
		const records = Object.fromEntries(keys.map((key) => [key, present]));
		const target = new MemoryBulkTarget(records, limits, { spoils: ['d'] });
		const done = await run(file(...keys.map((key) => `${key},basic,gold,Paris,`)), target);
		expect(outcomes(done)).toEqual(['a: ok', 'b: ok', 'c: ok', 'd: failed', 'e: ok']);
	});

	it('takes [old] for what is there when the target cannot be read', async () => {
		const target = new MemoryBulkTarget({ a: present });
		const { limits } = target;
		const blind = { limits, write: target.write.bind(target) };
		expect(outcomes(await run(file('a,wrong,gold,Paris,'), blind))).toEqual(['a: ok']);
		expect(target.records.get('a')).toEqual({ Plan: 'gold', City: 'Paris' });
	});

	it('refuses a header that does not fit, before anything is written', async () => {
		const target = new MemoryBulkTarget({ a: present });
		const fields: BulkField[] = [
			{ name: 'Plan', type: { kind: 'text' } },
			{ name: 'Citty', type: { kind: 'text' } },
		];
		await expect(run(file('a,basic,gold,Paris,'), target, { fields })).rejects.toMatchObject({
			kind: 'input',
			message:
				'The header has errors: The target has no field City (column E). Did you mean Citty?',
		});
		expect(target.calls).toEqual({ find: 0, write: 0 });
	});
});

describe('S34 [old] is compared with what is there now', () => {
	const rows = file(
		'a,basic,gold,Paris,Lyon',
		'b,basic,gold,Paris,',
		'c,basic,gold,Paris,',
		'd,basic,gold,Paris,',
	);
	const records = {
		a: { Plan: 'silver', City: 'Paris' },
		b: { Plan: null, City: 'Paris' },
		c: { Plan: 'gold', City: 'Paris' },
		d: present,
	};

	it.each([
		[
			'skip',
			['a: conflict', 'b: conflict', 'c: unchanged', 'd: ok'],
			['silver', null, 'gold', 'gold'],
		],
		['overwrite', ['a: ok', 'b: ok', 'c: unchanged', 'd: ok'], ['gold', 'gold', 'gold', 'gold']],
		[
			'onlyIfEmpty',
			['a: conflict', 'b: ok', 'c: unchanged', 'd: ok'],
			['silver', 'gold', 'gold', 'gold'],
		],
		[
			'stop',
			['a: conflict', 'b: notProcessed', 'c: notProcessed', 'd: notProcessed'],
			['silver', null, 'gold', 'basic'],
		],
	] as const)('%s', async (conflicts, expected, plans) => {
		const target = new MemoryBulkTarget(records);
		const done = await run(rows, target, { conflicts });
		expect(outcomes(done)).toEqual(expected);
		expect(Object.values(target.snapshot()).map(({ Plan }) => Plan)).toEqual(plans);
		if (conflicts === 'overwrite')
			expect(done.rows[0].changes[0]).toMatchObject({ from: 'silver', to: 'gold' });
		if (conflicts === 'stop') expect(done.progress.stopped?.kind).toBe('conflict');
	});

	it('a row in conflict is left alone as a whole', async () => {
		const target = new MemoryBulkTarget(records);
		await run(rows, target);
		expect(target.records.get('a')).toEqual(records.a);
	});

	it('tells every conflict when validating, whatever the policy', async () => {
		const done = await run(rows, new MemoryBulkTarget(records), {
			conflicts: 'stop',
			mode: 'validate',
		});
		expect(outcomes(done)).toEqual(['a: conflict', 'b: conflict', 'c: unchanged', 'd: ok']);
	});

	it('writes what stands before the row at which it stops', async () => {
		const target = new MemoryBulkTarget({ a: present, b: { Plan: 'x' }, c: present });
		const done = await run(file('a,basic,gold,,', 'b,basic,gold,,', 'c,basic,gold,,'), target, {
			conflicts: 'stop',
		});
		expect(outcomes(done)).toEqual(['a: ok', 'b: conflict', 'c: notProcessed']);
		expect(target.written).toEqual(['a']);
	});
});

describe('keys that stand in the file more than once', () => {
	it('are flagged wherever they stand, with their lines, and none is applied', async () => {
		const target = new MemoryBulkTarget({ a: present, b: present });
		const done = await run(
			file('a,basic,gold,,', 'b,basic,gold,,', ' a ,basic,silver,,', '"a",basic,,,'),
			target,
		);
		expect(outcomes(done)).toEqual(['a: invalid', 'b: ok', 'a: invalid', 'a: invalid']);
		expect(done.rows[0].reasons[0].message).toContain('(lines 2, 4, 5)');
		expect(target.written).toEqual(['b']);
	});

	it('are compared as keys of their kind', async () => {
		const target = new MemoryBulkTarget({ 'ann@example.com': present });
		const rows = file('Ann@example.com,basic,gold,,', 'ann@EXAMPLE.com,basic,gold,,');
		expect(reasonsOf(await run(rows, target, { keyKind: 'email' }))).toEqual([
			'duplicateKey',
			'duplicateKey',
		]);
	});

	it('are found among many', async () => {
		const rows = Array.from({ length: 50_000 }, (_, n) => `k${n % 49_990},,x,,`);
		const done = await run(file(...rows), new MemoryBulkTarget(), {
			mode: 'validate',
			rules: RULES.secutixSam,
			consents: 'refuse',
		});
		expect(done.progress.counts.invalid).toBe(20);
	});
});

describe('S32 rows that are wrong', () => {
	const fields: BulkField[] = [
		{ name: 'Plan', type: { kind: 'code', codes: [{ code: 'gold' }, { code: 'basic' }] } },
		{ name: 'City', type: { kind: 'boolean' } },
	];

	it('name line and column, every fault at once, and are not applied in part', async () => {
		const target = new MemoryBulkTarget({ a: {} });
		const done = await run(file('a,basic,GOLD,,VRAI'), target, { fields });
		expect(done.rows[0]).toMatchObject({ line: 2, outcome: 'invalid' });
		expect(done.rows[0].reasons.map(({ column, message }) => [column, message])).toEqual([
			[3, '[new] Plan, column C: "GOLD" is not one of the codes; did you mean "gold"?'],
			[
				5,
				expect.stringContaining(
					'[new] City, column E: "VRAI" is what a spreadsheet in French writes',
				),
			],
		]);
		expect(target.calls).toEqual({ find: 0, write: 0 });
	});

	it('name what is wrong with the key', async () => {
		const done = await run(file(',basic,gold,,', '3.36E+10,basic,gold,,'), new MemoryBulkTarget());
		expect(reasonsOf(done)).toEqual(['noKey', 'mangledKey']);
	});

	it('short and long rows are invalid, never padded', async () => {
		const target = new MemoryBulkTarget({ a: present, b: present });
		const done = await run(file('a,basic,gold', 'b,basic,gold,,,'), target);
		expect(reasonsOf(done)).toEqual(['shortRow', 'longRow']);
		expect(target.written).toEqual([]);
	});

	it('nothing is written past broken quotes, unless that is wanted', async () => {
		const rows = file('a,basic,gold,,', 'b,basic,5" pipe,,', 'c,basic,gold,,');
		const target = new MemoryBulkTarget({ a: present, b: present, c: present });
		const stopped = await run(rows, target);
		expect(outcomes(stopped)).toEqual(['a: ok', 'b: invalid', 'c: notProcessed']);
		expect(stopped.progress).toMatchObject({ isDone: true, stopped: { kind: 'unreadable' } });
		expect(stopped.progress.resumeToken).toBeUndefined();
		const went = await run(rows, target, { afterBrokenQuotes: 'goOn' });
		expect(outcomes(went)).toEqual(['a: unchanged', 'b: invalid', 'c: ok']);
	});
});

describe('S03 S05 consents', () => {
	const fields: BulkField[] = [
		{ name: 'Plan', type: { kind: 'text' } },
		{ name: 'City', type: { kind: 'boolean' }, isConsent: true },
	];
	const rows = file('in,,,FALSE,TRUE', 'out,,,TRUE,FALSE', 'same,,,T,true');

	it.each([
		['refuse', ['in: invalid', 'out: invalid', 'same: unchanged']],
		['optOutOnly', ['in: invalid', 'out: ok', 'same: unchanged']],
		['allow', ['in: ok', 'out: ok', 'same: unchanged']],
	] as const)('%s', async (consents, expected) => {
		const target = new MemoryBulkTarget({
			in: { City: false },
			out: { City: true },
			same: { City: true },
		});
		expect(outcomes(await run(rows, target, { fields, consents }))).toEqual(expected);
	});
});

describe('guards', () => {
	const keys = Array.from({ length: 10 }, (_, n) => `k${n}`);
	const records = Object.fromEntries(keys.map((key) => [key, present]));
	const editing = (count: number) =>
		file(...keys.map((key, n) => `${key},basic,${n < count ? 'gold' : ''},,`));

	it.each<[Guards, number, string | undefined]>([
		[{ maxChangedRows: 5 }, 5, undefined],
		[{ maxChangedRows: 5 }, 6, 'changedRows'],
		[{ maxChangedShare: 0.5 }, 5, undefined],
		[{ maxChangedShare: 0.5 }, 6, 'changedShare'],
	])('%j with %d edited rows', async (guards, count, kind) => {
		const target = new MemoryBulkTarget(records);
		const done = await run(editing(count), target, { guards });
		expect(done.progress.stopped?.kind).toBe(kind);
		expect(target.written).toHaveLength(kind ? 0 : count);
		expect(done.progress.counts.notProcessed).toBe(kind ? 10 : 0);
		const tested = await run(editing(count), new MemoryBulkTarget(records), {
			guards,
			mode: 'validate',
		});
		expect(tested.progress.wouldStop?.kind).toBe(kind);
	});

	it('stop before anything is written when too many rows are invalid', async () => {
		const target = new MemoryBulkTarget(records);
		const rows = editing(8) + 'a\r\nb\r\nc\r\n';
		const done = await run(rows, target, { guards: { maxErrorShare: 0.2 } });
		expect(done.progress.stopped).toMatchObject({
			kind: 'errorShare',
			message: expect.stringContaining('nothing was written'),
		});
		expect(target.written).toEqual([]);
	});

	it('stop when too many rows turn out to be unknown to the target', async () => {
		const many = Array.from({ length: 400 }, (_, n) => `k${n},basic,gold,,`);
		const known = Object.fromEntries(many.slice(0, 150).map((_, n) => [`k${n}`, present]));
		const target = new MemoryBulkTarget(known, { findBatch: 25, writeBatch: 25, callsAtOnce: 1 });
		const done = await run(file(...many), target, { guards: { maxErrorShare: 0.1 } });
		expect(done.progress.stopped?.kind).toBe('errorShare');
		expect(target.calls.find).toBeLessThan(10);
		expect(done.progress.counts.ok).toBe(150);
		expect(done.rows).toHaveLength(400);
	});
});

describe('S24 progress, cancelling and going on', () => {
	const keys = Array.from({ length: 40 }, (_, n) => `k${n}`);
	const records = Object.fromEntries(keys.map((key) => [key, present]));
	const rows = file(...keys.map((key) => `${key},basic,gold,Paris,`));

	it('advances step by step', async () => {
		const target = new MemoryBulkTarget(records);
		const { steps } = await run(rows, target, { totalBytes: Buffer.byteLength(rows) });
		const percents = steps.map(({ percent }) => percent!);
		expect(steps.length).toBeGreaterThan(5);
		expect(percents).toEqual([...percents].sort((left, right) => left - right));
		expect(percents.at(-1)).toBe(100);
		expect(steps.slice(0, -1).every(({ isDone, resumeToken }) => !isDone && resumeToken)).toBe(
			true,
		);
	});

	it('stops within one batch when cancelled, and tells all that was written', async () => {
		const cancel = { aborted: false };
		const target: MemoryBulkTarget = new MemoryBulkTarget(records, undefined, {
			beforeCall: (kind, number) => {
				if (kind === 'write' && number === 3) cancel.aborted = true;
			},
		});
		const done = await run(rows, target, { cancel });
		expect(done.progress).toMatchObject({ isDone: false, stopped: { kind: 'cancelled' } });
		expect(done.rows.filter(({ outcome }) => outcome === 'ok').map(({ key }) => key)).toEqual(
			target.written,
		);
		expect(target.calls.write).toBeLessThanOrEqual(4);
		const { resumeToken } = done.progress;
		const rest = await run(rows, target, { resumeToken });
		expect(rest.progress).toMatchObject({ isDone: true, processed: 40 });
		expect([...target.written].sort()).toEqual([...keys].sort());
	});

	it('runs in portions that add up', async () => {
		const target = new MemoryBulkTarget(records);
		let resumeToken: string | undefined;
		const all: string[] = [];
		for (let turn = 0; turn < 20; turn++) {
			const done = await run(rows, target, { rowsPerRun: 7, ...(resumeToken && { resumeToken }) });
			all.push(...done.rows.map(({ key }) => key));
			expect(done.progress.processed).toBe(all.length);
			resumeToken = done.progress.resumeToken;
			if (done.progress.isDone) break;
		}
		expect(all).toEqual(keys);
		expect(target.written).toEqual(keys);
		expect(resumeToken).toBeUndefined();
	});

	it('ends when access is refused, and can go on there', async () => {
		let isLockedOut = true;
		const target = new MemoryBulkTarget(records, undefined, {
			beforeCall: (kind, number) => {
				if (isLockedOut && kind === 'find' && number > 2)
					throw new ConnectorError('auth', 'The token was refused');
			},
		});
		const done = await run(rows, target);
		expect(done.progress).toMatchObject({ isDone: true, stopped: { kind: 'target' } });
		expect(done.progress.counts.notProcessed).toBeGreaterThan(20);
		isLockedOut = false;
		const rest = await run(rows, target, { resumeToken: done.progress.resumeToken });
		expect(rest.progress.isDone).toBe(true);
	});

	it('refuses a token of another file, operation or making', async () => {
		const target = new MemoryBulkTarget(records);
		const { resumeToken = '' } = (await run(rows, target, { rowsPerRun: 3 })).progress;
		const other = rows.replace('City', 'Town').replace('City', 'Town');
		await expect(run(other, target, { resumeToken })).rejects.toThrow('another file');
		await expect(run(rows, target, { resumeToken, mode: 'validate' })).rejects.toThrow(
			'another operation',
		);
		await expect(run(rows, target, { resumeToken: 'abc' })).rejects.toThrow('cannot be read');
	});

	it('the token holds no keys', async () => {
		const target = new MemoryBulkTarget(records);
		const text = rows + 'k1,,x,,\r\n';
		const { resumeToken = '' } = (await run(text, target, { rowsPerRun: 3 })).progress;
		expect(Buffer.from(resumeToken, 'base64url').toString()).not.toMatch(/k1\b/);
	});

	it('reads a file that arrives in small pieces', async () => {
		const target = new MemoryBulkTarget(records);
		const open = pieces(...Array.from(rows));
		expect((await run(open, target)).progress.counts.ok).toBe(40);
	});
});

describe('S23 verifying what a system was sent as a file', () => {
	it('tells what has arrived', async () => {
		const target = new MemoryBulkTarget({
			a: { Plan: 'gold' },
			b: { Plan: 'basic' },
			c: { Plan: 'other' },
		});
		const rows = file('a,basic,gold,,', 'b,basic,gold,,', 'c,basic,gold,,', 'd,basic,,,');
		const done = await run(rows, target, { mode: 'verify' });
		expect(outcomes(done)).toEqual(['a: ok', 'b: failed', 'c: failed', 'd: unchanged']);
		expect(reasonsOf(done)).toEqual(['notArrived', 'otherValue']);
		expect(target.calls.write).toBe(0);
	});
});
