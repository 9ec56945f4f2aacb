/** Readings of values that may be absent, null or of another type. */
export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const asRecord = (value: unknown): Json => (isRecord(value) ? value : {});

export const asRecords = (value: unknown): Json[] =>
	Array.isArray(value) ? value.filter(isRecord) : [];

/** A text that is not empty; of a number its digits. */
export const asText = (value: unknown): string | undefined => {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : undefined;
};

export const asTexts = (value: unknown): string[] =>
	Array.isArray(value) ? value.flatMap((entry) => asText(entry) ?? []) : [];
