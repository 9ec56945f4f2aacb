import type { INodeProperties } from 'n8n-workflow';
import { connectQualtrics } from './qualtrics';
import { surveyList } from './surveyList';

const SURVEY_ID = '(SV_[0-9a-zA-Z]+)';

/** Chooses a survey: from the account's list, or by id. A chosen survey that a later list lacks is kept. */
export const surveyLocator = (
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
			hint: 'The survey ID begins with SV_; the address of the survey in Qualtrics works too',
			extractValue: { type: 'regex', regex: SURVEY_ID },
			validation: [
				{
					type: 'regex',
					properties: {
						regex: `.*${SURVEY_ID}.*`,
						errorMessage: 'A survey ID begins with SV_',
					},
				},
			],
		},
	],
	...overrides,
});

/** List method behind every survey locator of Qualtrics. */
export const searchSurveys = surveyList(async (context) => {
	const qualtrics = await connectQualtrics(context);
	return async (cursor) => {
		const { surveys, nextCursor } = await qualtrics.surveys.list(cursor);
		return { surveys, next: nextCursor };
	};
});
