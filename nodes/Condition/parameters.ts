import type { INodeProperties } from 'n8n-workflow';
import { OPERATOR_NAMES, OPERATORS } from '../shared/conditions';
import { pipedTextField } from '../shared/n8n/pipedTextField';
import { pipedTextFromProperties } from '../shared/n8n/pipedTextFrom';
import { authenticationProperty } from '../shared/n8n/qualtrics';
import { FILTER_VERSION } from './decideByExpressions';
import { optional } from '../shared/n8n/optional';

export const READS_NO_ANSWERS = { mode: ['expressions'] };
const BY_ANSWERS = { show: { mode: ['answers'] } };
const BY_EXPRESSIONS = { show: READS_NO_ANSWERS };
const WITHOUT_VALUE = OPERATOR_NAMES.filter((name) => OPERATORS[name].value === 'none');

const allOrAny = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'All', value: 'all' },
		{ name: 'Any', value: 'any' },
	],
	default: 'all',
	description,
});

const rule: INodeProperties[] = [
	pipedTextField(
		{
			displayName: 'Answer or Field',
			name: 'subject',
			description: 'The value to check: an answer, embedded data, a contact field or response data',
		},
		'e.g. QID3 or ${e://Field/plan}',
	),
	{
		displayName: 'Operator',
		name: 'operator',
		type: 'resourceLocator',
		default: { mode: 'list', value: 'selected', cachedResultName: OPERATORS.selected.label },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose an operator…',
				typeOptions: {
					searchListMethod: 'searchOperators',
					searchable: true,
					skipCredentialsCheckInRLC: true,
				},
			},
		],
	},
	{
		displayName: 'Value',
		name: 'value',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description:
			'One of the choices of the question, or a text, number or date. A range is written 3..7, a list one entry per line. May hold piped text.',
		modes: [
			{
				displayName: 'Choice',
				name: 'list',
				type: 'list',
				placeholder: 'Choose…',
				typeOptions: {
					searchListMethod: 'searchChoices',
					searchable: true,
					skipCredentialsCheckInRLC: true,
				},
			},
			{
				displayName: 'Text',
				name: 'text',
				type: 'string',
				placeholder: 'e.g. Extremely dissatisfied',
			},
		],
		displayOptions: { hide: { operator: WITHOUT_VALUE } },
	},
	optional({
		displayName: 'Rule Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Detractor',
		description: 'Shown in explanations instead of the rule number',
	}),
];

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Case Sensitive',
			name: 'caseSensitive',
			type: 'boolean',
			default: false,
			description: 'Whether upper and lower case must match when comparing text',
		},
		{
			displayName: 'Convert Types',
			name: 'convertTypes',
			type: 'boolean',
			default: true,
			description:
				'Whether to convert text to a number, date or yes/no when a rule compares such values',
		},
		{
			displayName: 'Date Order',
			name: 'dateOrder',
			type: 'options',
			options: [
				{ name: 'Day First (31/12/2026)', value: 'dayFirst' },
				{ name: 'Month First (12/31/2026)', value: 'monthFirst' },
			],
			default: 'dayFirst',
			description:
				'How to read dates such as 03/04/2026. Without this option, such a date cannot be evaluated.',
		},
		{
			displayName: 'Explain',
			name: 'explain',
			type: 'boolean',
			default: false,
			description:
				'Whether to add a field _condition to each item, with the result and values of every rule',
		},
		{
			displayName: 'When a Rule Cannot Be Evaluated',
			name: 'notEvaluable',
			type: 'options',
			options: [
				{ name: 'Send to False and Warn', value: 'false' },
				{ name: 'Send to True and Warn', value: 'true' },
				{ name: 'Stop With an Error', value: 'error' },
			],
			default: 'false',
			description:
				'What to do when the result depends on a rule that cannot be evaluated, for example because a question was removed or an answer is missing',
		},
	],
};

export const parameters: INodeProperties[] = [
	{
		displayName: 'Mode',
		name: 'mode',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Survey Answers',
				value: 'answers',
				description: 'Pick a question, an operator that fits it, and one of its choices',
			},
			{
				name: 'Expressions',
				value: 'expressions',
				description: 'Conditions as in the If node, on any data',
			},
		],
		default: 'answers',
	},
	...pipedTextFromProperties('qualtrics', READS_NO_ANSWERS),
	// Without a display condition: n8n's panel would hide 'Show Questions Of', on which it would depend.
	authenticationProperty(),
	allOrAny(
		'Combine Groups',
		'combineGroups',
		'Whether every group has to be true, or one of them is enough',
	),
	{
		displayName: 'Groups',
		name: 'groups',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Group', sortable: true },
		default: { group: [{ combine: 'all', rules: { rule: [{}] } }] },
		placeholder: 'Add Group',
		displayOptions: BY_ANSWERS,
		options: [
			{
				displayName: 'Group',
				name: 'group',
				values: [
					allOrAny(
						'Combine Rules',
						'combine',
						'Whether every rule of this group has to be true, or one of them is enough',
					),
					{
						displayName: 'Rules',
						name: 'rules',
						type: 'fixedCollection',
						typeOptions: {
							multipleValues: true,
							multipleValueButtonText: 'Add Rule',
							sortable: true,
						},
						default: { rule: [{}] },
						placeholder: 'Add Rule',
						options: [{ displayName: 'Rule', name: 'rule', values: rule }],
					},
				],
			},
		],
	},
	{
		displayName: 'Groups',
		name: 'expressionGroups',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Group', sortable: true },
		default: { group: [{}] },
		placeholder: 'Add Group',
		displayOptions: BY_EXPRESSIONS,
		options: [
			{
				displayName: 'Group',
				name: 'group',
				values: [
					{
						displayName: 'Conditions',
						name: 'conditions',
						type: 'filter',
						default: {},
						typeOptions: {
							filter: {
								version: FILTER_VERSION,
								caseSensitive: '={{ $parameter.options?.caseSensitive === true }}',
								typeValidation:
									'={{ $parameter.options?.convertTypes === false ? "strict" : "loose" }}',
							},
						},
					},
				],
			},
		],
	},
	options,
];
