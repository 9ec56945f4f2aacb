import type { INodeProperties } from 'n8n-workflow';
import { optional } from '../../../shared/n8n/optional';

export const salesmanagoProperties: INodeProperties[] = [
	{
		displayName: 'Tag',
		name: 'groupTag',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'Include contacts with this tag',
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
			'Include contacts created or changed since this date. SALESmanago cannot list all contacts or the contacts of a tag or segment.',
		displayOptions: { show: { targetGroup: ['changedContacts', 'taggedContacts'] } },
	},
	optional({
		displayName: 'Custom Details',
		name: 'customDetails',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Custom Detail' },
		default: {},
		placeholder: 'Add Custom Detail',
		description: 'The custom details in the file. SALESmanago cannot list them. Case counts.',
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
							'Dates and numbers can be compared in segments. The first use of a name sets its type for the whole account.',
					},
				],
			},
		],
	}),
	optional({
		displayName: 'Tags',
		name: 'tagFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. VIP, NEWSLETTER',
		description:
			'Tags that the file adds or removes, separated by commas. Each tag is a true or false column: [new] Tag VIP.',
	}),
	{
		displayName: 'Trigger Automations',
		name: 'fireEvents',
		type: 'boolean',
		default: false,
		displayOptions: { show: { operation: ['apply', 'rollBack'] } },
		description: 'Whether the changes trigger automation rules and workflows in SALESmanago',
	},
];
