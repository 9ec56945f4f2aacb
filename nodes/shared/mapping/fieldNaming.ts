import { withoutDiacritics } from '../pipedText/foldText';
import { cutText } from './textLength';

/** How a question's words become the name of a field. What is not switched on stays as it is. */
export interface NamingRules {
	prefix?: string;
	/** Stands in for each white-space character. */
	space?: string;
	removeDiacritics?: boolean;
	/** In UTF-16 units, prefix and suffix included. */
	maxLength?: number;
	/** Whether the target takes `Name` and `name` for the same field. */
	caseInsensitive?: boolean;
}

export interface FieldName {
	name: string;
	/** Set where the folded name was taken: the position of the text that has it. */
	collidesWith?: number;
	isCut?: true;
}

function foldFieldName(text: string, rules: NamingRules = {}): string {
	const plain = rules.removeDiacritics ? withoutDiacritics(text) : text;
	const spaced =
		rules.space === undefined ? plain.trim() : plain.trim().replace(/\s/g, rules.space);
	return `${rules.prefix ?? ''}${spaced}`;
}

/** One name for each text, in order; a name that is taken gets `-2`, `-3`, … so that no answer overwrites another. */
export function nameFields(texts: string[], rules: NamingRules = {}): FieldName[] {
	const { maxLength = Infinity, caseInsensitive } = rules;
	const keyOf = (name: string): string => (caseInsensitive ? name.toLowerCase() : name);
	const owners = new Map<string, number>();
	return texts.map((text, index) => {
		const full = foldFieldName(text, rules);
		const base = cutText(full, maxLength);
		let name = base;
		for (let count = 2; owners.has(keyOf(name)); count++) {
			const suffix = `-${count}`;
			name = `${cutText(base, maxLength - suffix.length)}${suffix}`;
		}
		const collidesWith = owners.get(keyOf(base));
		owners.set(keyOf(name), index);
		return {
			name,
			...(collidesWith !== undefined && { collidesWith }),
			...(base !== full && { isCut: true as const }),
		};
	});
}
