import type { INodeProperties } from 'n8n-workflow';
import { pipedTextField } from '../shared/n8n/pipedTextField';

const WHEN_SET = { show: { setSubscription: [true] } };

export const subscriptionProperties: INodeProperties[] = [
	{
		displayName: 'Set Subscription Status',
		name: 'setSubscription',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description: 'Whether an answer opts the contact in or out of emails',
	},
	pipedTextField({
		displayName: 'Status Source',
		name: 'subscriptionSource',
		required: true,
		description: 'The answer or field that decides',
		displayOptions: WHEN_SET,
	}),
	{
		displayName: 'Opt-In Values',
		name: 'optInValues',
		type: 'string',
		default: '',
		placeholder: 'e.g. Yes',
		hint: 'Separate several with semicolons; a comma belongs to the value',
		description:
			'Whoever has one of these becomes opted in. Any value that is in neither list leaves the status as it is, and the item says so.',
		displayOptions: WHEN_SET,
	},
	{
		displayName: 'Opt-Out Values',
		name: 'optOutValues',
		type: 'string',
		default: '',
		placeholder: 'e.g. No',
		hint: 'Separate several with semicolons; a comma belongs to the value',
		description: 'Whoever has one of these becomes opted out',
		displayOptions: WHEN_SET,
	},
	{
		displayName: 'Level',
		name: 'subscriptionLevel',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Directory',
				value: 'directory',
				description: 'Opted in or out of everything the directory sends',
			},
			{
				name: 'Mailing Lists',
				value: 'list',
				description: 'Opted in or out of the mailing lists chosen above',
			},
		],
		default: 'directory',
		displayOptions: WHEN_SET,
	},
];
