import type { INodeProperties } from 'n8n-workflow';
import { pipedTextFromProperties } from '../shared/n8n/pipedTextFrom';
import { authenticationProperty } from '../shared/n8n/qualtrics';

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
			description: 'Create a new record. An existing record is skipped.',
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
			description: 'Update an existing record. A missing record is skipped, not created.',
		},
	],
	default: 'createOrUpdate',
};

/** Whatever the CRM; those of each CRM stand behind them. */
export const ownParameters: INodeProperties[] = [
	authenticationProperty(),
	// Here, since n8n's panel shows the credentials before the last parameter that they depend on.
	...pipedTextFromProperties('qualtrics'),
	operation,
];
