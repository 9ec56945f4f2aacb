import { isConnectorError, type ConnectorError } from '../../http/ConnectorError';
import { cutText } from '../../mapping';
import { textOf } from '../../pipedText/textOf';
import { readNumber } from '../../values/numbers';
import { isUnreadable, type UnreadableReason } from '../../values/Reading';
import { isEmpty, isNoText } from '../../values/text';
import { convertBoolean, convertChoice, convertChoices } from './choices';
import type { ColumnInfo, ColumnKind } from './ColumnInfo';
import { refuse, type Converted, type ValueContext } from './conversion';
import { convertDate, sameMoment } from './dates';
import { asGuid } from './literals';
import { isLookupRef, readLookup } from './lookupValue';

/**
 * A mapped value as its column takes it, or why that is impossible. Empty text is nothing; `0` and `false` are values.
 * Converting what was converted changes nothing. Source: contracts/dataverse.md 6, 7.
 */
export const convertValue = (
	column: ColumnInfo,
	value: unknown,
	context: ValueContext,
): Converted | ConnectorError => {
	if ((column.kind === 'text' ? isNoText : isEmpty)(value)) return { value: null };
	if (column.kind !== 'lookup' && isObject(value)) {
		return refuse(column, 'was given an object', 'Pick one of its values.');
	}
	return CONVERTERS[column.kind](column, value, context);
};

const isObject = (value: unknown): boolean =>
	typeof value === 'object' &&
	value !== null &&
	!(value instanceof Date) &&
	(!Array.isArray(value) || value.some(isObject));

type Converter = (
	column: ColumnInfo,
	value: unknown,
	context: ValueContext,
) => Converted | ConnectorError;

const convertText: Converter = (column, value, { whenTooLong }) => {
	if (value instanceof Date && Number.isNaN(value.getTime()))
		return refuse(column, 'was given a date that does not exist');
	const text = value instanceof Date ? value.toISOString() : textOf(value);
	const { maxLength = Infinity } = column;
	if (text.length <= maxLength) return { value: text };
	return whenTooLong === 'cut'
		? {
				value: cutText(text, maxLength),
				warning: `"${column.label}" (${column.name}) was cut to ${maxLength} characters`,
			}
		: refuse(
				column,
				`takes ${maxLength} characters and was given ${text.length}`,
				'Shorten it with a transformation, or let it be cut.',
			);
};

const HOW_TO_WRITE_A_NUMBER: Readonly<Record<UnreadableReason, string>> = {
	notThatKind: 'Digits with one decimal sign are read; units, currencies and other words are not.',
	ambiguous:
		'The value is ambiguous, such as 1.234: the transformation "number" says which sign begins the decimals.',
	impossible: 'It has more digits than can be kept exactly.',
};

const convertNumber: Converter = (column, value) => {
	const number = readNumber(typeof value === 'object' ? textOf(value) : value, { origin: 'typed' });
	if (isUnreadable(number)) {
		return refuse(column, 'needs a number', HOW_TO_WRITE_A_NUMBER[number.reason]);
	}
	const { min = -Infinity, max = Infinity, precision } = column;
	const isWhole = column.kind === 'integer';
	if (!Number.isFinite(number) || number < min || number > max) {
		return refuse(column, `takes numbers from ${min} to ${max}`);
	}
	if (isWhole && !Number.isSafeInteger(number)) return refuse(column, 'takes whole numbers only');
	if (isWhole || precision === undefined) return { value: number };
	const rounded = roundTo(number, precision);
	return sameNumber(rounded, number)
		? { value: rounded }
		: {
				value: rounded,
				warning: `"${column.label}" (${column.name}) was rounded to ${precision} decimals`,
			};
};

/** By the decimal text, since 1.005 is a little less than it looks. */
const roundTo = (number: number, digits: number): number => {
	const [mantissa, exponent = '0'] = String(number).split('e');
	const shifted = Math.round(Math.abs(Number(`${mantissa}e${Number(exponent) + digits}`)));
	return Math.sign(number) * Number(`${shifted}e${-digits}`) + 0;
};

const sameNumber = (left: number, right: number): boolean =>
	left === right ||
	Math.abs(left - right) <= Number.EPSILON * Math.max(Math.abs(left), Math.abs(right));

const convertId: Converter = (column, value) => {
	const guid = asGuid(value);
	return guid === undefined ? refuse(column, 'needs an ID (a GUID)') : { value: guid };
};

const CONVERTERS: Readonly<Record<ColumnKind, Converter>> = {
	text: convertText,
	integer: convertNumber,
	decimal: convertNumber,
	boolean: convertBoolean,
	choice: convertChoice,
	choices: convertChoices,
	dateTime: convertDate,
	id: convertId,
	lookup: readLookup,
	other: (column) => refuse(column, 'is of a kind that cannot be written'),
};

/**
 * Whether a record has the value already. `stored` is as Dataverse gives it, `to` as it was mapped. What cannot be converted
 * is never the same, so that the write says what is wrong with it.
 */
export const sameStored = (
	column: ColumnInfo,
	stored: unknown,
	to: unknown,
	context: ValueContext,
): boolean => {
	const converted = convertValue(column, to, context);
	if (isConnectorError(converted)) return false;
	const { value } = converted;
	const before = stored === undefined || stored === '' ? null : stored;
	if (value === null || before === null) return value === before;
	if (isLookupRef(value)) return asGuid(before) === value.id;
	if (column.kind === 'decimal') return sameNumber(Number(before), Number(value));
	if (column.kind === 'choices') return sortedList(before) === sortedList(value);
	if (column.kind === 'dateTime') return sameMoment(column, before, value);
	if (column.kind === 'id') return asGuid(before) === value;
	return before === value;
};

const sortedList = (value: unknown): string =>
	textOf(value)
		.split(',')
		.map((entry) => entry.trim())
		.sort()
		.join(',');
