/** A locator's raw value as text. */
export const textOfLocator = (locator: unknown): string => {
	const value =
		typeof locator === 'object' && locator !== null
			? (locator as { value?: unknown }).value
			: locator;
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/**
 * The choice of a locator as code for a node's subtitle. n8n hands over the bare value there; the whole locator, with the name
 * that its list showed, in some versions.
 */
export const locatorSubtitle = (parameter: string): string => {
	const locator = `$parameter["${parameter}"]`;
	return `(${locator}?.cachedResultName || ${locator}?.value || (typeof ${locator} === "string" ? ${locator} : ""))`;
};
