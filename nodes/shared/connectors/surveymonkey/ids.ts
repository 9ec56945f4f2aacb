import { ConnectorError } from '../../http/ConnectorError';
import { asText } from './json';

/** The number that the service calls a thing by; undefined for everything else. Source: contracts/surveymonkey.md 4.2, 5.1. */
export const idOf = (value: unknown): string | undefined => {
	const text = asText(value)?.trim();
	return text !== undefined && /^\d{1,20}$/.test(text) ? text : undefined;
};

/** An id as a part of a path. `what` is named in the error. */
export const idPart = (id: string, what: 'survey' | 'response' | 'webhook'): string => {
	const number = idOf(id);
	if (number !== undefined) return number;
	throw new ConnectorError('input', `The ${what} ID is missing or not valid`, {
		hint: 'IDs of SurveyMonkey are numbers, for example 105723396.',
	});
};
