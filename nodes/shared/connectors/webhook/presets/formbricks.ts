import { ownAll } from '../../../pipedText/authorText';
import type { WebhookPreset } from './WebhookPreset';

/** Calls hold one event, or a list of them. Source: contracts/webhooks.md 3. */
export const formbricks: WebhookPreset = {
	name: 'formbricks',
	label: 'Formbricks',
	signature: { method: 'standardWebhooks' },
	secretHint: 'Formbricks: Integrations → Webhooks → the webhook’s signing secret (whsec_…)',
	spec: ownAll({
		provider: 'formbricks',
		deliveryIdHeader: 'webhook-id',
		event: {
			path: '$.event',
			words: {
				responseCreated: 'created',
				responseUpdated: 'updated',
				responseFinished: 'completed',
			},
		},
		survey: { id: '$.data.surveyId', name: '$.data.survey.title', language: '$.data.language' },
		response: {
			id: '$.data.id',
			startedAt: '$.data.createdAt',
			submittedAt: '$.data.updatedAt',
			updatedAt: '$.data.updatedAt',
			url: '$.data.meta.url',
			status: {
				path: '$.data.finished',
				words: { true: 'complete', false: 'partial' },
				otherwise: 'unknown',
			},
		},
		respondent: {
			id: ['$.data.contact.id', '$.data.contactId'],
			externalId: ['$.data.contact.userId', '$.data.contactAttributes.userId'],
			email: '$.data.contactAttributes.email',
			firstName: '$.data.contactAttributes.firstName',
			lastName: '$.data.contactAttributes.lastName',
			language: '$.data.language',
		},
		notKnown: { language: ['default'] },
		identifiers: [
			{
				system: 'salesmanago',
				type: 'smclientid',
				path: ['$.data.data.smclientid', '$.data.contactAttributes.smclientid'],
			},
		],
		context: [{ path: '$.data.contactAttributes' }, { path: '$.data.variables' }],
		tags: ['$.data.tags[*].name', '$.data.tags'],
		meta: { userAgent: '$.data.meta.userAgent.browser', referer: '$.data.meta.source' },
		answers: [{ each: '$.data.data', entries: true, id: '$.key', value: '$.value' }],
	}),
};
