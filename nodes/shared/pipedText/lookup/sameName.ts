import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import type { SurveyResponse } from '../../survey/SurveyResponse';
import { isOf, responseIndex } from './responseIndex';
import { surveyIndex } from './surveyIndex';

/** Questions of one export tag or title: which of them a name means in a response. */
export type Meant =
	/** The only one that was answered, though another comes first. */
	| { id: string; others: string[] }
	/** Several were answered. */
	| { ambiguous: string[] };

/**
 * Undefined where the name says which question is meant, or where none of those that share it was answered: then the first
 * is meant.
 */
export function meantOf(
	name: string,
	response: SurveyResponse | undefined,
	survey: SurveyDefinition | undefined,
): Meant | undefined {
	if (response === undefined || Object.hasOwn(response.answers, name)) return undefined;
	const listed = survey ? surveyIndex(survey).sharing(name) : [];
	if (listed.length < 2 && isOf(survey, response)) return undefined;
	const index = responseIndex(response);
	const found = isOf(survey, response) ? [] : index.sharing(name);
	if (listed.length + found.length < 2) return undefined;
	const ids = [...new Set([...listed, ...found])];
	if (ids.length < 2) return undefined;
	const answered = ids.filter((id) =>
		index.answersOf(id).some(({ state }) => state === 'answered'),
	);
	if (answered.length > 1) return { ambiguous: answered };
	if (answered.length === 0 || answered[0] === ids[0]) return undefined;
	return { id: answered[0], others: ids.filter((id) => id !== answered[0]) };
}
