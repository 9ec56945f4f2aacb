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
		description: 'The answer or field with the decision',
		displayOptions: WHEN_SET,
	}),
	{
		displayName: 'Opt-In Values',
		name: 'optInValues',
		type: 'string',
		default: '',
		placeholder: 'e.g. Yes',
		hint: 'Separate values with semicolons (;). A comma is part of a value.',
		description:
			'These values opt the contact in. Any other value changes nothing and adds a warning.',
		displayOptions: WHEN_SET,
	},
	{
		displayName: 'Opt-Out Values',
		name: 'optOutValues',
		type: 'string',
		default: '',
		placeholder: 'e.g. No',
		hint: 'Separate values with semicolons (;). A comma is part of a value.',
		description: 'These values opt the contact out',
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
				description: 'Opts in or out of all emails of the directory',
			},
			{
				name: 'Mailing Lists',
				value: 'list',
				description: 'Opts in or out of the mailing lists chosen above',
			},
		],
		default: 'directory',
		displayOptions: WHEN_SET,
	},
];
