import type { Answer, SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';

export const answer = (key: string, title: string, more: Partial<Answer> = {}): Answer => {
	const text = more.text ?? (more.state && more.state !== 'answered' ? '' : 'yes');
	return {
		key,
		questionId: key,
		title,
		type: 'text',
		state: 'answered',
		value: text,
		label: text,
		text,
		...more,
	};
};

/** A completed Netquest survey. */
export const sheetResponse = (
	answers: Answer[],
	more: Partial<SurveyResponse> = {},
): SurveyResponse => ({
	schemaVersion: '1',
	provider: 'startquestion',
	event: 'completed',
	survey: { id: '347232', name: 'Spokojenost' },
	response: {
		id: '89595094',
		status: 'complete',
		isTest: false,
		submittedAt: '2025-01-10T11:07:14.000Z',
	},
	respondent: { anonymous: true, identifiers: [] },
	context: {},
	consents: [],
	answers: Object.fromEntries(answers.map((entry) => [entry.key, entry])),
	scores: [],
	tags: [],
	...more,
});

export const smclientid = (value: string): Partial<SurveyResponse> => ({
	respondent: {
		anonymous: false,
		identifiers: [{ system: 'salesmanago', type: 'smclientid', value }],
	},
});
