import type { AnswerType } from '../../survey/SurveyResponse';
import type { KeyKind } from './answerKey';
import { asText, isRecord } from './json';

/** What an answer seems to be, where no definition says so. A label gives a choice away: numbers and texts have none. */
export const typeFromValue = (value: unknown, label: unknown, kind: KeyKind): AnswerType => {
	if (kind === 'mainText' || kind === 'text') return 'text';
	if (Array.isArray(value)) return 'multiChoice';
	if (isRecord(value)) return 'other';
	if (asText(label) !== undefined) return 'singleChoice';
	if (typeof value === 'boolean') return 'boolean';
	return typeof value === 'number' ? 'number' : 'text';
};
