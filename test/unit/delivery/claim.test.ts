import fc from 'fast-check';
import type { ProcessedStore } from '../../../nodes/shared/delivery/claim';
import { claim as claimAll, type ClaimOptions } from '../../../nodes/shared/delivery/claim';
import { serialise } from '../../../nodes/shared/delivery/serialise';

/** n8n's row: read, changed in memory, written back; several processes interleave at every await. */
function row(options: { pause?: () => Promise<void>; maxEntries?: number } = {}) {
	let entries: string[] = [];
	const pause = options.pause ?? (async () => undefined);
	const store = (): ProcessedStore => ({
		async record(wanted) {
			await pause();
			const read = [...entries];
			const known = new Set(read);
			const fresh = wanted.filter((entry) => !known.has(entry));
			await pause();
			entries = [...read, ...fresh].slice(-(options.maxEntries ?? Infinity));
			return new Set(fresh);
		},
		async forget(unwanted) {
			await pause();
			const read = [...entries];
			await pause();
			entries = read.filter((entry) => !unwanted.includes(entry));
		},
	});
	return { store, entries: () => entries };
}

const alone = {
	clock: { now: () => 0, sleep: async () => undefined },
	random: () => 0,
	severalProcesses: false,
	isFirstRun: false,
};

const claim = async (store: ProcessedStore, keys: string[], options: ClaimOptions) =>
	(await claimAll(store, keys, options)).passing;

describe('claim: each response enters one execution (C22, Q26)', () => {
	it('lets a response pass once, whoever announces it again', async () => {
		const { store } = row();
		expect([...(await claim(store(), ['R_1'], { ...alone, deliveryId: 'a' }))]).toEqual(['R_1']);
		expect([...(await claim(store(), ['R_1'], { ...alone, deliveryId: 'b' }))]).toEqual([]);
		expect([...(await claim(store(), ['R_1', 'R_2'], { ...alone, deliveryId: 'c' }))]).toEqual([
			'R_2',
		]);
	});

	it('lets the same delivery pass again: a worker died, or a person retried', async () => {
		const { store } = row();
		await claim(store(), ['R_1', 'R_2'], { ...alone, deliveryId: 'a' });
		const again = await claim(store(), ['R_1', 'R_2'], { ...alone, deliveryId: 'a' });
		expect([...again]).toEqual(['R_1', 'R_2']);
	});

	it('drops again when a delivery that was dropped is run a second time', async () => {
		const { store } = row();
		await claim(store(), ['R_1'], { ...alone, deliveryId: 'a' });
		await claim(store(), ['R_1'], { ...alone, deliveryId: 'b' });
		expect((await claim(store(), ['R_1'], { ...alone, deliveryId: 'b' })).size).toBe(0);
		expect((await claim(store(), ['R_1'], { ...alone, deliveryId: 'a' })).size).toBe(1);
	});

	it('passes after some looks where whatever is recorded is swallowed: rather twice than never', async () => {
		let calls = 0;
		const swallowing: ProcessedStore = {
			record: async (wanted) => {
				if (++calls > 50) throw new Error('It looks again and again');
				return await Promise.resolve(new Set(wanted));
			},
			forget: async () => await Promise.resolve(),
		};
		const options = { ...alone, severalProcesses: true, deliveryId: 'a' };
		expect([...(await claim(swallowing, ['R_1'], options))]).toEqual(['R_1']);
	});

	it('leaves no trace of deliveries that were dropped', async () => {
		const { store, entries } = row();
		await claim(store(), ['R_1'], { ...alone, deliveryId: 'a' });
		const before = entries().length;
		await claim(store(), ['R_1'], { ...alone, deliveryId: 'b' });
		expect(entries()).toHaveLength(before);
	});

	it('LB01: what comes along is recorded by who passes, and by nobody else', async () => {
		const { store, entries } = row();
		const carrying = (deliveryId: string, form: string) => ({
			...alone,
			deliveryId,
			alsoRecord: (key: string) => [`${key} ${form}`],
		});
		expect([...(await claim(store(), ['R_1'], carrying('a', 'A')))]).toEqual(['R_1']);
		expect((await claim(store(), ['R_1'], carrying('b', 'B'))).size).toBe(0);
		expect(entries()).toContain('R_1 A');
		expect(entries()).not.toContain('R_1 B');
	});

	it('tells what another delivery has', async () => {
		const { store } = row();
		await claim(store(), ['R_1'], { ...alone, deliveryId: 'a' });
		const b = await claimAll(store(), ['R_1', 'R_2'], { ...alone, deliveryId: 'b' });
		const none = new Set();
		expect(b).toEqual({ passing: new Set(['R_2']), again: none, taken: new Set(['R_1']) });
		const a = await claimAll(store(), ['R_1'], { ...alone, deliveryId: 'a' });
		expect(a).toEqual({ passing: new Set(['R_1']), again: new Set(['R_1']), taken: none });
	});

	it('in one process, serialised, any number of deliveries at once let it pass once', async () => {
		const { store } = row({ pause: async () => await Promise.resolve() });
		const passes = await Promise.all(
			Array.from({ length: 20 }, (_, index) =>
				serialise(
					'node',
					async () => await claim(store(), ['R_1'], { ...alone, deliveryId: `d${index}` }),
				),
			),
		);
		expect(passes.filter((keys) => keys.has('R_1'))).toHaveLength(1);
	});

	it('between processes, overwritten rows neither lose a response nor let it pass twice', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.scheduler(),
				fc.integer({ min: 2, max: 4 }),
				async (scheduler, processes) => {
					const steps = { pause: async () => await scheduler.schedule(Promise.resolve()) };
					const { store } = row(steps);
					// A read-to-write gap is shorter than the wait before the second look: all first writes come before it.
					let waiting = 0;
					let release: Array<() => void> = [];
					const sleep = async () =>
						await new Promise<void>((resolve) => {
							release.push(resolve);
							waiting++;
						});
					const claims = Array.from(
						{ length: processes },
						async (_, index) =>
							await claim(store(), ['R_1', `own ${index}`], {
								clock: { now: () => 0, sleep },
								random: () => index / 10,
								severalProcesses: true,
								isFirstRun: false,
								deliveryId: `d${index}`,
							}),
					);
					let finished = 0;
					const all = Promise.all(claims.map(async (one) => await one.finally(() => finished++)));
					while (finished < processes) {
						await scheduler.waitAll();
						await new Promise((resolve) => setImmediate(resolve));
						if (scheduler.count() === 0 && release.length > 0) {
							// One at a time from the second look on: the jitter sets them apart.
							release.shift()!();
						}
					}
					release = [];
					const passed = await all;
					expect(waiting).toBeGreaterThan(0);
					expect(passed.filter((keys) => keys.has('R_1'))).toHaveLength(1);
					for (const [index, keys] of passed.entries()) expect(keys.has(`own ${index}`)).toBe(true);
				},
			),
			{ numRuns: 200 },
		);
	});
});
