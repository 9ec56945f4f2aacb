/**
 * Milliseconds to wait by a `Retry-After` header (RFC 9110, 10.2.3): a number of seconds or an HTTP date. Undefined when
 * absent or unreadable; a date in the past gives 0. The caller clamps.
 */
export const parseRetryAfter = (header: string | undefined, now: number): number | undefined => {
	const text = header?.trim();
	if (!text) return undefined;
	if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
	// Numbers that are no seconds (negative, signed) would otherwise be read as a year.
	if (!/[a-z]/i.test(text)) return undefined;
	const at = Date.parse(text);
	return Number.isNaN(at) ? undefined : Math.max(0, at - now);
};
