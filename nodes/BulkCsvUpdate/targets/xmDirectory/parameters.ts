import type { INodeProperties } from 'n8n-workflow';
import { directoryLocator, mailingListLocator } from '../../../shared/n8n/directoryLocators';
import { authenticationProperty } from '../../../shared/n8n/qualtrics';
import { optional } from '../../../shared/n8n/optional';

const FOR_FILES = { operation: ['validate', 'apply', 'rollBack', 'verify'] };
const FOR_SEARCH = { show: { targetGroup: ['contactSearch'] } };

export const xmDirectoryProperties: INodeProperties[] = [
	authenticationProperty(),
	{ ...directoryLocator, description: 'The XM Directory that holds the contacts' },
	mailingListLocator({
		required: true,
		description: 'Include the members of this list',
		displayOptions: { show: { targetGroup: ['mailingList'] } },
	}),
	{
		displayName: 'Search For',
		name: 'contactConditions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Condition' },
		default: { condition: [{}] },
		placeholder: 'Add Condition',
		description:
			'Include contacts that meet all conditions. Qualtrics allows up to five and cannot search embedded data.',
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
				description: 'Fifty contacts per request. For files about the members of one list.',
			},
			{
				name: 'By Search',
				value: 'search',
				description: 'One request per contact, anywhere in the directory',
			},
		],
		default: 'search',
		displayOptions: { show: FOR_FILES },
	},
	mailingListLocator({
		displayName: 'Mailing List to Read',
		name: 'listToRead',
		required: true,
		description: 'Finds only members of this list. Anyone else counts as not found.',
		displayOptions: { show: { ...FOR_FILES, findContacts: ['mailingList'] } },
	}),
	optional({
		displayName: 'Additional Embedded Data Fields',
		name: 'furtherEmbeddedData',
		type: 'string',
		default: '',
		placeholder: 'e.g. plan, loyalty_tier',
		description:
			'Names of embedded data fields, separated by commas. Fields used by the first 200 contacts of the directory are found automatically. Name others here.',
	}),
];
