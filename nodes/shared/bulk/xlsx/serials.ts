/** Days from the first day of 1900 or of 1904; which one, the workbook says. */
export type DateSystem = 1900 | 1904;

const DAY_MS = 86_400_000;
/** 9999-12-31 in the system of 1900. */
const LAST_DAY = 2_958_466;

/** A format that shows the time only may hide a day; so many days of elapsed time it does not mean. */
const MOST_ELAPSED = 366;

/** Day 1 is the first of January 1900; the system counts a 29 February 1900 that there never was, as day 60. */
const DAY_ZERO: Record<DateSystem, number> = {
	1900: Date.UTC(1899, 11, 30),
	1904: Date.UTC(1904, 0, 1),
};

/**
 * A day and time as ISO text, to the millisecond; undefined for what is none in any calendar. `2026-11-29`, with `hasTime` or
 * where there is one `2026-11-29T09:30:00`; without a day (`hasDay: false`, less than one day) `09:30:00`.
 */
export function serialToIso(
	serial: number,
	system: DateSystem,
	{ hasDay, hasTime }: { hasDay: boolean; hasTime: boolean },
): string | undefined {
	if (!(serial >= 0) || serial >= LAST_DAY) return undefined;
	let ms = Math.round(serial * DAY_MS);
	if (!hasDay && serial < MOST_ELAPSED) return elapsed(ms);
	const day = Math.floor(ms / DAY_MS);
	if (system === 1900) {
		if (day === 60 || day === 0) return undefined;
		if (day < 60) ms += DAY_MS;
	}
	const iso = new Date(DAY_ZERO[system] + ms).toISOString();
	if (!hasTime && ms % DAY_MS === 0) return iso.slice(0, 10);
	return iso.endsWith('.000Z') ? iso.slice(0, 19) : iso.slice(0, 23);
}

function elapsed(ms: number): string {
	const seconds = Math.round(ms / 1000);
	const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** The day's number in the system of 1900, for `yyyy-MM-dd`; undefined for days before March 1900 and for what is no day. */
export function dayToSerial(iso: string): number | undefined {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
	if (!match) return undefined;
	const [month, day] = [Number(match[2]) - 1, Number(match[3])];
	const ms = Date.UTC(Number(match[1]), month, day);
	const date = new Date(ms);
	if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return undefined;
	const serial = (ms - DAY_ZERO[1900]) / DAY_MS;
	return serial > 60 && serial < LAST_DAY ? serial : undefined;
}
