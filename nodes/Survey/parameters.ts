import type { INodeProperties } from 'n8n-workflow';
import { receivedSurveyProperty } from '../shared/n8n/receivedSurvey';
import { toolDescription } from '../shared/n8n/toolDescription';
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

const TOOL = `={{ {
	"response/get": "Reads one survey response by its ID: question and answer in words",
	"response/getAll": "Reads survey responses: question and answer in words, at most 10 of them, and how many there are",
	"response/makeFromForm": "Makes a survey response of what was entered in a form",
	"survey/getAll": "Lists the surveys of the account",
	"survey/describe": "Describes a survey: its questions, choices and fields",
	"kpi/compute": "Computes NPS, CSAT and other KPIs of survey responses",
	"kpi/makeRows": "Makes rows of KPIs that were computed",
	"workflow/start": "STARTS a Qualtrics workflow, which changes data and cannot be taken back",
}[$parameter.resource + "/" + $parameter.operation] ?? "Reads survey responses" }} ({{ {qualtrics: "Qualtrics", startquestion: "Startquestion", surveymonkey: "SurveyMonkey"}[$parameter.provider] ?? "survey tool" }}{{ $parameter.survey ? ", survey " + $parameter.survey : "" }}).`;

export const parameters: INodeProperties[] = [
	toolDescription(TOOL),
	resource,
	responseOperation,
	surveyOperation,
	kpiOperation,
	workflowOperation,
	...kpiSource,
	...accountParameters,
	// A workflow's payload has its own, with 'Show Questions Of'.
	receivedSurveyProperty({ hide: { resource: ['workflow'] } }),
	...responseParameters,
	...surveyParameters,
	...kpiParameters,
	...workflowParameters,
];
