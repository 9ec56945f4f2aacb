import type { INodeProperties } from 'n8n-workflow';
import { pipedTextFromProperties } from '../shared/n8n/pipedTextFrom';
import { authenticationProperty } from '../shared/n8n/qualtrics';

export const operation: INodeProperties = {
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

/** Whatever the CRM: where the lists of what follows get their questions from. */
export const questionParameters: INodeProperties[] = [
	authenticationProperty(),
	...pipedTextFromProperties('qualtrics'),
];

export const ownParameters: INodeProperties[] = [operation, ...questionParameters];
