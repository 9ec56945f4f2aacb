import type { INodeProperties } from 'n8n-workflow';

/** A place in the payload: picked from the pasted sample, or typed as a JSONPath. */
export const pathLocator = (
	overrides: Partial<INodeProperties> & { name: string; displayName: string },
	searchListMethod: 'searchSamplePaths' | 'searchSampleLists' | 'searchEntryPaths',
): INodeProperties => ({
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From Sample',
			name: 'list',
			type: 'list',
			placeholder: 'Pick from the sample…',
			// The sample is at hand before there is a credential.
			typeOptions: { searchListMethod, searchable: true, skipCredentialsCheckInRLC: true },
		},
		{
			displayName: 'JSONPath',
			name: 'path',
			type: 'string',
			placeholder:
				searchListMethod === 'searchEntryPaths' ? 'e.g. $.value' : 'e.g. $.answers.nps.value',
			validation: [
				{
					type: 'regex',
					properties: { regex: '^\\s*\\$.*', errorMessage: 'A JSONPath begins with $' },
				},
			],
		},
	],
	...overrides,
});
