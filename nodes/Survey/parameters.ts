import type { INodeProperties } from 'n8n-workflow';
import { authenticationProperty } from '../shared/n8n/qualtrics';
import { kpiOperation, kpiParameters, kpiSource } from './kpi/parameters';
import { responseOperation, responseParameters } from './responses/parameters';
import { surveyOperation, surveyParameters } from './surveys/parameters';
import { workflowOperation, workflowParameters } from './workflow/parameters';

/** KPIs of incoming items need no account. */
export const READS_NO_SURVEY = { kpiSource: ['items'] };

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'KPI', value: 'kpi' },
		{ name: 'Response', value: 'response' },
		{ name: 'Survey', value: 'survey' },
		{ name: 'Workflow', value: 'workflow' },
	],
	default: 'response',
};

const provider: INodeProperties = {
	displayName: 'Survey Tool',
	name: 'provider',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Qualtrics', value: 'qualtrics' },
		{ name: 'Startquestion, Netquest, Webankieta', value: 'startquestion' },
	],
	default: 'qualtrics',
	displayOptions: { hide: READS_NO_SURVEY },
};

export const parameters: INodeProperties[] = [
	resource,
	responseOperation,
	surveyOperation,
	kpiOperation,
	workflowOperation,
	...kpiSource,
	provider,
	// Hidden and not shown: n8n's panel would otherwise hide what a credential depends on.
	{
		...authenticationProperty(),
		displayOptions: { hide: { provider: ['startquestion'], ...READS_NO_SURVEY } },
	},
	...responseParameters,
	...surveyParameters,
	...kpiParameters,
	...workflowParameters,
];
