import type { INodeProperties } from 'n8n-workflow';

const WRITES = ['validate', 'apply', 'rollBack'];
const RUNS = ['validate', 'apply', 'rollBack', 'verify'];

export const runProperties: INodeProperties[] = [
	{
		displayName: 'On Conflict',
		name: 'conflicts',
		type: 'options',
		options: [
			{
				name: 'Overwrite',
				value: 'overwrite',
				description: 'Write [new] whatever is there now',
			},
			{
				name: 'Skip the Row',
				value: 'skip',
				description: 'Leave the row alone and report the conflict',
			},
			{
				name: 'Stop the Run',
				value: 'stop',
				description: 'Leave the row and all that follow alone',
			},
			{
				name: 'Write Only Where It Is Empty Now',
				value: 'onlyIfEmpty',
				description: 'Otherwise leave the row alone and report the conflict',
			},
		],
		default: 'skip',
		description:
			'What to do when the present value is no longer [old]: somebody changed the record after the file was made. A value that is [new] already is no conflict.',
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
				description: 'Consents may be given and taken away; there is proof of each of them',
			},
			{
				name: 'Not Allowed',
				value: 'refuse',
				description: 'Rows that change a consent are refused',
			},
			{
				name: 'Only Taking Away',
				value: 'optOutOnly',
				description: 'Rows that give a consent are refused',
			},
		],
		default: 'refuse',
		description:
			'A consent is a legal act: giving one in bulk may pass over a double opt-in. It takes a confirmation.',
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
			'Reading everything back may take hours where a system allows few requests; the result says how long',
		displayOptions: { show: { operation: ['verify'] } },
	},
	{
		displayName: 'Sample Size',
		name: 'sampleSize',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 100,
		description: 'About so many of the changed rows, from all over the file',
		displayOptions: { show: { operation: ['verify'], rowsToCheck: ['sample'] } },
	},
	{
		displayName: 'Rows per Run',
		name: 'rowsPerRun',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		hint: '0 means the whole file at once',
		description:
			'After so many rows an item with the progress goes out by way of Progress. Connect that output back to the input of this node (over other nodes, if you like), and the run goes on from there.',
		displayOptions: { show: { operation: RUNS } },
	},
	{
		displayName: 'Resume Token',
		name: 'resumeFrom',
		type: 'string',
		default: '={{ $json.resumeToken }}',
		description:
			'Where to go on: the token of the last progress item. On an item that was looped back it is found by itself; leave it empty to begin at the beginning.',
		displayOptions: { show: { operation: RUNS } },
	},
	{
		displayName: 'Guards',
		name: 'guards',
		type: 'collection',
		placeholder: 'Add Guard',
		default: {},
		description: 'Limits above which the run stops by itself, before anything more is written',
		displayOptions: { show: { operation: WRITES } },
		options: [
			{
				displayName: 'Most Changed Rows',
				name: 'maxChangedRows',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 1000,
				description: 'Stop if more rows than this would change',
			},
			{
				displayName: 'Most Changed Rows (%)',
				name: 'maxChangedShare',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 20,
				description: 'Stop if more than this part of all rows is edited',
			},
			{
				displayName: 'Most Rows in Error (%)',
				name: 'maxErrorShare',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 5,
				description:
					'Stop if more than this part of the rows is invalid, not found, ambiguous or failed',
			},
		],
	},
];
