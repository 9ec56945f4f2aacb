import type { INodeProperties } from 'n8n-workflow';
import { surveyList } from '../shared/n8n/surveyList';
import { surveyLocatorOf, surveysCollection } from '../shared/n8n/surveys/surveyFields';
import { openAccount } from './account';

/** Chooses a survey of any tool: from the account's list, or by id. */
export const surveyField = surveyLocatorOf('searchSurveys', {
	displayName: 'By ID or URL',
	placeholder: 'e.g. SV_3gbwq8aJgqPwQDP',
	hint: 'In Qualtrics it begins with SV_, in Startquestion and SurveyMonkey it is a number; the address of the survey works too, not that of SurveyMonkey',
	regex: '.*(SV_[0-9a-zA-Z]+|[0-9]+).*',
	errorMessage: 'A survey ID begins with SV_ (Qualtrics) or is a number',
});

/** Several surveys, as in the Survey Trigger. */
export const surveysField = (overrides: Partial<INodeProperties> = {}): INodeProperties =>
	surveysCollection(surveyField, { name: 'surveys', ...overrides });

/** List method behind every survey locator of this node. */
export const searchSurveys = surveyList(async (context) => {
	const account = await openAccount(context);
	return { account: account.name, read: async (cursor) => await account.list(cursor) };
});
