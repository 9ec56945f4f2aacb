import { DateTime } from 'luxon';
import { compileDateFormat, namedCode } from '../dates/dateLetters';
import { compileOffset, type Shift } from '../dates/dateOffset';
import { never, Unresolved, type Resolve, type ResolverFactory } from './Resolver';

const NOW = new Set(['CurrentDate', 'CurrentTime']);

/**
 * `${date://CurrentDate/Y-m-d}`, `${date://CurrentTime/H:i}`, `${date://OtherDate/m%2Fd%2FY/-1 day}`: the clock and the
 * time zone of the context. A slash inside the format may be written as it is where no offset can follow.
 */
export const resolveDate: ResolverFactory = (token) => {
	const [kind, ...rest] = token.path;
	if (!NOW.has(kind) && kind !== 'OtherDate') {
		return never(`${kind} is not a date. There are CurrentDate, CurrentTime and OtherDate`);
	}
	const offsetText = kind === 'OtherDate' ? rest[rest.length - 1] : undefined;
	const format = (kind === 'OtherDate' ? rest.slice(0, -1) : rest).join('/');
	if (format === '') return never(`${kind} must be followed by a format, as in ${kind}/Y-m-d`);
	const code = namedCode(format);
	if (code) return never(code);
	const shift = offsetText === undefined ? undefined : compileOffset(offsetText);
	if (offsetText !== undefined && !shift)
		return never(`"${offsetText}" is not an offset such as -1 day or +2 weeks`);
	return written(compileDateFormat(format), shift);
};

/** The clock stands still for a whole run, so the last text is kept. */
function written(write: (date: DateTime) => string, shift: Shift | undefined): Resolve {
	let lastNow: number | undefined;
	let lastZone: string | undefined;
	let last: unknown;
	return ({ now, timeZone }) => {
		if (now === lastNow && timeZone === lastZone) return last;
		const today = DateTime.fromMillis(now, { zone: timeZone });
		const date = shift && today.isValid ? shift(today) : today;
		last = date.isValid
			? write(date)
			: new Unresolved(`The time zone ${timeZone} is not known, or the date is too far off`);
		lastNow = now;
		lastZone = timeZone;
		return last;
	};
}
