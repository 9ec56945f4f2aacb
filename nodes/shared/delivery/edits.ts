import type { ProcessedStore, Screened } from './claim';

/** A response as it is now, wanted only when it differs from what came out of it last. */
export interface Edit {
	key: string;
	/** Names the response, whatever its form. */
	response: string;
	/** A hash of what it holds. */
	content: string;
}

/**
 * What came out last of each response, kept in a store that only tells whether an entry was there. Each form that comes out has
 * a number, from 1 for the new response: entry `<response> v<n>` says that there was an n-th, `<response> v<n> <content>` that it
 * had this content. Whether a response is unchanged is asked of its highest number, which is taken first: where a process
 * dies while it looks, a number without a content is left behind, and everything differs from that. So an edit may come out
 * once more than needed, never once less. The same holds for entries that the store has forgotten.
 */
const numberEntry = (response: string, number: number): string => `${response} v${number}`;
const contentEntry = (response: string, number: number, content: string): string =>
	`${numberEntry(response, number)} ${content}`;

/** What is recorded of a response that comes out as new. */
export const firstForm = (response: string, content: string): string =>
	contentEntry(response, 1, content);

/** How many numbers are asked for at once, at first: enough to notice that the store has forgotten the lowest ones. */
const ASKED = 8;

interface Look {
	edit: Edit;
	/** Highest number that was there. */
	highest: number;
	/** Numbers are missing below it, so that it cannot be trusted. */
	hasGap: boolean;
	/** Recorded by asking, above the number that is taken. */
	above: string[];
}

/** Tells which of these differ from what came out last, and takes a number for each. */
export async function changedOnly(store: ProcessedStore, edits: Edit[]): Promise<Screened> {
	const looks = await numbers(store, edits);
	const asked = looks.map(({ edit, highest }) =>
		contentEntry(edit.response, highest, edit.content),
	);
	const fresh = await store.record(asked);
	const wanted: Screened['wanted'] = new Map();
	const forget: string[] = [];
	for (const [index, { edit, highest, hasGap, above }] of looks.entries()) {
		forget.push(...above);
		const isSame = !fresh.has(asked[index]) && !hasGap;
		if (isSame) {
			forget.push(numberEntry(edit.response, highest + 1));
			continue;
		}
		if (fresh.has(asked[index])) forget.push(asked[index]);
		wanted.set(edit.key, [contentEntry(edit.response, highest + 1, edit.content)]);
	}
	return { wanted, forget };
}

async function numbers(store: ProcessedStore, edits: Edit[]): Promise<Look[]> {
	const found: Look[] = [];
	let left = edits.map((edit) => ({ edit, highest: 1, hasGap: false }));
	let [from, count] = [2, ASKED];
	while (left.length > 0) {
		const asked = Array.from({ length: count }, (_, index) => from + index);
		const fresh = await store.record(
			left.flatMap(({ edit }) => asked.map((number) => numberEntry(edit.response, number))),
		);
		const further: typeof left = [];
		for (const { edit, ...before } of left) {
			const known = asked.filter((number) => !fresh.has(numberEntry(edit.response, number)));
			const highest = known.at(-1) ?? before.highest;
			const hasGap = before.hasGap || (known.length > 0 && known.length <= highest - from);
			if (highest === asked.at(-1)) {
				further.push({ edit, highest, hasGap });
				continue;
			}
			const above = asked.filter((number) => number > highest + 1);
			found.push({
				edit,
				highest,
				hasGap,
				above: above.map((number) => numberEntry(edit.response, number)),
			});
		}
		left = further;
		[from, count] = [from + count, count * 4];
	}
	return found;
}
