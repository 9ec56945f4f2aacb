/** How often a survey is looked at, as the node's parameters give it. Times are in the workflow's time zone. */
export type Schedule =
	| { every: 'minutes'; minutes: number }
	| { every: 'hour'; minute: number }
	| { every: 'day'; hour: number; minute: number }
	| { every: 'week'; weekday: number; hour: number; minute: number }
	| { every: 'cron'; expression: string };

export type CronResult = { ok: true; expressions: string[] } | { ok: false; reason: string };

const MOST_MINUTES = 60 * 24;

/**
 * Cron expressions with seconds. An interval that does not divide the hour cannot be one expression ("every 45 minutes" in cron
 * is 0 and 45 past each hour), so the minutes of the day are spelled out.
 */
export function toCron(schedule: Schedule): CronResult {
	switch (schedule.every) {
		case 'minutes':
			return everyMinutes(schedule.minutes);
		case 'hour':
			return checked({ minute: schedule.minute }, (c) => [`0 ${c.minute} * * * *`]);
		case 'day':
			return checked(schedule, (c) => [`0 ${c.minute} ${c.hour} * * *`]);
		case 'week':
			return checked(schedule, (c) => [`0 ${c.minute} ${c.hour} * * ${c.weekday}`]);
		case 'cron':
			return cron(schedule.expression);
	}
}

function everyMinutes(minutes: number): CronResult {
	if (!Number.isInteger(minutes) || minutes < 1 || minutes > MOST_MINUTES) {
		return {
			ok: false,
			reason: `'Minutes Between Checks' must be a whole number from 1 to ${MOST_MINUTES}`,
		};
	}
	if (60 % minutes === 0) {
		return { ok: true, expressions: [minutes === 60 ? '0 0 * * * *' : `0 */${minutes} * * * *`] };
	}
	const minutesByHour = new Map<number, number[]>();
	for (let at = 0; at < MOST_MINUTES; at += minutes) {
		const hour = Math.floor(at / 60);
		minutesByHour.set(hour, [...(minutesByHour.get(hour) ?? []), at % 60]);
	}
	const hoursByMinutes = new Map<string, number[]>();
	for (const [hour, list] of minutesByHour) {
		const key = list.join(',');
		hoursByMinutes.set(key, [...(hoursByMinutes.get(key) ?? []), hour]);
	}
	return {
		ok: true,
		expressions: [...hoursByMinutes].map(([list, hours]) => `0 ${list} ${hours.join(',')} * * *`),
	};
}

const RANGES = {
	minute: [0, 59, 'Minute'],
	hour: [0, 23, 'Hour'],
	weekday: [0, 6, 'Weekday'],
} as const;

function checked(
	fields: Partial<Record<keyof typeof RANGES, number>>,
	build: (fields: Record<keyof typeof RANGES, number>) => string[],
): CronResult {
	const values = { minute: 0, hour: 0, weekday: 0 };
	for (const name of Object.keys(RANGES) as Array<keyof typeof RANGES>) {
		const [least, most, label] = RANGES[name];
		const value = Number(fields[name] ?? 0);
		if (!Number.isInteger(value) || value < least || value > most) {
			return { ok: false, reason: `'${label}' must be a whole number from ${least} to ${most}` };
		}
		values[name] = value;
	}
	return { ok: true, expressions: build(values) };
}

function cron(expression: string): CronResult {
	const fields = expression.trim().split(/\s+/);
	if (fields.length === 5) return { ok: true, expressions: [`0 ${fields.join(' ')}`] };
	if (fields.length === 6) return { ok: true, expressions: [fields.join(' ')] };
	return {
		ok: false,
		reason: `"${expression}" is not a cron expression: it needs five fields (minute hour day month weekday), or six with seconds first`,
	};
}
