import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { METRICS } from '../../shared/survey/kpi';
import { surveyField } from '../surveyField';
import { optional } from '../../shared/n8n/optional';

/** A question, an embedded data field or a score: from the list of the chosen surveys, or by its key. */
export const valueField = (
	overrides: Partial<INodeProperties> & { name: string; displayName: string },
): INodeProperties => ({
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a question or field…',
			typeOptions: { searchListMethod: 'searchValues', searchable: true },
		},
		{
			displayName: 'By Key',
			name: 'key',
			type: 'string',
			placeholder: 'e.g. QID3',
			hint: 'An answer key (QID3, QID4_2) or export tag; e://Field/plan for embedded data; SC_… for a score; the name of a column',
		},
	],
	...overrides,
});

const metrics: INodePropertyOptions[] = Object.entries(METRICS)
	.map(([value, { displayName: name, description }]) => ({ name, value, description }))
	.sort((a, b) => a.name.localeCompare(b.name, 'en'));

const number = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	default: 0,
	description,
});

const words = (displayName: string, name: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. happy, delighted',
	description: 'More words with the same meaning, separated by commas',
});

const invitations: INodeProperties = {
	displayName: 'Invitations',
	name: 'invitations',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Number' },
	default: {},
	placeholder: 'Add Number',
	description:
		'The number of people invited, used for the response rate. If empty, everyone who started the survey.',
	options: [
		{
			displayName: 'Number',
			name: 'invitation',
			values: [
				{ displayName: 'Invited', name: 'count', type: 'number', default: 0 },
				{
					displayName: 'Period',
					name: 'period',
					type: 'string',
					default: '',
					placeholder: 'e.g. 2026-03',
					hint: 'If KPIs are grouped by period: 2026-03-31, 2026-W14 or 2026-03',
				},
				{ displayName: 'Stage', name: 'stage', type: 'string', default: '' },
				{ displayName: 'Survey ID', name: 'surveyId', type: 'string', default: '' },
			],
		},
	],
};

const settings: INodeProperties = {
	displayName: 'Scale and Rules',
	name: 'settings',
	type: 'collection',
	placeholder: 'Add setting',
	default: {},
	options: [
		number('Best Points', 'boxes', 'How many of the best points of the scale count as top boxes'),
		{
			displayName: 'Direction',
			name: 'direction',
			type: 'options',
			options: [
				{ name: 'High Is Good', value: 'up' },
				{ name: 'Low Is Good', value: 'down' },
			],
			default: 'up',
			description: 'Default: as in the question',
		},
		invitations,
		words('Mixed Words', 'mixedWords'),
		words('Negative Words', 'negativeWords'),
		words('Neutral Words', 'neutralWords'),
		number(
			'Passives From',
			'passiveFrom',
			'Lowest score of a passive. Default by the standard: 7.',
		),
		words('Positive Words', 'positiveWords'),
		number(
			'Promoters From',
			'promoterFrom',
			'Lowest score of a promoter. Default by the standard: 9.',
		),
		number(
			'Rescale to Maximum',
			'rescaleMax',
			'With the minimum, converts different scales to one',
		),
		number(
			'Rescale to Minimum',
			'rescaleMin',
			'With the maximum, converts different scales to one',
		),
		number('Scale Maximum', 'max', 'Default: as in the question'),
		number('Scale Minimum', 'min', 'Default: as in the question'),
		{
			displayName: 'Sentiment',
			name: 'sentiment',
			type: 'options',
			options: [
				{ name: 'Mixed', value: 'mixed' },
				{ name: 'Negative', value: 'negative' },
				{ name: 'Neutral', value: 'neutral' },
				{ name: 'Positive', value: 'positive' },
			],
			default: 'positive',
			description: 'Which sentiment to count',
		},
		number(
			'Target',
			'target',
			'What the KPI should reach, in its own unit: a line in charts and a mark in reports',
		),
	],
};

/** What is measured, and where: for a journey, one row for each stage ← survey and question. */
export const measuresField = (
	displayOptions: INodeProperties['displayOptions'],
): INodeProperties => ({
	displayName: 'KPIs',
	name: 'kpis',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add KPI', sortable: true },
	default: { kpi: [{ metric: 'nps' }] },
	placeholder: 'Add KPI',
	displayOptions,
	options: [
		{
			displayName: 'KPI',
			name: 'kpi',
			values: [
				{
					displayName: 'Metric',
					name: 'metric',
					type: 'options',
					options: metrics,
					default: 'nps',
				},
				optional({
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: "Default: the metric's name",
				}),
				{
					displayName: 'Answers',
					name: 'answers',
					type: 'fixedCollection',
					typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Question' },
					default: { source: [{}] },
					placeholder: 'Add Question',
					description:
						'The question or field with the values. For a journey, add one row per stage with its survey and question.',
					options: [
						{
							displayName: 'Question',
							name: 'source',
							values: [
								valueField({ displayName: 'Question or Field', name: 'value' }),
								optional(
									surveyField({
										name: 'survey',
										description: 'Only responses of this survey. If empty, all surveys.',
									}),
								),
								optional({
									displayName: 'Journey Stage',
									name: 'stage',
									type: 'string',
									default: '',
									placeholder: 'e.g. Purchase',
									description: 'The stage of the customer journey that these answers belong to',
								}),
							],
						},
					],
				},
				settings,
			],
		},
	],
});
