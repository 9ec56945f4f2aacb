/** Any value as text: lists joined, objects as JSON, nothing for null. */
export function textOf(value: unknown, separator = ', '): string {
	if (typeof value === 'string') return value;
	if (value === undefined || value === null) return '';
	if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
		return String(value);
	if (Array.isArray(value)) return value.map((entry) => textOf(entry, separator)).join(separator);
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return '';
	}
}

/** Empty for the purposes of mapping: `0` and `false` are values. */
export function isEmptyValue(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		value === '' ||
		(Array.isArray(value) && value.length === 0)
	);
}
