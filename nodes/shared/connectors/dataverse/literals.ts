/** Values as they stand in addresses and filters. Source: contracts/dataverse.md 5.1. */

const GUID = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i;

/** A GUID without braces, in lower case; undefined for everything else. */
export const asGuid = (value: unknown): string | undefined =>
	typeof value === 'string' ? GUID.exec(value.trim())?.[1].toLowerCase() : undefined;

export const isName = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);

/** Not yet percent-encoded. A text that is only safe within quotes becomes so by doubling the quotes. */
export const quoted = (text: string): string => `'${text.replace(/'/g, "''")}'`;

/** What stands to the right of an operator; numbers, GUIDs and dates stand bare. */
export const literal = (value: string | number | boolean | null, isBare = false): string =>
	typeof value === 'string' && !isBare
		? quoted(value)
		: typeof value === 'number'
			? plainNumber(value)
			: String(value);

/** `1e-7` as `0.0000001`: filters, addresses and decimals in a body take no exponents. */
export const plainNumber = (number: number): string => {
	const [mantissa, exponent] = String(number).split('e');
	if (exponent === undefined) return mantissa;
	const sign = mantissa.startsWith('-') ? '-' : '';
	const [whole, part = ''] = mantissa.replace('-', '').split('.');
	const point = whole.length + Number(exponent);
	const digits = whole + part;
	if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
	return point >= digits.length
		? `${sign}${digits}${'0'.repeat(point - digits.length)}`
		: `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
};

/**
 * A path with its query. Values are encoded whole; commas, slashes and colons, which addresses may hold, are left readable.
 * The query is part of the address and not left to whoever sends it, since senders differ in what they encode.
 */
export const withQuery = (
	path: string,
	query: Readonly<Record<string, string | number | undefined>>,
): string => {
	const parts = Object.entries(query).flatMap(([name, value]) =>
		value === undefined ? [] : `${name}=${encodeQueryValue(String(value))}`,
	);
	return parts.length === 0 ? path : `${path}?${parts.join('&')}`;
};

/** A half of a surrogate pair has no encoding; it becomes the replacement character, as in any UTF-8 text. */
export const encodeQueryValue = (text: string): string =>
	encodeURIComponent(text.toWellFormed()).replace(/%2C/g, ',').replace(/'/g, '%27');
