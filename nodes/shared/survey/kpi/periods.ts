import { DateTime } from 'luxon';
import { ConnectorError } from '../../http/ConnectorError';
import { readDate } from '../../values/dates';
import { isUnreadable } from '../../values/Reading';
import type { PeriodUnit } from './types';

export interface Period {
	/** `2026-03-31`, `2026-W14`, `2026-03`; sorts by time. */
	label: string;
	/** Milliseconds; `to` is exclusive. */
	from: number;
	to: number;
	/** ISO-8601, with the offset of the time zone. */
	fromDate: string | null;
	toDate: string | null;
}

const FORMATS: Readonly<Record<PeriodUnit, string>> = {
	day: 'yyyy-MM-dd',
	week: "kkkk-'W'WW",
	month: 'yyyy-MM',
};

const DAY_MS = 86_400_000;
/** Days remembered at most. */
const DAYS_KEPT = 20_000;

/** Finds the period of a moment in a time zone, summer time included. Weeks are ISO weeks, named by their ISO year. */
export class PeriodFinder {
	private readonly byDay = new Map<number, Period[]>();
	private latest: Period | undefined;

	constructor(
		private readonly unit: PeriodUnit,
		private readonly timeZone: string,
	) {
		assertTimeZone(timeZone);
	}

	find(ms: number): Period {
		const { latest } = this;
		if (latest && ms >= latest.from && ms < latest.to) return latest;
		return (this.latest = this.search(ms));
	}

	private search(ms: number): Period {
		const day = Math.floor(ms / DAY_MS);
		const known = this.byDay.get(day);
		const found = known?.find(({ from, to }) => ms >= from && ms < to);
		if (found) return found;
		const period = this.starting(this.at(ms));
		if (this.byDay.size >= DAYS_KEPT) this.byDay.clear();
		this.byDay.set(day, [...(known ?? []), period]);
		return period;
	}

	next(period: Period): Period {
		return this.starting(this.at(period.to));
	}

	private at(ms: number): DateTime {
		return DateTime.fromMillis(ms, { zone: this.timeZone, locale: 'en' });
	}

	private starting(moment: DateTime): Period {
		const start = moment.startOf(this.unit);
		const end = start.plus({ [this.unit]: 1 }).startOf(this.unit);
		return {
			label: start.toFormat(FORMATS[this.unit]),
			from: start.toMillis(),
			to: end.toMillis(),
			fromDate: start.toISO(),
			toDate: end.toISO(),
		};
	}
}

export function assertTimeZone(timeZone: string): void {
	if (DateTime.utc().setZone(timeZone).isValid) return;
	throw new ConnectorError('input', `There is no time zone "${timeZone}"`, {
		hint: 'Use a name such as Europe/Paris.',
	});
}

/** Milliseconds of an ISO date; a date without a zone is in the given one. Undefined when it is none. */
export function momentOf(date: string | undefined | null, timeZone: string): number | undefined {
	if (!date) return undefined;
	// What our own sources write needs no reading of every form.
	const ms = date.endsWith('Z') ? Date.parse(date) : Number.NaN;
	if (!Number.isNaN(ms)) return ms;
	const read = readDate(date, { zone: timeZone });
	return isUnreadable(read) ? undefined : read.date.toMillis();
}
