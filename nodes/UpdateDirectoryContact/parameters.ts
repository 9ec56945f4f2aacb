import type { INodeProperties } from 'n8n-workflow';
import { directoryLocator, mailingListsProperty } from '../shared/n8n/directoryLocators';
import { mappingRowsProperty } from '../shared/n8n/mappingRows';
import { mappingModeProperty } from '../shared/n8n/records/parameters';
import { pipedTextFromProperties } from '../shared/n8n/pipedTextFrom';
import { authenticationProperty } from '../shared/n8n/qualtrics';
import { optionsProperty } from './optionParameters';
import { subscriptionProperties } from './subscriptionParameters';
import { transactionProperties } from './transactionParameters';

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Create',
			value: 'create',
			action: 'Create contact',
			description: 'Create a new contact. One that exists already is skipped and not touched.',
		},
		{
			name: 'Create or Update',
			value: 'upsertByRules',
			action: 'Create or update contact by directory rules',
			description:
				'Create a new contact, or update the current one if it already exists (upsert). The merge rules of the directory decide who is the same person.',
		},
		{
			name: 'Create or Update by Chosen Fields',
			value: 'upsertByFields',
			action: 'Create or update contact by chosen fields',
			description:
				'Create a new contact, or update the current one if it already exists (upsert). The match fields decide who is the same person.',
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update contact',
			description: 'Update a contact. One that does not exist is skipped and not created.',
		},
	],
	default: 'upsertByRules',
};

const matchFields: INodeProperties = {
	displayName: 'Match Fields',
	name: 'matchFields',
	type: 'multiOptions',
	options: [
		{ name: 'Email', value: 'email' },
		{ name: 'External Data Reference', value: 'extRef' },
		{ name: 'First Name', value: 'firstName' },
		{ name: 'Last Name', value: 'lastName' },
		{ name: 'Phone', value: 'phone' },
	],
	default: ['email'],
	required: true,
	description:
		'A contact is the same person when all of these are equal (case aside). Each needs a row among the fields. Embedded data cannot be searched in Qualtrics.',
	displayOptions: { show: { operation: ['upsertByFields', 'update', 'create'] } },
};

export const parameters: INodeProperties[] = [
	authenticationProperty(),
	operation,
	directoryLocator,
	mailingListsProperty({
		description:
			'The lists the contact is put into. Without any, the contact is in the directory alone.',
	}),
	matchFields,
	...pipedTextFromProperties('qualtrics'),
	mappingModeProperty(
		'field',
		'Item keys that are named like a field of the contact go into it; what matches no field is reported and not sent',
	),
	mappingRowsProperty({
		name: 'fields',
		emptyRows: 5,
		displayName: 'Contact Fields',
		description: 'What each field of the contact receives',
		displayOptions: { show: { mappingMode: ['manual'] } },
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
	...transactionProperties,
	...subscriptionProperties,
	optionsProperty,
];
