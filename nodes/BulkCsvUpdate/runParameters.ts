import type { INodeProperties } from 'n8n-workflow';
import { optional } from '../shared/n8n/optional';

const WRITES = ['validate', 'apply', 'rollBack'];

export const runProperties: INodeProperties[] = [
	{
		displayName: 'On Conflict',
		name: 'conflicts',
		type: 'options',
		options: [
			{
				name: 'Overwrite',
				value: 'overwrite',
				description: 'Write [new], even if the current value changed',
			},
			{
				name: 'Skip the Row',
				value: 'skip',
				description: 'Skip the row and report the conflict',
			},
			{
				name: 'Stop the Run',
				value: 'stop',
				description: 'Stop before this row and report the conflict',
			},
			{
				name: 'Write Only Where It Is Empty Now',
				value: 'onlyIfEmpty',
				description:
					'Write [new] to fields that are empty now, even if the current value changed. Otherwise skip the row and report the conflict.',
			},
		],
		default: 'skip',
		description:
			'What to do if the current value is no longer [old] because the record changed after the file was created. A value that is already [new] is not a conflict.',
		displayOptions: { show: { operation: WRITES } },
	},
	{
		displayName: 'Consent Changes',
		name: 'consents',
		type: 'options',
		options: [
			{
				name: 'Allowed, I Confirm',
				value: 'allow',
				description: 'Consents may be given and withdrawn, and you have proof of each',
			},
			{
				name: 'Not Allowed',
				value: 'refuse',
				description: 'Rows that change a consent are refused',
			},
			{
				name: 'Only Withdrawing',
				value: 'optOutOnly',
				description: 'Rows that give a consent are refused',
			},
		],
		default: 'refuse',
		description:
			'Whether the file may change consents. Giving consents in bulk may bypass a double opt-in, so you must confirm it.',
		displayOptions: { show: { operation: WRITES } },
	},
	{
		displayName: 'Rows to Check',
		name: 'rowsToCheck',
		type: 'options',
		options: [
			{ name: 'A Sample', value: 'sample' },
			{ name: 'All Rows', value: 'all' },
		],
		default: 'sample',
		description:
			'How many rows to read back. All rows may take hours if a system limits requests. The result shows how long.',
		displayOptions: { show: { operation: ['verify'] } },
	},
	{
		displayName: 'Sample Size',
		name: 'sampleSize',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 100,
		description: 'About how many changed rows to check, spread over the file',
		displayOptions: { show: { operation: ['verify'], rowsToCheck: ['sample'] } },
	},
	optional({
		displayName: 'Safety Limits',
		name: 'guards',
		type: 'collection',
		placeholder: 'Add Limit',
		default: {},
		description: 'Stops the run before it writes more than these limits allow',
		displayOptions: { show: { operation: WRITES } },
		options: [
			{
				displayName: 'Max Changed Rows',
				name: 'maxChangedRows',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 1000,
				description: 'Stop if more rows than this would change',
			},
			{
				displayName: 'Max Changed Rows (%)',
				name: 'maxChangedShare',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 20,
				description: 'Stop if more than this share of rows is edited',
			},
			{
				displayName: 'Max Rows in Error (%)',
				name: 'maxErrorShare',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 5,
				description:
					'Stop if more than this share of rows is invalid, not found, ambiguous or failed',
			},
		],
	}),
];
