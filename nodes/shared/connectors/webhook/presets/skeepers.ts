import type { WebhookPreset } from './WebhookPreset';

/**
 * A Skeepers post-response webhook sends what its author composed. This is a composition that carries everything: attributes,
 * labels (étiquettes), and answers by question. Source: contracts/skeepers.md 2 and 3; the docs show the text to paste there.
 */
export const skeepers: WebhookPreset = {
	name: 'skeepers',
	label: 'Skeepers',
	signature: { method: 'header', headerName: 'X-Survey-Secret' },
	secretHint: 'Any secret; add it as a header of the webhook in Skeepers',
	spec: {
		provider: 'skeepers',
		survey: {
			id: '$.campaign.id',
			name: '$.campaign.name',
			language: '$.feedback.language',
			channel: '$.feedback.channel',
		},
		response: {
			id: '$.feedback.id',
			startedAt: '$.feedback.started_at',
			submittedAt: ['$.feedback.submitted_at', '$.feedback.date'],
			status: {
				path: '$.feedback.status',
				words: { complete: 'complete', completed: 'complete', partial: 'partial' },
				otherwise: 'complete',
			},
		},
		respondent: {
			id: '$.attributes.contact_id',
			email: '$.attributes.email',
			phone: '$.attributes.phone',
			firstName: '$.attributes.first_name',
			lastName: '$.attributes.last_name',
			externalId: ['$.attributes.external_id', '$.attributes.customer_id'],
		},
		identifiers: [{ system: 'salesmanago', type: 'smclientid', path: '$.attributes.smclientid' }],
		context: [{ path: '$.attributes' }],
		answers: [
			{
				each: '$.answers[*]',
				id: '$.question_id',
				ref: '$.label',
				title: '$.question',
				rawType: '$.type',
				value: '$.value',
				code: '$.code',
				comment: '$.comment',
			},
		],
		types: {
			nps: 'nps',
			rating: 'rating',
			scale: 'scale',
			single_choice: 'singleChoice',
			multiple_choice: 'multiChoice',
			text: 'text',
			email: 'email',
			number: 'number',
			date: 'date',
		},
	},
};
