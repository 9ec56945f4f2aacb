import { textOf } from '../textOf';
import {
	gives,
	isOnProblem,
	ON_PROBLEM,
	optionOf,
	problem,
	wholeNumberOf,
	type Transformation,
	type TransformParameter,
} from './Transformation';

const SEPARATOR: TransformParameter = {
	name: 'decimalSeparator',
	label: 'Decimal Separator',
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
	],
	examples: [
		{ args: [], from: ' 1 234,5 ', to: 1234.5 },
		{ args: ['1'], from: '2.25', to: 2.3 },
		{ args: ['2', 'de'], from: 1234.5, to: '1.234,50' },
	],
	lists: 'each',
	compile: ([decimalsText, locale = '', separatorText, onProblem = 'keep']) => {
		const decimals = wholeNumberOf(decimalsText, -1, 0, 12);
		if (decimals === undefined) return 'decimals must be a whole number up to 12';
		const separator = optionOf(SEPARATOR, separatorText);
		if (separator === undefined)
			return `${separatorText} is not a separator; there are auto, comma and point`;
		if (!isOnProblem(onProblem)) return `${onProblem} is not one of keep, empty and error`;
		const write = writer(locale, decimals);
		if (write === undefined) return `${locale} is not a language`;
		return (value) => {
			const read = typeof value === 'boolean' ? undefined : readNumber(value, separator);
			if (read === undefined) return problem(value, 'this is not a number', onProblem);
			if (read === 'ambiguous')
				return problem(value, 'this can be read two ways; set the decimal separator', onProblem);
			return gives(write(decimals === -1 ? read : round(read, decimals)));
		};
	},
};

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

/** Spaces and apostrophes group digits everywhere; which of comma and point begins the decimals depends. */
function readNumber(value: unknown, separator: string): number | 'ambiguous' | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	const text = textOf(value)
		.replace(/[\s\u00a0\u202f'’]/g, '')
		.replace(/^[\u2212\u2013]/, '-');
	if (text.length > 40 || !/^[+-]?[\d.,]*\d[\d.,]*(?:[eE][+-]?\d{1,3})?%?$/.test(text))
		return undefined;
	const digits = text.replace('%', '');
	const decimal = separator === 'comma' ? ',' : separator === 'point' ? '.' : decimalSignOf(digits);
	if (decimal === undefined) return 'ambiguous';
	const group = decimal === ',' ? '.' : ',';
	const [whole, ...fractions] = digits.split(decimal);
	if (fractions.length > 1 || fractions.some((fraction) => fraction.includes(group)))
		return undefined;
	const groups = whole.replace(/^[+-]/, '').split(group);
	if (
		groups.length > 1 &&
		!(groups[0].length <= 3 && groups.slice(1).every((part) => /^\d{2,3}(?:[eE].*)?$/.test(part)))
	)
		return undefined;
	const read = Number([whole.split(group).join(''), ...fractions].join('.'));
	return Number.isFinite(read) ? read : undefined;
}

function decimalSignOf(digits: string): ',' | '.' | undefined {
	const [commas, points] = [digits.split(',').length - 1, digits.split('.').length - 1];
	if (commas > 0 && points > 0)
		return digits.lastIndexOf(',') > digits.lastIndexOf('.') ? ',' : '.';
	if (commas > 1) return '.';
	if (points > 1) return ',';
	if (commas === 0) return '.';
	return /^[+-]?[1-9]\d{0,2},\d{3}$/.test(digits) ? undefined : ',';
}

/** Half away from zero, as people round. */
function round(read: number, decimals: number): number {
	const size = Math.abs(read);
	if (size >= 1e15) return read;
	const rounded = Number(`${Math.round(Number(`${size}e${decimals}`))}e-${decimals}`);
	return Number.isNaN(rounded) ? Number(read.toFixed(decimals)) : Math.sign(read) * rounded;
}

const TRUE_WORDS = 'true yes y t 1 on x oui vrai ja wahr si sí sim tak prawda sì vero da evet はい';
const FALSE_WORDS =
	'false no n f 0 off non faux nein falsch nao não nie falsz fałsz falso nee net hayir hayır いいえ';

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
	compile: ([
		whenTrue = '',
		whenFalse = '',
		trueWords = '',
		falseWords = '',
		onProblem = 'keep',
	]) => {
		if (!isOnProblem(onProblem)) return `${onProblem} is not one of keep, empty and error`;
		const yes = wordSet(trueWords, TRUE_WORDS);
		const no = wordSet(falseWords, FALSE_WORDS);
		return (value) => {
			const word = textOf(value).trim().toLowerCase();
			if (yes.has(word)) return gives(whenTrue === '' ? true : whenTrue);
			if (no.has(word)) return gives(whenFalse === '' ? false : whenFalse);
			return problem(value, 'this is neither yes nor no', onProblem);
		};
	},
};

function wordSet(own: string, usual: string): Set<string> {
	const words = own.trim() === '' ? usual.split(' ') : own.split(',');
	return new Set(words.map((word) => word.trim().toLowerCase()));
}
