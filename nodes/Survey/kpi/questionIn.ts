import type { Question, SurveyDefinition } from '../../shared/survey/SurveyDefinition';

/** The question that an answer key, an id or an export tag belongs to. */
export const questionIn = ({ questions }: SurveyDefinition, key: string): Question | undefined =>
	questions.find(
		({ id, ref, answerKeys }) => id === key || ref === key || answerKeys.includes(key),
	);
