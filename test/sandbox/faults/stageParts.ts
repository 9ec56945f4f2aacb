import type { HttpSend, Runtime } from '../../../nodes/shared/http/types';
import { createVirtualClock } from '../../unit/http/virtualClock';
import { ROWS } from './bulkSweep';

export const START = Date.UTC(2026, 0, 10);
/** A refusal may hold for a while: whoever comes back comes later. */
export const HALF_AN_HOUR = 30 * 60_000;
/** Of the contact of a row. */
export const address = (index: number): string => `p${index}@example.com`;
export const list = <T>(make: (index: number) => T): T[] =>
	Array.from({ length: ROWS }, (_, index) => make(index));

export function runtimeOf(
	send: HttpSend,
	cancel: { aborted: boolean },
	clock = createVirtualClock(START),
): Runtime {
	return {
		send: async (request) => await clock.during(async () => await send(request)),
		clock,
		random: () => 0.1,
		cancel,
	};
}
