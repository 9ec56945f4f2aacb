/** Readings of values that may be absent, null or of another type. */
export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A scalar as text; undefined for everything else and for the empty text. */
export const asText = (value: unknown): string | undefined => {
	if (typeof value === 'string') return value === '' ? undefined : value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

export const asRecords = (value: unknown): Json[] =>
	(Array.isArray(value) ? (value as unknown[]) : []).filter(isRecord);
