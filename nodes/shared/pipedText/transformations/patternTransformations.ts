import { own } from '../authorText';
import { textOf } from '../textOf';
import { compilePattern, LONGEST_TEXT } from './pattern/compilePattern';
import {
	gives,
	optionOf,
	unknownOption,
	wholeNumberOf,
	type StepResult,
	type Transformation,
	type TransformParameter,
} from './Transformation';

const MODE: TransformParameter = {
	name: 'mode',
	label: 'Find By',
	noun: 'a way to find',
	description: 'Whether what to find is plain text or a pattern (regular expression)',
	type: 'options',
	default: 'text',
	options: [
		{
			name: 'Pattern',
			value: 'pattern',
			description: 'Regular expression without look-around and back-references',
		},
		{
			name: 'Pattern, Any Case',
			value: 'pattern-i',
			description: 'As a pattern, without regard to case',
		},
		{ name: 'Text', value: 'text', description: 'Exactly as written' },
	],
};
const LONGEST_RESULT = 1_000_000;

const tooLong = (value: unknown): StepResult => ({
	value,
	warning: `the text is too long for this pattern (at most ${LONGEST_TEXT} characters, fewer for an involved pattern); left as it is`,
});

const resultTooLong = (value: unknown): StepResult => ({
	value,
	warning: `the text would become longer than ${LONGEST_RESULT} characters; left as it is`,
});

export const replace: Transformation = {
	name: 'replace',
	label: 'Replace',
	description: 'Replaces every occurrence of a text or a pattern',
	parameters: [
		{
			name: 'find',
			label: 'Find',
			description: 'What to look for',
			type: 'string',
			default: '',
			required: true,
		},
		{
			name: 'with',
			label: 'Replace With',
			description: 'What to put there; with a pattern, $1 is its first group',
			type: 'string',
			default: '',
		},
		MODE,
	],
	examples: [
		{ args: ['-', ' '], from: 'gift-shop-visit', to: 'gift shop visit' },
		{ args: ['(\\d+)', 'no. $1', 'pattern'], from: 'room 12', to: 'room no. 12' },
	],
	lists: 'each',
	compile: ([find = own(''), replacement = own(''), modeText]) => {
		const mode = optionOf(MODE, modeText);
		if (mode === undefined) return unknownOption(MODE, modeText);
		if (find === '') return 'there is nothing to find';
		if (mode === 'text') return (value) => limited(value, textOf(value).split(find), replacement);
		const pattern = compilePattern(find, mode === 'pattern-i');
		if (typeof pattern === 'string') return pattern;
		const inserted = compileReplacement(replacement);
		return (value) => {
			const text = textOf(value);
			// All of them: there are no more than characters, of which the engine takes a bounded number.
			const matches = pattern.matches(text, Infinity);
			if (matches === 'tooLong') return tooLong(value);
			const characters = Array.from(text);
			const pieces: string[] = [];
			let after = 0;
			let room = LONGEST_RESULT;
			const put = (piece: string): boolean => {
				pieces.push(piece);
				room -= piece.length;
				return room >= 0;
			};
			for (const { start, end, groups } of matches) {
				if (start > after && !put(characters.slice(after, start).join('')))
					return resultTooLong(value);
				for (const part of inserted) {
					if (!put(part(groups))) return resultTooLong(value);
				}
				after = end;
			}
			return gives(pieces.join('') + characters.slice(after).join(''));
		};
	},
};

function limited(value: unknown, pieces: string[], replacement: string): StepResult {
	return pieces.length * replacement.length > LONGEST_RESULT
		? resultTooLong(value)
		: gives(pieces.join(replacement));
}

type Inserted = (groups: ReadonlyArray<string | undefined>) => string;

/** `$1` … `$99`, `$&` for all of it, `$$` for a dollar sign; everything else as it stands. */
function compileReplacement(replacement: string): Inserted[] {
	return replacement
		.split(/(\$(?:\$|&|\d{1,2}))/)
		.filter((part) => part !== '')
		.map((part): Inserted => {
			if (part === '$$') return () => '$';
			if (part === '$&') return (groups) => groups[0] ?? '';
			const group = /^\$\d{1,2}$/.test(part) ? Number(part.slice(1)) : 0;
			return group === 0
				? () => part
				: (groups) => (group < groups.length ? (groups[group] ?? '') : part);
		});
}

export const extract: Transformation = {
	name: 'extract',
	label: 'Extract',
	description:
		'Takes the first part of the text that fits a pattern (regular expression); empty if none does',
	parameters: [
		{
			name: 'pattern',
			label: 'Pattern',
			description: 'Regular expression without look-around and back-references',
			type: 'string',
			default: '',
			required: true,
			placeholder: '\\d+',
		},
		{
			name: 'group',
			label: 'Group',
			description:
				'Which group of the pattern to take; 0 is all of it. Empty takes the first group if there is one',
			type: 'number',
			default: '',
		},
	],
	examples: [
		{ args: ['\\d+'], from: 'Order 4711 of May', to: '4711' },
		{ args: ['@(.+)$'], from: 'ada@example.com', to: 'example.com' },
	],
	lists: 'each',
	compile: ([source = own(''), groupText]) => {
		if (source === '') return 'there is no pattern';
		const group = wholeNumberOf(groupText, -1, 0, 99);
		if (group === undefined) return 'the group must be a whole number';
		const pattern = compilePattern(source);
		if (typeof pattern === 'string') return pattern;
		return (value) => {
			const matches = pattern.matches(textOf(value), 1);
			if (matches === 'tooLong') return tooLong('');
			const groups = matches[0]?.groups ?? [];
			return gives(groups[group === -1 ? (groups.length > 1 ? 1 : 0) : group] ?? '');
		};
	},
};
