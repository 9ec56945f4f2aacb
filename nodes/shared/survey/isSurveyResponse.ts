import type { SurveyResponse } from './SurveyResponse';

/** Tells a Survey Response among items of any shape. */
export function isSurveyResponse(value: unknown): value is SurveyResponse {
	if (typeof value !== 'object' || value === null) return false;
	const candidate = value as Partial<SurveyResponse>;
	return (
		candidate.schemaVersion === '1' &&
		isObject(candidate.survey) &&
		isObject(candidate.response) &&
		isObject(candidate.answers)
	);
}

const isObject = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
