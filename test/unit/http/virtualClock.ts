import type { Clock } from '../../../nodes/shared/http/types';

/** A clock that jumps to the earliest sleeper whenever everything else has come to rest. */
export interface VirtualClock extends Clock {
	/** Lengths of all sleeps, in order of their beginning. */
	readonly slept: number[];
	/** Real work that takes none of this time, such as a request to a stand-in: until it is done, the clock stands still. */
	during<T>(work: () => Promise<T>): Promise<T>;
}

export const createVirtualClock = (start = Date.parse('2025-03-01T12:00:00Z')): VirtualClock => {
	let now = start;
	let pumping = false;
	let held = 0;
	const slept: number[] = [];
	let sleepers: Array<{ at: number; wake: () => void }> = [];
	const pump = (): void => {
		pumping = true;
		setImmediate(() => {
			pumping = false;
			if (sleepers.length === 0 || held > 0) return;
			now = Math.max(now, Math.min(...sleepers.map(({ at }) => at)));
			const due = sleepers.filter(({ at }) => at <= now);
			sleepers = sleepers.filter(({ at }) => at > now);
			for (const { wake } of due) wake();
			if (sleepers.length > 0 && !pumping) pump();
		});
	};
	return {
		slept,
		now: () => now,
		sleep: async (ms) => {
			slept.push(ms);
			await new Promise<void>((wake) => {
				sleepers.push({ at: now + ms, wake });
				if (!pumping) pump();
			});
		},
		during: async (work) => {
			held += 1;
			try {
				return await work();
			} finally {
				held -= 1;
				if (held === 0 && !pumping) pump();
			}
		},
	};
};
