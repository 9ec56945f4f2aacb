import { ownAll } from '../../../pipedText/authorText';
import type { WebhookPreset } from './WebhookPreset';

/**
 * SurveyMonkey's own call holds ids alone; this reads the response's details (`responses/{id}/details?simple=true`), as they
 * are when something fetches them and passes them on. Source: contracts/webhooks.md 4.
 */
export const surveymonkey: WebhookPreset = {
	name: 'surveymonkey',
	label: 'SurveyMonkey (Posted by a Tool)',
	signature: { method: 'hmac', headerName: 'sm-signature', algorithm: 'sha1', encoding: 'base64' },
	secretHint: 'SurveyMonkey: the client ID of the app, an ampersand (&), and its client secret',
	spec: ownAll({
		provider: 'surveymonkey',
		deliveryId: '$.event_id',
		event: {
			path: '$.event_type',
			words: {
				response_completed: 'completed',
				response_updated: 'updated',
				response_created: 'created',
				response_deleted: 'deleted',
			},
		},
		survey: {
			id: ['$.survey_id', '$.resources.survey_id'],
			collectorId: ['$.collector_id', '$.resources.collector_id'],
			channel: '$.collection_mode',
		},
		response: {
			id: ['$.id', '$.object_id'],
			startedAt: '$.date_created',
			submittedAt: ['$.date_modified', '$.event_datetime'],
			updatedAt: '$.date_modified',
			durationSeconds: '$.total_time',
			url: '$.analyze_url',
			test: { path: '$.collection_mode', words: { preview: 'test', survey_preview: 'test' } },
			status: {
				path: '$.response_status',
				words: {
					completed: 'complete',
					partial: 'partial',
					overquota: 'overquota',
					disqualified: 'disqualified',
				},
				otherwise: 'unknown',
			},
		},
		respondent: {
			id: ['$.recipient_id', '$.resources.recipient_id'],
			email: ['$.metadata.contact.email.value', '$.email_address'],
			firstName: ['$.metadata.contact.first_name.value', '$.first_name'],
			lastName: ['$.metadata.contact.last_name.value', '$.last_name'],
			externalId: '$.custom_value',
		},
		notKnown: { id: ['0'] },
		identifiers: [
			{ system: 'salesmanago', type: 'smclientid', path: '$.custom_variables.smclientid' },
		],
		context: [{ path: '$.custom_variables' }],
		meta: { ip: '$.ip_address' },
		questions: {
			each: '$.pages[*].questions[*]',
			id: '$.id',
			title: '$.heading',
			rawType: '$.family',
			rawSubtype: '$.subtype',
			// Not of the service: what knows the survey adds them.
			rows: { each: '$.rows[*]', id: '$.id', label: '$.text' },
		},
		answers: [
			{
				each: '$.pages[*].questions[*]',
				id: '$.id',
				value: '$.answers[*].simple_text',
				parts: {
					each: '$.answers[*]',
					row: '$.row_id',
					column: '$.col_id',
					code: '$.choice_id',
					label: ['$.simple_text', '$.text'],
					otherId: '$.other_id',
					otherText: ['$.other_text', '$.text'],
					weight: '$.choice_metadata.weight',
				},
			},
		],
		types: {
			single_choice: 'singleChoice',
			multiple_choice: 'multiChoice',
			matrix: 'matrix',
			open_ended: 'text',
			demographic: 'matrix',
			datetime: 'dateTime',
			essay: 'longText',
			numerical: 'number',
			date_only: 'date',
			time_only: 'time',
			presentation: 'other',
		},
	}),
};
