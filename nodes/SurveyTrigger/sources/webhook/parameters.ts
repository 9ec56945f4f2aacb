import type { INodeProperties } from 'n8n-workflow';
import type { WebhookPreset } from '../../../shared/connectors/webhook/presets';
import { mappingParameters } from './mappingParameters';
import { WEBHOOK_SOURCES } from './webhookSources';

const advice = (preset: WebhookPreset | undefined, label: string): string =>
	preset
		? `In ${label}, add a webhook to the production URL above, and show the same secret in the credential: ${preset.secretHint}.`
		: 'Let your tool post each response, as JSON or as a form, to the production URL above, and prove itself as the credential says. Paste one such payload as sample, or take a new one with a test.';

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
	{
		displayName: 'Sample Payload',
		name: 'samplePayload',
		type: 'json',
		default: '',
		typeOptions: { rows: 8 },
		description:
			'One call as the tool sends it: JSON, or the fields of a form. Shows in a test what comes out, and fills the lists of the mapping.',
	},
	...mappingParameters,
];

/** What a test run in the editor shows where nobody can be asked. */
export const payloadTest: INodeProperties = {
	displayName: 'Test With',
	name: 'testPayload',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Sample Payload', value: 'sample', description: 'What is pasted above' },
		{
			name: 'A New Response',
			value: 'new',
			description: 'Waits for a call at the test URL',
		},
	],
	default: 'sample',
	description: 'What a test run in the editor shows. Tests never count as processed.',
	displayOptions: { show: { source: WEBHOOK_SOURCES.map(({ id }) => id) } },
};
