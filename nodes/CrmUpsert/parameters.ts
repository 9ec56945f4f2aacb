import type { INodeProperties } from 'n8n-workflow';
import { columnLocator, tableLocator } from '../shared/face/dataverseLocators';
import { mappingRowsProperty } from '../shared/face/mappingRows';
import { pipedTextFromProperties } from '../shared/face/pipedTextFrom';
import { authenticationProperty } from '../shared/face/qualtrics';
import { consentProperties } from './consentParameters';
import { lookupsProperty } from './lookupParameters';
import { matchProperties } from './matchParameters';
import { optionsProperty } from './optionParameters';
import { providerProperty } from './providers/registry';

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Create',
			value: 'create',
			action: 'Create record',
			description: 'Create a new record. One that exists already is skipped and not touched.',
		},
		{
			name: 'Create or Update',
			value: 'createOrUpdate',
			action: 'Create or update record',
			description: 'Create a new record, or update the current one if it already exists (upsert)',
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update record',
			description:
				'Update a record: new values overwrite the old ones. One that does not exist is skipped and not created.',
		},
	],
	default: 'createOrUpdate',
};

const mappingMode: INodeProperties = {
	displayName: 'Mapping',
	name: 'mappingMode',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Map Each Column Below',
			value: 'manual',
			description: 'Choose the columns and what each receives',
		},
		{
			name: 'Map Automatically',
			value: 'automatic',
			description:
				'Item keys that are named like a column of the table, or like its label, go into it; what matches none is reported and not sent',
		},
	],
	default: 'manual',
};

export const parameters: INodeProperties[] = [
	providerProperty,
	authenticationProperty(),
	// Here, since n8n's panel shows the credentials before the last parameter that they depend on.
	...pipedTextFromProperties('survey'),
	operation,
	tableLocator({
		displayName: 'Table',
		name: 'table',
		required: true,
		description: 'The kind of record to write, such as Contact',
	}),
	...matchProperties,
	mappingMode,
	mappingRowsProperty({
		name: 'fields',
		displayName: 'Columns',
		description: 'What each column of the record receives',
		buttonText: 'Add Column',
		displayOptions: { show: { mappingMode: ['manual'] } },
		target: columnLocator('searchWritableColumns', { displayName: 'Column', name: 'target' }),
	}),
	lookupsProperty,
	...consentProperties,
	optionsProperty,
];
