import type { INodeProperties } from 'n8n-workflow';
import { decisionProperties } from '../shared/n8n/records/decision';

const WHEN_SET = { show: { setSubscription: [true] } };

export const subscriptionProperties: INodeProperties[] = [
	...decisionProperties({
		name: 'setSubscription',
		displayName: 'Set Subscription Status',
		description: 'Whether an answer opts the contact in or out of emails',
		source: { name: 'subscriptionSource', displayName: 'Status Source' },
	}),
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
