import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { CompiledMapping, MappingRow, WritePolicy } from '../mapping';
import { compileMapping, WRITE_POLICIES } from '../mapping';
import { joined, own, trimmed } from '../pipedText/authorText';
import { RESULT } from '../pipedText/MixedText';
import { parseStep } from '../pipedText/parseTemplate';
import type { TransformCall } from '../pipedText/Template';
import { transformationOptions } from '../pipedText/transformations/registry';
import { pipedTextField } from './pipedTextField';
import type { PerItem, Raw } from './rawParameters';
import {
	asText,
	authorTextIn,
	cutText,
	isExpression,
	perItem,
	rawTextOf,
	readRaw,
	resultsFor,
} from './rawParameters';
import { policyOption } from './records/policyOption';
import { remembered } from './remembered';

interface RowsOptions {
	name: string;
	displayName: string;
	description?: string;
	/** Target fields of the system, as a locator or a drop-down; its `name` is set here. */
	target: Omit<INodeProperties, 'name'>;
	buttonText?: string;
	displayOptions?: INodeProperties['displayOptions'];
}

/** What is wanted most often stands in the list ready made: `+33612345678` → `0612345678` is one click. */
const STEPS: INodePropertyOptions[] = [
	...transformationOptions,
	{
		name: 'Phone Number, International → National',
		value: 'phone:national',
		description: '+33612345678 → 0612345678, digits only',
	},
].sort((left, right) => left.name.localeCompare(right.name, 'en'));

/** Mapping rows: target field ← source (`{a}`) ← transformations. One component for every node that writes records. */
export const mappingRowsProperty = (options: RowsOptions): INodeProperties => ({
	displayName: options.displayName,
	name: options.name,
	type: 'fixedCollection',
	typeOptions: {
		multipleValues: true,
		multipleValueButtonText: options.buttonText ?? 'Add Field',
		sortable: true,
	},
	default: { row: [{}] },
	placeholder: options.buttonText ?? 'Add Field',
	description: options.description,
	displayOptions: options.displayOptions,
	options: [
		{
			displayName: 'Row',
			name: 'row',
			values: [
				{ ...options.target, name: 'target' },
				pipedTextField({
					displayName: 'Source',
					name: 'source',
					description: 'The value to write: an answer or field picked with {a}, or text',
				}),
				{
					displayName: 'Transformations',
					name: 'transforms',
					type: 'fixedCollection',
					typeOptions: {
						multipleValues: true,
						multipleValueButtonText: 'Add Transformation',
						sortable: true,
					},
					default: {},
					placeholder: 'Add Transformation',
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
								{
									displayName: 'Settings',
									name: 'settings',
									type: 'string',
									default: '',
									placeholder: 'e.g. national:FR',
									hint: 'Separated by colons, as after the | in piped text',
								},
							],
						},
					],
				},
				{
					displayName: 'When Empty',
					name: 'whenEmpty',
					type: 'options',
					options: [
						{ name: 'Leave the Field Unchanged', value: 'leave' },
						{ name: 'Clear the Field', value: 'clear' },
					],
					default: 'leave',
					description: 'What happens when the source is empty or cannot be resolved',
				},
				{
					displayName: 'Options',
					name: 'options',
					type: 'collection',
					placeholder: 'Add',
					default: {},
					options: [policyOption],
				},
			],
		},
	],
});

/** What a target locator stands for, in systems whose locators mean different things by mode; default: its value. */
export type TargetOf = (value: string, mode: string | undefined) => string;

interface RawRow {
	target?: Raw;
	source?: Raw;
	transforms?: { step?: Array<{ name?: Raw; settings?: Raw }> };
	whenEmpty?: 'leave' | 'clear';
	options?: { policy?: WritePolicy };
}

/**
 * The rows as a mapping per item. Sources and transformations are compiled once per run; of the n8n expressions in a source only
 * what they give differs from item to item. Where expressions name the targets, rows with the same ones share a compilation.
 */
export function readMappingRows(
	context: IExecuteFunctions,
	name: string,
	targetOf: TargetOf = (value) => value,
): PerItem<CompiledMapping> {
	const { row: raw = [] } = readRaw<{ row?: RawRow[] }>(context, name, {});
	const rows = raw.map((row) => {
		const source = cutText(row.source);
		return {
			target: perItem(context, rawTextOf(row.target) ?? ''),
			nameOf: (value: unknown): string => targetOf(asText(value), modeOf(row.target)),
			results: resultsFor(context, source),
			source: source.mixed,
			written: source.written,
			transforms: isKnownPolicy(row) ? callsOf(row.transforms?.step ?? []) : NO_SUCH_POLICY,
			whenEmpty: row.whenEmpty ?? 'leave',
			policy: row.options?.policy ?? 'always',
		};
	});
	const mappingTo = (targets: string[]): CompiledMapping =>
		compileMapping(rows.map((row, index): MappingRow => ({ ...row, target: targets[index] })));
	const targetsFor = (itemIndex: number): string[] =>
		rows.map(({ nameOf, target }) => nameOf(target(itemIndex)));
	const isFixed = !raw.some(({ target }) => isExpression(rawTextOf(target)));
	const isFilled = rows.some(({ source }) => source.includes(RESULT));
	const compiled = isFixed
		? constant(mappingTo(targetsFor(0)))
		: remembered(500, (targets) => mappingTo(JSON.parse(targets) as string[]));
	return (itemIndex) => {
		const mapping = compiled(isFixed ? '' : JSON.stringify(targetsFor(itemIndex)));
		return isFilled ? mapping.fill((row) => rows[row].results(itemIndex)) : mapping;
	};
}

const constant =
	<T>(value: T) =>
	(): T =>
		value;

const modeOf = (target: unknown): string | undefined =>
	(target as { mode?: string } | undefined)?.mode;

/** A workflow may have been written by hand; what nobody knows must not overwrite. */
const isKnownPolicy = ({ options: { policy = 'always' } = {} }: RawRow): boolean =>
	WRITE_POLICIES.includes(policy);

const NO_SUCH_POLICY = 'it names a policy that does not exist';

/** Of a list of steps, as calls; a sentence where an n8n expression would decide what is done. */
function callsOf(steps: Array<{ name?: Raw; settings?: Raw }>): TransformCall[] | string {
	const calls = steps.map(({ name, settings }): TransformCall | undefined => {
		const [step, more] = [authorTextIn(name), authorTextIn(settings)];
		if (step === undefined || more === undefined) return undefined;
		const given = trimmed(more);
		// The settings are written as after a bar, so the same parser reads them, quotes and all.
		return parseStep(given === '' ? step : joined(step, own(':'), given));
	});
	const known = calls.filter((call) => call !== undefined);
	return known.length === calls.length ? known : FROM_EXPRESSION;
}

const FROM_EXPRESSION =
	'a transformation and its settings are chosen or typed and cannot come from an n8n expression';
