import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import { asNodeError } from './errors';
import { connectQualtrics } from './qualtrics';

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

/** List method behind every survey locator: the whole list is searched, whatever page a survey is on. */
export async function searchSurveys(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await asNodeError(this.getNode(), findSurveys(this, filter, paginationToken));
}

const ENOUGH_FOR_A_PAGE = 20;

async function findSurveys(
	context: ILoadOptionsFunctions,
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const wanted = filter?.trim().toLowerCase() ?? '';
	const qualtrics = await connectQualtrics(context);
	const results: INodeListSearchResult['results'] = [];
	let cursor = paginationToken;
	do {
		const page = await qualtrics.surveys.list(cursor);
		for (const survey of page.surveys) {
			if (!`${survey.name} ${survey.id}`.toLowerCase().includes(wanted)) continue;
			const name = survey.isActive ? survey.name : `${survey.name} (closed)`;
			results.push({ name, value: survey.id });
		}
		cursor = page.nextCursor;
	} while (cursor && results.length < ENOUGH_FOR_A_PAGE);
	return { results, paginationToken: cursor };
}
