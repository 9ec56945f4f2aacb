import type { INodeProperties } from 'n8n-workflow';

export interface IdMode {
	displayName: string;
	placeholder: string;
	hint: string;
	/** What a value has to look like, as the editor checks it, and what is said where it does not. */
	regex: string;
	errorMessage: string;
	/** Finds the id in a pasted address. */
	extractRegex?: string;
}

export type Locator = (overrides: Partial<INodeProperties> & { name: string }) => INodeProperties;

/** Chooses a survey: from the account's list, or by its id. A chosen survey that a later list lacks is kept. */
export const surveyLocatorOf =
	(searchListMethod: string, byId: IdMode): Locator =>
	(overrides) => ({
		displayName: 'Survey',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a survey…',
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: byId.displayName,
				name: 'id',
				type: 'string',
				placeholder: byId.placeholder,
				hint: byId.hint,
				...(byId.extractRegex !== undefined && {
					extractValue: { type: 'regex', regex: byId.extractRegex },
				}),
				validation: [
					{
						type: 'regex',
						properties: { regex: byId.regex, errorMessage: byId.errorMessage },
					},
				],
			},
		],
		...overrides,
	});

/** Several surveys, one to a row. */
export const surveysCollection = (
	locator: Locator,
	overrides: Partial<INodeProperties> & { name: string },
): INodeProperties => ({
	displayName: 'Surveys',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Survey' },
	default: { values: [{ survey: { mode: 'list', value: '' } }] },
	placeholder: 'Add Survey',
	options: [
		{
			displayName: 'Survey',
			name: 'values',
			// Not required: in a list n8n shows that as an error before anybody has chosen. The nodes say it when they run.
			values: [locator({ name: 'survey' })],
		},
	],
	...overrides,
});
