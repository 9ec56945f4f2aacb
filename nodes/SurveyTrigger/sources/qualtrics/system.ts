import type { INodeProperties } from 'n8n-workflow';
import { qualtricsSurveys } from '../../../shared/n8n/surveys/qualtrics';
import { surveysCollection } from '../../../shared/n8n/surveys/surveyFields';
import type { SourceSystem } from '../SourceSystem';

const SURVEYS = 'surveys';

const events: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	options: [
		{ name: 'New Response', value: 'new', description: 'A completed response' },
		{
			name: 'Partial Response',
			value: 'partial',
			description: 'A response closed before the end and saved',
		},
		{
			name: 'Updated Response',
			value: 'updated',
			description: 'A response that was edited. Only the scheduled check finds edits in Qualtrics.',
		},
	],
	default: ['new'],
	required: true,
};

export const qualtricsSystem: SourceSystem = {
	...qualtricsSurveys,
	tool: qualtricsSurveys,
	surveysParameter: SURVEYS,
	callers: 'signed',
	hasEvents: true,
	checkFindsEdits: true,
	announcedBy: 'event subscription',
	whenRefused:
		"use a brand administrator's credential; or let a Web Service task report responses (Options → 'Accept Web Service Task')",
	hasTimeZone: false,
	parameters: [
		...qualtricsSurveys.parameters,
		surveysCollection(qualtricsSurveys.locator, { name: SURVEYS }),
		events,
	],
};
