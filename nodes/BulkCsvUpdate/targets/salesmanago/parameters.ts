import type { INodeProperties } from 'n8n-workflow';

export const salesmanagoProperties: INodeProperties[] = [
	{
		displayName: 'Tag',
		name: 'groupTag',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'Contacts that have it go into the template',
		displayOptions: { show: { targetGroup: ['taggedContacts'] } },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a tag…',
				typeOptions: { searchListMethod: 'searchTags', searchable: true },
			},
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. SURVEY_NPS',
			},
		],
	},
	{
		displayName: 'Changed Since',
		name: 'changedSince',
		type: 'dateTime',
		default: '',
		required: true,
		description:
			'Contacts that were created or changed from then on. SALESmanago cannot be asked for all contacts, nor for those of a tag or segment, so it is asked week by week for those that changed.',
		displayOptions: { show: { targetGroup: ['changedContacts', 'taggedContacts'] } },
	},
	{
		displayName: 'Custom Details',
		name: 'customDetails',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Custom Detail' },
		default: {},
		placeholder: 'Add Custom Detail',
		description:
			'SALESmanago has no list of custom details, so those that are in the file are named here. Case counts.',
		options: [
			{
				displayName: 'Custom Detail',
				name: 'detail',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. nps-score',
					},
					{
						displayName: 'Type',
						name: 'kind',
						type: 'options',
						options: [
							{ name: 'Date', value: 'date' },
							{ name: 'Number', value: 'number' },
							{ name: 'Text', value: 'text' },
						],
						default: 'text',
						description:
							'Dates and numbers can be compared in segments. The first use of a name decides for the whole account.',
					},
				],
			},
		],
	},
	{
		displayName: 'Tags',
		name: 'tagFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. VIP, NEWSLETTER',
		description:
			'Tags that the file adds and removes, separated by commas. Each is a field that is true or false: [new] Tag VIP.',
	},
	{
		displayName: 'Set Off Automations',
		name: 'fireEvents',
		type: 'boolean',
		default: false,
		displayOptions: { show: { operation: ['apply', 'rollBack'] } },
		description: 'Whether the changes set off automation rules and workflows in SALESmanago',
	},
];
