import type { INodeProperties } from 'n8n-workflow';

/** n8n's own words for it, and its own name. Off unless chosen: what was built on `answers.QID3.label` goes on working. */
export const simplifyParameter = (overrides: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: false,
	description: 'Whether to return a simplified version of the response instead of the raw data',
	hint: 'Question and answer in words. Piped text and conditions work from both; of what was not answered only the raw data tells.',
	...overrides,
});
