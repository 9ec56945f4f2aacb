import type { INodeProperties } from 'n8n-workflow';
import type { Signature, WebhookPreset } from '../../shared/connectors/webhook/presets';
import type { SurveySystem } from '../../shared/n8n/surveys/SurveySystem';
import type { System, SystemChoice } from '../../shared/n8n/systems/System';
import { optional } from '../../shared/n8n/optional';

/** A survey tool that can start a workflow, as far as the trigger's description and settings depend on it. */
export interface SourceSystem extends System {
	/** Its account can be asked; absent where the tool only posts. */
	tool?: SurveySystem;
	/** Of a tool that can be asked: the parameter with the chosen surveys. */
	surveysParameter?: string;
	/** How those prove themselves who post: by a signature that the subscription arranges, if the user wants it, or always. */
	callers: 'signed' | 'mayProve' | 'mustProve';
	/** Of a tool that may prove itself: how it signs by itself. */
	signature?: Signature;
	/** It has the parameter 'Trigger On'. Without it: completed responses only. */
	hasEvents: boolean;
	/** Edits are found by the scheduled check alone. */
	checkFindsEdits?: boolean;
	/** What new responses are announced by, and what to do where that was refused; for notes. */
	announcedBy?: string;
	whenRefused?: string;
	/** Its times come without a zone. */
	hasTimeZone: boolean;
	choices?: readonly SourceChoice[];
}

export interface SourceChoice extends SystemChoice {
	/** Where its payloads keep what is wanted. Absent where the author says so. */
	preset?: WebhookPreset;
}

export const timeZoneProperty: INodeProperties = optional({
	displayName: 'Account Time Zone',
	name: 'timeZone',
	type: 'string',
	default: '',
	placeholder: 'e.g. Europe/Prague',
	description:
		"Time zone for times without one, such as all times of Startquestion. If empty, the workflow's time zone.",
});
