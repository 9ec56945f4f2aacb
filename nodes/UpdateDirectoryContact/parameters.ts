import type { INodeProperties } from 'n8n-workflow';
import { directoryLocator, mailingListsProperty } from '../shared/n8n/directoryLocators';
import { credentialsSlot } from '../shared/n8n/credentialsSlot';
import { mappingRowsProperty } from '../shared/n8n/mappingRows';
import { mappingModeProperty } from '../shared/n8n/records/parameters';
import { pipedTextFromProperties } from '../shared/n8n/pipedTextFrom';
import { writingToolDescription } from '../shared/n8n/toolDescription';
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
			description: 'Create a new contact. An existing contact is skipped.',
		},
		{
			name: 'Create or Update',
			value: 'upsertByRules',
			action: 'Create or update contact by directory rules',
			description:
				'Create a new contact, or update the current one if it already exists (upsert). The merge rules of the directory identify the contact.',
		},
		{
			name: 'Create or Update by Chosen Fields',
			value: 'upsertByFields',
			action: 'Create or update contact by chosen fields',
			description:
				'Create a new contact, or update the current one if it already exists (upsert). The match fields identify the contact.',
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update contact',
			description: 'Update an existing contact. A missing contact is skipped, not created.',
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
		'Finds the contact in which all of these are equal, ignoring case. Map each of them below too. Qualtrics cannot search embedded data.',
	displayOptions: { show: { operation: ['upsertByFields', 'update', 'create'] } },
};

export const parameters: INodeProperties[] = [
	writingToolDescription('a contact in Qualtrics XM Directory', ['fields']),
	operation,
	authenticationProperty(),
	credentialsSlot,
	directoryLocator,
	mailingListsProperty({
		description:
			'The mailing lists to add the contact to. If empty, the contact is only in the directory.',
	}),
	matchFields,
	...pipedTextFromProperties('qualtrics'),
	mappingModeProperty(
		'field',
		'Each item key goes into the field with the same name. Other keys are reported and not sent.',
	),
	mappingRowsProperty({
		name: 'fields',
		emptyRows: 5,
		displayName: 'Contact Fields',
		description: 'The fields to write and their values',
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
