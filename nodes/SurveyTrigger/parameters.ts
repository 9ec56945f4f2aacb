import type { INodeProperties } from 'n8n-workflow';
import { simplifyParameter } from '../shared/n8n/simplify';
import { optionsProperty } from './optionParameters';
import { sourceProperty, sources, sourcesWhere } from './sources/registry';
import { payloadTest } from './sources/webhook/parameters';

/** Sources that can be asked. */
const ACCOUNTS = { source: sourcesWhere(({ tool }) => tool !== undefined) };

const DELIVERS_BY_SCHEDULE = {
	show: { ...ACCOUNTS, delivery: ['scheduled', 'instantWithCatchUp'] },
};

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
		description: "How often to check the survey for new responses, in the workflow's time zone",
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
		required: true,
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
				description: 'Responses recorded after the workflow is first published',
			},
			{
				name: 'All Existing Responses',
				value: 'all',
				description: 'Starts with all existing responses, oldest first',
			},
			{
				name: 'A Date',
				value: 'date',
				description: 'Responses recorded since a date',
			},
		],
		default: 'new',
		description: 'Where the first check starts. Later checks continue from there.',
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
			'Whether to process responses. Switch off to publish the workflow before the survey goes live. Nothing is processed until you switch it on.',
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
			'What Execute step shows in the editor. Tests never count as processed and do not affect the schedule.',
		displayOptions: { show: ACCOUNTS },
	},
	{
		displayName: 'Response ID',
		name: 'testResponseId',
		type: 'string',
		default: '',
		placeholder: 'e.g. R_2Y62vxvBCVIJxEG',
		// Not by n8n's own mark, with which a published workflow would stop too.
		hint: 'Required for a test with one response',
		displayOptions: { show: { ...ACCOUNTS, testWith: ['responseId'] } },
	},
	payloadTest,
];

const delivery: INodeProperties = {
	displayName: 'Delivery',
	name: 'delivery',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Instant with Catch-Up',
			value: 'instantWithCatchUp',
			description: 'At once, plus a scheduled check for missed responses',
		},
		{
			name: 'Instant',
			value: 'instant',
			description:
				'At once: by event subscription (Qualtrics; needs a brand administrator), RESThook (Startquestion) or webhook (SurveyMonkey)',
		},
		{ name: 'Scheduled', value: 'scheduled', description: 'By a scheduled check' },
	],
	default: 'instantWithCatchUp',
	displayOptions: { show: ACCOUNTS },
};

const requireAuthentication: INodeProperties = {
	displayName: 'Require Webhook Authentication',
	name: 'requireAuthentication',
	type: 'boolean',
	default: false,
	description:
		'Whether incoming requests must include the secret of the Survey Webhook credential. SurveyMonkey signs with the client ID, & and the client secret of the app. Startquestion does not sign its RESThooks: send the secret in a header, by basic auth or in the URL. Without authentication, anyone who knows the production URL can post responses.',
	displayOptions: {
		show: {
			source: sourcesWhere(({ callers }) => callers === 'mayProve'),
			delivery: ['instant', 'instantWithCatchUp'],
		},
	},
};

/**
 * A credential has one set of conditions, all of which must hold, while the Survey Webhook credential is asked for in one case
 * or another. n8n shows whatever depends on a value that is an expression; so this stands for the cases in which it is asked for
 * anyway. Not `show`: n8n's panel would then hide the source.
 */
const authenticationRequired: INodeProperties[] = [
	{ source: sourcesWhere(({ callers }) => callers !== 'mustProve') },
	{ source: sourcesWhere(({ callers }) => callers !== 'mayProve'), requireAuthentication: [false] },
].map((hide) => ({
	displayName: 'Authentication Required',
	name: 'authenticationRequired',
	type: 'hidden',
	default: '={{ true }}',
	displayOptions: { hide },
}));

/** A condition that always holds, so that only an expression makes a difference. n8n's types know it for parameters alone. */
export const whateverItIs = { _cnd: { not: 'never' } } as unknown as string;

export const parameters: INodeProperties[] = [
	sourceProperty,
	...sources.parameters,
	delivery,
	requireAuthentication,
	...schedule,
	...start,
	...test,
	simplifyParameter(),
	optionsProperty,
	...authenticationRequired,
];
