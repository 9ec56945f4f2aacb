import type { ProcessedStore } from '../../../nodes/shared/delivery/claim';

/** One of `options` ways to go on. */
export type Choose = (options: number) => number;

/**
 * Walks every way through something that chooses: runs it again and again from the start, each time with the next sequence
 * of choices. Returns how many ways there are, and how many points at which something was chosen.
 */
export async function everyWay(
	walk: (choose: Choose) => Promise<void>,
	most = 2_000_000,
): Promise<{ ways: number; states: number }> {
	const taken: Array<{ choice: number; options: number }> = [];
	let [ways, states] = [0, 0];
	for (;;) {
		let at = 0;
		await walk((options) => {
			if (at === taken.length) {
				taken.push({ choice: 0, options });
				states += 1;
			}
			const one = taken[at];
			if (one.options !== options) throw new Error('The same choices led elsewhere');
			at += 1;
			return one.choice;
		});
		ways += 1;
		if (ways > most) throw new Error(`More than ${most} ways`);
		while (
			taken.length > 0 &&
			taken[taken.length - 1].choice + 1 >= taken[taken.length - 1].options
		) {
			taken.pop();
		}
		const last = taken.at(-1);
		if (!last) return { ways, states };
		last.choice += 1;
	}
}

/** The process that ran something is gone. */
export class Killed extends Error {}

/** n8n's list: told from and recorded into, each call whole. */
export class Row {
	entries: string[] = [];

	recorded(read: readonly string[], wanted: string[]): { after: string[]; fresh: Set<string> } {
		const known = new Set(read);
		const fresh = wanted.filter((entry) => !known.has(entry));
		return { after: [...read, ...fresh], fresh: new Set(fresh) };
	}

	/** n8n takes out the first of each. */
	without(read: readonly string[], unwanted: string[]): string[] {
		const after = [...read];
		for (const entry of unwanted) {
			const index = after.indexOf(entry);
			if (index >= 0) after.splice(index, 1);
		}
		return after;
	}

	/** As one process sees it; `after` is called when a call has been carried out. */
	store(after: () => void): ProcessedStore {
		return {
			record: async (wanted) => {
				const outcome = this.recorded(this.entries, wanted);
				this.entries = outcome.after;
				after();
				return outcome.fresh;
			},
			forget: async (unwanted) => {
				this.entries = this.without(this.entries, unwanted);
				after();
			},
		};
	}
}
