import { createHash } from 'crypto';
import type { SurveyResponse } from './SurveyResponse';

/**
 * Changes when what the person answered, or what travels with it, changes; not when a label or a time stamp does. 32 hex digits.
 */
export function revisionOf({ response, answers, context }: SurveyResponse): string {
	let content: string = response.status;
	for (const { key, state, value, text } of Object.values(answers)) {
		// Most of a long survey is never shown to anybody; leaving that out says the same.
		if (state !== 'notShown') content += JSON.stringify([key, state, value, text]);
	}
	content += JSON.stringify(context);
	return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
