import type { INodeProperties } from 'n8n-workflow';
import { directoryLocator, mailingListLocator } from '../shared/face/directoryLocators';
import { mappingRowsProperty } from '../shared/face/mappingRows';
import { pipedTextFromProperties } from '../shared/face/pipedTextFrom';
import { authenticationProperty } from '../shared/face/qualtrics';

export const parameters: INodeProperties[] = [
	authenticationProperty(),
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Create or Update',
				value: 'upsertByRules',
				action: 'Create or update contact by directory rules',
				description:
					'Create a new contact, or update the current one if it already exists (upsert). The merge rules of the directory decide who is the same person.',
			},
		],
		default: 'upsertByRules',
	},
	directoryLocator,
	mailingListLocator({
		description:
			'The list the contact is put into. Without one, the contact is in the directory alone.',
	}),
	...pipedTextFromProperties('survey'),
	mappingRowsProperty({
		name: 'fields',
		displayName: 'Contact Fields',
		description: 'What each field of the contact receives',
		target: {
			displayName: 'Field',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Choose a field…',
					typeOptions: { searchListMethod: 'searchContactFields', searchable: true },
				},
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					placeholder: 'e.g. plan',
					hint: 'A standard field such as email, or the name of an embedded data field',
				},
			],
		},
	}),
];
