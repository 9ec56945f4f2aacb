import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { AuthorText } from '../pipedText/authorText';
import { parseStep } from '../pipedText/parseTemplate';
import type { TransformCall } from '../pipedText/Template';
import { tableLine } from '../pipedText/transformations/tableLine';
import {
	findTransformation,
	readyMadeSteps,
	transformationOptions,
	transformations,
} from '../pipedText/transformations/registry';
import type {
	Transformation,
	TransformParameter,
} from '../pipedText/transformations/Transformation';
import type { Raw } from './rawParameters';
import { authorTextIn, settingIn } from './rawParameters';
import { optional } from './optional';

/** One step as a row holds it: `{ name: 'phone', phoneFormat: 'national', phoneCountry: 'FR' }`. */
export interface RawStep {
	name?: Raw;
	[setting: string]: Raw | RawTable | undefined;
}

interface RawTable {
	entry?: Array<{ value?: Raw; replacement?: Raw }>;
}

/** A table that is not there yet is no object either. */
const isTable = (
	{ type }: TransformParameter,
	_setting: Raw | RawTable | undefined,
): _setting is RawTable | undefined => type === 'table';

/** What is wanted most often stands in the list ready made: `+33612345678` → `0612345678` is one click. */
const STEPS: INodePropertyOptions[] = [
	...transformationOptions,
	...readyMadeSteps.map(({ name, label, description }) => ({
		name: label,
		value: name,
		description,
	})),
].sort((left, right) => left.name.localeCompare(right.name, 'en'));

/**
 * The transformations of a row. Each shows the parameters that its declaration in the registry names, which are the settings
 * after a bar in piped text: one list for both. A name of its own for each keeps the settings of one step out of the next.
 */
export const transformationsProperty = (name: string): INodeProperties => ({
	displayName: 'Transformations',
	name,
	type: 'fixedCollection',
	typeOptions: {
		multipleValues: true,
		multipleValueButtonText: 'Add Transformation',
		sortable: true,
	},
	default: {},
	placeholder: 'Add Transformation',
	description: 'What is done to the source before it is written, from top to bottom',
	options: [
		{
			displayName: 'Transformation',
			name: 'step',
			values: [
				{
					displayName: 'Transformation',
					name: 'name',
					type: 'options',
					options: STEPS,
					default: 'trim',
				},
				...transformations.flatMap((transformation) =>
					transformation.parameters.map((parameter, position) =>
						fieldOf(parameter, {
							name: fieldName(transformation, parameter),
							displayOptions: { show: { name: namesThatAsk(transformation, position) } },
						}),
					),
				),
			],
		},
	],
});

/** `phone` and `format` → `phoneFormat`. */
const fieldName = (
	{ name }: Pick<Transformation, 'name'>,
	parameter: Pick<TransformParameter, 'name'>,
): string =>
	name === parameter.name
		? name
		: `${name}${parameter.name[0].toUpperCase()}${parameter.name.slice(1)}`;

/** A ready-made step does not ask for what it sets. */
const namesThatAsk = ({ name }: Transformation, position: number): string[] => [
	name,
	...readyMadeSteps
		.filter((ready) => ready.of === name && position >= ready.sets)
		.map((ready) => ready.name),
];

type Placed = Pick<INodeProperties, 'name' | 'displayOptions'>;

function fieldOf(parameter: TransformParameter, placed: Placed): INodeProperties {
	const { label, description, placeholder } = parameter;
	const field = { ...placed, displayName: label, description };
	if (parameter.type === 'table') return tableField(parameter, placed);
	if (parameter.type === 'options')
		return {
			...field,
			type: 'options',
			options: parameter.options,
			default: String(parameter.default),
		};
	// A number that may be left out has no default, which n8n's number field does not know.
	const isNumber = parameter.type === 'number' && typeof parameter.default === 'number';
	const filled: INodeProperties = {
		...field,
		type: isNumber ? 'number' : 'string',
		default: parameter.default,
		...(placeholder !== undefined && { placeholder: `e.g. ${placeholder}` }),
	};
	return parameter.required || parameter.default !== '' ? filled : optional(filled);
}

const tableField = (
	{ label, description }: TransformParameter,
	placed: Placed,
): INodeProperties => ({
	...placed,
	displayName: label,
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Entry', sortable: true },
	default: {},
	placeholder: 'Add Entry',
	description,
	options: [
		{
			displayName: 'Entry',
			name: 'entry',
			values: [
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. Yes',
					description: 'What comes in; * stands for all other values',
				},
				{
					displayName: 'Replacement',
					name: 'replacement',
					type: 'string',
					default: '',
					placeholder: 'e.g. 1',
					description: 'What takes its place',
				},
			],
		},
	],
});

/** Of a list of steps, as calls; a sentence where an n8n expression would decide what is done. */
export function callsOf(steps: RawStep[]): TransformCall[] | string {
	const calls: TransformCall[] = [];
	for (const step of steps) {
		const name = authorTextIn(step.name);
		const call = name === undefined ? undefined : callOf(parseStep(name), step);
		if (call === undefined) return FROM_EXPRESSION;
		calls.push(call);
	}
	return calls;
}

const FROM_EXPRESSION =
	'a transformation and its settings are chosen or typed and cannot come from an n8n expression';

/** What a ready-made step or a short name sets stands before what its fields say. */
function callOf({ name, args }: TransformCall, step: RawStep): TransformCall | undefined {
	const found = findTransformation(name);
	// Named with the nearest that exists, where the calls are compiled.
	if (!found) return { name, args };
	const { transformation, leadingArgs } = found;
	const given = transformation.parameters
		.slice(leadingArgs.length + args.length)
		.map((parameter) => settingsIn(parameter, step[fieldName(transformation, parameter)]));
	const known = given.filter((settings) => settings !== undefined);
	return known.length === given.length ? { name, args: [...args, ...known.flat()] } : undefined;
}

function settingsIn(
	parameter: TransformParameter,
	raw: Raw | RawTable | undefined,
): AuthorText[] | undefined {
	if (isTable(parameter, raw)) return linesIn(raw ?? {});
	const setting = settingIn(raw, parameter.default);
	return setting === undefined ? undefined : [setting];
}

/** Each entry as it is written after a bar. */
function linesIn({ entry = [] }: RawTable): AuthorText[] | undefined {
	const lines = entry.map(({ value, replacement }) => {
		const [from, to] = [authorTextIn(value), authorTextIn(replacement)];
		return from === undefined || to === undefined ? undefined : tableLine(from, to);
	});
	const known = lines.filter((line) => line !== undefined);
	return known.length === lines.length ? known : undefined;
}
