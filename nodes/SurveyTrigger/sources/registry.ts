import type { INodeProperties } from 'n8n-workflow';
import { PRESETS, type WebhookPreset } from '../../shared/connectors/webhook/presets';
import { ConnectorError } from '../../shared/http/ConnectorError';

/**
 * - qualtrics, startquestion: accounts that can be asked, and that announce or post what is new
 * - webhook: whatever posts a response to the trigger's address
 */
export type Kind = 'qualtrics' | 'startquestion' | 'webhook';

export interface Source {
	/** Value of the parameter 'Source'. */
	value: string;
	label: string;
	description?: string;
	kind: Kind;
	/** Absent for a webhook: its author says where things are. */
	preset?: WebhookPreset;
}

export const CUSTOM_WEBHOOK = 'customWebhook';

/** Every tool that can start a workflow. A tool that posts JSON or a form is one file among the presets and no line here. */
export const SOURCES: readonly Source[] = [
	{ value: 'qualtrics', label: 'Qualtrics', kind: 'qualtrics' as const },
	{
		value: 'startquestion',
		label: 'Startquestion / Netquest / Webankieta',
		description: 'One platform under several names: by RESThook, by a regular check, or both',
		kind: 'startquestion' as const,
	},
	{
		value: CUSTOM_WEBHOOK,
		label: 'Custom Webhook',
		description: 'Any tool that posts JSON or a form; you say where the answers are',
		kind: 'webhook' as const,
	},
	...PRESETS.map((preset) => ({
		value: preset.name,
		label: preset.label,
		kind: 'webhook' as const,
		preset,
	})),
].sort((a, b) => a.label.localeCompare(b.label, 'en'));

export const sourcesOf = (...kinds: Kind[]): string[] =>
	SOURCES.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value);

export const sourceProperty: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	noDataExpression: true,
	options: SOURCES.map(({ value, label, description }) => ({
		name: label,
		value,
		...(description && { description }),
	})),
	default: 'qualtrics',
	description: 'The survey tool whose responses start the workflow',
};

export function sourceNamed(value: unknown): Source {
	const source = SOURCES.find((one) => one.value === value);
	if (source) return source;
	throw new ConnectorError('input', 'This source is not known to the installed version', {
		hint: "Choose another one under 'Source', or update the package.",
	});
}
