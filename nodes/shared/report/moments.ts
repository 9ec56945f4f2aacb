import { DateTime } from 'luxon';
import type { KpiResult } from '../survey/kpi';

/** `1 Apr 2026, 14:00 (Europe/Paris)`; what is no date stays as it is. */
export function formatMoment(iso: string, timeZone: string): string {
	const moment = DateTime.fromISO(iso, { zone: timeZone, locale: 'en' });
	return moment.isValid ? `${moment.toFormat('d LLL yyyy, HH:mm')} (${timeZone})` : iso;
}

export function formatDay(iso: string, timeZone: string): string {
	const moment = DateTime.fromISO(iso, { zone: timeZone, locale: 'en' });
	return moment.isValid ? moment.toFormat('d LLL yyyy') : iso;
}

export function formatTime(iso: string, timeZone: string): string {
	const moment = DateTime.fromISO(iso, { zone: timeZone, locale: 'en' });
	return moment.isValid ? moment.toFormat('HH:mm:ss') : iso;
}

/** `45 s`, `3 min 5 s`, `2 h 10 min`. */
export function formatDuration(ms: number): string {
	const seconds = Math.max(0, Math.round(ms / 1000));
	if (seconds < 60) return `${seconds} s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `September 2026 so far` while the period is not over. */
export function formatPeriodSoFar({ period, asOf }: Pick<KpiResult, 'period' | 'asOf'>) {
	const text = formatPeriod(period);
	const isRunning = period.label !== null && period.to && Date.parse(period.to) > Date.parse(asOf);
	return text && isRunning ? `${text} so far` : text;
}

/** For the axis of a chart: `Sep 2026`, `W14 2026`, `31 Mar 2026`. */
export function formatPeriodShort(period: KpiResult['period']): string {
	const { unit, label } = period;
	if (label === null) return 'All';
	const [year, part] = label.split('-');
	if (unit === 'week') return `${part} ${year}`;
	const month = DateTime.fromISO(label, { zone: 'UTC', locale: 'en' });
	return unit === 'month' && month.isValid
		? month.toFormat('LLL yyyy')
		: (formatPeriod(period) ?? label);
}

/**
 * `September 2026`, `week 14 of 2026`, `31 Mar 2026`; of values that no period sets apart the days from the first to the last.
 * Undefined where there is none.
 */
export function formatPeriod({
	unit,
	label,
	from,
	to,
	timeZone,
}: KpiResult['period']): string | undefined {
	if (label === null) {
		const days = [from, to].flatMap((date) => (date ? [formatDay(date, timeZone)] : []));
		return days.length > 0 ? [...new Set(days)].join(' to ') : undefined;
	}
	if (unit === 'day') return formatDay(label, 'UTC');
	const [year, part] = label.split('-');
	if (unit === 'week') return `week ${Number(part.slice(1))} of ${year}`;
	const month = DateTime.utc(Number(year), Number(part)).setLocale('en');
	return unit === 'month' && month.isValid ? month.toFormat('LLLL yyyy') : label;
}
