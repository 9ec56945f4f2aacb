import type { DateTime, DurationLikeObject } from 'luxon';

export type Shift = (date: DateTime) => DateTime;

const UNITS = new Map<string, keyof DurationLikeObject | 'weekday'>([
	['sec', 'seconds'],
	['second', 'seconds'],
	['min', 'minutes'],
	['minute', 'minutes'],
	['hour', 'hours'],
	['day', 'days'],
	['week', 'weeks'],
	['month', 'months'],
	['year', 'years'],
	['weekday', 'weekday'],
]);
const FORTNIGHT = /^(?:fortnight|forthnight)s?$/;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** Further than any date a survey needs; keeps the result a date. */
const FURTHEST = 1_000_000;
const MOST_WEEKDAYS = 10_000;

const midnight: Shift = (date) => date.startOf('day');
const WORDS: Record<string, Shift> = {
	now: (date) => date,
	today: midnight,
	midnight,
	noon: (date) => date.startOf('day').set({ hour: 12 }),
	tomorrow: (date) => midnight(date.plus({ days: 1 })),
	yesterday: (date) => midnight(date.minus({ days: 1 })),
};

/**
 * Offsets in the manner of PHP's `strtotime`: `-1 day`, `+2 weeks`, `1 month ago`, `+1 month -1 day`, `next friday`,
 * `last month`, `first day of next month`, `tomorrow`. Months and years clamp to the end of the month (31 January plus a
 * month is 28 February), where PHP would overflow. Undefined if it is none of these.
 */
export function compileOffset(text: string): Shift | undefined {
	const words = text
		.trim()
		.toLowerCase()
		.replace(/([+-])\s+/g, '$1')
		.split(/[\s,]+/);
	if (words.length > 20) return undefined;
	const shifts: Shift[] = [];
	let edge: Shift | undefined;
	for (let index = 0; index < words.length; ) {
		if (
			/^(first|last)$/.test(words[index]) &&
			words[index + 1] === 'day' &&
			words[index + 2] === 'of'
		) {
			edge =
				words[index] === 'first'
					? (date) => date.set({ day: 1 })
					: (date) => date.set({ day: date.daysInMonth });
			index += 3;
			continue;
		}
		const step = readStep(words, index);
		if (step === undefined) return undefined;
		shifts.push(step.shift);
		index += step.length;
	}
	if (edge) shifts.push(edge);
	return shifts.length === 0
		? undefined
		: (date) => shifts.reduce((moved, shift) => shift(moved), date);
}

function readStep(words: string[], index: number): { shift: Shift; length: number } | undefined {
	const word = words[index];
	if (Object.hasOwn(WORDS, word)) return { shift: WORDS[word], length: 1 };
	if (WEEKDAYS.includes(word)) return { shift: toWeekday(word, false), length: 1 };
	const next = words[index + 1];
	if (word === 'next' || word === 'last' || word === 'previous' || word === 'this') {
		const amount = word === 'next' ? 1 : word === 'this' ? 0 : -1;
		if (next !== undefined && WEEKDAYS.includes(next)) {
			return { shift: amount < 0 ? toWeekdayBefore(next) : toWeekday(next, amount > 0), length: 2 };
		}
		const shift = next === undefined ? undefined : move(amount, next);
		return shift && { shift, length: 2 };
	}
	const glued = /^([+-]?\d{1,7})([a-z]*)$/.exec(word);
	if (!glued) return undefined;
	const unit = glued[2] || next;
	if (unit === undefined) return undefined;
	const length = glued[2] ? 1 : 2;
	const isAgo = words[index + length] === 'ago';
	const shift = move(Number(glued[1]) * (isAgo ? -1 : 1), unit);
	return shift && { shift, length: length + (isAgo ? 1 : 0) };
}

function move(amount: number, word: string): Shift | undefined {
	if (Math.abs(amount) > FURTHEST) return undefined;
	if (FORTNIGHT.test(word)) return (date) => date.plus({ weeks: amount * 2 });
	const unit = UNITS.get(word.replace(/s$/, ''));
	if (unit === undefined) return undefined;
	if (unit === 'weekday')
		return Math.abs(amount) > MOST_WEEKDAYS ? undefined : (date) => moveWeekdays(date, amount);
	return (date) => date.plus({ [unit]: amount });
}

function moveWeekdays(date: DateTime, amount: number): DateTime {
	const step = Math.sign(amount);
	let moved = date;
	for (let left = Math.abs(amount); left > 0; ) {
		moved = moved.plus({ days: step });
		if (moved.weekday < 6) left--;
	}
	return moved;
}

/** The coming one; today counts unless `strictly` the next is asked for. */
function toWeekday(name: string, strictly: boolean): Shift {
	const wanted = WEEKDAYS.indexOf(name) + 1;
	return (date) => {
		const days = (wanted - date.weekday + 7) % 7;
		return midnight(date.plus({ days: days === 0 && strictly ? 7 : days }));
	};
}

function toWeekdayBefore(name: string): Shift {
	const wanted = WEEKDAYS.indexOf(name) + 1;
	return (date) => midnight(date.minus({ days: (date.weekday - wanted + 7) % 7 || 7 }));
}
