import type { INodeProperties } from 'n8n-workflow';
import { timeZoneProperty, type SourceSystem } from '../SourceSystem';
import { webhookParameters } from './parameters';
import { sampleLists } from './samplePaths';
import { WEBHOOK_SOURCES } from './webhookSources';

const events: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	options: [
		{
			name: 'New Response',
			value: 'new',
			description: 'A completed response, or one of which the tool does not say how far it got',
		},
		{
			name: 'Partial Response',
			value: 'partial',
			description: 'A response that did not get to its end: partial, screened out, over quota',
		},
		{
			name: 'Updated Response',
			value: 'updated',
			description:
				'A response that came already and is posted again with other answers. Without this, it is dropped.',
		},
	],
	default: ['new'],
	required: true,
};

/** Whatever posts a response to the trigger's address. */
export const webhookSystem: SourceSystem = {
	id: 'webhook',
	label: 'Webhook',
	choices: WEBHOOK_SOURCES,
	callers: 'mustProve',
	hasEvents: true,
	hasTimeZone: true,
	credentials: [],
	parameters: [...webhookParameters, timeZoneProperty, events],
	lists: sampleLists,
};
