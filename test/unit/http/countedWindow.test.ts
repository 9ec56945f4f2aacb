import {
	createCountedWindow,
	isEmpty,
	noteAnswered,
	noteSent,
	roomAt,
} from '../../../nodes/shared/http/countedWindow';

const WINDOW_MS = 10_000;
/** A thousandth for clocks that differ, and a millisecond. */
const FREE_AFTER = WINDOW_MS + 11;

describe('what a system may still count', () => {
	it('counts from its going out until a window after its answer, however long that took', () => {
		const counted = createCountedWindow(WINDOW_MS);
		noteSent(counted, 1, 0);
		expect(roomAt(counted, { count: 1, capacity: 1 }, 30_000)).toBeGreaterThan(30_000);
		noteAnswered(counted, 1, { sentAt: 0, now: 30_000 });
		expect(roomAt(counted, { count: 1, capacity: 1 }, 30_000)).toBe(30_000 + FREE_AFTER);
		expect(isEmpty(counted, 30_000 + FREE_AFTER - 1)).toBe(false);
		expect(isEmpty(counted, 30_000 + FREE_AFTER)).toBe(true);
	});

	it('is free again in the order of the answers, not of the requests', () => {
		const counted = createCountedWindow(WINDOW_MS);
		for (const at of [0, 100, 200]) noteSent(counted, 1, at);
		noteAnswered(counted, 1, { sentAt: 200, now: 300 });
		noteAnswered(counted, 1, { sentAt: 0, now: 5000 });
		const room = (count: number) => roomAt(counted, { count, capacity: 3 }, 6000);
		expect(room(1)).toBe(300 + FREE_AFTER);
		expect(room(2)).toBe(5000 + FREE_AFTER);
		// The third is still under way: it cannot be sooner than this.
		expect(room(3)).toBe(6000 + FREE_AFTER);
	});

	it('answers of about one moment are free together, with the last of them', () => {
		const counted = createCountedWindow(WINDOW_MS);
		for (const at of [0, 1]) noteSent(counted, 1, at);
		noteAnswered(counted, 1, { sentAt: 0, now: 101 });
		noteAnswered(counted, 1, { sentAt: 1, now: 108 });
		expect(roomAt(counted, { count: 1, capacity: 2 }, 200)).toBe(108 + FREE_AFTER);
	});

	it('more than fits goes out alone, and what counts for nothing at once', () => {
		const counted = createCountedWindow(WINDOW_MS);
		expect(roomAt(counted, { count: 500, capacity: 100 }, 0)).toBeLessThan(0);
		noteSent(counted, 500, 0);
		expect(roomAt(counted, { count: 1, capacity: 100 }, 0)).toBeGreaterThan(0);
		expect(roomAt(counted, { count: 0, capacity: 100 }, 0)).toBeLessThan(0);
	});

	it('remembers a thousand moments of a window at most', () => {
		const counted = createCountedWindow(WINDOW_MS);
		for (let at = 0; at < WINDOW_MS; at += 1) {
			noteSent(counted, 1, at);
			noteAnswered(counted, 1, { sentAt: at, now: at });
		}
		expect(counted.remembered).toBe(WINDOW_MS);
		expect(counted.answered.length).toBeLessThanOrEqual(1000);
	});
});
