import type { INodeProperties } from 'n8n-workflow';
import { accountParameters } from './account';
import { kpiOperation, kpiParameters, kpiSource } from './kpi/parameters';
import { responseOperation, responseParameters } from './responses/parameters';
import { surveyOperation, surveyParameters } from './surveys/parameters';
import { workflowOperation, workflowParameters } from './workflow/parameters';

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

export const parameters: INodeProperties[] = [
	resource,
	responseOperation,
	surveyOperation,
	kpiOperation,
	workflowOperation,
	...kpiSource,
	...accountParameters,
	...responseParameters,
	...surveyParameters,
	...kpiParameters,
	...workflowParameters,
];
