import { ConnectorError } from '../http/ConnectorError';
import type { MappedField } from '../mapping';
import { textOf } from '../pipedText/textOf';
import { withoutInvisible } from '../values/invisible';
import { looksLike, type Shape } from '../values/shapes';
import { isEmpty } from '../values/text';
import type { UpsertInput } from './fold';
import type { MatchField } from './match';
import type { RecordTarget } from './RecordTarget';

/** An input, and what of it cannot be meant. */
export interface Fitted {
	input: UpsertInput;
	warnings: string[];
	/** The input is not written at all. */
	error?: ConnectorError;
}

const NOUNS: Readonly<Record<Shape, string>> = {
	phone: 'a phone number',
	email: 'an email address',
	url: 'a web address',
};

const HINT = 'Check which answer is mapped to it.';

/**
 * An answer in words that is mapped to a phone number is not written: the field is left as it is, with a warning, and the
 * others are written. Where the record is known by that field, nothing is. The value is not named: it may be an answer. What can
 * be meant is written as people see it, without invisible signs.
 */
export function fitFields(
	input: UpsertInput,
	{ shapeOf }: Pick<RecordTarget, 'shapeOf'>,
	match: readonly MatchField[],
): Fitted {
	const fitted: Fitted = { input, warnings: [] };
	if (!shapeOf) return fitted;
	const isMatched = (target: string): boolean => match.some(({ field }) => field === target);
	const fields = input.fields.map((field): MappedField => {
		const known = isSet(field) ? shapeOf(field.target) : undefined;
		if (!known) return field;
		if (looksLike(known.shape, textOf(field.value))) {
			const value = asSeen(field.value);
			return value === field.value ? field : { ...field, value };
		}
		const what = `The value for "${known.label}" is not ${NOUNS[known.shape]}`;
		if (known.identifies || isMatched(field.target)) {
			fitted.error ??= new ConnectorError('input', what, { hint: HINT });
			return field;
		}
		const note = `${what}: the field was not written. ${HINT}`;
		fitted.warnings.push(note);
		return { ...field, value: null, action: 'leave', note };
	});
	const isChanged = fields.some((field, index) => field !== input.fields[index]);
	return isChanged ? { ...fitted, input: { ...input, fields } } : fitted;
}

/** An address or a number with signs that nobody sees would never be found again. */
const asSeen = (value: unknown): unknown =>
	typeof value === 'string' ? withoutInvisible(value).trim() : value;

const isSet = ({ action, value }: MappedField): boolean => action === 'set' && !isEmpty(value);
