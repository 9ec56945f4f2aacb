import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { WebhookPreset } from '../../shared/connectors/webhook/presets';
import { choicesOf } from '../../shared/n8n/systems/System';
import { createSystemRegistry } from '../../shared/n8n/systems/systemRegistry';
import { qualtricsSystem } from './qualtrics/system';
import type { SourceSystem } from './SourceSystem';
import { startquestionSystem } from './startquestion/system';
import { surveymonkeySystem } from './surveymonkey/system';
import { webhookSystem } from './webhook/system';

/** The tool that was chosen, and the system behind it. */
export interface Source {
	label: string;
	system: SourceSystem;
	preset?: WebhookPreset;
}

/** Everything of the node that depends on the tools it listens to. */
export const sources = createSystemRegistry<SourceSystem>(
	{
		name: 'source',
		displayName: 'Source',
		default: 'qualtrics',
		description: 'The survey tool whose responses start the workflow',
	},
	[qualtricsSystem, startquestionSystem, surveymonkeySystem, webhookSystem],
);

/** By name, since there are many. */
export const sourceProperty: INodeProperties = {
	...sources.choice,
	options: [...((sources.choice.options ?? []) as INodePropertyOptions[])].sort((a, b) =>
		a.name.localeCompare(b.name, 'en'),
	),
};

/** Values of the parameter 'Source' whose system is meant. */
export const sourcesWhere = (isMeant: (system: SourceSystem) => boolean): string[] =>
	sources.systems.filter(isMeant).flatMap((system) => choicesOf(system).map(({ id }) => id));

export function sourceNamed(value: unknown): Source {
	const system = sources.systemOf(value);
	const choice = system.choices?.find(({ id }) => id === value);
	return { label: choice?.label ?? system.label, system, preset: choice?.preset };
}
