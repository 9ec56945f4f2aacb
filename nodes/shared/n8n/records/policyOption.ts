import type { INodeProperties } from 'n8n-workflow';

/** When a row writes to a record that is there; see docs/values.md. A record that is created simply gets the value. */
export const policyOption: INodeProperties = {
	displayName: 'Policy',
	name: 'policy',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Always', value: 'always', description: 'What is there is overwritten' },
		{
			name: 'Append',
			value: 'append',
			description:
				'What is missing is added at the end of a list of choices, tags or a note; nothing is added twice',
		},
		{
			name: 'Never Undo an Opt-Out',
			value: 'neverLowerConsent',
			description:
				'For fields that hold a consent: a no is always written, but a record that says no, or holds what cannot be read as yes or no, is never changed to yes',
		},
		{
			name: 'Only If Empty',
			value: 'onlyIfEmpty',
			description: 'A value that is there is kept; 0 and false are values, blanks are none',
		},
		{
			name: 'Only If Newer',
			value: 'onlyIfNewer',
			description:
				"Written only if the response is newer than the record's date, which 'Only If Newer' in the node's options names. The other rows then write whatever the date is.",
		},
	],
	default: 'always',
	description: 'Whether the row writes to a record that is there already',
};
