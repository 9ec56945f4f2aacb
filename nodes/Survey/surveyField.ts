import type { INodeProperties } from 'n8n-workflow';
import { surveyList } from '../shared/n8n/surveyList';
import { openAccount } from './account';

const SURVEY_ID = '(SV_[0-9a-zA-Z]+|[0-9]+)';

/** Chooses a survey of any tool: from the account's list, or by id. */
export const surveyField = (
	overrides: Partial<INodeProperties> & { name: string },
): INodeProperties => ({
	displayName: 'Survey',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a survey…',
			typeOptions: { searchListMethod: 'searchSurveys', searchable: true },
		},
		{
			displayName: 'By ID or URL',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. SV_3gbwq8aJgqPwQDP',
			hint: 'In Qualtrics it begins with SV_, in Startquestion and SurveyMonkey it is a number; the address of the survey works too, not that of SurveyMonkey',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: `.*${SURVEY_ID}.*`,
						errorMessage: 'A survey ID begins with SV_ (Qualtrics) or is a number',
					},
				},
			],
		},
	],
	...overrides,
});

/** Several surveys, as in the Survey Trigger. */
export const surveysField = (overrides: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: 'Surveys',
	name: 'surveys',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Survey' },
	default: { values: [{ survey: { mode: 'list', value: '' } }] },
	placeholder: 'Add Survey',
	options: [
		{
			displayName: 'Survey',
			name: 'values',
			values: [surveyField({ name: 'survey', required: true })],
		},
	],
	...overrides,
});

/** List method behind every survey locator of this node. */
export const searchSurveys = surveyList(async (context) => {
	const account = await openAccount(context);
	return async (cursor) => await account.list(cursor);
});
