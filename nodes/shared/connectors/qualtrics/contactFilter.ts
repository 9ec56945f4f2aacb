import { ConnectorError } from '../../http/ConnectorError';
import { LIMITS } from './limits';

/** The grammar of a contact search. Source: contracts/qualtrics.md 5.6. Embedded data cannot be searched. */
export type ContactFilter =
	| { filterType: TextField; comparison: 'eq' | 'neq'; value: string }
	| { filterType: 'created' | 'lastModified'; comparison: DateComparison; value: string }
	| { filterType: 'infoFieldState'; field: StateField; comparison: 'empty' | 'notEmpty' };

type TextField = 'email' | 'firstName' | 'lastName' | 'language' | 'phone' | 'extRef';
type StateField = 'email' | 'extRef' | 'firstName' | 'lastName';
type DateComparison = 'eq' | 'neq' | 'gt' | 'lt' | 'gte' | 'lte';

const SEARCHABLE_FIELDS: readonly TextField[] = [
	'email',
	'firstName',
	'lastName',
	'language',
	'phone',
	'extRef',
];

/** Qualtrics compares without regard to case and to spaces around. */
export const fieldIs = (field: string, value: string): ContactFilter => {
	const filterType = SEARCHABLE_FIELDS.find((known) => known === field);
	if (!filterType) {
		throw new ConnectorError('input', `Contacts cannot be searched by "${field}"`, {
			hint: `Qualtrics searches by ${SEARCHABLE_FIELDS.join(', ')}; embedded data cannot be searched.`,
		});
	}
	if (value.trim() === '') {
		throw new ConnectorError('input', `The value to search "${field}" for is empty`);
	}
	return { filterType, comparison: 'eq', value: value.trim() };
};

/** `at` in milliseconds. */
export const modifiedSince = (at: number): ContactFilter => ({
	filterType: 'lastModified',
	comparison: 'gte',
	value: directoryDate(at),
});

/** One filter goes bare; two to five are joined, and only by "and". */
export const searchBody = (filters: readonly ContactFilter[]): { filter: unknown } => {
	const [first, ...more] = filters;
	if (!first) throw new ConnectorError('input', 'A contact search needs at least one field');
	if (filters.length > LIMITS.filtersPerSearch) {
		throw new ConnectorError(
			'input',
			`A contact search takes ${LIMITS.filtersPerSearch} fields at most, and ${filters.length} were given`,
		);
	}
	return { filter: more.length === 0 ? first : { conjunction: 'and', filters } };
};

/** `yyyy-MM-dd HH:mm:ss` in UTC, as the directory writes dates (contracts/qualtrics.md 1.8); `at` in milliseconds. */
export const directoryDate = (at: number): string =>
	new Date(at).toISOString().slice(0, 19).replace('T', ' ');
