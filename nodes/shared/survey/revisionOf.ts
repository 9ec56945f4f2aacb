import { createHash } from 'crypto';
import type { SurveyResponse } from './SurveyResponse';

/**
 * Changes when what the person answered, or what travels with it, changes; not when a label or a time stamp does. 32 hex digits.
 */
export function revisionOf({ response, answers, context }: SurveyResponse): string {
	const values = Object.values(answers).map(({ key, state, value, text }) => [
		key,
		state,
		value,
		text,
	]);
	const content = JSON.stringify([response.status, values, context]);
	return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
