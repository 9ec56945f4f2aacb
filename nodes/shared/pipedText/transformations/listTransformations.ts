import { textOf } from '../textOf';
import { readTableLine } from './tableLine';
import { gives, type Transformation } from './Transformation';

export const split: Transformation = {
	name: 'split',
	label: 'Split',
	description: 'Cuts a text into a list, or takes one part of it',
	parameters: [
		{
			name: 'separator',
			label: 'Separator',
			description: 'Where to cut',
			type: 'string',
			default: ',',
		},
		{
			name: 'part',
			label: 'Part',
			description: 'Which part to take: 1 is the first, -1 the last. Empty gives the list',
			type: 'number',
			default: '',
		},
	],
	examples: [
		{ args: [','], from: 'red, green', to: ['red', 'green'] },
		{ args: [' ', '-1'], from: 'Ada King Lovelace', to: 'Lovelace' },
	],
	lists: 'joined',
	compile: ([separator = ',', partText = '']) => {
		const part = Number(partText);
		if (!Number.isInteger(part)) return 'the part must be a whole number';
		if (separator === '') return 'there is no separator to cut at';
		return (value) => {
			const parts = textOf(value)
				.split(separator)
				.map((piece) => piece.trim())
				.filter((piece) => piece !== '');
			return gives(part === 0 ? parts : (parts.at(part > 0 ? part - 1 : part) ?? ''));
		};
	},
};

export const join: Transformation = {
	name: 'join',
	label: 'Join',
	description: 'Puts the entries of a list into one text',
	parameters: [
		{
			name: 'separator',
			label: 'Separator',
			description: 'Between the entries',
			type: 'string',
			default: ', ',
		},
	],
	examples: [{ args: ['; '], from: ['red', 'green'], to: 'red; green' }],
	lists: 'whole',
	compile:
		([separator = ', ']) =>
		(value) =>
			gives(
				Array.isArray(value)
					? value
							.map((entry) => textOf(entry))
							.filter((entry) => entry !== '')
							.join(separator)
					: value,
			),
};

export const map: Transformation = {
	name: 'map',
	label: 'Look-up Table',
	description:
		'Replaces a value by the one beside it in a table; case and spaces around do not matter',
	parameters: [
		{
			name: 'table',
			label: 'Table',
			description:
				'What is to stand for each value, after a bar as value=replacement; * stands for all others',
			type: 'table',
			default: '',
			required: true,
			placeholder: 'Yes=1\nNo=0\n*=unknown',
		},
	],
	examples: [
		{ args: ['Promoter=happy', 'Detractor=unhappy', '*=neutral'], from: 'promoter', to: 'happy' },
		{ args: ['Promoter=happy', 'Detractor=unhappy', '*=neutral'], from: 'Passive', to: 'neutral' },
	],
	lists: 'each',
	compile: (lines) => {
		const table = new Map<string, string>();
		for (const line of lines) {
			const entry = readTableLine(line);
			if (!entry) return `"${line}" is not written as value=replacement`;
			const key = keyOf(entry.value);
			if (!table.has(key)) table.set(key, entry.replacement.trim());
		}
		if (table.size === 0) return 'the table is empty';
		return (value) => {
			const found = table.get(keyOf(textOf(value))) ?? table.get('*');
			return found === undefined
				? { value, warning: 'the value is not in the table; left as it is' }
				: gives(found);
		};
	},
};

function keyOf(text: string): string {
	return text.trim().toLowerCase();
}
