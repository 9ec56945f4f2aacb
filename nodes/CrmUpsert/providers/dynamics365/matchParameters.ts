import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { columnLocator, keyLocator } from '../../../shared/n8n/dataverseLocators';
import { pipedTextField } from '../../../shared/n8n/pipedTextField';
import { optional } from '../../../shared/n8n/optional';

const WAYS: INodePropertyOptions[] = [
	{
		name: 'Alternate Key',
		value: 'key',
		description:
			'Columns that an administrator made unique. Safe when several executions run at once.',
	},
	{
		name: 'Any Columns',
		value: 'columns',
		description: 'One or more columns that must all be equal',
	},
	{
		name: 'Record ID',
		value: 'id',
		description: 'The primary key, for example from an earlier step',
	},
];

const ALWAYS_NEW: INodePropertyOptions = {
	name: 'Nothing',
	value: 'none',
	description: 'Every item creates a new record, even if the same item arrives twice',
};

const matchBy = (operations: string[], options: INodePropertyOptions[]): INodeProperties => ({
	displayName: 'Match On',
	name: 'matchBy',
	type: 'options',
	noDataExpression: true,
	options,
	default: 'columns',
	description: 'How to find the existing record for an item',
	displayOptions: { show: { operation: operations } },
});

const show = (by: string) => ({ show: { matchBy: [by] } });

const COMPARE: INodePropertyOptions[] = [
	{ name: 'Automatically', value: 'auto', description: 'As the column is meant: email or text' },
	{ name: 'As Email', value: 'email', description: 'Without spaces, in any case' },
	{ name: 'As Phone Number', value: 'phone', description: 'By digits; 00 is a plus' },
	{ name: 'As Text', value: 'text', description: 'Without spaces around it, in any case' },
	{ name: 'Exactly', value: 'exact', description: 'Without spaces around it' },
];

const value = (description: string): INodeProperties =>
	pipedTextField({ displayName: 'Value', name: 'value', description });

export const matchProperties: INodeProperties[] = [
	matchBy(['createOrUpdate', 'update'], WAYS),
	matchBy(['create'], [...WAYS, ALWAYS_NEW]),
	{
		displayName: 'Match Columns',
		name: 'matchColumns',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Match Column' },
		default: { row: [{}] },
		placeholder: 'Add Match Column',
		description: 'Finds the record in which all of these are equal',
		displayOptions: show('columns'),
		options: [
			{
				displayName: 'Match Column',
				name: 'row',
				values: [
					columnLocator('searchMatchColumns', { displayName: 'Column', name: 'column' }),
					optional(value('The value to find. If empty, the value mapped to this column below.')),
					{
						displayName: 'Compare',
						name: 'compare',
						type: 'options',
						options: COMPARE,
						default: 'auto',
					},
				],
			},
		],
	},
	keyLocator({
		displayName: 'Alternate Key',
		name: 'matchKey',
		required: true,
		description: 'Each column of the key needs a value: here or in the fields below',
		displayOptions: show('key'),
	}),
	optional({
		displayName: 'Key Values',
		name: 'matchKeyValues',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Key Value' },
		default: {},
		placeholder: 'Add Key Value',
		description: 'Values for key columns that are not mapped below',
		displayOptions: show('key'),
		options: [
			{
				displayName: 'Key Value',
				name: 'row',
				values: [
					columnLocator('searchMatchColumns', { displayName: 'Column', name: 'column' }),
					value('The value to find'),
				],
			},
		],
	}),
	pipedTextField(
		{
			displayName: 'Record ID',
			name: 'recordId',
			required: true,
			default: { mode: 'text', value: '' },
			description: 'An ID, or the address of the record in the app',
			displayOptions: show('id'),
		},
		'e.g. {{ $json.id }}',
	),
];
