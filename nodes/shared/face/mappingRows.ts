import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { CompiledMapping, MappingRow } from '../mapping';
import { compileMapping } from '../mapping';
import { parseTemplate } from '../pipedText/parseTemplate';
import type { TransformCall } from '../pipedText/Template';
import { transformationOptions } from '../pipedText/transformations/registry';
import { pipedTextField } from './pipedTextField';
import type { PerItem } from './rawParameters';
import { asText, isExpression, perItem, readRaw } from './rawParameters';
import { remembered } from './remembered';
import { rawTextOf } from './textParameters';

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
					description: 'What the field receives: an answer or field picked with {a}, or a text',
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
									hint: 'Separated by colons, as after a bar in piped text',
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
						{ name: 'Leave the Field Alone', value: 'leave' },
						{ name: 'Clear the Field', value: 'clear' },
					],
					default: 'leave',
					description: 'What happens when the source is empty or cannot be resolved',
				},
			],
		},
	],
});

/** What a target locator stands for, in systems whose locators mean different things by mode; default: its value. */
export type TargetOf = (value: string, mode: string | undefined) => string;

interface RawRow {
	target?: unknown;
	source?: unknown;
	transforms?: { step?: Array<{ name?: string; settings?: string }> };
	whenEmpty?: 'leave' | 'clear';
}

/**
 * The rows as a mapping per item. Rows without n8n expressions are compiled once per run; with them, sources are evaluated per
 * item, and rows that come out alike share one compilation.
 */
export function readMappingRows(
	context: IExecuteFunctions,
	name: string,
	targetOf: TargetOf = (value) => value,
): PerItem<CompiledMapping> {
	const raw = ((readRaw(context, name, {}) as { row?: RawRow[] }).row ?? []).map((row) => ({
		target: rawTextOf(row.target) ?? '',
		nameOf: (value: unknown): string => targetOf(asText(value), modeOf(row.target)),
		source: rawTextOf(row.source) ?? '',
		transforms: (row.transforms?.step ?? []).map(toCall),
		whenEmpty: row.whenEmpty ?? 'leave',
	}));
	if (!raw.some((row) => isExpression(row.target) || isExpression(row.source))) {
		const compiled = compileMapping(
			raw.map((row) => toRow(row, row.nameOf(row.target), row.source)),
		);
		return () => compiled;
	}
	const readers = raw.map((row) => ({
		row,
		target: perItem(context, row.target),
		source: perItem(context, row.source),
	}));
	const compiled = remembered(500, (rows) => compileMapping(JSON.parse(rows) as MappingRow[]));
	return (itemIndex) =>
		compiled(
			JSON.stringify(
				readers.map(({ row, target, source }) =>
					toRow(row, row.nameOf(target(itemIndex)), source(itemIndex)),
				),
			),
		);
}

const modeOf = (target: unknown): string | undefined =>
	(target as { mode?: string } | undefined)?.mode;

const toRow = (
	row: Pick<MappingRow, 'transforms' | 'whenEmpty'>,
	target: string,
	source: unknown,
): MappingRow => ({
	target,
	source: asText(source),
	transforms: row.transforms,
	whenEmpty: row.whenEmpty,
});

const toCall = (step: { name?: string; settings?: string }): TransformCall => {
	const settings = step.settings?.trim();
	const written = settings ? `${step.name}:${settings}` : (step.name ?? '');
	// The settings are written as after a bar, so the same parser reads them, quotes and all.
	const [token] = parseTemplate(`\${e://Field/x|${written}}`).parts;
	return token.kind === 'token' ? token.transforms[0] : { name: written, args: [] };
};
