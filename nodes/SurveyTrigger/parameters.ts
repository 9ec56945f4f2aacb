import type { INodeProperties } from 'n8n-workflow';
import { authenticationProperty } from '../shared/face/qualtrics';
import { surveyLocator } from '../shared/face/surveyLocator';

const DELIVERS_BY_SCHEDULE = { show: { delivery: ['scheduled', 'instantWithCatchUp'] } };

const schedule: INodeProperties[] = [
	{
		displayName: 'Check for Responses',
		name: 'every',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Custom (Cron)', value: 'cron' },
			{ name: 'Every Day', value: 'day' },
			{ name: 'Every Few Minutes', value: 'minutes' },
			{ name: 'Every Hour', value: 'hour' },
			{ name: 'Every Week', value: 'week' },
		],
		default: 'minutes',
		description:
			'How often the survey is asked for new responses, in the time zone of the workflow',
		displayOptions: DELIVERS_BY_SCHEDULE,
	},
	{
		displayName: 'Minutes Between Checks',
		name: 'minutes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1440, numberPrecision: 0 },
		default: 10,
		displayOptions: { show: { ...DELIVERS_BY_SCHEDULE.show, every: ['minutes'] } },
	},
	{
		displayName: 'Weekday',
		name: 'weekday',
		type: 'options',
		options: [
			{ name: 'Friday', value: 5 },
			{ name: 'Monday', value: 1 },
			{ name: 'Saturday', value: 6 },
			{ name: 'Sunday', value: 0 },
			{ name: 'Thursday', value: 4 },
			{ name: 'Tuesday', value: 2 },
			{ name: 'Wednesday', value: 3 },
		],
		default: 1,
		displayOptions: { show: { ...DELIVERS_BY_SCHEDULE.show, every: ['week'] } },
	},
	{
		displayName: 'Hour',
		name: 'hour',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 23, numberPrecision: 0 },
		default: 6,
		displayOptions: { show: { ...DELIVERS_BY_SCHEDULE.show, every: ['day', 'week'] } },
	},
	{
		displayName: 'Minute',
		name: 'minute',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 59, numberPrecision: 0 },
		default: 0,
		displayOptions: { show: { ...DELIVERS_BY_SCHEDULE.show, every: ['hour', 'day', 'week'] } },
	},
	{
		displayName: 'Cron Expression',
		name: 'cronExpression',
		type: 'string',
		default: '',
		placeholder: 'e.g. 0 6 * * 1-5',
		hint: 'Minute, hour, day of month, month, weekday; a sixth field in front stands for seconds',
		displayOptions: { show: { ...DELIVERS_BY_SCHEDULE.show, every: ['cron'] } },
	},
];

const start: INodeProperties[] = [
	{
		displayName: 'Start From',
		name: 'startFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'New Responses Only',
				value: 'new',
				description: 'Responses recorded from the first activation on',
			},
			{
				name: 'All Existing Responses',
				value: 'all',
				description: 'Everything the survey holds comes out first, oldest first',
			},
			{
				name: 'A Date',
				value: 'date',
				description: 'Responses recorded since a date',
			},
		],
		default: 'new',
		description: 'Where the first check begins. Later checks go on from the last one.',
		displayOptions: DELIVERS_BY_SCHEDULE,
	},
	{
		displayName: 'Start Date',
		name: 'startDate',
		type: 'dateTime',
		default: '',
		required: true,
		displayOptions: { show: { ...DELIVERS_BY_SCHEDULE.show, startFrom: ['date'] } },
	},
	{
		displayName: 'Fetch Responses',
		name: 'fetchResponses',
		type: 'boolean',
		default: true,
		description:
			'Whether responses are taken. Switched off, the workflow can be activated before the survey goes live and takes nothing until this is switched on.',
	},
];

const test: INodeProperties[] = [
	{
		displayName: 'Test With',
		name: 'testWith',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Latest Responses', value: 'latest' },
			{ name: 'One Response', value: 'responseId' },
			{ name: 'A New Response', value: 'new' },
		],
		default: 'latest',
		description:
			'What a test run in the editor shows. Tests never count as processed and never change where the schedule goes on.',
	},
	{
		displayName: 'Response ID',
		name: 'testResponseId',
		type: 'string',
		default: '',
		placeholder: 'e.g. R_2Y62vxvBCVIJxEG',
		displayOptions: { show: { testWith: ['responseId'] } },
	},
];

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Accept Web Service Task',
			name: 'webServiceTask',
			type: 'boolean',
			default: false,
			description:
				'Whether a Web Service task of a Qualtrics workflow may announce responses too: for accounts that may not create event subscriptions. The task posts {"surveyId": …, "responseId": …} to the production URL of this node and shows the secret of the Survey Webhook credential.',
		},
		{
			displayName: 'Connection Label',
			name: 'connectionLabel',
			type: 'string',
			default: '',
			placeholder: 'e.g. Retail France',
			description: 'Goes along on each response, to tell several accounts apart',
		},
		{
			displayName: 'Include Imported',
			name: 'includeImported',
			type: 'boolean',
			default: false,
			description: 'Whether responses that were imported into the survey come out too',
		},
		{
			displayName: 'Include IP Address and Location',
			name: 'includeMeta',
			type: 'boolean',
			default: false,
			description:
				'Whether the IP address and the location derived from it come along. They are personal data.',
		},
		{
			displayName: 'Include Spam',
			name: 'includeSpam',
			type: 'boolean',
			default: false,
			description: 'Whether responses that Qualtrics marked as spam come out too',
		},
		{
			displayName: 'Include Tests and Previews',
			name: 'includeTests',
			type: 'boolean',
			default: false,
			description: 'Whether survey previews and generated test responses come out too',
		},
		{
			displayName: 'Leave to Webhook (Seconds)',
			name: 'youngSeconds',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 3600 },
			default: 90,
			description:
				'With Instant with Catch-Up, responses younger than this are left to the webhook; the catch-up takes those that were never announced',
		},
		{
			displayName: 'Responses per Execution',
			name: 'batchSize',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 5000 },
			default: 500,
			description: 'How many waiting responses the schedule puts into one execution',
		},
	],
};

export const parameters: INodeProperties[] = [
	authenticationProperty(),
	{
		displayName: 'Surveys',
		name: 'surveys',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Survey' },
		default: { values: [{ survey: { mode: 'list', value: '' } }] },
		placeholder: 'Add Survey',
		options: [
			{
				displayName: 'Survey',
				name: 'values',
				values: [surveyLocator({ name: 'survey', required: true })],
			},
		],
	},
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		options: [
			{ name: 'New Response', value: 'new', description: 'A completed response' },
			{
				name: 'Partial Response',
				value: 'partial',
				description: 'A response that was closed before its end and recorded as it was',
			},
			{
				name: 'Updated Response',
				value: 'updated',
				description:
					'A response that was edited. Qualtrics announces no edits: they come with the scheduled check, by last-modified date.',
			},
		],
		default: ['new'],
		required: true,
	},
	{
		displayName: 'Delivery',
		name: 'delivery',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Instant with Catch-Up',
				value: 'instantWithCatchUp',
				description: 'At once, and a scheduled check that brings what was never announced',
			},
			{
				name: 'Instant',
				value: 'instant',
				description: 'At once, by event subscription (needs a brand administrator)',
			},
			{ name: 'Scheduled', value: 'scheduled', description: 'By a regular check' },
		],
		default: 'instantWithCatchUp',
	},
	...schedule,
	...start,
	...test,
	options,
];
