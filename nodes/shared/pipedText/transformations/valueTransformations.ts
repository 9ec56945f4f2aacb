import { readBoolean } from '../../values/booleans';
import { splitEntries } from '../../values/entries';
import { readNumber, type DecimalSign } from '../../values/numbers';
import { isUnreadable } from '../../values/Reading';
import { fold } from '../../values/text';
import { textOf } from '../textOf';
import {
	gives,
	ON_PROBLEM,
	onProblemOf,
	optionOf,
	problem,
	unknownOption,
	wholeNumberOf,
	type Transformation,
	type TransformParameter,
} from './Transformation';

const SEPARATOR: TransformParameter = {
	name: 'decimalSeparator',
	label: 'Decimal Separator',
	noun: 'a separator',
	description: 'Which sign begins the decimals in the text that is read',
	type: 'options',
	default: 'auto',
	options: [
		{
			name: 'Automatic',
			value: 'auto',
			description: 'Seen from the number; what can be read two ways is left as it is',
		},
		{ name: 'Comma', value: 'comma', description: '1.234,56' },
		{ name: 'Point', value: 'point', description: '1,234.56' },
	],
};

const PERCENT: TransformParameter = {
	name: 'percentSign',
	label: 'Percent Sign',
	description: 'What a percent sign behind the number means',
	type: 'options',
	default: 'refuse',
	options: [
		{ name: 'Not a Number', value: 'refuse' },
		{ name: 'Remove It', value: 'remove', description: '85 % gives 85' },
	],
};

export const number: Transformation = {
	name: 'number',
	label: 'Number',
	description: 'Reads a number, rounds it, and writes it for a language if one is given',
	parameters: [
		{
			name: 'decimals',
			label: 'Decimals',
			description: 'How many decimals to round to; empty keeps them all',
			type: 'number',
			default: '',
		},
		{
			name: 'locale',
			label: 'Language',
			description: 'Language to write it in, such as fr or en-GB; empty gives a plain number',
			type: 'string',
			default: '',
			placeholder: 'fr-FR',
		},
		SEPARATOR,
		ON_PROBLEM,
		PERCENT,
	],
	examples: [
		{ args: [], from: ' 1 234,5 ', to: 1234.5 },
		{ args: ['1'], from: '2.25', to: 2.3 },
		{ args: ['2', 'de'], from: 1234.5, to: '1.234,50' },
	],
	lists: 'each',
	compile: ([decimalsText, locale = '', separatorText, onProblemText, percentText]) => {
		const decimals = wholeNumberOf(decimalsText, -1, 0, 12);
		if (decimals === undefined) return 'decimals must be a whole number up to 12';
		const separator = optionOf(SEPARATOR, separatorText);
		if (separator === undefined) return unknownOption(SEPARATOR, separatorText);
		const onProblem = onProblemOf(onProblemText);
		if (onProblem === undefined) return unknownOption(ON_PROBLEM, onProblemText);
		const percent = optionOf(PERCENT, percentText);
		if (percent === undefined) return unknownOption(PERCENT, percentText);
		const write = writer(locale, decimals);
		if (write === undefined) return `${locale} is not a language`;
		const decimal = DECIMAL_SIGNS[separator];
		return (value) => {
			const read = readNumber(typeof value === 'number' ? value : textOf(value), {
				origin: 'typed',
				...(decimal && { decimal }),
				percent: percent === 'remove',
			});
			if (isUnreadable(read)) return problem(value, read.message, onProblem);
			return gives(write(decimals === -1 ? read : round(read, decimals)));
		};
	},
};

const DECIMAL_SIGNS: Record<string, DecimalSign> = { comma: ',', point: '.' };

function writer(locale: string, decimals: number): ((number: number) => unknown) | undefined {
	if (locale === '') return (read) => read;
	const places =
		decimals === -1
			? { maximumFractionDigits: 12 }
			: { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
	try {
		const format = new Intl.NumberFormat(locale, places);
		return (read) => format.format(read);
	} catch {
		return undefined;
	}
}

/** Half away from zero, as people round. */
function round(read: number, decimals: number): number {
	const size = Math.abs(read);
	const rounded = Number(`${Math.round(Number(`${size}e${decimals}`))}e-${decimals}`);
	return Number.isNaN(rounded) ? Number(read.toFixed(decimals)) : Math.sign(read) * rounded;
}

export const boolean: Transformation = {
	name: 'boolean',
	label: 'Boolean',
	description: 'Reads yes and no in many languages and writes true and false, or words of your own',
	parameters: [
		{
			name: 'whenTrue',
			label: 'When True',
			description: 'What to write for yes; empty gives true',
			type: 'string',
			default: '',
		},
		{
			name: 'whenFalse',
			label: 'When False',
			description: 'What to write for no; empty gives false',
			type: 'string',
			default: '',
		},
		{
			name: 'trueWords',
			label: 'Words for True',
			description: 'Words that mean yes, separated by commas; empty takes the usual ones',
			type: 'string',
			default: '',
		},
		{
			name: 'falseWords',
			label: 'Words for False',
			description: 'Words that mean no, separated by commas; empty takes the usual ones',
			type: 'string',
			default: '',
		},
		ON_PROBLEM,
	],
	examples: [
		{ args: [], from: ' Oui', to: true },
		{ args: ['1', '0'], from: 'no', to: '0' },
	],
	lists: 'each',
	compile: ([whenTrue = '', whenFalse = '', trueWords = '', falseWords = '', onProblemText]) => {
		const onProblem = onProblemOf(onProblemText);
		if (onProblem === undefined) return unknownOption(ON_PROBLEM, onProblemText);
		const yes = wordsIn(trueWords);
		const no = wordsIn(falseWords);
		return (value) => {
			const text = textOf(value);
			const word = fold(text);
			const usual = readBoolean(text);
			if (yes ? yes.has(word) : usual === true && !no?.has(word))
				return gives(whenTrue === '' ? true : whenTrue);
			if (no ? no.has(word) : usual === false) return gives(whenFalse === '' ? false : whenFalse);
			return problem(value, 'this is neither yes nor no', onProblem);
		};
	},
};

/** Words of the author's own; undefined where the usual ones hold. */
function wordsIn(own: string): Set<string> | undefined {
	if (own.trim() === '') return undefined;
	return new Set(splitEntries(own, { commas: true }).map(fold));
}
