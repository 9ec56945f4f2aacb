import type { INodeProperties } from 'n8n-workflow';
import { surveysField } from '../surveyField';
import { measuresField, valueField } from './measureParameters';
import { kpiOptions } from './optionParameters';
import { optional } from '../../shared/n8n/optional';

const KPI = { resource: ['kpi'] };
const COMPUTE = { ...KPI, operation: ['compute'] };
const REPORT = { show: { ...COMPUTE, output: ['report'] } };

export const kpiOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Compute',
			value: 'compute',
			action: 'Compute key figures',
			description: 'Compute NPS, CSAT, CES and others, with charts, a report and a journey map',
		},
		{
			name: 'Make Rows',
			value: 'makeRows',
			action: 'Make rows of key figures',
			description:
				'Turn survey responses into rows without personal data, to store in a Data Table or database and compute KPIs later',
		},
	],
	default: 'compute',
	displayOptions: { show: KPI },
};

const ITEMS = {
	name: 'Incoming Items',
	value: 'items',
	description: 'Survey responses, rows made by this node, or rows of a table of your own',
};
const ITEMS_AND_SURVEY = {
	name: 'Incoming Items, With Survey Lists',
	value: 'itemsAndSurvey',
	description:
		'Incoming items. Also reads the survey, so that you can choose questions from lists.',
};

/** Before the choice of the account, which depends on it. */
export const kpiSource: INodeProperties[] = [
	{
		displayName: 'Responses Come From',
		name: 'kpiSource',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'The Survey Itself',
				value: 'survey',
				description: 'Reads all responses from the survey',
			},
			ITEMS,
			ITEMS_AND_SURVEY,
		],
		default: 'survey',
		displayOptions: { show: COMPUTE },
	},
	{
		displayName: 'Responses Come From',
		name: 'kpiSource',
		type: 'options',
		noDataExpression: true,
		options: [ITEMS, ITEMS_AND_SURVEY],
		default: 'items',
		displayOptions: { show: { ...KPI, operation: ['makeRows'] } },
	},
];

const FROM_ITEMS = { show: { ...COMPUTE, kpiSource: ['items', 'itemsAndSurvey'] } };

const column = (
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: `e.g. ${placeholder}`,
	description,
});

const items: INodeProperties[] = [
	{
		displayName: 'Items Are',
		name: 'itemsAre',
		type: 'options',
		options: [
			{
				name: 'Survey Responses, or Rows Made by This Node',
				value: 'responses',
				description: 'Both kinds may be mixed',
			},
			{
				name: 'Rows of Your Own Table',
				value: 'columns',
				description: 'One row per response. Name its columns below.',
			},
		],
		default: 'responses',
		displayOptions: FROM_ITEMS,
	},
	{
		displayName: 'Columns',
		name: 'columns',
		type: 'collection',
		placeholder: 'Add column',
		default: { responseId: '' },
		displayOptions: { show: { ...FROM_ITEMS.show, itemsAre: ['columns'] } },
		options: [
			column(
				'Answered At',
				'answeredAt',
				'answered_at',
				'Date of the response. Required for periods and date ranges.',
			),
			column('Is Finished', 'isFinished', 'finished', 'Whether the response is complete'),
			column('Is Test', 'isTest', 'is_test', 'Whether the response is a test or preview'),
			column('Response ID', 'responseId', 'response_id', 'ID of the response. Required.'),
			column(
				'Revision',
				'revision',
				'updated_at',
				'Number or date that increases with each change. The row with the highest value counts.',
			),
			column('Survey ID', 'surveyId', 'survey_id', 'ID of the survey'),
			column('Survey Name', 'surveyName', 'survey_name', 'Shown in the results'),
		],
	},
];

const groupBy: INodeProperties = optional({
	displayName: 'Group By',
	name: 'groupBy',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Group', sortable: true },
	default: {},
	placeholder: 'Add Group',
	description: 'If empty, one value for all responses together',
	displayOptions: { show: KPI },
	options: [
		{
			displayName: 'Group',
			name: 'group',
			values: [
				{
					displayName: 'By',
					name: 'by',
					type: 'options',
					options: [
						{ name: 'Answer or Embedded Data', value: 'value' },
						{ name: 'Journey Stage', value: 'stage' },
						{ name: 'Survey', value: 'survey' },
					],
					default: 'survey',
				},
				valueField({
					displayName: 'Question or Field',
					name: 'value',
					displayOptions: { show: { by: ['value'] } },
				}),
				optional({
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'Default: its key',
					displayOptions: { show: { by: ['value'] } },
				}),
			],
		},
	],
});

const output: INodeProperties[] = [
	{
		displayName: 'Period',
		name: 'period',
		type: 'options',
		options: [
			{ name: 'Day', value: 'day' },
			{ name: 'Month', value: 'month' },
			{ name: 'None', value: 'none', description: 'One value for the whole period' },
			{ name: 'Week', value: 'week', description: 'Monday to Sunday (ISO)' },
		],
		default: 'none',
		description: 'One value per period shows a trend',
		displayOptions: { show: COMPUTE },
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{
				name: 'One Item per Chart',
				value: 'charts',
				description: 'Each with the chart as SVG and as an HTML page, in binary fields',
			},
			{ name: 'One Item per Value', value: 'values', description: 'To be stored or compared' },
			{
				name: 'One Item With the Report',
				value: 'report',
				description:
					'All values, a report page, a journey map (if there are stages) and the charts, in binary fields',
			},
		],
		default: 'values',
		displayOptions: { show: COMPUTE },
	},
	optional({
		displayName: 'Comments',
		name: 'verbatims',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Open Question' },
		default: {},
		placeholder: 'Add Open Question',
		description:
			'The latest answers to open questions, shown in the stages of the journey map or, without a stage, in the report',
		displayOptions: REPORT,
		options: [
			{
				displayName: 'Open Question',
				name: 'source',
				values: [
					valueField({ displayName: 'Open Question', name: 'value' }),
					optional({ displayName: 'Journey Stage', name: 'stage', type: 'string', default: '' }),
					optional(
						valueField({
							displayName: 'Score to Show',
							name: 'score',
							description: 'An answer or field shown next to the comment, such as a sentiment',
						}),
					),
				],
			},
		],
	}),
	{
		displayName: 'Texts per Stage',
		name: 'textsPerStage',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 50 },
		default: 5,
		displayOptions: REPORT,
	},
];

export const kpiParameters: INodeProperties[] = [
	surveysField({
		displayOptions: { show: { ...KPI, kpiSource: ['survey', 'itemsAndSurvey'] } },
	}),
	...items,
	measuresField({ show: KPI }),
	groupBy,
	...output,
	kpiOptions({ show: COMPUTE }),
];
