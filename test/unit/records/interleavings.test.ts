import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { appendLines, type MappedField, type WritePolicy } from '../../../nodes/shared/mapping';
import {
	upsertRecords,
	type FoundRecord,
	type Outcome,
	type RecordTarget,
	type UpsertInput,
} from '../../../nodes/shared/records';

/**
 * Two writers and one record of a system with versions. Every call of either waits until the schedule lets it through, so that a
 * seed is one interleaving of their reads and writes.
 */
const INTERLEAVINGS = 10_000;
const DAY = (day: number): string => `2024-05-${String(day).padStart(2, '0')}T00:00:00Z`;

/** Mulberry32: the same seed gives the same schedule on every machine. */
const randomOf = (seed: number) => {
	let state = seed;
	return (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
};

type Values = Record<string, unknown>;

class Schedule {
	private waiting: Array<() => void> = [];

	constructor(private readonly random: () => number) {}

	async turn(): Promise<void> {
		await new Promise<void>((resolve) => this.waiting.push(resolve));
	}

	/** Lets one call at a time through until all are done. */
	async run<T>(work: Array<Promise<T>>): Promise<T[]> {
		let open = work.length;
		const all = Promise.all(work.map(async (one) => await one.finally(() => open--)));
		while (open > 0) {
			// Whoever was let through goes on to the next call, or to the end.
			while (this.waiting.length < open) await Promise.resolve();
			const [next] = this.waiting.splice(Math.floor(this.random() * this.waiting.length), 1);
			next?.();
		}
		return await all;
	}
}

/** What was written, in order: what a policy forbids is seen in a step from one state to the next. */
interface Step {
	from: Values;
	to: Values;
}

class VersionedRecord {
	readonly history: Step[] = [];
	private version = 1;

	constructor(public values: Values) {}

	target(schedule: Schedule, comparesVersions = true): RecordTarget {
		return {
			keysAreUnique: true,
			batchSize: 1,
			append: (_field, present, added) => ({ value: appendLines(present, added) }),
			find: async (keys) => {
				await schedule.turn();
				const found: FoundRecord = {
					id: '1',
					values: { ...this.values },
					date: this.values.date,
					version: String(this.version),
				};
				return keys.map(() => [found]);
			},
			write: async (writes) => {
				await schedule.turn();
				return writes.map((write) => {
					if (write.kind === 'create') return new ConnectorError('conflict', 'It is there');
					if (comparesVersions && write.guarded && write.record.version !== String(this.version))
						return new ConnectorError('conflict', 'It was changed');
					const from = this.values;
					const changed = write.changes.map(({ field, to }) => [field, to] as const);
					this.values = { ...from, ...Object.fromEntries(changed) };
					this.history.push({ from, to: this.values });
					this.version++;
					return { id: '1' };
				});
			},
		};
	}
}

const row = (target: string, value: unknown, policy: WritePolicy = 'always'): MappedField => ({
	target,
	value,
	sourceText: '',
	action: 'set',
	policy,
});

function itemOf(writer: string, random: () => number): UpsertInput {
	const day = 1 + Math.floor(random() * 9);
	const line = `line ${Math.floor(random() * 3)}`;
	const time = DAY(day);
	return {
		fields: [
			row('name', `${writer} ${day}`, 'onlyIfEmpty'),
			row('visit', `visited ${time}`, 'onlyIfNewer'),
			row('date', time, 'onlyIfNewer'),
			row('note', `${line}\n${writer}`, 'append'),
			row('newsletter', random() < 0.5 ? 'yes' : 'no', 'neverLowerConsent'),
			row('last', writer),
		],
		key: { email: 'ann@example.com' },
		time,
	};
}

const linesOf = (text: unknown): string[] => (text ? String(text).split('\n') : []);

/** What no writer may do, whoever came first. */
function brokenBy({ from, to }: Step): string[] {
	const [before, after] = [linesOf(from.note), linesOf(to.note)];
	return [
		...(from.name && to.name !== from.name ? ['a value that was there was overwritten'] : []),
		...(String(to.date ?? '') < String(from.date ?? '') ? ['the date went back'] : []),
		...(to.visit !== from.visit && to.visit !== `visited ${String(to.date)}`
			? ['an older answer was written']
			: []),
		...(before.some((line, index) => after[index] !== line) ? ['a line was lost'] : []),
		...(new Set(after).size < after.length ? ['a line stands there twice'] : []),
		...(from.newsletter === 'no' && to.newsletter !== 'no' ? ['an opt-out was undone'] : []),
	];
}

/** What is true of everything that was reported as written. */
function lostOf(items: UpsertInput[], outcomes: Outcome[][], values: Values): string[] {
	const written = items.filter((_item, index) => outcomes[index][0].status !== 'failed');
	const valueOf = ({ fields }: UpsertInput, name: string) =>
		fields.find(({ target }) => target === name)?.value;
	const newest = written.map(({ time }) => time!).sort();
	const lines = linesOf(values.note);
	return [
		...written.flatMap((item) =>
			linesOf(valueOf(item, 'note')).every((line) => lines.includes(line))
				? []
				: ['a line is gone'],
		),
		...(written.some((item) => valueOf(item, 'newsletter') === 'no') && values.newsletter !== 'no'
			? ['an opt-out is gone']
			: []),
		...(newest.length > 0 && String(values.date) < newest[newest.length - 1]
			? ['a newer answer is gone']
			: []),
	];
}

async function play(seed: number, comparesVersions = true) {
	const random = randomOf(seed);
	const schedule = new Schedule(random);
	const record = new VersionedRecord({
		...(random() < 0.5 && { name: 'There before', newsletter: random() < 0.5 ? 'yes' : 'no' }),
		...(random() < 0.5 && { note: 'line 0\nline 9', date: DAY(5), visit: `visited ${DAY(5)}` }),
	});
	const items = ['A', 'B'].map((writer) => itemOf(writer, random));
	const outcomes = await schedule.run(
		items.map(
			async (item) =>
				await upsertRecords([item], record.target(schedule, comparesVersions), {
					operation: 'createOrUpdate',
					match: [{ field: 'email', kind: 'email' }],
					whenAmbiguous: 'error',
					allowOptInAgain: false,
					onlyIfNewer: true,
					timeZone: 'UTC',
					dryRun: false,
				}),
		),
	);
	return {
		broken: [...record.history.flatMap(brokenBy), ...lostOf(items, outcomes, record.values)],
		failed: outcomes.flat().filter(({ status }) => status === 'failed').length,
	};
}

describe('SP06 two writers at one record', () => {
	it(`no policy is broken under ${INTERLEAVINGS} interleavings, and neither writer gives up`, async () => {
		const broken: string[] = [];
		let failed = 0;
		for (let seed = 1; seed <= INTERLEAVINGS; seed++) {
			const played = await play(seed);
			broken.push(...played.broken.map((what) => `seed ${seed}: ${what}`));
			failed += played.failed;
		}
		expect(broken).toEqual([]);
		expect(failed).toBe(0);
	}, 60_000);

	it('without comparing versions the same interleavings break them: the model sees it', async () => {
		const broken = new Set<string>();
		for (let seed = 1; seed <= 300; seed++)
			for (const what of (await play(seed, false)).broken) broken.add(what);
		expect([...broken].sort()).toEqual(
			expect.arrayContaining([
				'a line was lost',
				'a value that was there was overwritten',
				'an opt-out was undone',
				'the date went back',
			]),
		);
	});
});
