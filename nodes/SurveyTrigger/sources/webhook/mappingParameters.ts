import type { INodeProperties } from 'n8n-workflow';
import { CUSTOM_WEBHOOK } from './webhookSources';
import { pathLocator } from './pathLocator';
import { optional } from '../../../shared/n8n/optional';

const CUSTOM = { show: { source: [CUSTOM_WEBHOOK] } };

const answerType: INodeProperties = {
	displayName: 'Type',
	name: 'type',
	type: 'options',
	options: [
		{ name: 'By Its Value', value: 'auto' },
		{ name: 'Date', value: 'date' },
		{ name: 'Email', value: 'email' },
		{ name: 'Multiple Choice', value: 'multiChoice' },
		{ name: 'NPS (0–10)', value: 'nps' },
		{ name: 'Number', value: 'number' },
		{ name: 'Phone', value: 'phone' },
		{ name: 'Rating', value: 'rating' },
		{ name: 'Scale', value: 'scale' },
		{ name: 'Single Choice', value: 'singleChoice' },
		{ name: 'Text', value: 'text' },
		{ name: 'Yes/No', value: 'boolean' },
	],
	default: 'auto',
};

/** Where a custom payload keeps what a Survey Response wants. Everything may be left out. */
export const mappingParameters: INodeProperties[] = [
	optional({
		displayName: 'Response Fields',
		name: 'responseFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Response Field' },
		default: {},
		placeholder: 'Add Response Field',
		description:
			'Where to find the ID, respondent and dates in the payload. With a Response ID, a payload sent twice is processed once. Without it, each request counts as a new response.',
		displayOptions: CUSTOM,
		options: [
			{
				displayName: 'Response Field',
				name: 'row',
				values: [
					{
						displayName: 'Field',
						name: 'field',
						type: 'options',
						options: [
							{ name: 'Email', value: 'email' },
							{ name: 'External ID', value: 'externalId' },
							{ name: 'First Name', value: 'firstName' },
							{ name: 'Language', value: 'language' },
							{ name: 'Last Name', value: 'lastName' },
							{
								name: 'List of Responses',
								value: 'deliveries',
								description:
									'For requests with several responses: where they are ($.responses). All other paths then start at each response.',
							},
							{ name: 'Phone', value: 'phone' },
							{ name: 'Response ID', value: 'responseId' },
							{ name: 'Started At', value: 'startedAt' },
							{ name: 'Submitted At', value: 'submittedAt' },
							{ name: 'Survey ID', value: 'surveyId' },
							{ name: 'Survey Name', value: 'surveyName' },
							{ name: 'Updated At', value: 'updatedAt' },
						],
						default: 'responseId',
					},
					pathLocator({ displayName: 'Path', name: 'path' }, 'searchSamplePaths'),
				],
			},
		],
	}),
	optional({
		displayName: 'Answers',
		name: 'answerRows',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Answer' },
		default: {},
		placeholder: 'Add Answer',
		description:
			'Values to use as answers. If empty and without a list of answers, every top-level value is an answer.',
		displayOptions: CUSTOM,
		options: [
			{
				displayName: 'Answer',
				name: 'row',
				values: [
					pathLocator({ displayName: 'Path', name: 'path' }, 'searchSamplePaths'),
					optional({
						displayName: 'Answer ID',
						name: 'key',
						type: 'string',
						default: '',
						placeholder: 'e.g. nps',
						description:
							'The ID used in ${q://…} and answers.… If empty, the last name of the path',
					}),
					optional({
						displayName: 'Label',
						name: 'label',
						type: 'string',
						default: '',
						description: 'Another name for the answer, which takes precedence',
					}),
					optional({
						displayName: 'Question',
						name: 'title',
						type: 'string',
						default: '',
						placeholder: 'e.g. How likely are you to recommend us?',
					}),
					answerType,
				],
			},
		],
	}),
	optional({
		displayName: 'List of Answers',
		name: 'answerList',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add List of Answers',
		description:
			'For payloads with the answers as a list, or as an object with the answer IDs as keys',
		displayOptions: CUSTOM,
		options: [
			{
				displayName: 'List',
				name: 'list',
				values: [
					pathLocator(
						{
							displayName: 'Entries',
							name: 'each',
							description:
								'Path to the entries of a list ($.answers[*]) or to an object ($.answers)',
						},
						'searchSampleLists',
					),
					optional(
						pathLocator(
							{
								displayName: 'Answer ID',
								name: 'id',
								description:
									'Path within an entry. Leave empty for an object, whose keys are the IDs.',
							},
							'searchEntryPaths',
						),
					),
					optional(
						pathLocator(
							{
								displayName: 'Label',
								name: 'label',
								description:
									'Path within an entry to a name that stays the same when the survey changes',
							},
							'searchEntryPaths',
						),
					),
					optional(
						pathLocator(
							{ displayName: 'Question', name: 'title', description: 'Within an entry' },
							'searchEntryPaths',
						),
					),
					optional(
						pathLocator(
							{
								displayName: 'Value',
								name: 'value',
								description: 'Path within an entry. If empty, $.value.',
							},
							'searchEntryPaths',
						),
					),
				],
			},
		],
	}),
	optional({
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Fields' },
		default: {},
		placeholder: 'Add Fields',
		description: 'Objects with other data: hidden fields, attributes, customer data',
		displayOptions: CUSTOM,
		options: [
			{
				displayName: 'Fields',
				name: 'row',
				values: [pathLocator({ displayName: 'Map', name: 'path' }, 'searchSampleLists')],
			},
		],
	}),
];
