import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { searchSurveys } from '../shared/face/surveyLocator';
import { receiveAnnouncement } from './announcement';
import { parameters } from './parameters';
import { fetchResponses } from './execute';
import { registration } from './registration';
import { startSchedule } from './schedule';
import { testWebhookSecret } from './webhookSecret';

/**
 * webhook() and trigger() only say that something is there; execute() fetches it, inside an execution that n8n has stored.
 */
export class SurveyTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Survey Trigger',
		name: 'surveyTrigger',
		icon: { light: 'file:surveyTrigger.svg', dark: 'file:surveyTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ {instant: "Instant", scheduled: "Scheduled", instantWithCatchUp: "Instant with catch-up"}[$parameter.delivery] }}',
		description: 'Starts the workflow for each survey response, once, missing none',
		eventTriggerDescription: '',
		activationMessage: 'Responses now start this workflow. The first check runs at once.',
		defaults: { name: 'Survey Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'qualtricsApi',
				required: true,
				displayOptions: { show: { authentication: ['apiToken'] } },
			},
			{
				name: 'qualtricsOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['clientCredentials'] } },
			},
			{
				name: 'surveyWebhookApi',
				required: true,
				testedBy: 'testWebhookSecret',
				// A path into the options: n8n's panel would otherwise move the credentials down to the field they depend on.
				displayOptions: { show: { 'options.webServiceTask': [true] } },
			},
		],
		webhooks: [
			{
				name: 'default',
				// Qualtrics asks that the address answers GET as well as POST. In a test only "A New Response" waits for one.
				httpMethod:
					'={{ $parameter["fetchResponses"] !== false && ($workflow.active ? $parameter["delivery"] !== "scheduled" : $parameter["testWith"] === "new") ? "POST,GET" : "" }}',
				responseMode: 'onReceived',
				path: 'survey',
				ndvHideMethod: true,
			},
		],
		properties: parameters,
	};

	methods = { listSearch: { searchSurveys }, credentialTest: { testWebhookSecret } };

	webhookMethods = { default: registration };

	webhook = receiveAnnouncement;

	trigger = startSchedule;

	execute = fetchResponses;
}
