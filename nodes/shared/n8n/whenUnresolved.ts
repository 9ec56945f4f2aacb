import type { INodeProperties } from 'n8n-workflow';

/** The same choice in the options of every node that takes piped text. */
export const whenUnresolvedOption: INodeProperties = {
	displayName: 'When Unresolved',
	name: 'whenUnresolved',
	type: 'options',
	options: [
		{ name: 'Fail', value: 'error' },
		{ name: 'Warn and Continue', value: 'report' },
	],
	default: 'report',
	description: 'What to do when piped text names something that does not exist',
};
