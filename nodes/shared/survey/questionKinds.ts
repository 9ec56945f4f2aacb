import type { Question } from './SurveyDefinition';

/** A text, a picture or a check that is shown among the questions: nothing can be answered, so it is offered nowhere as an answer. */
export const hasNoAnswer = ({ type, answerKeys, rows }: Question): boolean =>
	type === 'other' && answerKeys.length === 0 && rows.length === 0;

/** Whether the question has answers of this pass; where nobody knows how often its loop runs, of any pass. */
export const isPassOf = ({ loops }: Question, pass: string): boolean =>
	loops !== undefined && (loops.length === 0 ? /^x?\d{1,9}$/.test(pass) : loops.includes(pass));
