import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import { asNodeError } from '../shared/face/errors';
import { openAccount } from './account';

const SURVEY_ID = '(SV_[0-9a-zA-Z]+|[0-9]+)';

/** Chooses a survey of either tool: from the account's list, or by id. */
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
			hint: 'In Qualtrics it begins with SV_, in Startquestion it is a number; the address of the survey works too',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: `.*${SURVEY_ID}.*`,
						errorMessage: 'A survey ID begins with SV_ (Qualtrics) or is a number (Startquestion)',
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

const ENOUGH_FOR_A_PAGE = 20;

/** List method behind every survey locator: the whole list is searched, whatever page a survey is on. */
export async function searchSurveys(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await asNodeError(this.getNode(), findSurveys(this, filter, paginationToken));
}

async function findSurveys(
	context: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const wanted = filter.trim().toLowerCase();
	const account = await openAccount(context);
	const results: INodeListSearchResult['results'] = [];
	let cursor = paginationToken;
	do {
		const page = await account.list(cursor);
		for (const { id, name, isActive } of page.surveys) {
			if (!`${name} ${id}`.toLowerCase().includes(wanted)) continue;
			results.push({ name: isActive ? name : `${name} (closed)`, value: id });
		}
		cursor = page.next;
	} while (cursor && results.length < ENOUGH_FOR_A_PAGE);
	return { results, paginationToken: cursor };
}
