import { DateTime } from 'luxon';

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
