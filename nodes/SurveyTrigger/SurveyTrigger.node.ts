import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { searchStartquestionSurveys } from '../shared/n8n/startquestion';
import { searchSurveys } from '../shared/n8n/surveyLocator';
import { RECEIVED } from './answering';
import { fetchResponses } from './execute';
import { parameters, whateverItIs } from './parameters';
import { receiveCall } from './receive';
import { registration } from './registration';
import { startSchedule } from './schedule';
import { sampleLists } from './sources/webhook/samplePaths';
import { testWebhookSecret } from './webhookSecret';

/**
 * webhook() and trigger() only say that something is there, or pass on what was posted; execute() fetches and reads it, inside
 * an execution that n8n has stored.
 */
export class SurveyTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Survey Trigger',
		name: 'surveyTrigger',
		icon: { light: 'file:surveyTrigger.svg', dark: 'file:surveyTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter.source && $parameter.source !== "qualtrics" ? $parameter.source.charAt(0).toUpperCase() + $parameter.source.slice(1).replace("Webhook", " webhook") : "" }}{{ $parameter.source === "startquestion" ? ", " : "" }}{{ {instant: "Instant", scheduled: "Scheduled", instantWithCatchUp: "Instant with catch-up"}[$parameter.delivery] || "" }}',
		description: 'Starts the workflow for each survey response, once, missing none',
		eventTriggerDescription: '',
		activationMessage: 'Responses now start this workflow.',
		defaults: { name: 'Survey Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'qualtricsApi',
				required: true,
				displayOptions: { show: { source: ['qualtrics'], authentication: ['apiToken'] } },
			},
			{
				name: 'qualtricsOAuth2Api',
				required: true,
				displayOptions: { show: { source: ['qualtrics'], authentication: ['clientCredentials'] } },
			},
			{
				name: 'startquestionApi',
				required: true,
				displayOptions: { show: { source: ['startquestion'] } },
			},
			{
				name: 'surveyWebhookApi',
				required: true,
				testedBy: 'testWebhookSecret',
				// A path into the options: n8n's panel would otherwise move the credentials down to the field they depend on.
				displayOptions: {
					show: { callersChecked: [whateverItIs], 'options.webServiceTask': [true] },
				},
			},
		],
		webhooks: [
			{
				name: 'default',
				// Qualtrics asks that the address answers GET as well as POST, other tools look with HEAD whether anybody is there. In a
				// test only "A New Response" waits for one.
				httpMethod:
					'={{ $parameter["fetchResponses"] !== false && ($workflow.active ? $parameter["delivery"] !== "scheduled" : ($parameter["testWith"] === "new" || $parameter["testPayload"] === "new")) ? ($parameter["source"] === "qualtrics" ? "POST,GET" : "POST,GET,HEAD") : "" }}',
				responseMode: 'onReceived',
				// Without it n8n answers with the name of its own default.
				responseData: RECEIVED,
				path: 'survey',
				ndvHideMethod: true,
			},
		],
		properties: parameters,
	};

	methods = {
		listSearch: { searchSurveys, searchStartquestionSurveys, ...sampleLists },
		credentialTest: { testWebhookSecret },
	};

	webhookMethods = { default: registration };

	webhook = receiveCall;

	trigger = startSchedule;

	execute = fetchResponses;
}
