/** A source that gives nothing to write: null, blank text, a list of such. `0` and `false` are values. */
export function isEmptySource(value: unknown): boolean {
	if (value === null || value === undefined) return true;
	if (typeof value === 'string') return value.trim() === '';
	return Array.isArray(value) && value.every(isEmptySource);
}
