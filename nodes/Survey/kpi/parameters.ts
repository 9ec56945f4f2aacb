import type { INodeProperties } from 'n8n-workflow';
import { surveysField } from '../surveyField';
import { measuresField, valueField } from './measureParameters';
import { kpiOptions } from './optionParameters';

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
				'Turn survey responses into small rows without personal data, to be stored in a Data Table or database and computed from later',
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
	name: 'Incoming Items, With the Survey at Hand',
	value: 'itemsAndSurvey',
	description:
		'The same; the survey is read for its questions, scales and name, so that there are lists to choose from',
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
				description: 'All responses are read from the survey',
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
				description: 'Both may come together',
			},
			{
				name: 'Rows of a Table of Your Own',
				value: 'columns',
				description: 'One row for each response; say below which columns it has',
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
				'Date of the response. Needed for periods and date ranges.',
			),
			column('Is Finished', 'isFinished', 'finished', 'Says whether it was answered to the end'),
			column('Is Test', 'isTest', 'is_test', 'Says whether it is a test or preview'),
			column('Response ID', 'responseId', 'response_id', 'Tells responses apart. Needed.'),
			column(
				'Revision',
				'revision',
				'updated_at',
				'Number or date that grows with each change; of several rows of one response the largest counts',
			),
			column('Survey ID', 'surveyId', 'survey_id', 'Tells surveys apart'),
			column('Survey Name', 'surveyName', 'survey_name', 'Shown in the results'),
		],
	},
];

const groupBy: INodeProperties = {
	displayName: 'Group By',
	name: 'groupBy',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Group', sortable: true },
	default: {},
	placeholder: 'Add Group',
	description: 'Without any, there is one value for everything together',
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
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'Default: its key',
					displayOptions: { show: { by: ['value'] } },
				},
			],
		},
	],
};

const output: INodeProperties[] = [
	{
		displayName: 'Period',
		name: 'period',
		type: 'options',
		options: [
			{ name: 'Day', value: 'day' },
			{ name: 'Month', value: 'month' },
			{ name: 'None', value: 'none', description: 'One value for the whole time' },
			{ name: 'Week', value: 'week', description: 'Monday to Sunday (ISO)' },
		],
		default: 'none',
		description: 'A value for each period gives a trend',
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
				description: 'Each with the picture as SVG and as a page, in binary fields',
			},
			{ name: 'One Item per Value', value: 'values', description: 'To be stored or compared' },
			{
				name: 'One Item With the Report',
				value: 'report',
				description:
					'All values, a report page, a journey map page where there are stages, and the charts, in binary fields',
			},
		],
		default: 'values',
		displayOptions: { show: COMPUTE },
	},
	{
		displayName: 'What People Said',
		name: 'verbatims',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Open Question' },
		default: {},
		placeholder: 'Add Open Question',
		description:
			'The latest texts of open questions, shown in the stages of the journey map or, without a stage, in the report',
		displayOptions: REPORT,
		options: [
			{
				displayName: 'Open Question',
				name: 'source',
				values: [
					valueField({ displayName: 'Open Question', name: 'value' }),
					{ displayName: 'Journey Stage', name: 'stage', type: 'string', default: '' },
					valueField({
						displayName: 'Score Beside It',
						name: 'score',
						description: 'An answer or field shown beside the text, such as a sentiment',
					}),
				],
			},
		],
	},
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
