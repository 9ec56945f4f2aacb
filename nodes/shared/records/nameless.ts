import { textOf } from '../pipedText/textOf';
import { fold } from '../values/text';
import type { Destination } from './Destination';

/** What a model writes where it has nothing to say. */
const SAYS_NOTHING = new Set(
	['', 'null', 'undefined', 'none', 'nil', 'nan', 'n/a', 'na', 'unknown', 'empty', '-', '?'].concat(
		'not provided',
		'not available',
		'[object object]',
	),
);

const saysNothing = (value: unknown): boolean => SAYS_NOTHING.has(fold(textOf(value)).trim());

export interface ModelsInput {
	/** By field, of what is to be set and of what the record is looked for by. */
	values: Record<string, unknown>;
	/** Fields whose value the model gives. */
	fromModel: string[];
}

/**
 * Why an input that a model made would be a record without a name, or nothing. Looked for by match fields: each of them says
 * something. Found by the system's own rules: one of the fields that these go by. Without either, nothing would tell one record
 * from another, so whatever the model was asked for has to be there.
 */
export function whyNameless(
	{ values, fromModel }: ModelsInput,
	{ match, identifiers = [] }: Pick<Destination, 'match' | 'identifiers'>,
): string | undefined {
	const isEmpty = (field: string): boolean =>
		!Object.hasOwn(values, field) || saysNothing(values[field]);
	const named = (fields: string[]): string => fields.map((field) => `"${field}"`).join(', ');
	if (match.length > 0) {
		const empty = match.map(({ field }) => field).filter(isEmpty);
		return empty.length > 0 ? `${named(empty)} says whom this is about, and is empty` : undefined;
	}
	if (identifiers.length > 0) {
		return identifiers.every(isEmpty)
			? `None of ${named(identifiers)} has a value, so nothing says whom this is about`
			: undefined;
	}
	const empty = fromModel.filter(isEmpty);
	if (empty.length > 0)
		return `${named(empty)} is empty, and nothing else tells the record from others`;
	return Object.keys(values).every(isEmpty) ? 'Every field is empty' : undefined;
}
