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
			description: `Choose the ${fieldWord}s and what each receives`,
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
	description:
		'Whether to write nothing and show the requests that would be sent, each source beside what it came out as',
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
	description: `Whether ${whom} who have opted out may be opted in by an answer`,
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
		{ name: 'Fail and List Them', value: 'error' },
		{ name: 'Write to All of Them', value: 'all' },
		...ways,
	],
	default: 'error',
	displayOptions: { show: { '/operation': operations } },
});
