import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

/** What callers of a webhook have to show. Source: contracts/webhooks.md 6. */
export class SurveyWebhookApi implements ICredentialType {
	name = 'surveyWebhookApi';

	displayName = 'Survey Webhook API';

	icon: Icon = { light: 'file:surveyWebhook.svg', dark: 'file:surveyWebhook.dark.svg' };

	documentationUrl = 'https://n8n-nodes-survey-ops.invalid/docs/connectors/webhook.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Protect Requests With',
			name: 'method',
			type: 'options',
			options: [
				{ name: 'Default of the Survey Tool', value: 'tool' },
				{ name: 'Secret in a Header', value: 'header' },
				{ name: 'Secret in the URL', value: 'path' },
				{ name: 'Signature (HMAC)', value: 'hmac' },
				{ name: 'Signature (Standard Webhooks)', value: 'standardWebhooks' },
				{ name: 'User Name and Password (Basic Auth)', value: 'basic' },
			],
			default: 'tool',
			hint: 'By default, Typeform, Tally, Formbricks and SurveyMonkey sign their requests. Other tools send the secret in the header X-Survey-Secret.',
		},
		{
			displayName: 'Header Name',
			name: 'headerName',
			type: 'string',
			default: 'X-Survey-Secret',
			required: true,
			displayOptions: { show: { method: ['header', 'hmac'] } },
		},
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'The signing secret shown by the survey tool, or at least 16 random characters. For Secret in the URL, add ? and the secret to the end of the webhook URL.',
			displayOptions: { show: { method: ['tool', 'header', 'path', 'hmac', 'standardWebhooks'] } },
		},
		{
			displayName: 'Algorithm',
			name: 'algorithm',
			type: 'options',
			options: [
				{ name: 'SHA-1', value: 'sha1' },
				{ name: 'SHA-256', value: 'sha256' },
				{ name: 'SHA-512', value: 'sha512' },
			],
			default: 'sha256',
			displayOptions: { show: { method: ['hmac'] } },
		},
		{
			displayName: 'Encoding',
			name: 'encoding',
			type: 'options',
			options: [
				{ name: 'Base64', value: 'base64' },
				{ name: 'Hexadecimal', value: 'hex' },
			],
			default: 'hex',
			displayOptions: { show: { method: ['hmac'] } },
		},
		{
			displayName: 'Prefix (Optional)',
			name: 'prefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. sha256=',
			description: 'Text before the signature in the header',
			displayOptions: { show: { method: ['hmac'] } },
		},
		{
			displayName: 'User Name',
			name: 'user',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { method: ['basic'] } },
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { method: ['basic'] } },
		},
	];
}
