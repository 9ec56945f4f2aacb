import type { INodeProperties } from 'n8n-workflow';

/** Whether the rows say what goes where, or the names of an item's keys. `fieldWord`: what the system calls a field. */
export const mappingModeProperty = (
	fieldWord: 'column' | 'field',
	automatic: string,
): INodeProperties => {
	const [first] = fieldWord;
	const options = [
		{
			name: `Map Each ${first.toUpperCase()}${fieldWord.slice(1)} Below`,
			value: 'manual',
			description: `Choose the ${fieldWord}s and their values`,
		},
		{ name: 'Map Automatically', value: 'automatic', description: automatic },
	];
	return {
		displayName: 'Mapping',
		name: 'mappingMode',
		type: 'options',
		noDataExpression: true,
		options,
		default: 'manual',
	};
};

export const dryRunOption: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: 'Whether to show the requests without sending them, with each source and its value',
};

/** A plan first, and nothing written without the token that came with it. */
export const approvalOptions: INodeProperties[] = [
	{
		displayName: 'Approval Holds For (Minutes)',
		name: 'approvalMinutes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 43_200, numberPrecision: 0 },
		default: 60,
		description: 'After this time a plan can no longer be applied and has to be made anew',
	},
	{
		displayName: 'Approval Token',
		name: 'approvalToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		placeholder: 'e.g. {{ $json.approvalToken }}',
		description:
			'With Needs Approval: what the plan came out with. Empty: a plan is made, and nothing is written.',
	},
];

export const needsApprovalOption: INodeProperties = {
	displayName: 'Needs Approval',
	name: 'needsApproval',
	type: 'boolean',
	default: false,
	description:
		'Whether to write nothing at first and give out the plan with a token. The step run again with that token applies exactly that plan, once, and only while the records are unchanged.',
};

/** `whom`: as the system calls them. */
export const allowOptInAgainOption = (
	whom: 'contacts' | 'people',
	displayOptions?: INodeProperties['displayOptions'],
): INodeProperties => ({
	displayName: 'Allow Opting In Again',
	name: 'allowOptInAgain',
	type: 'boolean',
	default: false,
	description: `Whether an answer may opt ${whom} in again after they opted out`,
	...(displayOptions && { displayOptions }),
});

/** What becomes of an item that fits several records; `ways`: to choose one of them. */
export const whenSeveralMatchOption = (
	operations: string[],
	ways: { name: string; value: string; description?: string }[],
): INodeProperties => ({
	displayName: 'When Several Match',
	name: 'whenSeveralMatch',
	type: 'options',
	options: [
		{ name: 'Fail', value: 'error' },
		{ name: 'Write to All of Them', value: 'all' },
		...ways,
	],
	default: 'error',
	displayOptions: { show: { '/operation': operations } },
});
