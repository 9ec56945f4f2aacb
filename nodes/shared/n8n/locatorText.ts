/** A locator's raw value as text. */
export const textOfLocator = (locator: unknown): string => {
	const value =
		typeof locator === 'object' && locator !== null
			? (locator as { value?: unknown }).value
			: locator;
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
