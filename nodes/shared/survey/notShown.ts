import type { Answer, NotShownQuestion, SurveyResponse } from './SurveyResponse';

/**
 * Without the answers to what the respondent was never shown, which is most of a long survey. What they belong to is still
 * named, so that it is not taken for a question that does not exist; with its words where no survey has them.
 */
export function withoutNotShown(
	response: SurveyResponse,
	{ keepTitles = false }: { keepTitles?: boolean } = {},
): SurveyResponse {
	const shown: SurveyResponse['answers'] = {};
	const left = new Map<string, NotShownQuestion & { keys: string[] }>();
	for (const [key, answer] of Object.entries(response.answers)) {
		if (answer.state === 'notShown') leaveOut(left, answer);
		else put(shown, key, answer);
	}
	if (left.size === 0) return response;
	const named = [...left.values()].map(
		({ id, ref, title, keys }): NotShownQuestion => ({
			id,
			...(ref !== undefined && { ref }),
			...(keepTitles && { title }),
			...(keys.join() !== id && { keys }),
		}),
	);
	return { ...response, answers: shown, notShown: [...(response.notShown ?? []), ...named] };
}

function leaveOut(
	left: Map<string, NotShownQuestion & { keys: string[] }>,
	{ key, questionId, parentId, ref, title }: Answer,
): void {
	const id = parentId ?? questionId;
	const question = left.get(id);
	if (question) question.keys.push(key);
	else left.set(id, { id, ref, title, keys: [key] });
}

/** A question may have any name, and `__proto__` set like others would be lost. */
function put(answers: SurveyResponse['answers'], key: string, answer: Answer): void {
	if (key === '__proto__') Object.defineProperty(answers, key, { value: answer, enumerable: true });
	else answers[key] = answer;
}

/** Whether a question (by id, reference or title) or an answer (by its key) was left out because it had not been shown. */
export const wasNotShown = (response: SurveyResponse, name: string): boolean =>
	questionNotShown(response, name) !== undefined;

export function questionNotShown(
	{ notShown }: SurveyResponse,
	name: string,
): NotShownQuestion | undefined {
	// An item may have been changed on its way by anybody.
	if (!Array.isArray(notShown)) return undefined;
	return notShown.find(
		({ id, ref, title, keys }) =>
			id === name || ref === name || title === name || keys?.includes(name),
	);
}

export const answerKeysOf = ({ id, keys }: NotShownQuestion): string[] => keys ?? [id];
