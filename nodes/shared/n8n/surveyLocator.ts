import { textOfLocator } from './locatorText';
import { connectQualtrics } from './qualtrics';
import { surveyList } from './surveyList';
import { surveyLocatorOf } from './surveys/surveyFields';

const SURVEY_ID = '(SV_[0-9a-zA-Z]+)';

/** Chooses a survey of Qualtrics. */
export const surveyLocator = surveyLocatorOf('searchSurveys', {
	displayName: 'By ID or URL',
	placeholder: 'e.g. SV_3gbwq8aJgqPwQDP',
	hint: 'The survey ID begins with SV_; the address of the survey in Qualtrics works too',
	regex: `.*${SURVEY_ID}.*`,
	errorMessage: 'A survey ID begins with SV_',
	extractRegex: SURVEY_ID,
});

/** The id in a survey locator's raw value: chosen, typed, or inside a pasted address. */
export function surveyIdOf(locator: unknown): string {
	return /SV_[0-9a-zA-Z]+/.exec(textOfLocator(locator))?.[0] ?? '';
}

/** List method behind every survey locator of Qualtrics. */
export const searchSurveys = surveyList(async (context) => {
	const qualtrics = await connectQualtrics(context);
	const read = async (cursor?: string) => {
		const { surveys, nextCursor } = await qualtrics.surveys.list(cursor);
		return { surveys, next: nextCursor };
	};
	return { account: qualtrics.account, read };
});
