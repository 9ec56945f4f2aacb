import { own } from '../authorText';
import { withoutDiacritics } from '../foldText';
import { readableText } from '../readableText';
import { textOf } from '../textOf';
import {
	gives,
	optionOf,
	unknownOption,
	wholeNumberOf,
	type Transformation,
	type TransformParameter,
} from './Transformation';

const CASE: TransformParameter = {
	name: 'case',
	label: 'Case',
	noun: 'a case',
	description: 'How the letters are written',
	type: 'options',
	default: 'upper',
	options: [
		{ name: 'Lower Case', value: 'lower' },
		{ name: 'Sentence Case', value: 'sentence' },
		{ name: 'Title Case', value: 'title' },
		{ name: 'Upper Case', value: 'upper' },
	],
};

const CASES: Record<string, (text: string) => string> = {
	upper: (text) => text.toUpperCase(),
	lower: (text) => text.toLowerCase(),
	title: (text) =>
		text
			.toLowerCase()
			.replace(
				/(^|[^\p{L}\p{M}\p{N}'’])(\p{L})/gu,
				(_, before: string, letter: string) => before + letter.toUpperCase(),
			),
	sentence: (text) => text.toLowerCase().replace(/\p{L}/u, (letter) => letter.toUpperCase()),
};

export const trim: Transformation = {
	name: 'trim',
	label: 'Trim',
	description: 'Removes spaces around the text and closes up runs of spaces inside it',
	parameters: [],
	examples: [{ args: [], from: '  Ada   Lovelace ', to: 'Ada Lovelace' }],
	lists: 'each',
	compile: () => (value) => gives(textOf(value).replace(/\s+/gu, ' ').trim()),
};

export const changeCase: Transformation = {
	name: 'case',
	label: 'Change Case',
	description: 'Writes the text in upper, lower, title or sentence case',
	parameters: [CASE],
	shorthands: {
		upper: [own('upper')],
		lower: [own('lower')],
		title: [own('title')],
		sentence: [own('sentence')],
	},
	examples: [
		{ args: ['upper'], from: 'straße', to: 'STRASSE' },
		{ args: ['title'], from: "jean-paul O'NEIL", to: "Jean-Paul O'neil" },
		{ args: ['sentence'], from: 'VERY SATISFIED', to: 'Very satisfied' },
	],
	lists: 'each',
	compile: ([argument]) => {
		const chosen = optionOf(CASE, argument);
		if (chosen === undefined) return unknownOption(CASE, argument);
		return (value) => gives(CASES[chosen](textOf(value)));
	},
};

export const defaultValue: Transformation = {
	name: 'default',
	label: 'Default Value',
	description: 'Gives this value when there is none',
	parameters: [
		{
			name: 'value',
			label: 'Value',
			description: 'Used when the value is empty',
			type: 'string',
			default: '',
		},
	],
	examples: [
		{ args: ['none'], from: '', to: 'none' },
		{ args: ['none'], from: 0, to: 0 },
	],
	lists: 'whole',
	takesEmpty: true,
	compile:
		([fallback = '']) =>
		(value) =>
			gives(
				value === undefined ||
					value === null ||
					value === '' ||
					(Array.isArray(value) && value.length === 0)
					? fallback
					: value,
			),
};

const MOST_CHARACTERS = 100_000;

export const truncate: Transformation = {
	name: 'truncate',
	label: 'Truncate',
	description: 'Cuts the text to a number of characters, never through an emoji or an accent',
	parameters: [
		{
			name: 'length',
			label: 'Length',
			description: 'Most characters to keep, the ellipsis included',
			type: 'number',
			default: 100,
			required: true,
		},
		{
			name: 'ellipsis',
			label: 'Ellipsis',
			description: 'Put at the end of a text that was cut',
			type: 'string',
			default: '',
		},
	],
	examples: [
		{ args: ['5'], from: 'Wonderful', to: 'Wonde' },
		{ args: ['5', '…'], from: 'Wonderful', to: 'Wond…' },
	],
	lists: 'joined',
	compile: ([length, ellipsis = '']) => {
		const most = wholeNumberOf(length, 100, 0, MOST_CHARACTERS);
		if (most === undefined) return `the length must be a whole number up to ${MOST_CHARACTERS}`;
		return (value) => gives(cut(textOf(value), most, ellipsis));
	},
};

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function cut(text: string, most: number, ellipsis: string): string {
	if (text.length <= most) return text;
	const kept: string[] = [];
	for (const { segment } of graphemes.segment(text)) {
		kept.push(segment);
		if (kept.length > most) break;
	}
	if (kept.length <= most) return text;
	const room = Math.max(0, most - Array.from(ellipsis).length);
	return kept.slice(0, room).join('') + Array.from(ellipsis).slice(0, most).join('');
}

export const stripHtml: Transformation = {
	name: 'strip-html',
	label: 'Strip HTML',
	description:
		'Turns HTML into plain text: tags go, entities become characters, paragraphs become lines',
	parameters: [],
	examples: [{ args: [], from: '<p>Fish &amp; chips</p><p>Peas</p>', to: 'Fish & chips\nPeas' }],
	lists: 'each',
	compile: () => (value) => gives(readableText(textOf(value), { lineBreaks: 'newline' })),
};

export const removeDiacritics: Transformation = {
	name: 'remove-diacritics',
	label: 'Remove Diacritics',
	description: 'Writes accented letters without their accents',
	parameters: [],
	examples: [{ args: [], from: 'Łódź, Zoë, Århus', to: 'Lodz, Zoe, Arhus' }],
	lists: 'each',
	compile: () => (value) => gives(withoutDiacritics(textOf(value))),
};

export const slug: Transformation = {
	name: 'slug',
	label: 'Slug',
	description:
		'Writes the text for use in an address or a key: lower case, no accents, words joined',
	parameters: [
		{
			name: 'separator',
			label: 'Separator',
			description: 'Between the words',
			type: 'string',
			default: '-',
		},
	],
	examples: [
		{ args: [], from: 'Très satisfait !', to: 'tres-satisfait' },
		{ args: ['_'], from: 'Store visit 2025', to: 'store_visit_2025' },
	],
	lists: 'each',
	compile:
		([separator = '-']) =>
		(value) =>
			gives(
				withoutDiacritics(textOf(value))
					.toLowerCase()
					.split(/[^\p{L}\p{N}]+/u)
					.filter((word) => word !== '')
					.join(separator),
			),
};
