import type { INodeProperties } from 'n8n-workflow';
import { surveyField } from '../surveyField';

const SURVEY = { resource: ['survey'] };
const LIST = { ...SURVEY, operation: ['getAll'] };
const DESCRIBE = { show: { ...SURVEY, operation: ['describe'] } };

export const surveyOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Describe',
			value: 'describe',
			action: 'Describe a survey',
			description: 'Get questions, choices and embedded data as items',
		},
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many surveys',
			description: 'Get the surveys of the account',
		},
	],
	default: 'getAll',
	displayOptions: { show: SURVEY },
};

export const surveyParameters: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: true,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: { show: LIST },
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { ...LIST, returnAll: [false] } },
	},
	surveyField({ name: 'survey', required: true, displayOptions: DESCRIBE }),
	{
		displayName: 'Items For',
		name: 'describe',
		type: 'multiOptions',
		options: [
			{
				name: 'Choices',
				value: 'choices',
				description: 'One item for each choice of each question',
			},
			{ name: 'Embedded Data', value: 'embeddedData', description: 'One item for each field' },
			{
				name: 'Questions',
				value: 'questions',
				description: 'One item for each question, with its choices, rows, scale and answer keys',
			},
		],
		default: ['questions', 'embeddedData'],
		required: true,
		displayOptions: DESCRIBE,
	},
];
