import type { AuthorText } from '../authorText';
import type { TransformCall } from '../Template';

export type { TransformCall };

/** One step that changes a value: used after a bar in a token and as a choice in a mapping row. */
export interface Transformation {
	/** As written after the bar. */
	name: string;
	/** As shown in a list, in Title Case. */
	label: string;
	/** One line, shown below the label. */
	description: string;
	/** In the order in which they follow the name, separated by colons. */
	parameters: TransformParameter[];
	examples: TransformExample[];
	/** What happens to a list (several choices): each entry is changed, its joined text is, or the list as a whole. */
	lists: 'each' | 'joined' | 'whole';
	/** Other names for this step with some parameters set: `upper` for `case:upper`. */
	shorthands?: Record<string, AuthorText[]>;
	/** Runs on an empty value too; every other step leaves an empty value empty. */
	takesEmpty?: true;
	/** Reads the parameters once; a text says what is wrong with them. */
	compile(args: AuthorText[]): Step | string;
}

export interface TransformParameter {
	name: string;
	label: string;
	description: string;
	type: 'string' | 'number' | 'boolean' | 'options' | 'table';
	default: string | number | boolean;
	options?: Array<{ name: string; value: string; description?: string }>;
	/** What an option is, with its article: `a format`. */
	noun?: string;
	required?: true;
	placeholder?: string;
}

export interface TransformExample {
	args: string[];
	from: unknown;
	to: unknown;
}

export interface TransformContext {
	/** Milliseconds since 1970. */
	now: number;
	/** IANA name; dates without a zone of their own are in it. */
	timeZone: string;
}

export type Step = (value: unknown, context: TransformContext) => StepResult;

/** `warning`: the value stands, with something to know about it. `error`: there is no value. */
export interface StepResult {
	value: unknown;
	warning?: string;
	error?: string;
}

export function gives(value: unknown): StepResult {
	return { value };
}

/** What to do with a value that cannot be converted. */
export type OnProblem = 'keep' | 'empty' | 'error';

export const ON_PROBLEM: TransformParameter = {
	name: 'onProblem',
	label: 'If It Cannot Be Read',
	description: 'What to do with a value that cannot be converted',
	type: 'options',
	default: 'keep',
	options: [
		{ name: 'Keep Value and Warn', value: 'keep' },
		{ name: 'Leave Empty and Warn', value: 'empty' },
		{ name: 'Report an Error', value: 'error' },
	],
};

export const onProblemOf = (argument: string | undefined): OnProblem | undefined =>
	optionOf(ON_PROBLEM, argument) as OnProblem | undefined;

export function problem(value: unknown, message: string, onProblem: OnProblem): StepResult {
	if (onProblem === 'error') return { value: null, error: message };
	return { value: onProblem === 'empty' ? '' : value, warning: message };
}

/** The chosen option, the default for an empty argument, or undefined when there is no such option. */
export function optionOf(
	parameter: TransformParameter,
	argument: string | undefined,
): string | undefined {
	if (argument === undefined || argument === '') return String(parameter.default);
	const wanted = argument.trim().toLowerCase();
	return parameter.options?.find((option) => option.value.toLowerCase() === wanted)?.value;
}

/** What is said of a setting that is none of the options. */
export function unknownOption({ noun, options = [] }: TransformParameter, argument = ''): string {
	const values = options.map(({ value }) => value);
	const all = [values.slice(0, -1).join(', '), ...values.slice(-1)].join(' and ');
	return noun === undefined
		? `${argument} is not one of ${all}`
		: `${argument} is not ${noun}; there are ${all}`;
}

/** A whole number within bounds, the default for an empty argument, or undefined. */
export function wholeNumberOf(
	argument: string | undefined,
	fallback: number,
	least: number,
	most: number,
): number | undefined {
	if (argument === undefined || argument.trim() === '') return fallback;
	const number = Number(argument);
	return Number.isInteger(number) && number >= least && number <= most ? number : undefined;
}
