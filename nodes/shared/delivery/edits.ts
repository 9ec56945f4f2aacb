import type { ProcessedStore, Screened } from './claim';

/** A response as it is now, wanted only when it differs from what came out of it last. */
export interface Edit {
	key: string;
	/** Names the response, whatever its form. */
	response: string;
	/** A hash of what it holds. */
	content: string;
	/** The key holds the time of the change, so that it names one change; else it may mean a later one back to this content. */
	isDated: boolean;
	/** When it was asked for, in milliseconds; where it is known. */
	readAt?: number;
}

/**
 * What came out last of each response, kept in a store that only tells whether an entry was there, and records it by telling.
 * Each form that comes out has a number, from 1 for the new response:
 *
 * - `<response> v<n>`: the number was taken, by whoever looked.
 * - `<response> v<n> out`: a form came out under it.
 * - `<response> v<n> <content>`, twice: what it held.
 * - `<response> v<n> read <tick>`, twice: when it was read.
 *
 * A response is unchanged when the highest number under which a form came out holds its content. What was read before that form
 * was read is overtaken: a batch waits for the one before it, and an announcement's execution may have fetched since. A look
 * that a kill cuts off leaves numbers behind under which nothing came out, and perhaps one of two entries: neither misleads the
 * next look. Two such in a row, or entries that the store has forgotten, can bring a form once more than needed.
 */
const numberEntry = (response: string, number: number): string => `${response} v${number}`;
const outEntry = (response: string, number: number): string => `${response} v${number} out`;
const contentEntries = (response: string, number: number, content: string): string[] => [
	`${response} v${number} ${content}`,
	`${response} v${number} ${content} ·2`,
];

const TICK_MS = 2000;
/** Ten minutes; what has waited longer is not asked about. */
const MOST_TICKS = 300;
const tickOf = (at: number): number => Math.floor(at / TICK_MS);
const readEntries = (response: string, number: number, tick: number): string[] => [
	`${response} v${number} read ${tick}`,
	`${response} v${number} read ${tick} ·2`,
];

const formEntries = ({ response, content, readAt }: Edit, number: number): string[] => [
	...contentEntries(response, number, content),
	...(readAt === undefined ? [] : readEntries(response, number, tickOf(readAt))),
];

/** What is recorded of a response that comes out as new. Something always came out under number 1, or never will. */
export const firstForm = (edit: Edit): string[] => formEntries(edit, 1);
/** Of these: what it held. */
export const firstContent = ({ response, content }: Edit): string[] =>
	contentEntries(response, 1, content);

/** How many numbers are asked for at once, at first: enough to notice that the store has forgotten the lowest ones. */
const ASKED = 8;

interface Look {
	edit: Edit;
	/** Highest number that was taken. */
	highest: number;
	/** Highest number under which something came out; none: it cannot be told. */
	last?: number;
	/** Recorded by looking, to be forgotten. */
	left: string[];
}

export interface LookOptions {
	now: number;
	/** Not to be left out. */
	isDoubtful?: boolean;
}

/** Tells which of these differ from what came out last, and takes a number for each. */
export async function changedOnly(
	store: ProcessedStore,
	edits: Edit[],
	{ now, isDoubtful = false }: LookOptions,
): Promise<Screened> {
	const looks = await numbers(store, edits);
	await lastOut(store, looks);
	const comparable = isDoubtful ? [] : looks.filter(({ last }) => last !== undefined);
	const same = await unchanged(store, comparable);
	const old = await overtaken(
		store,
		comparable.filter((look) => !same.has(look)),
		now,
	);
	const wanted: Screened['wanted'] = new Map();
	const closed: string[] = [];
	for (const look of looks) {
		const { edit, highest } = look;
		const number = highest + 1;
		if (same.has(look) || old.has(look)) {
			look.left.push(numberEntry(edit.response, number));
			// Looked at again by a late retry, it may differ from what has come out since.
			if (edit.isDated && same.has(look)) closed.push(edit.key);
		} else {
			wanted.set(edit.key, [outEntry(edit.response, number), ...formEntries(edit, number)]);
		}
	}
	return { wanted, closed, forget: looks.flatMap(({ left }) => left) };
}

async function unchanged(store: ProcessedStore, looks: Look[]): Promise<Set<Look>> {
	const same = new Set(looks);
	for (const copy of [0, 1]) {
		if (same.size === 0) break;
		const entry = ({ edit, last = 0 }: Look) =>
			contentEntries(edit.response, last, edit.content)[copy];
		const fresh = await store.record([...same].map(entry));
		for (const look of [...same]) {
			if (!fresh.has(entry(look))) continue;
			look.left.push(...contentEntries(look.edit.response, look.last ?? 0, look.edit.content));
			same.delete(look);
		}
	}
	return same;
}

/** Those that were read before what came out last. */
async function overtaken(store: ProcessedStore, looks: Look[], now: number): Promise<Set<Look>> {
	let asked = looks.map((look) => ({ look, ticks: ticksSince(look.edit.readAt, now) }));
	for (const copy of [0, 1]) {
		asked = asked.filter(({ ticks }) => ticks.length > 0);
		if (asked.length === 0) break;
		const entry = ({ edit, last = 0 }: Look, tick: number) =>
			readEntries(edit.response, last, tick)[copy];
		const fresh = await store.record(
			asked.flatMap(({ look, ticks }) => ticks.map((tick) => entry(look, tick))),
		);
		asked = asked.map(({ look, ticks }) => {
			look.left.push(...ticks.map((tick) => entry(look, tick)).filter((one) => fresh.has(one)));
			return { look, ticks: ticks.filter((tick) => !fresh.has(entry(look, tick))) };
		});
	}
	return new Set(asked.flatMap(({ look, ticks }) => (ticks.length > 0 ? [look] : [])));
}

function ticksSince(readAt: number | undefined, now: number): number[] {
	if (readAt === undefined) return [];
	const first = tickOf(readAt) + 1;
	const count = Math.min(Math.max(tickOf(now) - first + 1, 0), MOST_TICKS);
	return Array.from({ length: count }, (_, index) => first + index);
}

async function numbers(store: ProcessedStore, edits: Edit[]): Promise<Look[]> {
	const found: Look[] = [];
	let open = edits.map((edit) => ({ edit, highest: 1, hasGap: false }));
	let [from, count] = [2, ASKED];
	while (open.length > 0) {
		const asked = Array.from({ length: count }, (_, index) => from + index);
		const fresh = await store.record(
			open.flatMap(({ edit }) => asked.map((number) => numberEntry(edit.response, number))),
		);
		const further: typeof open = [];
		for (const { edit, ...before } of open) {
			const known = asked.filter((number) => !fresh.has(numberEntry(edit.response, number)));
			const highest = known.at(-1) ?? before.highest;
			const hasGap = before.hasGap || (known.length > 0 && known.length <= highest - from);
			if (highest === asked.at(-1)) {
				further.push({ edit, highest, hasGap });
				continue;
			}
			const left = asked
				.filter((number) => number > highest + 1)
				.map((number) => numberEntry(edit.response, number));
			// Where numbers are missing, the store has forgotten what came out.
			found.push({ edit, highest, left, ...(!hasGap && { last: highest }) });
		}
		open = further;
		[from, count] = [from + count, count * 4];
	}
	return found;
}

/** Goes down from the highest number to the one under which something came out, past one look that was cut off. */
async function lastOut(store: ProcessedStore, looks: Look[]): Promise<void> {
	let open = looks.filter(({ last }) => last !== undefined);
	for (const below of [[0], Array.from({ length: ASKED }, (_, index) => index + 1)]) {
		const asked = ({ highest }: Look) =>
			below.map((distance) => highest - distance).filter((number) => number >= 1);
		const entry = ({ edit }: Look, number: number) => outEntry(edit.response, number);
		const entries = open.flatMap((look) =>
			asked(look)
				.filter((number) => number > 1)
				.map((number) => entry(look, number)),
		);
		const fresh = entries.length > 0 ? await store.record(entries) : new Set<string>();
		for (const look of open) {
			look.last = asked(look).find((number) => !fresh.has(entry(look, number)));
			look.left.push(
				...asked(look)
					.map((number) => entry(look, number))
					.filter((one) => fresh.has(one)),
			);
		}
		open = open.filter(({ last }) => last === undefined);
	}
}
