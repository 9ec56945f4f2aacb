import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { credentialTests, testedSlots } from '../shared/n8n/credentialTests/all';
import { searchPipedText } from '../shared/n8n/pipedTextField';
import { listSubtitle, locatorSubtitle, subtitle } from '../shared/n8n/subtitles';
import { accountCredentials } from './account';
import { runOperation } from './execute';
import { searchValues } from './kpi/pickers';
import { parameters } from './parameters';
import { searchSurveys } from './surveyField';

/** Which of the two the operation asks for; what was chosen for another one stays in the node. */
const ONE_SURVEY =
	'(["get", "describe"].includes($parameter.operation) || $parameter.resource === "response" && $parameter.operation === "getAll" && $parameter.select === "ids")';
const SEVERAL_SURVEYS =
	'($parameter.resource === "kpi" ? $parameter.operation === "compute" && $parameter.kpiSource !== "items" : $parameter.resource === "response" && $parameter.operation === "getAll" && $parameter.select === "date")';

export class Survey implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Survey',
		name: 'survey',
		icon: { light: 'file:survey.svg', dark: 'file:survey.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: subtitle(
			'{get: "Get a response", getAll: $parameter.resource === "survey" ? "List surveys" : "Get responses", makeFromForm: "Make a response from a form", describe: "Describe a survey", compute: "Compute KPIs", makeRows: "Make KPI rows", start: "Start a Qualtrics workflow"}[$parameter.operation]',
			`(${ONE_SURVEY} ? ${locatorSubtitle('survey')} : ${SEVERAL_SURVEYS} ? ${listSubtitle('$parameter.toJSON().surveys', 'survey')} : "")`,
		),
		description:
			'Gets past survey responses, describes surveys, computes NPS, CSAT and other KPIs, and starts Qualtrics workflows',
		defaults: { name: 'Survey' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		parameterPane: 'wide',
		usableAsTool: true,
		credentials: testedSlots(accountCredentials),
		properties: parameters,
	};

	methods = {
		listSearch: { searchSurveys, searchValues, searchPipedText },
		credentialTest: credentialTests,
	};

	execute = runOperation;
}
