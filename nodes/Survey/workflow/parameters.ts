import type { INodeProperties } from 'n8n-workflow';
import { mappingRowsProperty } from '../../shared/n8n/mappingRows';
import { pipedTextFromProperties } from '../../shared/n8n/pipedTextFrom';
import { qualtricsSurveys } from '../../shared/n8n/surveys/qualtrics';
import { whenUnresolvedOption } from '../../shared/n8n/whenUnresolved';

const WORKFLOW = { resource: ['workflow'] };

export const workflowOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Start',
			value: 'start',
			action: 'Start a qualtrics workflow',
			description: 'Start a Qualtrics workflow that listens for a JSON event',
		},
	],
	default: 'start',
	displayOptions: { show: WORKFLOW },
};

export const workflowParameters: INodeProperties[] = [
	{
		displayName:
			'JSON events need Qualtrics as the survey tool and an API token. OAuth2 does not work.',
		name: 'qualtricsOnly',
		type: 'notice',
		default: '',
		displayOptions: { show: { ...WORKFLOW, provider: ['startquestion'] } },
	},
	{
		displayName: 'Workflow URL',
		name: 'workflowUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://fra1.qualtrics.com/inbound-event/v1/events/json/triggers?…',
		description: 'The URL shown in the JSON event of the Qualtrics workflow',
		displayOptions: { show: WORKFLOW },
	},
	...pipedTextFromProperties('qualtrics', { resource: ['response', 'survey', 'kpi'] }, [
		qualtricsSurveys,
	]),
	mappingRowsProperty({
		name: 'payload',
		displayName: 'Payload',
		description: 'The data to send, up to 100 KB',
		displayOptions: { show: WORKFLOW },
		target: {
			displayName: 'Field',
			type: 'string',
			default: '',
			placeholder: 'e.g. customerId',
			hint: 'As the JSON event in Qualtrics names it; dots make objects within: customer.id',
		},
	}),
	{
		displayName: 'Options',
		name: 'workflowOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: WORKFLOW },
		options: [
			{
				displayName: 'Allow an AI Agent to Start It',
				name: 'allowAsTool',
				type: 'boolean',
				default: false,
				description:
					'Whether an agent that has this node as a tool may start the workflow, which nothing takes back. Without it the tool refuses.',
				displayOptions: { show: { '@tool': [true] } },
			},
			{
				displayName: 'Dry Run',
				name: 'dryRun',
				type: 'boolean',
				default: false,
				description: 'Whether to show the payload without starting the workflow',
			},
			whenUnresolvedOption,
		],
	},
];
