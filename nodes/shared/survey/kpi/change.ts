import type { Interval, KpiResult } from './types';

/** Fewer answers than this on either side tell nothing about a change. */
const LEAST_ANSWERS = 10;

export interface KpiChange {
	/** In the unit of the KPI; of per cent, in percentage points. */
	by: number;
	/** 95 % interval of the difference; null where one side has none. */
	interval: Interval | null;
	/** `clear`: the interval leaves out 0; `unclear`: chance alone may make as much; `tooFew`: not enough answers to tell. */
	verdict: 'clear' | 'unclear' | 'tooFew';
}

type Side = Pick<KpiResult, 'value' | 'interval' | 'n'>;

/**
 * The change from one value to another of different respondents. Its interval comes from the two intervals ("square and add":
 * Newcombe 1998, Statistics in Medicine 17, method 10; for values other than shares Zou & Donner 2008), so that it holds for
 * shares, means and the NPS alike, and for skewed intervals near the ends of a scale.
 */
export function changeOf(now: Side, before: Side): KpiChange | undefined {
	if (now.value === null || before.value === null) return undefined;
	const by = now.value - before.value;
	if (!now.interval || !before.interval) return { by, interval: null, verdict: 'tooFew' };
	const low = by - Math.hypot(now.value - now.interval.low, before.interval.high - before.value);
	const high = by + Math.hypot(now.interval.high - now.value, before.value - before.interval.low);
	const isClear = low > 0 || high < 0;
	const verdict =
		Math.min(now.n, before.n) < LEAST_ANSWERS ? 'tooFew' : isClear ? 'clear' : 'unclear';
	return { by, interval: { low, high, level: 95 }, verdict };
}
