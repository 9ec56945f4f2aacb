import type { Clock } from '../http/types';

/**
 * Lets every response into exactly one execution, also when a process dies between any two of the calls below.
 *
 * n8n keeps a list of what a node has processed: one row, read, changed and written back, that can only be recorded into and
 * told from ("was it there before?"). To ask is to record, so what was learnt and not yet acted upon is lost with the process.
 * A key is therefore taken in steps, and only who finds a step new has the right to go on:
 *
 * - step 1 is recorded alone. New: nobody had the key. Then the steps left and the marks are recorded in one call, and the key
 *   passes. A mark names the delivery; it is never recorded for a key that is another's.
 * - step 1 known: another delivery has the key, or one died after its first step. Step 2 tells, and step 3 where one more died
 *   while it looked. All known: taken.
 * - A delivery that may have run before (a retry, a worker's second try) looks for its own marks on what is taken. Both there:
 *   it had the key and did not finish, so the key passes again. Two, since looking for one records it.
 *
 * A delivery is one webhook call or one batch of the catch-up; its id travels in the execution's input. Three deaths in a row,
 * each within the milliseconds between two such calls about the same key, are one too many; test/unit/delivery walks them all.
 */
export interface ProcessedStore {
	/**
	 * Records the entries and returns those that were not there before. With `isLast` the store may then forget its oldest ones;
	 * not before, since what is looked for next may be among them.
	 */
	record(entries: string[], isLast?: boolean): Promise<Set<string>>;
	forget(entries: string[]): Promise<void>;
	/** These stand for what passes: another process must not swallow them. */
	keep?(entries: string[]): void;
	/** How long the slowest call has taken so far, in milliseconds; where that is measured. */
	slowestMs?(): number;
}

export interface ClaimOptions {
	deliveryId: string;
	clock: Clock;
	random(): number;
	/**
	 * Executions may run in several processes (queue mode), where a row written back can swallow what another process wrote
	 * meanwhile, and where who has taken a first step may be alive. What is known is then given a moment before it is judged, and
	 * what was recorded is looked at again.
	 */
	severalProcesses: boolean;
	/** A delivery whose marks count as this one's. */
	inherits?: string;
	/** This delivery cannot have run before. */
	isFirstRun: boolean;
	/** A retry, with what a check listed back then; whatever it has not taken yet, the checks since then list again. */
	isStale?: boolean;
	/** Entries recorded in the same call as the marks of what passes. */
	alsoRecord?(key: string): readonly string[];
	/** Looks at the keys that nobody had, before they are taken. `isLast`: others have died while they looked at these. */
	screen?(keys: string[], isLast: boolean): Promise<Screened>;
}

export interface Screened {
	/** Keys to take, with what is recorded in the same call. */
	wanted: Map<string, readonly string[]>;
	/** Entries that looking has left behind. */
	forget: string[];
	/** Of the others: keys that nobody is to take any more. */
	closed?: readonly string[];
}

export interface Claimed {
	passing: Set<string>;
	/** Of these: what an earlier run of this delivery has taken. */
	again: Set<string>;
	/** Another delivery has them. */
	taken: Set<string>;
}

/**
 * Longer than it takes a process to read the row and write it back, also while the process is busy with other executions, and
 * longer still where this one's own calls are slow: the machine is busy, or the row is large. Drawn from a range, so that two
 * that came at once look one after the other.
 */
const SETTLE_MS = 500;
const TIMES_THE_SLOWEST = 2;
/** Executions wait for one another meanwhile. */
const LONGEST_SETTLE_MS = 2000;
const MOST_LOOKS = 8;

const STEPS = [1, 2, 3] as const;
const MARKS = [1, 2] as const;
const TOP = STEPS.length - 1;

const numbered = (name: string, number: number): string =>
	number === 1 ? name : `${name} ·${number}`;
/** A key whose steps are all recorded passes for nobody but who has recorded its own marks with them. */
export const stepsOf = (key: string): string[] => STEPS.map((step) => numbered(key, step));
const marksOf = (deliveryId: string, key: string): string[] =>
	MARKS.map((mark) => numbered(`${deliveryId} ${key}`, mark));

/** All entries that a delivery records for a key that it takes, without what is recorded in the same call. */
export const entriesOf = (deliveryId: string, key: string): string[] => [
	...stepsOf(key),
	...marksOf(deliveryId, key),
];

/** Entries for one key that passes. */
export const ENTRIES_PER_KEY = STEPS.length + MARKS.length;

export async function claim(
	store: ProcessedStore,
	keys: readonly string[],
	options: ClaimOptions,
): Promise<Claimed> {
	const won: string[] = [];
	let left = [...new Set(keys)];
	for (let step = 0; step <= TOP && left.length > 0; step++) {
		// Whoever is alive and has taken the step before has taken the others by then: before it looks at anything else.
		if (step > 0) await settling(store, options);
		const fresh = await store.record(left.map((key) => stepsOf(key)[step]));
		const isNew = (key: string) => fresh.has(stepsOf(key)[step]);
		const open = left.filter(isNew);
		left = left.filter((key) => !isNew(key));
		won.push(...(await takeOpen(store, { keys: open, step, isLast: left.length === 0 }, options)));
	}
	const own = options.isFirstRun ? [] : await ownOf(store, left, options);
	const mine = new Set(own);
	return {
		passing: new Set([...own, ...won]),
		again: mine,
		taken: new Set(left.filter((key) => !mine.has(key))),
	};
}

/** Keys of which one and the same step was found new. */
interface Open {
	keys: string[];
	/** Index of that step. */
	step: number;
	/** Nothing is looked for after these. */
	isLast: boolean;
}

async function takeOpen(
	store: ProcessedStore,
	open: Open,
	options: ClaimOptions,
): Promise<string[]> {
	if (open.keys.length === 0) return [];
	const wanted = await screened(store, open, options);
	const won = await take(store, open, wanted, options);
	store.keep?.(
		won.flatMap((key) => [...entriesOf(options.deliveryId, key), ...(wanted.get(key) ?? [])]),
	);
	return won;
}

/** Of what is taken, what an earlier run of this delivery has taken. */
async function ownOf(
	store: ProcessedStore,
	taken: string[],
	{ deliveryId, inherits }: ClaimOptions,
): Promise<string[]> {
	const own = await takenBy(store, taken, deliveryId);
	if (inherits === undefined) return own;
	const others = taken.filter((key) => !own.includes(key));
	return [...own, ...(await takenBy(store, others, inherits))];
}

async function takenBy(
	store: ProcessedStore,
	taken: string[],
	deliveryId: string,
): Promise<string[]> {
	let left = taken;
	const unwanted: string[] = [];
	for (const index of MARKS.keys()) {
		if (left.length === 0) break;
		const fresh = await store.record(left.map((key) => marksOf(deliveryId, key)[index]));
		const isOthers = (key: string) => fresh.has(marksOf(deliveryId, key)[index]);
		unwanted.push(...left.filter(isOthers).flatMap((key) => marksOf(deliveryId, key)));
		left = left.filter((key) => !isOthers(key));
	}
	if (unwanted.length > 0) await store.forget(unwanted);
	return left;
}

async function screened(
	store: ProcessedStore,
	{ keys, step }: Open,
	{ screen, alsoRecord }: ClaimOptions,
): Promise<Screened['wanted']> {
	if (!screen) return new Map(keys.map((key) => [key, alsoRecord?.(key) ?? []]));
	const { wanted, forget, closed = [] } = await screen(keys, step === TOP);
	const given = keys
		.filter((key) => !wanted.has(key) && !closed.includes(key))
		.map((key) => stepsOf(key)[step]);
	const unwanted = [...forget, ...given];
	if (unwanted.length > 0) await store.forget(unwanted);
	if (closed.length > 0) await store.record(closed.flatMap(stepsOf));
	return wanted;
}

async function take(
	store: ProcessedStore,
	{ step, isLast }: Open,
	wanted: Screened['wanted'],
	options: ClaimOptions,
): Promise<string[]> {
	const marks = (key: string) => marksOf(options.deliveryId, key);
	const top = (key: string) => stepsOf(key)[TOP];
	const rest = (key: string) => stepsOf(key).slice(step + 1);
	const extra = (key: string) => wanted.get(key) ?? [];
	/** What was new beside a key that is another's is mine: its own stood there, or would have swallowed mine with the marks. */
	const drop = async (keys: string[], fresh: ReadonlySet<string>) => {
		const mine = (key: string) => extra(key).filter((entry) => fresh.has(entry));
		if (keys.length > 0) await store.forget(keys.flatMap((key) => [...marks(key), ...mine(key)]));
	};

	const isMarkNew = (key: string, fresh: ReadonlySet<string>) =>
		marks(key).some((mark) => fresh.has(mark));
	const isRivals = (key: string, fresh: ReadonlySet<string>) =>
		isMarkNew(key, fresh) && !fresh.has(top(key));

	let left = [...wanted.keys()];
	if (left.length === 0) return [];
	const first = await store.record(
		left.flatMap((key) => [...rest(key), ...marks(key), ...extra(key)]),
		isLast,
	);
	// Where its own marks stand already, an earlier run took it, and another's write has swallowed the first step since.
	const beaten = step === TOP ? [] : left.filter((key) => isRivals(key, first));
	await drop(beaten, first);
	left = left.filter((key) => !beaten.includes(key));
	if (!options.severalProcesses) return left;

	const settled: string[] = [];
	for (let look = 0; look < MOST_LOOKS && left.length > 0; look++) {
		await settling(store, options);
		const fresh = await store.record(
			left.flatMap((key) => [...stepsOf(key), ...marks(key), ...extra(key)]),
		);
		await drop(
			left.filter((key) => isRivals(key, fresh)),
			fresh,
		);
		settled.push(...left.filter((key) => !isMarkNew(key, fresh)));
		left = left.filter((key) => isMarkNew(key, fresh) && !isRivals(key, fresh));
	}
	return [...settled, ...left];
}

/** The pause after which what another process has begun stands in the store: 500 ms to 4 s. */
export async function settling(
	store: ProcessedStore,
	{ severalProcesses, clock, random }: ClaimOptions,
): Promise<void> {
	if (!severalProcesses) return;
	const byCalls = TIMES_THE_SLOWEST * (store.slowestMs?.() ?? 0);
	await clock.sleep(Math.min(Math.max(SETTLE_MS, byCalls), LONGEST_SETTLE_MS) * (1 + random()));
}
