import type { INodeProperties } from 'n8n-workflow';
import { groupProperties, targets } from './targets/registry';
import { optional } from '../shared/n8n/optional';

/** Targets whose records can be found and whose fields are known. */
const WITH_FIELDS = targets.systems.filter(({ hasFields = true }) => hasFields);
const withFields = WITH_FIELDS.map(({ id }) => id);
const withoutFields = targets.systems
	.filter(({ hasFields = true }) => !hasFields)
	.map(({ id }) => id);

/** What decides which fields there are. */
const DECIDES_FIELDS = [
	'target',
	...targets.systems.flatMap(({ fieldsDependOn = [] }) => fieldsDependOn),
];

const keysOfItems: INodeProperties = {
	displayName: 'Key in Items',
	name: 'keyInItems',
	type: 'string',
	default: 'email',
	required: true,
	description: 'The input field with the key',
	hint: 'Enter the field name without {{ }}',
};

export const fieldProperties: INodeProperties[] = [
	{
		displayName: 'Input Data Field Name',
		name: 'inputDataFieldName',
		type: 'string',
		default: 'data',
		required: true,
		description: 'The name of the field that holds the .csv, .xlsx or .zip file',
		displayOptions: { show: { operation: ['validate', 'apply', 'rollBack', 'verify'] } },
	},
	optional({
		displayName: 'Key Field Name or ID',
		name: 'keyField',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getKeyFields', loadOptionsDependsOn: DECIDES_FIELDS },
		default: '',
		description:
			'The field to find records by. If empty, the first of the list. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { resource: ['file'], target: withFields } },
	}),
	...WITH_FIELDS.map(
		({ id, groups }): INodeProperties => ({
			displayName: 'Target Group',
			name: 'targetGroup',
			type: 'options',
			options: [
				...groups,
				{
					name: 'List of Keys From a File',
					value: 'keysFromFile',
					description: 'Records listed by key in a .csv, .xlsx or .zip file',
				},
				{
					name: 'List of Keys From Items',
					value: 'keysFromItems',
					description: 'Records listed by key in the input items',
				},
			],
			default: 'keysFromFile',
			description: 'Which records to include in the template',
			displayOptions: { show: { operation: ['downloadTemplate'], target: [id] } },
		}),
	),
	...groupProperties,
	{
		displayName: 'Input Data Field Name',
		name: 'inputDataFieldName',
		type: 'string',
		default: 'data',
		required: true,
		description: 'The name of the field that holds the .csv, .xlsx or .zip file with the keys',
		displayOptions: {
			show: {
				operation: ['downloadTemplate'],
				targetGroup: ['keysFromFile'],
				target: withFields,
			},
		},
	},
	{
		...keysOfItems,
		displayOptions: {
			show: {
				operation: ['downloadTemplate'],
				targetGroup: ['keysFromItems'],
				target: withFields,
			},
		},
	},
	{
		...keysOfItems,
		displayOptions: { show: { operation: ['downloadTemplate'], target: withoutFields } },
	},
];

const FIELDS = {
	displayName: 'Field Names or IDs',
	name: 'fields',
	description:
		'If empty, all fields. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

export const fieldOptionsProperties: INodeProperties[] = [
	{
		displayName: 'File Format',
		name: 'fileFormat',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'CSV', value: 'csv', description: 'A text file, in a .zip' },
			{
				name: 'Excel Workbook',
				value: 'xlsx',
				description:
					'With locked current values, real dates and numbers, and drop-down lists of allowed codes',
			},
		],
		default: 'csv',
		displayOptions: { show: { operation: ['downloadTemplate'] } },
	},
	{
		displayName: 'Data Kind',
		name: 'dataKind',
		type: 'options',
		options: [
			{ name: 'Consents and Authorizations', value: 'consents' },
			{ name: 'Criteria and Fields', value: 'fields' },
			{ name: 'Everything', value: 'all' },
		],
		default: 'fields',
		description: 'What to include in the template. Keep consents in a separate file.',
		displayOptions: { show: { operation: ['downloadTemplate'], target: withFields } },
	},
	optional({
		...FIELDS,
		type: 'multiOptions',
		typeOptions: {
			loadOptionsMethod: 'getFields',
			loadOptionsDependsOn: [...DECIDES_FIELDS, 'dataKind'],
		},
		default: [],
		displayOptions: { show: { operation: ['downloadTemplate'], target: withFields } },
	}),
	optional({
		...FIELDS,
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getCodeFields', loadOptionsDependsOn: DECIDES_FIELDS },
		default: [],
		displayOptions: { show: { operation: ['listCodes'] } },
	}),
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. city, segment',
		description: 'Names of the input fields to include in the template',
		displayOptions: { show: { operation: ['downloadTemplate'], target: withoutFields } },
	},
];
