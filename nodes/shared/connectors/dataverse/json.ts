/** Readings of what Dataverse answers: values may be absent, null or of another type. */
export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const asRecord = (value: unknown): Json => (isRecord(value) ? value : {});

/** The rows of an answer with a `value` list, or of the list itself. */
export const asRecords = (value: unknown): Json[] => {
	const list = isRecord(value) ? value.value : value;
	return Array.isArray(list) ? list.filter(isRecord) : [];
};

/** A text that is not empty. */
export const asText = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

export const asNumber = (value: unknown): number | undefined =>
	typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** Metadata wraps some properties: `{Value: …}`. */
export const asWrapped = (value: unknown): unknown => (isRecord(value) ? value.Value : value);

/** Every wording of a label, that of the user's language first. */
export const asLabels = (label: unknown): string[] => {
	const { UserLocalizedLabel: own, LocalizedLabels: all } = asRecord(label);
	const texts = [own, ...asRecords(all)].flatMap((entry) => asText(asRecord(entry).Label) ?? []);
	return [...new Set(texts)];
};
