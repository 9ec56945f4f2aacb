import type { INodeProperties } from 'n8n-workflow';
import { credentialsSlot } from '../shared/n8n/credentialsSlot';
import { cellRuleProperties } from './cellRuleParameters';
import { fieldOptionsProperties, fieldProperties } from './fieldParameters';
import { fileOptionsProperty, templateOptionsProperty } from './optionParameters';
import { runProperties } from './runParameters';
import { destinationProperties, targets } from './targets/registry';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Field', value: 'field' },
		{ name: 'File', value: 'file' },
	],
	default: 'file',
};

const operations: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['file'] } },
		options: [
			{
				name: 'Apply',
				value: 'apply',
				action: 'Apply file',
				description: 'Write the changed cells and create a roll-back file',
			},
			{
				name: 'Download Template',
				value: 'downloadTemplate',
				action: 'Download template',
				description:
					'Create a file with the current value of each field and an empty cell for the new one',
			},
			{
				name: 'Roll Back',
				value: 'rollBack',
				action: 'Roll back file',
				description: 'Undo what Apply wrote, using its roll-back file',
			},
			{
				name: 'Validate',
				value: 'validate',
				action: 'Validate file',
				description: 'Check everything and write nothing',
			},
			{
				name: 'Verify',
				value: 'verify',
				action: 'Verify file',
				description: 'Read records back and report whether the new values were saved',
			},
		],
		default: 'validate',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['field'] } },
		options: [
			{
				name: 'List Codes',
				value: 'listCodes',
				action: 'List codes of fields',
				description: 'Get the allowed values of list fields, as items and as CSV',
			},
		],
		default: 'listCodes',
	},
];

export const parameters: INodeProperties[] = [
	resource,
	...operations,
	targets.choice,
	...destinationProperties.filter(targets.isSignIn),
	credentialsSlot,
	...destinationProperties.filter((one) => !targets.isSignIn(one)),
	...fieldProperties,
	...fieldOptionsProperties,
	...cellRuleProperties,
	...runProperties,
	fileOptionsProperty,
	templateOptionsProperty,
];
