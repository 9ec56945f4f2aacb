import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { credentialTests, testedSlots } from '../shared/n8n/credentialTests/all';
import { listSubtitle, subtitle } from '../shared/n8n/subtitles';
import { choicesOf } from '../shared/n8n/systems/System';
import { RECEIVED } from './answering';
import { fetchResponses } from './execute';
import { parameters, whateverItIs } from './parameters';
import { receiveCall } from './receive';
import { registration } from './registration';
import { startSchedule } from './schedule';
import { sources } from './sources/registry';
import { testWebhookSecret } from './webhookSecret';

/** For the subtitle: of a platform under several names the first one. */
const SHORT_LABELS = Object.fromEntries(
	sources.systems.flatMap((system) =>
		choicesOf(system).map(({ id, label }) => [id, label.split(' / ')[0]]),
	),
);

const WHILE_BUILDING =
	'<b>While building your workflow</b>, click the button: you see the latest responses, or the sample that you pasted. To try a new one, set <b>Test With</b> to <b>A New Response</b>, click the button and answer the survey now.<br /><br />';

/** The parameter that holds the surveys, by the source. */
const SURVEYS = Object.fromEntries(
	sources.systems.flatMap(({ id, surveysParameter }) =>
		surveysParameter === undefined ? [] : [[id, surveysParameter]],
	),
);

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
		subtitle: subtitle(
			`${JSON.stringify(SHORT_LABELS)}[$parameter.source]`,
			listSubtitle(`$parameter.toJSON()[${JSON.stringify(SURVEYS)}[$parameter.source]]`, 'survey'),
		),
		description: 'Starts the workflow once for each survey response',
		eventTriggerDescription: 'Answer the survey now',
		triggerPanel: {
			header: 'See a survey response',
			executionsHelp: {
				inactive: `${WHILE_BUILDING}<b>Once your workflow is ready</b>, publish it: every response starts it.`,
				active: `${WHILE_BUILDING}<b>Your published workflow</b> runs for every response, and its runs appear in the list of executions.`,
			},
			activationHint: 'Publish the workflow, and every response starts it.',
		},
		activationMessage: 'Responses now start this workflow.',
		defaults: { name: 'Survey Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		// Those that a node tests stand here for n8n's linter, which looks for them in this list alone.
		credentials: [
			{ name: 'qualtricsApi', testedBy: 'testQualtrics' },
			{ name: 'startquestionApi', testedBy: 'testStartquestion' },
			{ name: 'surveyMonkeyTokenApi', testedBy: 'testSurveyMonkey' },
			{
				name: 'surveyWebhookApi',
				required: true,
				testedBy: 'testWebhookSecret',
				// A path into the options: n8n's panel would otherwise move the credentials down to the field they depend on.
				displayOptions: {
					show: { authenticationRequired: [whateverItIs], 'options.webServiceTask': [true] },
				},
			},
		],
		webhooks: [
			{
				name: 'default',
				// Qualtrics asks that the address answers GET as well as POST, other tools look with HEAD whether anybody is there;
				// SurveyMonkey does while its webhook is made, which happens with the first of these. In a test only "A New Response"
				// waits for one.
				httpMethod:
					'={{ $parameter["fetchResponses"] !== false && ($workflow.active ? $parameter["delivery"] !== "scheduled" : ($parameter["testWith"] === "new" || $parameter["testPayload"] === "new")) ? ($parameter["source"] === "qualtrics" ? "POST,GET" : $parameter["source"] === "surveymonkeyAccount" ? "HEAD,POST" : "POST,GET,HEAD") : "" }}',
				responseMode: 'onReceived',
				// Without it n8n answers with the name of its own default.
				responseData: RECEIVED,
				path: 'survey',
				ndvHideMethod: true,
			},
		],
		properties: parameters,
	};

	constructor() {
		this.description.credentials = testedSlots(sources.credentials, this.description.credentials);
	}

	methods = {
		listSearch: sources.lists,
		credentialTest: { ...credentialTests, testWebhookSecret },
	};

	webhookMethods = { default: registration };

	webhook = receiveCall;

	trigger = startSchedule;

	execute = fetchResponses;
}
