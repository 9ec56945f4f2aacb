import type { DateTime } from 'luxon';

type Letter = (date: DateTime) => string;

const two = (number: number) => String(number).padStart(2, '0');
const twelve = (hour: number) => hour % 12 || 12;
const offset = (date: DateTime, separator: string) => {
	const minutes = Math.abs(date.offset);
	return `${date.offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
};
const english = (date: DateTime, format: string) => date.toFormat(format, { locale: 'en' });

/** The letters of PHP's `date()`, which Qualtrics uses; names are English there. */
const LETTERS: Record<string, Letter> = {
	d: (date) => two(date.day),
	j: (date) => String(date.day),
	D: (date) => english(date, 'EEE'),
	l: (date) => english(date, 'EEEE'),
	N: (date) => String(date.weekday),
	w: (date) => String(date.weekday % 7),
	z: (date) => String(date.ordinal - 1),
	S: (date) => ordinalSuffix(date.day),
	W: (date) => two(date.weekNumber),
	o: (date) => String(date.weekYear),
	m: (date) => two(date.month),
	n: (date) => String(date.month),
	M: (date) => english(date, 'LLL'),
	F: (date) => english(date, 'LLLL'),
	t: (date) => String(date.daysInMonth),
	L: (date) => (date.isInLeapYear ? '1' : '0'),
	Y: (date) => String(date.year).padStart(4, '0'),
	y: (date) => two(((date.year % 100) + 100) % 100),
	a: (date) => (date.hour < 12 ? 'am' : 'pm'),
	A: (date) => (date.hour < 12 ? 'AM' : 'PM'),
	g: (date) => String(twelve(date.hour)),
	G: (date) => String(date.hour),
	h: (date) => two(twelve(date.hour)),
	H: (date) => two(date.hour),
	i: (date) => two(date.minute),
	s: (date) => two(date.second),
	u: (date) => String(date.millisecond * 1000).padStart(6, '0'),
	v: (date) => String(date.millisecond).padStart(3, '0'),
	e: (date) => date.zoneName ?? 'UTC',
	I: (date) => (date.isInDST ? '1' : '0'),
	T: (date) => english(date, 'ZZZZ'),
	P: (date) => offset(date, ':'),
	O: (date) => offset(date, ''),
	Z: (date) => String(date.offset * 60),
	U: (date) => String(Math.floor(date.toSeconds())),
};
const WHOLE: Record<string, string> = { c: 'Y-m-d\\TH:i:sP', r: 'D, d M Y H:i:s O' };

/** Formats with PHP letters; `\` keeps the next character as it is, everything else stands for itself. */
export function compileDateFormat(format: string): Letter {
	const steps: Array<string | Letter> = [];
	for (let index = 0; index < format.length; index++) {
		const character = format[index];
		if (character === '\\') steps.push(format[++index] ?? '\\');
		else if (Object.hasOwn(WHOLE, character)) steps.push(compileDateFormat(WHOLE[character]));
		else steps.push(Object.hasOwn(LETTERS, character) ? LETTERS[character] : character);
	}
	return (date) => {
		let text = '';
		for (const step of steps) text += typeof step === 'string' ? step : step(date);
		return text;
	};
}

/**
 * Qualtrics' named formats (`PT`, `DS`, `FD`, `MS`, `SL`, `DL` …) are two capitals whose meaning is not published: the
 * reason why one cannot be shown, or undefined for a format in letters.
 */
export function namedCode(format: string): string | undefined {
	return /^[A-Z]{2}$/.test(format)
		? `${format} is a named date format whose meaning Qualtrics does not publish; write it in letters, for example Y-m-d`
		: undefined;
}

function ordinalSuffix(day: number): string {
	if (day >= 11 && day <= 13) return 'th';
	return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}
