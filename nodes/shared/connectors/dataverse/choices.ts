import type { ConnectorError } from '../../http/ConnectorError';
import { nearestName } from '../../pipedText/lookup/nearestName';
import { textOf } from '../../pipedText/textOf';
import { fold } from '../../values/text';
import type { ColumnInfo, ColumnOption } from './ColumnInfo';
import { refuse, type Converted } from './conversion';

/** By every wording; a wording that two options share means neither. */
type Index = ReadonlyMap<string, ColumnOption | 'several'>;
const indexes = new WeakMap<ColumnInfo, Index>();

const indexOf = (column: ColumnInfo): Index => {
	const known = indexes.get(column);
	if (known) return known;
	const index = new Map<string, ColumnOption | 'several'>();
	for (const option of column.options ?? []) {
		for (const label of new Set([option.label, ...option.labels].map(fold))) {
			const taken = index.get(label);
			index.set(label, taken === undefined || taken === option ? option : 'several');
		}
	}
	indexes.set(column, index);
	return index;
};

const LISTED = 12;

/** What people may choose from: hidden options are read and written, but not offered. */
export const offeredOptions = ({ options = [] }: Pick<ColumnInfo, 'options'>): ColumnOption[] =>
	options.filter(({ isHidden }) => !isHidden);

const optionList = (column: ColumnInfo): string => {
	const options = offeredOptions(column);
	return options.length === 0
		? 'The column has no options.'
		: `Its options: ${options
				.slice(0, LISTED)
				.map(({ label, value }) => `${label} (${value})`)
				.join(', ')}${options.length > LISTED ? ', …' : ''}.`;
};

/** A number means the option's value, a text its label or else its value. */
const findOption = (column: ColumnInfo, given: unknown): ColumnOption | 'several' | undefined => {
	const byValue = (value: number): ColumnOption | undefined =>
		column.options?.find((option) => option.value === value);
	if (typeof given === 'number') return byValue(given) ?? indexOf(column).get(fold(String(given)));
	const text = textOf(given);
	const byLabel = indexOf(column).get(fold(text));
	if (byLabel !== undefined) return byLabel;
	return /^\s*-?\d+\s*$/.test(text) ? byValue(Number(text)) : undefined;
};

const notFound = (
	column: ColumnInfo,
	given: unknown,
	found: 'several' | undefined,
): ConnectorError => {
	if (found === 'several') {
		return refuse(
			column,
			'has several options with that label',
			'Use the value of the option instead.',
		);
	}
	const near = nearestOption(column, textOf(given));
	return refuse(
		column,
		'has no such option',
		`${near === undefined ? '' : `Did you mean "${near}"? `}${optionList(column)}`,
	);
};

/** A value that no option has mostly comes again and again. */
const nearest = new WeakMap<ColumnInfo, Map<string, string | undefined>>();
const MOST_VALUES = 1_000;

const nearestOption = (column: ColumnInfo, given: string): string | undefined => {
	const known = nearest.get(column) ?? new Map<string, string | undefined>();
	nearest.set(column, known);
	if (known.has(given)) return known.get(given);
	if (known.size >= MOST_VALUES) known.clear();
	const near = nearestName(
		given,
		offeredOptions(column).map(({ label }) => label),
	);
	known.set(given, near);
	return near;
};

export const convertChoice = (column: ColumnInfo, value: unknown): Converted | ConnectorError => {
	const single: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
	if (Array.isArray(single)) {
		return refuse(column, 'takes one option and was given several', optionList(column));
	}
	const option = findOption(column, single);
	return option === undefined || option === 'several'
		? notFound(column, single, option)
		: { value: option.value };
};

/** A list, or a text of labels or values set apart by commas, semicolons or line breaks; labels may hold them too. */
export const convertChoices = (column: ColumnInfo, value: unknown): Converted | ConnectorError => {
	const chosen = new Set<number>();
	const entries: unknown[] = Array.isArray(value) ? value.filter((entry) => entry !== '') : [value];
	for (const entry of entries) {
		const whole = findOption(column, entry);
		if (whole !== undefined && whole !== 'several') {
			chosen.add(whole.value);
			continue;
		}
		const parts = splitByLabels(column, textOf(entry));
		if (!Array.isArray(parts)) return parts;
		for (const part of parts) chosen.add(part.value);
	}
	return { value: [...chosen].sort((left, right) => left - right).join(',') };
};

/** From the left, always the longest piece that is an option, so that `Yes, always, No` may be two. */
const splitByLabels = (column: ColumnInfo, text: string): ColumnOption[] | ConnectorError => {
	const pieces = text.split(/([,;\n])/);
	const found: ColumnOption[] = [];
	for (let start = 0; start < pieces.length; ) {
		let end = pieces.length;
		let option: ColumnOption | 'several' | undefined;
		for (; end > start; end -= 2) {
			option = findOption(column, pieces.slice(start, end).join(''));
			if (option !== undefined) break;
		}
		const isBlank = pieces[start].trim() === '';
		if (option === undefined && !isBlank) return notFound(column, pieces[start], undefined);
		if (option === 'several') return notFound(column, pieces[start], 'several');
		if (option) found.push(option);
		start = option ? end + 1 : start + 2;
	}
	return found;
};

/**
 * The labels of the two options come first: in a column like *Do not allow e-mails* a "Yes" would mean the opposite of what
 * whoever wrote it had in mind, so it counts only where it is a label.
 */
export const convertBoolean = (column: ColumnInfo, value: unknown): Converted | ConnectorError => {
	if (typeof value === 'boolean') return { value };
	const text = fold(textOf(value));
	const byLabel = indexOf(column).get(text);
	if (byLabel !== undefined && byLabel !== 'several') return { value: byLabel.value === 1 };
	if (text === 'true' || text === '1') return { value: true };
	if (text === 'false' || text === '0') return { value: false };
	const labels = (column.options ?? []).map(({ label }) => `"${label}"`);
	return refuse(
		column,
		'takes one of two values',
		`Use true or false${labels.length === 2 ? `, or ${labels.join(' or ')}` : ''}.`,
	);
};
