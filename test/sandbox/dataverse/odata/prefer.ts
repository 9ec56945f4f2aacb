import { header, type Operation } from '../world';

export interface Preferences {
	representation: boolean;
	/** Patterns of annotations: `*`, `OData.Community.Display.V1.FormattedValue`. */
	annotations: string[];
	maxPageSize: number | undefined;
	continueOnError: boolean;
}

/** Reads the `Prefer` header: preferences with commas between them in one header (contracts/dataverse.md 3). */
export function preferencesOf(operation: Pick<Operation, 'headers'>): Preferences {
	const preferences: Preferences = {
		representation: false,
		annotations: [],
		maxPageSize: undefined,
		continueOnError: false,
	};
	const text = header(operation, 'prefer') ?? '';
	for (const [, name, quoted, bare] of text.matchAll(
		/([\w.-]+)(?:\s*=\s*(?:"([^"]*)"|([^,\s]+)))?/g,
	)) {
		const value = quoted ?? bare;
		if (name === 'return') preferences.representation = value === 'representation';
		if (name === 'odata.include-annotations' || name === 'include-annotations')
			preferences.annotations = (value ?? '').split(',').map((part) => part.trim());
		if (name === 'odata.maxpagesize' && /^\d+$/.test(value ?? ''))
			preferences.maxPageSize = Number(value);
		if (name === 'odata.continue-on-error') preferences.continueOnError = value !== 'false';
	}
	return preferences;
}

export const wantsAnnotation = ({ annotations }: Preferences, name: string): boolean =>
	annotations.some(
		(pattern) =>
			pattern === '*' ||
			pattern === name ||
			(pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1))),
	);
