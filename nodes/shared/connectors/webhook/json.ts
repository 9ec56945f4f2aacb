/** Readings of values that may be absent, null or of another type. */
export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A scalar as text; undefined for everything else and for blank text. */
export const asText = (value: unknown): string | undefined => {
	if (typeof value === 'string') return value.trim() === '' ? undefined : value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

export const asNumber = (value: unknown): number | undefined => {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value !== 'string' || !/^\s*[-+]?(\d+(\.\d*)?|\.\d+)\s*$/.test(value))
		return undefined;
	return Number(value);
};

export const asFlag = (value: unknown): boolean | undefined => {
	const text = asText(value)?.trim().toLowerCase();
	if (text === '1' || text === 'true' || text === 'yes') return true;
	return text === '0' || text === 'false' || text === 'no' ? false : undefined;
};

/** Nothing was given: null, blank text, an empty list or map, a list of nothing. `0` and `false` are something. */
export const isNothing = (value: unknown): boolean => {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return value.trim() === '';
	if (Array.isArray(value)) return value.every(isNothing);
	return isRecord(value) && Object.values(value).every(isNothing);
};
