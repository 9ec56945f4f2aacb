import type { Answer } from '../../survey/SurveyResponse';

/** Everything of an answer that does not depend on what was answered. */
export type AnswerFrame = Pick<
	Answer,
	'key' | 'questionId' | 'ref' | 'parentId' | 'title' | 'row' | 'loop' | 'type'
>;
