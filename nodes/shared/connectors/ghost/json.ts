/** Readings of values that may be absent, null or of another type. */
export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const asRecords = (value: unknown): Json[] =>
	Array.isArray(value) ? value.filter(isRecord) : [];

/** A text that is not empty. */
export const asText = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;
