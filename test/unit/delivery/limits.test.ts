import { inBatches } from '../../../nodes/shared/delivery/batches';
import {
	catchUp,
	edits,
	isAsRecorded,
	isLongAgo,
	type CatchUpOptions,
	type Delivery,
} from '../../../nodes/shared/delivery/catchUp';
import {
	ENTRIES_PER_KEY,
	entriesOf,
	settling,
	stepsOf,
} from '../../../nodes/shared/delivery/claim';
import { KeptEntries } from '../../../nodes/shared/delivery/keptEntries';
import { RecentIds } from '../../../nodes/shared/delivery/recentIds';
import { toCron, type Schedule } from '../../../nodes/shared/delivery/schedule';
import { serialise } from '../../../nodes/shared/delivery/serialise';
import type { ResponseStub, ResponseWindow } from '../../../nodes/shared/delivery/SurveySource';
import {
	advance,
	firstWatermark,
	isEarlier,
	nextWindow,
} from '../../../nodes/shared/delivery/window';

const T0 = Date.parse('2026-03-10T10:00:00.000Z');
const iso = (ms: number) => new Date(ms).toISOString();

async function* stream<T>(list: readonly T[]): AsyncIterable<T> {
	for (const entry of list) yield await Promise.resolve(entry);
}

describe('C12 what a schedule may hold, and what is said of what it may not', () => {
	const five =
		'is not a cron expression: it needs five fields (minute hour day month weekday), or six with seconds first';
	const minutes = "'Minutes Between Checks' must be a whole number from 1 to 1440";
	it.each<[Schedule, string]>([
		[{ every: 'minutes', minutes: 0 }, minutes],
		[{ every: 'minutes', minutes: 1441 }, minutes],
		[{ every: 'minutes', minutes: 1.5 }, minutes],
		[{ every: 'hour', minute: 60 }, "'Minute' must be a whole number from 0 to 59"],
		[{ every: 'hour', minute: -1 }, "'Minute' must be a whole number from 0 to 59"],
		[{ every: 'day', hour: 24, minute: 0 }, "'Hour' must be a whole number from 0 to 23"],
		[{ every: 'day', hour: -1, minute: 0 }, "'Hour' must be a whole number from 0 to 23"],
		[{ every: 'day', hour: 1.5, minute: 0 }, "'Hour' must be a whole number from 0 to 23"],
		[
			{ every: 'week', weekday: 7, hour: 0, minute: 0 },
			"'Weekday' must be a whole number from 0 to 6",
		],
		[
			{ every: 'week', weekday: -1, hour: 0, minute: 0 },
			"'Weekday' must be a whole number from 0 to 6",
		],
		[{ every: 'cron', expression: '* * * *' }, `"* * * *" ${five}`],
		[{ every: 'cron', expression: '* * * * * * *' }, `"* * * * * * *" ${five}`],
	])('%j is refused', (schedule, reason) => {
		expect(toCron(schedule)).toEqual({ ok: false, reason });
	});
	it.each<[Schedule, string]>([
		[{ every: 'minutes', minutes: 1440 }, '0 0 0 * * *'],
		[{ every: 'minutes', minutes: 30 }, '0 */30 * * * *'],
		[{ every: 'hour', minute: 59 }, '0 59 * * * *'],
		[{ every: 'hour', minute: 0 }, '0 0 * * * *'],
		[{ every: 'day', hour: 23, minute: 59 }, '0 59 23 * * *'],
		[{ every: 'week', weekday: 6, hour: 0, minute: 0 }, '0 0 0 * * 6'],
		[{ every: 'week', weekday: 0, hour: 0, minute: 0 }, '0 0 0 * * 0'],
		[{ every: 'cron', expression: ' 1  2 3 4 5' }, '0 1 2 3 4 5'],
		[{ every: 'cron', expression: '0 1  2 3 4 5 ' }, '0 1 2 3 4 5'],
	])('%j is taken', (schedule, expression) => {
		expect(toCron(schedule)).toEqual({ ok: true, expressions: [expression] });
	});
});

describe('C22 windows, at their edges', () => {
	it('begin at the very first, at a date, or now', () => {
		expect(firstWatermark({ kind: 'all' }, T0)).toEqual({});
		expect(firstWatermark({ kind: 'new' }, T0)).toEqual({ upTo: iso(T0) });
		expect(firstWatermark({ kind: 'date', date: '2026-01-01' }, T0)).toEqual({
			upTo: '2026-01-01T00:00:00.000Z',
		});
		expect(firstWatermark({ kind: 'date', date: 'soon' }, T0)).toEqual({ upTo: iso(T0) });
	});
	it('one is earlier than another', () => {
		const [none, early, late] = [{}, { upTo: iso(T0) }, { upTo: iso(T0 + 1) }];
		expect([isEarlier(none, early), isEarlier(early, none), isEarlier(none, {})]).toEqual([
			true,
			false,
			false,
		]);
		expect([isEarlier(early, late), isEarlier(late, early), isEarlier(early, early)]).toEqual([
			true,
			false,
			false,
		]);
	});
	it('are none when they would hold no millisecond', () => {
		const at = (upTo: number, young: number) =>
			nextWindow({ start: {}, upTo: { upTo: iso(upTo) } }, T0, { overlapMs: 0, youngMs: young });
		expect(at(T0 - 1, 0)).toEqual({ from: iso(T0 - 1), to: iso(T0) });
		expect(at(T0, 0)).toBeUndefined();
		expect(at(T0 - 10, 10)).toBeUndefined();
	});
	it('move on, and stay where they are at the same moment', () => {
		const here = { upTo: iso(T0) };
		expect(advance(here, iso(T0))).toBe(here);
		expect(advance(here, iso(T0 + 1))).toEqual({ upTo: iso(T0 + 1) });
	});
});

describe('C22 C23 batches', () => {
	it('by time, then by id; those of one instant stay together; what has no time is left out', async () => {
		const stub = (id: string, at: number): ResponseStub => ({ id, recordedAt: iso(T0 + at) });
		const stubs = [stub('c', 1), stub('b', 0), stub('d', 1), stub('a', 0), stub('e', 2)];
		const timeless = { id: 'x', recordedAt: 'soon' };
		const made = await inBatches(
			stream([...stubs, timeless, stub('a', 5)]),
			1,
			(one) => one.recordedAt,
		);
		expect(made).toEqual([
			{ from: iso(T0), to: iso(T0 + 1), ids: ['a', 'b'] },
			{ from: iso(T0 + 1), to: iso(T0 + 2), ids: ['c', 'd'] },
			{ from: iso(T0 + 2), to: iso(T0 + 3), ids: ['e'] },
		]);
		const two = await inBatches(stream(stubs.slice(1)), 3, (one) => one.recordedAt);
		expect(two.map(({ ids }) => ids.join(''))).toEqual(['abd', 'e']);
		expect(await inBatches(stream([]), 3, () => '')).toEqual([]);
	});
});

describe('C22 a pull', () => {
	const run = async (
		count: number,
		more: Partial<CatchUpOptions> = {},
		fails = false,
		gone = '',
	) => {
		const reads: Array<{ from?: string; to?: string; only: number }> = [];
		const deliveries: Delivery[] = [];
		const warnings: unknown[] = [];
		const states: unknown[] = [];
		const delivered = new RecentIds();
		const stubs = Array.from({ length: count }, (_, at) => ({
			id: `R_${at}`,
			recordedAt: iso(T0 + at),
		}));
		const outcome = await catchUp(
			{ start: {}, upTo: {} },
			{ surveyId: 'SV_1', by: 'recorded', batchSize: 1000, overlapMs: 0, youngMs: 0, ...more },
			{
				source: {
					list: () => stream(stubs),
					read: ({ from, to, only }: ResponseWindow & { only?: ReadonlySet<string> }) => {
						reads.push({ from, to, only: only?.size ?? 0 });
						return stream(
							[...(only ?? [])]
								.filter((id) => id !== gone)
								.map((id) => ({ id, raw: {}, partial: false, toResponse: () => ({}) as never })),
						);
					},
				},
				clock: { now: () => T0 + 1_000_000, sleep: () => Promise.resolve() },
				logger: { warn: (...args: unknown[]) => warnings.push(args) } as never,
				deliver: (batch) => {
					deliveries.push(batch);
					return Promise.resolve(fails ? 'failed' : 'done');
				},
				progress: (state) => states.push(state),
				delivered,
			},
		);
		return { outcome, reads, deliveries, warnings, states, delivered };
	};

	it('reads up to 2,500 at once, and hands on each batch with what is missing', async () => {
		const { outcome, reads, deliveries, states } = await run(4000, {}, false, 'R_2');
		expect(reads).toEqual([
			{ from: iso(T0), to: iso(T0 + 2000), only: 2000 },
			{ from: iso(T0 + 2000), to: iso(T0 + 4000), only: 2000 },
		]);
		expect(deliveries.map(({ responses, missing }) => [responses.length, missing])).toEqual([
			[999, ['R_2']],
			[1000, []],
			[1000, []],
			[1000, []],
		]);
		expect(deliveries[1]).toMatchObject({ from: iso(T0 + 1000), readAt: T0 + 1_000_000 });
		expect(states).toHaveLength(4);
		expect(states[0]).toEqual({ start: {}, upTo: { upTo: iso(T0 + 1000) } });
		expect(outcome).toEqual({
			state: { start: {}, upTo: { upTo: iso(T0 + 1_000_000) } },
			complete: true,
		});
		expect((await run(2500, { batchSize: 1250 })).reads).toHaveLength(1);
		expect((await run(2502, { batchSize: 1251 })).reads).toHaveLength(2);
	});

	it('stops at what failed, and says so', async () => {
		const { outcome, deliveries, warnings, states } = await run(3, { batchSize: 2 }, true);
		expect(deliveries).toHaveLength(1);
		expect(states).toEqual([]);
		expect(outcome).toEqual({ state: { start: {}, upTo: {} }, complete: false });
		expect(warnings).toEqual([
			[
				'Survey Trigger: a batch of responses was not processed; it comes again',
				{ surveyId: 'SV_1', responses: 2 },
			],
		]);
	});

	it('remembers what came out; where edits are wanted, only what was read long after', async () => {
		const spared = async (more: Partial<CatchUpOptions>, at: number) => {
			const { delivered } = await run(1, more);
			return delivered.spare('R_0', 'recorded', iso(at));
		};
		expect(await spared({}, T0)).toBe(true);
		expect(await spared({}, T0 + 2)).toBe(false);
		expect(await spared({ wantsEdits: true }, T0)).toBe(true);
	});
});

describe('Q27 edits, by their dates', () => {
	it('a second is at once', () => {
		expect(isAsRecorded(iso(T0), iso(T0 + 1000))).toBe(true);
		expect(isAsRecorded(iso(T0), iso(T0 + 1001))).toBe(false);
	});
	it('more than ten seconds are long ago', () => {
		expect(isLongAgo(iso(T0), T0 + 10_000)).toBe(false);
		expect(isLongAgo(iso(T0), T0 + 10_001)).toBe(true);
	});
	it('what came out in its edited form is none, from the moment on at which new ones were looked for', async () => {
		const idsOf = async (already: Parameters<typeof edits>[1]) => {
			const ids: string[] = [];
			const stubs = [0, 1, 2].map((at) => ({
				id: String(at),
				recordedAt: iso(T0 + at),
				modifiedAt: iso(T0 + 60_000 + at),
			}));
			for await (const { id } of edits(stream(stubs), already)) ids.push(id);
			return ids.join('');
		};
		expect(await idsOf({})).toBe('012');
		expect(await idsOf({ before: iso(T0 + 60_001) })).toBe('12');
		expect(await idsOf({ before: iso(T0 + 60_003), recordedFrom: iso(T0 + 1) })).toBe('0');
	});
});

describe('LB02 entries of the store', () => {
	it('three steps and two marks for each key', () => {
		expect(stepsOf('k')).toEqual(['k', 'k ·2', 'k ·3']);
		expect(entriesOf('d', 'k')).toEqual(['k', 'k ·2', 'k ·3', 'd k', 'd k ·2']);
		expect(ENTRIES_PER_KEY).toBe(5);
	});
	it.each([
		[undefined, 0, 500],
		[undefined, 0.5, 750],
		[100, 0, 500],
		[250, 0, 500],
		[400, 0, 800],
		[1000, 0, 2000],
		[9999, 0, 2000],
		[9999, 1, 4000],
	])('the slowest call took %p ms, drawn %d: a pause of %d ms', async (slowest, random, pause) => {
		const slept: number[] = [];
		const options = {
			deliveryId: 'd',
			isFirstRun: true,
			random: () => random,
			clock: {
				now: () => 0,
				sleep: (ms: number) => {
					slept.push(ms);
					return Promise.resolve();
				},
			},
		};
		const store = {
			record: () => Promise.resolve(new Set<string>()),
			forget: () => Promise.resolve(),
			...(slowest !== undefined && { slowestMs: () => slowest }),
		};
		await settling(store, { ...options, severalProcesses: true });
		await settling(store, { ...options, severalProcesses: false });
		expect(slept).toEqual([pause]);
	});
	it('are kept for two minutes to the millisecond', () => {
		const kept = new KeptEntries();
		kept.add(['a'], 0);
		kept.add(['b'], 1);
		expect(kept.at(119_999)).toEqual(['a', 'b']);
		expect(kept.at(120_000)).toEqual(['b']);
		kept.add(['c', 'd'], 120_000);
		kept.forget(['c']);
		expect(kept.at(120_001)).toEqual(['d']);
	});
	it('what this process saw: the later time counts, at its bound the oldest goes', () => {
		const recent = new RecentIds(2);
		recent.add('R', 'recorded', iso(T0 + 5));
		recent.add('R', 'recorded', iso(T0));
		recent.add('R', 'recorded', 'soon');
		expect(recent.spare('R', 'recorded', iso(T0 + 5))).toBe(true);
		recent.add('S', 'recorded', iso(T0));
		recent.add('R', 'recorded', iso(T0));
		recent.add('T', 'recorded', iso(T0));
		expect(['R', 'S', 'T'].map((id) => recent.spare(id, 'recorded', iso(T0)))).toEqual([
			true,
			false,
			true,
		]);
	});
	it('work of one key waits for all before it, also for what began while the first was under way', async () => {
		const order: string[] = [];
		const work = (name: string) => async () => {
			order.push(`${name} begins`);
			for (let turn = 0; turn < 5; turn++) await Promise.resolve();
			order.push(`${name} ends`);
		};
		const [a, b] = [serialise('k', work('a')), serialise('k', work('b'))];
		await a;
		await Promise.resolve();
		await Promise.all([b, serialise('k', work('c'))]);
		expect(order.map((one) => one[0]).join('')).toBe('aabbcc');
	});
	it('work of one key goes on after one that fails', async () => {
		const order: string[] = [];
		const work =
			(name: string, fails = false) =>
			async () => {
				order.push(`${name} begins`);
				await Promise.resolve();
				order.push(`${name} ends`);
				if (fails) throw new Error(name);
				return name;
			};
		const all = await Promise.allSettled([
			serialise('k', work('a', true)),
			serialise('k', work('b')),
			serialise('other', work('c')),
		]);
		expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
		expect(order.filter((one) => !one.startsWith('c'))).toEqual([
			'a begins',
			'a ends',
			'b begins',
			'b ends',
		]);
		expect(order.indexOf('c begins')).toBeLessThan(order.indexOf('b begins'));
	});
});
