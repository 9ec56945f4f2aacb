import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { searchPipedText } from '../shared/n8n/pipedTextField';
import { testSurveyMonkey } from '../shared/n8n/surveymonkeyTest';
import { accountCredentials } from './account';
import { runOperation } from './execute';
import { searchValues } from './kpi/pickers';
import { parameters } from './parameters';
import { searchSurveys } from './surveyField';

export class Survey implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Survey',
		name: 'survey',
		icon: { light: 'file:survey.svg', dark: 'file:survey.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle:
			'={{ {get: "Get a response", getAll: $parameter.resource === "survey" ? "List surveys" : "Get responses", makeFromForm: "Make a response from a form", describe: "Describe a survey", compute: "Compute KPIs", makeRows: "Make KPI rows", start: "Start a Qualtrics workflow"}[$parameter.operation] }}',
		description:
			'Gets past survey responses, describes surveys, computes NPS, CSAT and other KPIs, and starts Qualtrics workflows',
		defaults: { name: 'Survey' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		parameterPane: 'wide',
		usableAsTool: true,
		credentials: accountCredentials,
		properties: parameters,
	};

	methods = {
		listSearch: { searchSurveys, searchValues, searchPipedText },
		credentialTest: { testSurveyMonkey },
	};

	execute = runOperation;
}
