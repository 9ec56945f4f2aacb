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
			description: 'A completed response, or one with unknown progress',
		},
		{
			name: 'Partial Response',
			value: 'partial',
			description: 'An incomplete response: partial, screened out or over quota',
		},
		{
			name: 'Updated Response',
			value: 'updated',
			description:
				'A known response posted again with other answers. If not selected, it is ignored.',
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
