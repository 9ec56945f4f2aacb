import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

/** What callers of a webhook have to show. Source: contracts/webhooks.md 6. */
export class SurveyWebhookApi implements ICredentialType {
	name = 'surveyWebhookApi';

	displayName = 'Survey Webhook API';

	icon: Icon = { light: 'file:surveyWebhook.svg', dark: 'file:surveyWebhook.dark.svg' };

	documentationUrl =
		'https://github.com/survey-ops/n8n-nodes-survey-ops/blob/main/docs/connectors/webhook.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Callers Show',
			name: 'method',
			type: 'options',
			options: [
				{ name: 'What the Survey Tool Sends by Itself', value: 'tool' },
				{ name: 'A Secret in a Header', value: 'header' },
				{ name: 'A Secret in the Address', value: 'path' },
				{ name: 'A Signature (HMAC)', value: 'hmac' },
				{ name: 'A Signature (Standard Webhooks)', value: 'standardWebhooks' },
				{ name: 'User Name and Password (Basic Auth)', value: 'basic' },
			],
			default: 'tool',
			hint: 'By itself, Typeform, Tally, Formbricks and SurveyMonkey sign; for others the secret stands in the header X-Survey-Secret',
		},
		{
			displayName: 'Header Name',
			name: 'headerName',
			type: 'string',
			default: 'X-Survey-Secret',
			displayOptions: { show: { method: ['header', 'hmac'] } },
		},
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'The signing secret that the survey tool shows, or at least 16 characters that nobody can guess. In the address: ask for the URL with ? and the secret behind it.',
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
			displayName: 'Prefix',
			name: 'prefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. sha256=',
			description: 'Text that stands before the signature in the header',
			displayOptions: { show: { method: ['hmac'] } },
		},
		{
			displayName: 'User Name',
			name: 'user',
			type: 'string',
			default: '',
			displayOptions: { show: { method: ['basic'] } },
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { method: ['basic'] } },
		},
	];
}
