import fc from 'fast-check';
import { inBatches } from '../../../nodes/shared/delivery/batches';
import type { CatchUpState, Delivery } from '../../../nodes/shared/delivery/catchUp';
import { catchUp, edits } from '../../../nodes/shared/delivery/catchUp';
import { RecentIds } from '../../../nodes/shared/delivery/recentIds';
import type { ResponseStub, ResponseWindow } from '../../../nodes/shared/delivery/SurveySource';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import {
	advance,
	firstWatermark,
	isEarlier,
	nextWindow,
} from '../../../nodes/shared/delivery/window';

const iso = (ms: number) => new Date(ms).toISOString();
const T0 = Date.parse('2026-03-01T00:00:00Z');
const options = { overlapMs: 120_000, youngMs: 90_000 };

describe('window: from the watermark, a little back, up to what the webhook is left with', () => {
	it.each([
		['all existing (C18)', { kind: 'all' } as const, {}],
		['new only (C28)', { kind: 'new' } as const, { upTo: iso(T0) }],
		[
			'since a date',
			{ kind: 'date', date: '2026-01-01T00:00:00Z' } as const,
			{ upTo: '2026-01-01T00:00:00.000Z' },
		],
	])('%s', (_, startFrom, expected) => {
		expect(firstWatermark(startFrom, T0)).toEqual(expected);
	});

	it('asks for everything when there is no watermark', () => {
		expect(nextWindow({ start: {}, upTo: {} }, T0, options)).toEqual({ to: iso(T0 - 90_000) });
	});
	it('looks back behind the watermark, but never behind the start', () => {
		const start = { upTo: iso(T0 - 600_000) };
		expect(nextWindow({ start, upTo: { upTo: iso(T0 - 300_000) } }, T0, options)).toEqual({
			from: iso(T0 - 420_000),
			to: iso(T0 - 90_000),
		});
		expect(nextWindow({ start, upTo: start }, T0, options)?.from).toBe(start.upTo);
	});
	it('is empty while everything is too young', () => {
		const now = { upTo: iso(T0) };
		expect(nextWindow({ start: now, upTo: now }, T0 + 60_000, options)).toBeUndefined();
	});
	it('ends where another pull began', () => {
		const until = iso(T0 - 400_000);
		expect(nextWindow({ start: {}, upTo: {}, until }, T0, options)).toEqual({ to: until });
		expect(
			nextWindow({ start: {}, upTo: { upTo: iso(T0) }, until }, T0 + 300_000, options),
		).toBeUndefined();
		expect(isEarlier({}, { upTo: until })).toBe(true);
		expect(isEarlier({ upTo: until }, {})).toBe(false);
	});
	it('LB01: edits are not looked for behind the time up to which new ones were', () => {
		const upTo = { upTo: iso(T0 - 300_000) };
		const given = (notAfter: string) =>
			nextWindow({ start: upTo, upTo }, T0, { ...options, notAfter });
		expect(given(iso(T0 - 200_000))).toEqual({ from: upTo.upTo, to: iso(T0 - 200_000) });
		expect(given(iso(T0))).toEqual({ from: upTo.upTo, to: iso(T0 - 90_000) });
		expect(given(iso(T0 - 300_000))).toBeUndefined();
	});
	it('the watermark never moves back', () => {
		expect(advance({ upTo: iso(T0) }, iso(T0 - 1))).toEqual({ upTo: iso(T0) });
		expect(advance({}, iso(T0))).toEqual({ upTo: iso(T0) });
	});
});

async function* stream<T>(list: T[]): AsyncIterable<T> {
	for (const entry of list) yield await Promise.resolve(entry);
}
const stub = (id: string, at: number): ResponseStub => ({ id, recordedAt: iso(at) });

describe('batches: oldest first, bounded, none lost', () => {
	it('holds for any responses in any order, repeated ones included', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 50 }))),
				fc.integer({ min: 1, max: 20 }),
				async (pairs, size) => {
					const stubs = pairs.map(([id, at]) => stub(`R_${id}`, T0 + at));
					const batches = await inBatches(stream(stubs), size, (one) => one.recordedAt);
					expect(batches.flatMap((batch) => batch.ids).sort()).toEqual(
						[...new Set(stubs.map((one) => one.id))].sort(),
					);
					for (const [index, batch] of batches.entries()) {
						expect(batch.from < batch.to).toBe(true);
						if (index > 0) expect(batches[index - 1].to <= batch.from).toBe(true);
					}
				},
			),
		);
	});
});

/** A survey whose list shows each response from a moment on, and n8n behind it. */
function survey(responses: ResponseStub[]) {
	const inside = ({ from, to }: ResponseWindow) =>
		responses.filter(({ recordedAt }) => (!from || recordedAt >= from) && (!to || recordedAt < to));
	return {
		list: (window: ResponseWindow) => stream(inside(window)),
		read: (window: ResponseWindow & { only?: ReadonlySet<string> }) =>
			stream(
				inside(window)
					.filter(({ id }) => window.only?.has(id) ?? true)
					.map(({ id }) => ({
						id,
						raw: { id },
						partial: false,
						toResponse: () => ({ response: { id } }) as SurveyResponse,
					})),
			),
	};
}
const idsOf = (delivery: Delivery): string[] => delivery.responses.map(({ id }) => id);

describe('catch-up (C22, C23)', () => {
	const settings = { surveyId: 'SV_1', by: 'recorded' as const, batchSize: 10, ...options };
	const start: CatchUpState = { start: {}, upTo: {} };

	it('hands on everything once, in order, and moves the watermark', async () => {
		const responses = Array.from({ length: 95 }, (_, n) => stub(`R_${n}`, T0 + n * 1000));
		const delivered: Delivery[] = [];
		const ports = {
			source: survey(responses),
			clock: { now: () => T0 + 10 * 60_000, sleep: async () => undefined },
			deliver: async (batch: Delivery) => (delivered.push(batch), 'done' as const),
			delivered: new RecentIds(),
		};
		const { state: after } = await catchUp(start, settings, ports);
		expect(delivered.flatMap(idsOf)).toEqual(responses.map((one) => one.id));
		expect(delivered).toHaveLength(10);
		expect(after.upTo.upTo).toBe(iso(T0 + 10 * 60_000 - 90_000));
		await catchUp(after, settings, ports);
		expect(delivered).toHaveLength(10);
	});

	it('asks for nothing while everything is too young', async () => {
		const none = (): never => {
			throw new Error('not expected');
		};
		const ports = {
			source: { list: none, read: none } as never,
			clock: { now: () => T0, sleep: async () => undefined },
			deliver: none,
			delivered: new RecentIds(),
		};
		const state: CatchUpState = { start: {}, upTo: { upTo: iso(T0 + 1_000_000) } };
		expect(await catchUp(state, settings, ports)).toEqual({ state, complete: true });
	});

	it.each([
		[5_000, ['R_young', 'R_young']],
		[20_000, ['R_young']],
	])(
		'LB01: read %d ms after it was recorded: looked at again where edits are wanted',
		async (age, passed) => {
			const handed: string[] = [];
			const ports = {
				source: survey([stub('R_young', T0 - age)]),
				clock: { now: () => T0, sleep: async () => undefined },
				deliver: async (batch: Delivery) => (handed.push(...idsOf(batch)), 'done' as const),
				delivered: new RecentIds(),
			};
			const watching = { ...settings, youngMs: 0, wantsEdits: true };
			const { state } = await catchUp(start, watching, ports);
			await catchUp(state, watching, {
				...ports,
				clock: { ...ports.clock, now: () => T0 + 60_000 },
			});
			expect(handed).toEqual(passed);
		},
	);

	it('stops at a batch that failed, keeps the watermark before it, and brings it again', async () => {
		const responses = Array.from({ length: 30 }, (_, n) => stub(`R_${n}`, T0 + n * 1000));
		let failing = true;
		const passed: string[] = [];
		const ports = {
			source: survey(responses),
			clock: { now: () => T0 + 10 * 60_000, sleep: async () => undefined },
			deliver: async (batch: Delivery) => {
				if (failing && idsOf(batch).includes('R_12')) return 'failed' as const;
				passed.push(...idsOf(batch));
				return 'done' as const;
			},
			delivered: new RecentIds(),
		};
		const { state: after, complete } = await catchUp(start, settings, ports);
		expect(complete).toBe(false);
		expect(passed).toEqual(responses.slice(0, 10).map((one) => one.id));
		expect(after.upTo.upTo).toBe(iso(T0 + 9001));
		failing = false;
		await catchUp(after, settings, ports);
		expect(passed).toEqual(responses.map((one) => one.id));
	});

	it('never loses a response, whatever fails and however late the list shows it within the overlap', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(
					fc.record({
						at: fc.integer({ min: 0, max: 1000 }),
						late: fc.integer({ min: 0, max: 25 }),
					}),
					{
						maxLength: 60,
					},
				),
				fc.infiniteStream(fc.boolean()),
				async (recorded, failures) => {
					let now = T0;
					const all = recorded.map(({ at, late }, n) => ({
						...stub(`R_${n}`, T0 + at * 1000),
						visible: T0 + (at + late) * 1000,
					}));
					const seen = new Set<string>();
					let state: CatchUpState = { start: firstWatermark({ kind: 'all' }, now), upTo: {} };
					const ports = {
						source: {
							list: (window: ResponseWindow) =>
								survey(all.filter((one) => one.visible <= now)).list(window),
							read: (window: ResponseWindow & { only?: ReadonlySet<string> }) =>
								survey(all).read(window),
						},
						clock: { now: () => now, sleep: async () => undefined },
						deliver: async (batch: Delivery) => {
							if (now < T0 + 2_000_000 && failures.next().value) return 'failed' as const;
							for (const id of idsOf(batch)) seen.add(id);
							return 'done' as const;
						},
						delivered: new RecentIds(),
					};
					for (; now <= T0 + 3_000_000; now += 37_000) {
						({ state } = await catchUp(
							state,
							{ ...settings, youngMs: 0, overlapMs: 30_000, batchSize: 7 },
							ports,
						));
					}
					expect([...seen].sort()).toEqual(all.map((one) => one.id).sort());
				},
			),
			{ numRuns: 60 },
		);
	});
});

describe('edits (Q27): what was modified and is not merely new', () => {
	const modified = (id: string, at: number, later: number): ResponseStub => ({
		...stub(id, at),
		modifiedAt: iso(at + later),
	});
	const idsIn = async (
		stubs: ResponseStub[],
		already?: Parameters<typeof edits>[1],
	): Promise<string[]> => {
		const ids: string[] = [];
		for await (const { id } of edits(stream(stubs), already)) ids.push(id);
		return ids;
	};

	it('leaves out what was recorded and never touched', async () => {
		const stubs = [modified('R_new', T0, 400), modified('R_edited', T0, 60_000), stub('R_?', T0)];
		expect(await idsIn(stubs, {})).toEqual(['R_edited', 'R_?']);
		// Where nothing else looks at new ones, an edit that moved the recorded date could not be told otherwise.
		expect(await idsIn(stubs)).toEqual(['R_new', 'R_edited', 'R_?']);
	});

	it('leaves out what the first pull brought in its edited form', async () => {
		const before = iso(T0 + 120_000);
		const stubs = [modified('R_old', T0, 60_000), modified('R_again', T0, 180_000)];
		expect(await idsIn(stubs, { before })).toEqual(['R_again']);
		// Recorded before the start: it did not come out, so its edit is news.
		expect(await idsIn(stubs, { before, recordedFrom: iso(T0 + 1) })).toEqual(['R_old', 'R_again']);
	});
});

describe('recent ids: spare executions that would put out nothing', () => {
	it('knows a response as it was at a time', () => {
		const recent = new RecentIds();
		recent.add('R_1', 'recorded', iso(T0));
		expect(recent.spare('R_1', 'recorded', iso(T0))).toBe(true);
		expect(recent.spare('R_1', 'recorded', iso(T0 + 1))).toBe(false);
		expect(recent.spare('R_1', 'modified', iso(T0))).toBe(false);
		expect(recent.spare('R_2', 'recorded', iso(T0))).toBe(false);
	});

	it('spares a bounded number in a row, so that progress is stored now and then', () => {
		const recent = new RecentIds();
		recent.add('R_1', 'recorded', iso(T0));
		const spared = () =>
			Array.from({ length: 3000 }, () => recent.spare('R_1', 'recorded', iso(T0))).filter(Boolean);
		expect(spared()).toHaveLength(1000);
		recent.refill();
		expect(spared()).toHaveLength(1000);
	});

	it('forgets the oldest first', () => {
		const recent = new RecentIds(2);
		for (const id of ['R_1', 'R_2', 'R_3']) recent.add(id, 'recorded', iso(T0));
		expect(recent.spare('R_1', 'recorded', iso(T0))).toBe(false);
		expect(recent.spare('R_3', 'recorded', iso(T0))).toBe(true);
	});
});
