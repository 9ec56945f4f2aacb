import { PRESETS } from '../../../shared/connectors/webhook/presets';
import type { SourceChoice } from '../SourceSystem';

export const CUSTOM_WEBHOOK = 'customWebhook';

/** Every tool that posts responses. One that posts JSON or a form is one file among the presets and no line here. */
export const WEBHOOK_SOURCES: readonly SourceChoice[] = [
	{
		id: CUSTOM_WEBHOOK,
		label: 'Custom Webhook',
		description: 'Any tool that posts JSON or a form, with your own mapping',
	},
	...PRESETS.map((preset) => ({ id: preset.name, label: preset.label, preset })),
];
