import type { DateTime } from 'luxon';
import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { textOf } from '../../pipedText/textOf';
import { readBoolean } from '../../values/booleans';
import { readDate } from '../../values/dates';
import { readNumber } from '../../values/numbers';
import { isUnreadable } from '../../values/Reading';
import { fold, isEmpty, isNoText } from '../../values/text';
import { LIMITS } from './limits';
import type { Property, PropertyKind, PropertyOption } from './properties';

export interface ValueContext {
	/** Of dates and times without a zone. */
	timeZone: string;
}

type Converted = string | ConnectorError;
type Converter = (property: Property, value: unknown, context: ValueContext) => Converted;

/** Errors name the property and what would be right, never the value: it may be an answer. */
const refusal = ({ label, name }: Property, why: string, hint?: string): ConnectorError =>
	new ConnectorError('input', `"${label}" (${name}) ${why}`, { hint });

/**
 * A mapped value as a request holds it: always a text, an empty one where the property is to be emptied. `0` and `false` are values.
 * Converting what was converted changes nothing. Source: contracts/hubspot.md 6.2 to 6.8.
 */
export const convertValue: Converter = (property, value, context) =>
	(property.kind === 'text' ? isNoText : isEmpty)(value)
		? ''
		: CONVERTERS[property.kind](property, value, context);

const toText: Converter = (property, value) => {
	const text = value instanceof Date ? value.toISOString() : textOf(value);
	const sent = property.name === 'email' ? text.trim() : text;
	if (sent.length <= LIMITS.text) return sent;
	const why = `takes ${LIMITS.text} characters and was given ${sent.length}`;
	return refusal(property, why, 'Shorten it with a transformation.');
};

const toNumber: Converter = (property, value) => {
	const read = readNumber(typeof value === 'object' ? textOf(value) : value, { origin: 'typed' });
	if (!isUnreadable(read)) return plainNumber(read);
	return refusal(
		property,
		'needs a number',
		read.reason === 'ambiguous'
			? 'The value is ambiguous, such as 1.234: the transformation "number" says which sign begins the decimals.'
			: 'Digits with one decimal sign are read, 15 at most; units and other words are not.',
	);
};

/** Without an exponent, which HubSpot may not read. */
const plainNumber = (number: number): string =>
	number.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });

const toBoolean: Converter = (property, value) => {
	const byLabel = optionOf(property, textOf(value));
	const read = byLabel ? readBoolean(byLabel.value) : readBoolean(value);
	return read === undefined
		? refusal(property, 'takes yes or no', 'Use true or false.')
		: String(read);
};

const dateIn =
	(write: (date: DateTime) => string): Converter =>
	(property, value, { timeZone }) => {
		const read = readDate(value, { zone: timeZone });
		return isUnreadable(read)
			? refusal(property, 'needs a date', 'Use a date transformation.')
			: write(read.date);
	};

const toDate = dateIn((date) => date.toFormat('yyyy-MM-dd'));
const toMoment = dateIn((date) => date.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"));

/** By its value, else by its label, unless two have that. */
function optionOf({ options }: Property, given: string): PropertyOption | undefined {
	const byValue = options.find(({ value }) => value === given.trim());
	if (byValue) return byValue;
	const wanted = fold(given);
	const byLabel = options.filter(({ label }) => fold(label) === wanted);
	return byLabel.length === 1 ? byLabel[0] : undefined;
}

const LISTED = 12;

function noOption(property: Property): ConnectorError {
	const offered = property.options.filter(({ isHidden }) => !isHidden);
	const some = offered.slice(0, LISTED).map(({ label, value }) => `${label} (${value})`);
	const more = offered.length > LISTED ? ', …' : '';
	return refusal(
		property,
		'has no such option, or several with that label',
		`Its options: ${some.join(', ')}${more}.`,
	);
}

const codeOf = (property: Property, text: string): Converted =>
	optionOf(property, text)?.value ?? (property.isOpen ? text.trim() : noOption(property));

const toChoice: Converter = (property, value) => {
	const list = Array.isArray(value) ? (value as unknown[]) : [value];
	return list.length > 1
		? refusal(property, 'takes one option and was given several')
		: codeOf(property, textOf(list[0]));
};

/** A list, or a text cut at semicolons; a text that is an option as a whole is one. */
const toChoices: Converter = (property, value) => {
	const whole = textOf(value);
	const isOne = optionOf(property, whole) !== undefined;
	const given = Array.isArray(value) ? (value as unknown[]).map((one) => textOf(one)) : undefined;
	const codes = (given ?? (isOne ? [whole] : whole.split(';')))
		.filter((text) => text.trim() !== '')
		.map((text) => codeOf(property, text));
	return codes.find(isConnectorError) ?? [...new Set(codes)].join(';');
};

const CONVERTERS: Readonly<Record<PropertyKind, Converter>> = {
	text: toText,
	number: toNumber,
	boolean: toBoolean,
	date: toDate,
	dateTime: toMoment,
	choice: toChoice,
	choices: toChoices,
	other: (property) => refusal(property, 'is of a kind that cannot be written'),
};

/**
 * Whether a record has the value already; `stored` is as HubSpot gives it. What cannot be converted is never the same, so that the
 * write says what is wrong with it. Source: contracts/hubspot.md 6.10, 6.11.
 */
export function sameStored(
	property: Property,
	stored: unknown,
	to: unknown,
	context: ValueContext,
): boolean {
	const wanted = convertValue(property, to, context);
	if (isConnectorError(wanted)) return false;
	const before = textOf(stored);
	if (wanted === '' || before === '') return wanted === before;
	return property.name === 'email'
		? fold(before) === fold(wanted)
		: comparable(property, before) === comparable(property, wanted);
}

export function comparable({ kind }: Property, text: string): string {
	if (kind === 'number') return String(Number(text));
	if (kind === 'choices') return text.split(';').sort().join(';');
	if (kind !== 'date' && kind !== 'dateTime') return text;
	// Older answers give milliseconds.
	const at = /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
	if (Number.isNaN(at)) return text;
	const iso = new Date(at).toISOString();
	return kind === 'date' ? iso.slice(0, 10) : iso;
}
