import type { Answer, SurveyResponse } from '../../survey/SurveyResponse';
import { comparedKey } from '../../values/keys';
import type { Note } from './jsonPath';

/**
 * The address that somebody typed as an answer, as the respondent's, where the call names none. Of several different ones the
 * first counts, with a note.
 */
export function withEmailAnswer(response: SurveyResponse, note?: Note): SurveyResponse {
	if (response.respondent.email !== undefined) return response;
	const typed = Object.values(response.answers).flatMap(addressIn);
	if (typed.length === 0) return response;
	const different = new Set(typed.map((address) => comparedKey('email', address)));
	if (different.size > 1)
		note?.('There are several different email answers; the first one is taken for the respondent.');
	return {
		...response,
		respondent: { ...response.respondent, email: typed[0], anonymous: false },
	};
}

const addressIn = ({ type, state, text }: Answer): string[] =>
	type === 'email' && state === 'answered' && text.trim() !== '' ? [text.trim()] : [];
