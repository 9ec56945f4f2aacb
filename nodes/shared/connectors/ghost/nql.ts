/**
 * A text as NQL reads it back: both kinds of quotes are escaped, and nothing else is; a backslash stands for itself, and could be taken
 * for an escape. Source: contracts/ghost.md 4.4.
 */
const quoted = (text: string): string => `'${text.replace(/['"]/g, '\\$&')}'`;

/** Whether there is a way to ask for it; one that there is none for would spoil a whole filter. */
export const canBeAskedFor = (text: string): boolean => text !== '' && !text.includes('\\');

/** A filter that is met by whatever has one of the values there; values are data, whatever signs are in them. */
const oneOf = (field: string, values: readonly string[]): string =>
	`${field}:[${values.map(quoted).join(',')}]`;

/** Filters for all values, each of at most `most` values and short enough for a request target (contracts/ghost.md 4.5). */
export function filtersFor(field: string, values: readonly string[], most: number): string[] {
	const filters: string[] = [];
	let part: string[] = [];
	for (const value of new Set(values)) {
		const longer = [...part, value];
		const isTooMuch =
			longer.length > most || encodeURIComponent(oneOf(field, longer)).length > LONGEST;
		if (isTooMuch && part.length > 0) {
			filters.push(oneOf(field, part));
			part = [value];
		} else part = longer;
	}
	return part.length > 0 ? [...filters, oneOf(field, part)] : filters;
}

/** Proxies take 8 kB; addresses are up to 191 characters, nine bytes each at worst. */
const LONGEST = 6_000;
