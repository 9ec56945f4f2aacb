import { own } from '../authorText';
import { textOf } from '../textOf';
import { compilePattern, LONGEST_TEXT } from './pattern/compilePattern';
import {
	gives,
	optionOf,
	wholeNumberOf,
	type StepResult,
	type Transformation,
	type TransformParameter,
} from './Transformation';

const MODE: TransformParameter = {
	name: 'mode',
	label: 'Find By',
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
const MOST_MATCHES = 10_000;
const LONGEST_RESULT = 1_000_000;

const tooLong = (value: unknown): StepResult => ({
	value,
	warning: `the text is too long for this pattern (at most ${LONGEST_TEXT} characters, fewer for an involved pattern); left as it is`,
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
		if (mode === undefined)
			return `${modeText} is not a way to find; there are text, pattern and pattern-i`;
		if (find === '') return 'there is nothing to find';
		if (mode === 'text') return (value) => limited(value, textOf(value).split(find), replacement);
		const pattern = compilePattern(find, mode === 'pattern-i');
		if (typeof pattern === 'string') return pattern;
		return (value) => {
			const text = textOf(value);
			const matches = pattern.matches(text, MOST_MATCHES);
			if (matches === 'tooLong') return tooLong(value);
			const characters = Array.from(text);
			let result = '';
			let after = 0;
			for (const match of matches) {
				result += characters.slice(after, match.start).join('') + insert(replacement, match.groups);
				after = match.end;
				if (result.length > LONGEST_RESULT) return tooLong(value);
			}
			return gives(result + characters.slice(after).join(''));
		};
	},
};

function limited(value: unknown, pieces: string[], replacement: string): StepResult {
	return pieces.length * replacement.length > LONGEST_RESULT
		? tooLong(value)
		: gives(pieces.join(replacement));
}

/** `$1` … `$99`, `$&` for all of it, `$$` for a dollar sign. */
function insert(replacement: string, groups: Array<string | undefined>): string {
	return replacement.replace(/\$(\$|&|\d{1,2})/g, (whole, which: string) => {
		if (which === '$') return '$';
		if (which === '&') return groups[0] ?? '';
		return Number(which) < groups.length && which !== '0' ? (groups[Number(which)] ?? '') : whole;
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
