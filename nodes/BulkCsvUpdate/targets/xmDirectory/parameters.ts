import type { INodeProperties } from 'n8n-workflow';
import { directoryLocator, mailingListLocator } from '../../../shared/n8n/directoryLocators';
import { authenticationProperty } from '../../../shared/n8n/qualtrics';

const FOR_FILES = { operation: ['validate', 'apply', 'rollBack', 'verify'] };
const FOR_SEARCH = { show: { targetGroup: ['contactSearch'] } };

export const xmDirectoryProperties: INodeProperties[] = [
	authenticationProperty(),
	{ ...directoryLocator, description: 'The XM Directory that holds the contacts' },
	mailingListLocator({
		required: true,
		description: 'Its members go into the template',
		displayOptions: { show: { targetGroup: ['mailingList'] } },
	}),
	{
		displayName: 'Search For',
		name: 'contactConditions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Condition' },
		default: {},
		placeholder: 'Add Condition',
		description:
			'Contacts for which all of these hold go into the template: up to five conditions, which is what the search of Qualtrics takes. Embedded data cannot be searched.',
		displayOptions: FOR_SEARCH,
		options: [
			{
				displayName: 'Condition',
				name: 'condition',
				values: [
					{
						displayName: 'Field',
						name: 'field',
						type: 'options',
						options: [
							{ name: 'Created', value: 'created' },
							{ name: 'Email', value: 'email' },
							{ name: 'External Data Reference', value: 'extRef' },
							{ name: 'First Name', value: 'firstName' },
							{ name: 'Language', value: 'language' },
							{ name: 'Last Modified', value: 'lastModified' },
							{ name: 'Last Name', value: 'lastName' },
							{ name: 'Phone', value: 'phone' },
						],
						default: 'lastModified',
					},
					{
						displayName: 'Operator',
						name: 'operator',
						type: 'options',
						options: [
							{ name: 'Is', value: 'eq' },
							{ name: 'Is After', value: 'gt', description: 'For dates' },
							{ name: 'Is Before', value: 'lt', description: 'For dates' },
							{ name: 'Is Not', value: 'neq' },
						],
						default: 'gt',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. 2026-01-31',
					},
				],
			},
		],
	},
	{
		displayName: 'Find Contacts',
		name: 'findContacts',
		type: 'options',
		options: [
			{
				name: 'By Reading a Mailing List Once',
				value: 'mailingList',
				description: 'Fifty contacts in a request: for files about the members of a list',
			},
			{
				name: 'By Search',
				value: 'search',
				description: 'One request for each, anywhere in the directory',
			},
		],
		default: 'search',
		displayOptions: { show: FOR_FILES },
	},
	mailingListLocator({
		displayName: 'Mailing List to Read',
		name: 'listToRead',
		required: true,
		description: 'Only its members are found; whoever is not in it counts as not found',
		displayOptions: { show: { ...FOR_FILES, findContacts: ['mailingList'] } },
	}),
	{
		displayName: 'Further Embedded Data Fields',
		name: 'furtherEmbeddedData',
		type: 'string',
		default: '',
		placeholder: 'e.g. plan, loyalty_tier',
		description:
			'Names of embedded data fields, separated by commas. Qualtrics has no list of them: those that 200 contacts of the directory hold are known, others are named here.',
	},
];
