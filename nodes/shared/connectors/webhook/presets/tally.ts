import type { WebhookPreset } from './WebhookPreset';

/** Source: contracts/webhooks.md 2. */
export const tally: WebhookPreset = {
	name: 'tally',
	label: 'Tally',
	signature: {
		method: 'hmac',
		headerName: 'Tally-Signature',
		algorithm: 'sha256',
		encoding: 'base64',
	},
	secretHint: 'Tally: Integrations → Webhooks → Signing secret',
	spec: {
		provider: 'tally',
		deliveryId: '$.eventId',
		survey: { id: '$.data.formId', name: '$.data.formName' },
		response: {
			id: ['$.data.responseId', '$.data.submissionId'],
			submittedAt: ['$.data.createdAt', '$.createdAt'],
		},
		respondent: { id: '$.data.respondentId' },
		identifiers: [
			{
				system: 'salesmanago',
				type: 'smclientid',
				path: "$.data.fields[?(@.type=='HIDDEN_FIELDS' && @.label=='smclientid')].value",
			},
		],
		answers: [
			{
				each: '$.data.fields[*]',
				id: '$.key',
				title: '$.label',
				rawType: '$.type',
				value: '$.value',
				options: {
					each: ['$.options[*]', '$.columns[*]'],
					id: '$.id',
					label: ['$.text', '$.name'],
				},
				rows: { each: '$.rows[*]', id: '$.id', label: '$.text' },
				contextTypes: ['HIDDEN_FIELDS', 'CALCULATED_FIELDS'],
				repeatedTypes: ['CHECKBOXES', 'MULTI_SELECT'],
			},
		],
		types: {
			INPUT_TEXT: 'text',
			TEXTAREA: 'longText',
			INPUT_EMAIL: 'email',
			INPUT_PHONE_NUMBER: 'phone',
			INPUT_LINK: 'url',
			INPUT_NUMBER: 'number',
			INPUT_DATE: 'date',
			INPUT_TIME: 'time',
			MULTIPLE_CHOICE: 'singleChoice',
			DROPDOWN: 'singleChoice',
			CHECKBOXES: 'multiChoice',
			MULTI_SELECT: 'multiChoice',
			RANKING: 'ranking',
			RATING: 'rating',
			LINEAR_SCALE: 'scale',
			MATRIX: 'matrix',
			FILE_UPLOAD: 'file',
			SIGNATURE: 'signature',
			PAYMENT: 'payment',
		},
	},
};
