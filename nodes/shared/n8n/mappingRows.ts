import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { CompiledMapping, MappingRow, WritePolicy } from '../mapping';
import { compileMapping, WRITE_POLICIES } from '../mapping';
import { RESULT } from '../pipedText/MixedText';
import { pipedTextField } from './pipedTextField';
import type { PerItem, Raw } from './rawParameters';
import {
	asText,
	cutText,
	isExpression,
	perItem,
	rawTextOf,
	readRaw,
	resultsFor,
} from './rawParameters';
import { policyOption } from './records/policyOption';
import { remembered } from './remembered';
import { callsOf, transformationsProperty, type RawStep } from './transformationFields';

interface RowsOptions {
	name: string;
	displayName: string;
	description?: string;
	/** Target fields of the system, as a locator or a drop-down; its `name` is set here. */
	target: Omit<INodeProperties, 'name'>;
	buttonText?: string;
	/** How many rows a new node shows, ready to be filled; what stays empty is ignored. */
	emptyRows?: number;
	displayOptions?: INodeProperties['displayOptions'];
}

const whenEmpty: INodeProperties = {
	displayName: 'When Empty',
	name: 'whenEmpty',
	type: 'options',
	options: [
		{ name: 'Leave the Field Unchanged', value: 'leave' },
		{ name: 'Clear the Field', value: 'clear' },
	],
	default: 'leave',
	description: 'What happens when the source is empty or cannot be resolved',
};

/**
 * Mapping rows: target field ← source (`{a}`) ← transformations. One component for every node that writes records. What most rows
 * do without stands behind *Add*, so that a row is two lines high.
 */
export const mappingRowsProperty = (options: RowsOptions): INodeProperties => ({
	displayName: options.displayName,
	name: options.name,
	type: 'fixedCollection',
	typeOptions: {
		multipleValues: true,
		multipleValueButtonText: options.buttonText ?? 'Add Field',
		sortable: true,
		hideOptionalFields: true,
		addOptionalFieldButtonText: 'Add',
	},
	default: { row: Array.from({ length: options.emptyRows ?? 1 }, () => ({})) },
	placeholder: options.buttonText ?? 'Add Field',
	description: options.description,
	displayOptions: options.displayOptions,
	options: [
		{
			displayName: 'Row',
			name: 'row',
			values: [
				alwaysShown({ ...options.target, name: 'target' }),
				alwaysShown(
					pipedTextField({
						displayName: 'Source',
						name: 'source',
						description: 'The value to write: an answer or field picked with {a}, or text',
					}),
				),
				transformationsProperty('transformations'),
				whenEmpty,
				policyOption,
			],
		},
	],
});

const alwaysShown = (property: INodeProperties): INodeProperties => ({
	...property,
	typeOptions: { ...property.typeOptions, showEvenWhenOptional: true },
});

/** What a target locator stands for, in systems whose locators mean different things by mode; default: its value. */
export type TargetOf = (value: string, mode: string | undefined) => string;

interface RawRow {
	target?: Raw;
	source?: Raw;
	transformations?: { step?: RawStep[] };
	whenEmpty?: 'leave' | 'clear';
	policy?: WritePolicy;
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
			transforms: isKnownPolicy(row) ? callsOf(row.transformations?.step ?? []) : NO_SUCH_POLICY,
			whenEmpty: row.whenEmpty ?? 'leave',
			policy: row.policy ?? 'always',
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
const isKnownPolicy = ({ policy = 'always' }: RawRow): boolean => WRITE_POLICIES.includes(policy);

const NO_SUCH_POLICY = 'it names a policy that does not exist';
