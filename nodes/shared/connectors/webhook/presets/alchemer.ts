import type { WebhookPreset } from './WebhookPreset';

/**
 * The survey's own Webhook action with *Post the current response data*: as JSON, or as a form with the response under one
 * name. Times are those of the US East coast. Source: contracts/webhooks.md 5; Alchemer's list of response fields.
 */
export const alchemer: WebhookPreset = {
	name: 'alchemer',
	label: 'Alchemer',
	signature: { method: 'header', headerName: 'X-Survey-Secret' },
	secretHint:
		'Any secret; add it as a request header in Alchemer: Webhooks → Enable request headers',
	spec: {
		provider: 'alchemer',
		jsonFields: ['response'],
		timeZone: 'America/New_York',
		survey: {
			id: ['$.response.survey_id', '$.survey_id', '$.data.survey_id'],
			name: ['$.response.survey_title', '$.data.survey_title'],
			language: ['$.response.language', '$.data.language', '$.language'],
			collectorId: ['$.response.link_id', '$.data.link_id', '$.link_id'],
		},
		response: {
			id: ['$.response.id', '$.data.response_id', '$.data.id', '$.id'],
			startedAt: ['$.response.date_started', '$.data.date_started', '$.date_started'],
			submittedAt: ['$.response.date_submitted', '$.data.date_submitted', '$.date_submitted'],
			durationSeconds: ['$.response.response_time', '$.data.response_time', '$.response_time'],
			isTest: ['$.response.is_test_data', '$.data.is_test_data', '$.is_test_data'],
			status: {
				path: ['$.response.status', '$.data.response_status', '$.data.status', '$.status'],
				words: { Complete: 'complete', Partial: 'partial', Disqualified: 'disqualified' },
				otherwise: 'unknown',
			},
		},
		respondent: {
			id: ['$.response.contact_id', '$.data.contact.id', '$.contact_id'],
			email: ['$.data.contact.email'],
		},
		identifiers: [
			{
				system: 'salesmanago',
				type: 'smclientid',
				path: [
					'$.response.url_variables.smclientid.value',
					'$.response.url_variables.smclientid',
					'$.data.url_variables.smclientid',
					'$.url_variables.smclientid',
				],
			},
		],
		context: [
			{
				each: ['$.response.url_variables[?(@.key)]', '$.data.url_variables[?(@.key)]'],
				name: '$.key',
				value: '$.value',
			},
		],
		meta: {
			ip: ['$.response.ip_address', '$.data.ip_address', '$.ip_address'],
			userAgent: ['$.response.user_agent', '$.data.user_agent', '$.user_agent'],
			referer: ['$.response.referer', '$.data.referer', '$.referer'],
		},
		questions: {
			each: [
				'$.response.survey_data[?(@.id)]',
				'$.data.survey_data[?(@.id)]',
				'$.survey_data[?(@.id)]',
			],
			id: '$.id',
			ref: '$.shortname',
			title: '$.question',
			rawType: '$.type',
		},
		answers: [
			{
				each: [
					'$.response.survey_data[?(@.id && !@.subquestions)]',
					'$.data.survey_data[?(@.id && !@.subquestions)]',
					'$.survey_data[?(@.id && !@.subquestions)]',
				],
				id: '$.id',
				value: '$.answer',
				code: '$.answer_id',
				comment: '$.comments',
				shown: '$.shown',
				parts: { each: '$.options.*', code: '$.id', label: ['$.answer', '$.option'] },
			},
			{
				each: [
					'$.response.survey_data.*.subquestions.*',
					'$.data.survey_data.*.subquestions.*',
					'$.survey_data.*.subquestions.*',
				],
				id: '$.id',
				rawType: '$.type',
				value: '$.answer',
				code: '$.answer_id',
				shown: '$.shown',
				row: { parent: '$.parent', id: '$.id', label: '$.question' },
			},
		],
		types: {
			RADIO: 'singleChoice',
			MENU: 'singleChoice',
			CHECKBOX: 'multiChoice',
			TEXTBOX: 'text',
			ESSAY: 'longText',
			EMAIL: 'email',
			NUMBER: 'number',
			DATE: 'date',
			NPS: 'nps',
			RATING: 'rating',
			SLIDER: 'scale',
			RANK: 'ranking',
			TABLE: 'matrix',
			MULTI_TEXTBOX: 'matrix',
			FILE: 'file',
			SIGNATURE: 'signature',
		},
	},
};
