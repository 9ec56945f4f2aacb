import type { INodeProperties } from 'n8n-workflow';
import { simplifyParameter } from '../../shared/n8n/simplify';
import { surveyField, surveysField } from '../surveyField';
import { formParameters } from './formParameters';

const RESPONSE = { resource: ['response'] };
const GET = { show: { ...RESPONSE, operation: ['get'] } };
const MANY = { ...RESPONSE, operation: ['getAll'] };
const BY_DATE = { show: { ...MANY, select: ['date'] } };

export const responseOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Get',
			value: 'get',
			action: 'Get a response',
			description: 'Get one response by its ID',
		},
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many responses',
			description:
				'Get the responses of surveys, oldest first: what the Survey Trigger would have brought',
		},
		{
			name: 'Make From Form',
			value: 'makeFromForm',
			action: 'Make a response from a form',
			description: "Turn what was entered in n8n's own form into a survey response",
		},
	],
	default: 'getAll',
	displayOptions: { show: RESPONSE },
};

const select: INodeProperties = {
	displayName: 'Which Responses',
	name: 'select',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'By Date and Filter',
			value: 'date',
			description: 'All of them, or those of a period',
		},
		{ name: 'By ID', value: 'ids', description: 'Those in a list of IDs' },
		{
			name: 'Named in the Input',
			value: 'input',
			description:
				'Those that incoming items name anywhere: failed executions from the n8n node, announcements, survey responses',
		},
	],
	default: 'date',
	displayOptions: { show: MANY },
};

const inputHint: INodeProperties = {
	displayName:
		'Feed this step with executions from the n8n node (options: include the execution details). Executions that were retried with success are left out.',
	name: 'inputNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { ...MANY, select: ['input'] } },
};

const statuses: INodeProperties = {
	displayName: 'Status',
	name: 'statuses',
	type: 'multiOptions',
	options: [
		{ name: 'Completed', value: 'complete', description: 'Answered to the end' },
		{
			name: 'Partial',
			value: 'partial',
			description: 'Closed before the end and recorded as it was',
		},
	],
	default: ['complete'],
	required: true,
	displayOptions: BY_DATE,
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	displayOptions: BY_DATE,
	options: [
		{
			displayName: 'Date Is That Of',
			name: 'dateOf',
			type: 'options',
			options: [
				{ name: 'Last Modification', value: 'modified' },
				{ name: 'Recording', value: 'recorded' },
			],
			default: 'recorded',
			description: 'Which date of a response From and Until are about',
		},
		{
			displayName: 'Embedded Data',
			name: 'embeddedData',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
			default: {},
			placeholder: 'Add Field',
			description: 'Only responses whose embedded data fits all of these',
			options: [
				{
					displayName: 'Field',
					name: 'field',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. plan',
						},
						{
							displayName: 'Is',
							name: 'operator',
							type: 'options',
							options: [
								{ name: 'Empty', value: 'empty' },
								{ name: 'Equal To', value: 'equals' },
								{ name: 'Not Empty', value: 'notEmpty' },
								{ name: 'Not Equal To', value: 'notEquals' },
								{ name: 'One Of', value: 'oneOf' },
							],
							default: 'equals',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
							hint: 'For One Of: separated by commas. Capital letters and spaces around do not matter.',
						},
					],
				},
			],
		},
		{
			displayName: 'From',
			name: 'from',
			type: 'dateTime',
			default: '',
			description: "From this moment on (inclusive), in the workflow's time zone",
		},
		{
			displayName: 'Until',
			name: 'to',
			type: 'dateTime',
			default: '',
			description: "Before this moment (exclusive), in the workflow's time zone",
		},
	],
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: { show: { ...RESPONSE, operation: ['get', 'getAll'] } },
	options: [
		{
			displayName: 'Account Time Zone',
			name: 'accountTimeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Europe/Prague',
			description:
				"Startquestion writes its times without a zone. Default: the workflow's time zone.",
			displayOptions: { show: { '/provider': ['startquestion'] } },
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
			displayOptions: { show: { '/select': ['date'] } },
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
			description: 'Whether responses that were marked as spam come out too',
			displayOptions: { show: { '/select': ['date'] } },
		},
		{
			displayName: 'Include Tests and Previews',
			name: 'includeTests',
			type: 'boolean',
			default: false,
			description: 'Whether survey previews and generated test responses come out too',
			displayOptions: { show: { '/select': ['date'] } },
		},
		{
			displayName: 'Leave Out What Was Not Shown',
			name: 'onlyShown',
			type: 'boolean',
			default: true,
			description:
				'Whether the answers to questions that the respondent was never shown are left out, which in a long survey are most of an item. The questions are named at its end, so that conditions and piped text know them.',
		},
		{
			displayName: 'When an ID Is Not Found',
			name: 'whenNotFound',
			type: 'options',
			options: [
				{ name: 'Fail and Name It', value: 'fail' },
				{ name: 'Go On Without It', value: 'goOn', description: 'A note at the run tells' },
			],
			default: 'fail',
			displayOptions: { show: { '/operation': ['getAll'], '/select': ['ids', 'input'] } },
		},
	],
};

export const responseParameters: INodeProperties[] = [
	surveyField({ name: 'survey', required: true, displayOptions: GET }),
	{
		displayName: 'Response ID',
		name: 'responseId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. R_2Y62vxvBCVIJxEG',
		displayOptions: GET,
	},
	select,
	inputHint,
	surveysField({ displayOptions: { show: { ...MANY, select: ['date'] } } }),
	surveyField({
		name: 'survey',
		required: true,
		displayOptions: { show: { ...MANY, select: ['ids'] } },
	}),
	{
		displayName: 'Response IDs',
		name: 'responseIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. R_2Y62vxvBCVIJxEG, R_3fQ8Wb0sK1pZ7uD',
		description: 'Separated by commas, spaces or lines; or an expression that gives a list',
		displayOptions: { show: { ...MANY, select: ['ids'] } },
	},
	statuses,
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: true,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: BY_DATE,
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { ...BY_DATE.show, returnAll: [false] } },
	},
	{
		displayName: 'Keep',
		name: 'keep',
		type: 'options',
		options: [
			{ name: 'Latest', value: 'latest' },
			{ name: 'Oldest', value: 'oldest' },
		],
		default: 'oldest',
		description:
			'Which ones stay when there are more than the limit; they come out oldest first in either case',
		displayOptions: { show: { ...BY_DATE.show, returnAll: [false] } },
	},
	filters,
	...formParameters,
	simplifyParameter({ displayOptions: { show: { ...RESPONSE, operation: ['get', 'getAll'] } } }),
	options,
];
