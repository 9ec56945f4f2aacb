import type { IDataObject } from 'n8n-workflow';

/** A Survey Response as the trigger gives it. */
export const response = (
	id: string,
	{
		answers = {},
		context = {},
		at = '2024-05-01T10:00:00Z',
	}: {
		answers?: Record<string, string | number>;
		context?: IDataObject;
		at?: string;
	} = {},
): IDataObject => ({
	schemaVersion: '1',
	provider: 'qualtrics',
	event: 'created',
	survey: { id: 'SV_1', name: 'Store visit' },
	response: { id, status: 'complete', isTest: false, submittedAt: at },
	respondent: { anonymous: true, identifiers: [] },
	context,
	consents: [],
	answers: Object.fromEntries(
		Object.entries(answers).map(([key, value]) => [
			key,
			{
				key,
				questionId: key,
				title: `Question ${key}`,
				type: typeof value === 'number' ? 'number' : 'text',
				state: 'answered',
				value,
				label: String(value),
				text: String(value),
			},
		]),
	),
	scores: [],
	tags: [],
});
