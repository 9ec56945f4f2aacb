/** What n8n's operations are called in its own conditions, for explanations. */
const WORDS: Record<string, string> = {
	after: 'is after',
	afterOrEquals: 'is after or equal to',
	before: 'is before',
	beforeOrEquals: 'is before or equal to',
	contains: 'contains',
	empty: 'is empty',
	endsWith: 'ends with',
	equals: 'is equal to',
	exists: 'exists',
	false: 'is false',
	gt: 'is greater than',
	gte: 'is greater than or equal to',
	lengthEquals: 'has a length equal to',
	lengthGt: 'has a length greater than',
	lengthGte: 'has a length greater than or equal to',
	lengthLt: 'has a length less than',
	lengthLte: 'has a length less than or equal to',
	lengthNotEquals: 'has a length not equal to',
	lt: 'is less than',
	lte: 'is less than or equal to',
	notContains: 'does not contain',
	notEmpty: 'is not empty',
	notEndsWith: 'does not end with',
	notEquals: 'is not equal to',
	notExists: 'does not exist',
	notRegex: 'does not match regex',
	notStartsWith: 'does not start with',
	regex: 'matches regex',
	startsWith: 'starts with',
	true: 'is true',
};

export const wordsFor = (operation: string): string => WORDS[operation] ?? operation;

/** A value as an explanation shows it. */
export const valueText = (value: unknown): string => {
	if (value === undefined || value === null || value === '') return 'empty';
	return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'empty');
};

/** `={{ $json.age }}` → `{{ $json.age }}`; a value typed as it is stays as it is. */
export const written = (raw: unknown): string =>
	typeof raw === 'string' && raw.startsWith('=') ? raw.slice(1).trim() : valueText(raw);

/** Kind of a value in everyday words; never the value itself. */
export function kindOf(value: unknown): string {
	if (value === undefined || value === null) return 'nothing';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'string') return value.trim() === '' ? 'an empty text' : 'a text';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
