import type { INodeProperties } from 'n8n-workflow';
import type { WebhookPreset } from '../../../shared/connectors/webhook/presets';
import { mappingParameters } from './mappingParameters';
import { WEBHOOK_SOURCES } from './webhookSources';
import { optional } from '../../../shared/n8n/optional';

const advice = (preset: WebhookPreset | undefined, label: string): string =>
	preset
		? `In ${label}, add a webhook to the production URL above, and enter the same secret in the credential: ${preset.secretHint}.`
		: 'Set up your tool to post each response, as JSON or as a form, to the production URL above, protected as set in the credential. Paste one payload as a sample, or receive one with a test.';

const howTo: INodeProperties[] = WEBHOOK_SOURCES.map(({ id, label, preset }) => ({
	displayName: advice(preset, label),
	name: `${id}Notice`,
	type: 'notice',
	default: '',
	displayOptions: { show: { source: [id] } },
}));

/** What a tool that posts whole responses is asked for. */
export const webhookParameters: INodeProperties[] = [
	...howTo,
	optional({
		displayName: 'Sample Payload',
		name: 'samplePayload',
		type: 'string',
		default: '',
		typeOptions: { rows: 4 },
		description:
			'One request as the tool sends it: JSON, or form fields. Used for tests and for the lists of the mapping.',
	}),
	...mappingParameters,
];

/** What a test run in the editor shows where nobody can be asked. */
export const payloadTest: INodeProperties = {
	displayName: 'Test With',
	name: 'testPayload',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Sample Payload', value: 'sample', description: 'The payload pasted above' },
		{
			name: 'A New Response',
			value: 'new',
			description: 'Waits for a request to the test URL',
		},
	],
	default: 'sample',
	description: 'What Execute step shows in the editor. Tests never count as processed.',
	displayOptions: { show: { source: WEBHOOK_SOURCES.map(({ id }) => id) } },
};
