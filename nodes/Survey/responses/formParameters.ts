import type { INodeProperties } from 'n8n-workflow';
import { optional } from '../../shared/n8n/optional';

const FORM = { show: { resource: ['response'], operation: ['makeFromForm'] } };

const respondentField = (displayName: string, name: string, placeholder: string) => ({
	displayName,
	name,
	type: 'string' as const,
	default: '',
	placeholder: `e.g. ${placeholder}`,
	description: 'Name of the form field, as the form shows it',
});

export const formParameters: INodeProperties[] = [
	{
		displayName:
			'Connect this node after an n8n Form Trigger. Each submitted form becomes a survey response. Items of other nodes work too if each item is one submitted form.',
		name: 'formNotice',
		type: 'notice',
		default: '',
		displayOptions: FORM,
	},
	{
		displayName: 'Survey Name',
		name: 'surveyName',
		type: 'string',
		default: '={{ $workflow.name }}',
		required: true,
		description: 'Name of the form. Responses with the same name belong to the same survey.',
		displayOptions: FORM,
	},
	optional({
		displayName: 'Respondent',
		name: 'formRespondent',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'The form fields that identify the respondent',
		displayOptions: FORM,
		options: [
			respondentField('Email Field', 'email', 'Your email'),
			respondentField('External ID Field', 'externalId', 'Customer number'),
			respondentField('First Name Field', 'firstName', 'First name'),
			respondentField('Last Name Field', 'lastName', 'Last name'),
			respondentField('Phone Field', 'phone', 'Phone number'),
		],
	}),
	optional({
		displayName: 'Field Types',
		name: 'formFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
		default: {},
		placeholder: 'Add Field',
		description:
			'Types for fields that cannot be recognised by their value: a score from 0 to 10 counts as NPS only if set here',
		displayOptions: FORM,
		options: [
			{
				displayName: 'Field',
				name: 'row',
				values: [
					{
						displayName: 'Field Name',
						name: 'field',
						type: 'string',
						default: '',
						placeholder: 'e.g. How likely are you to recommend us?',
					},
					{
						displayName: 'Type',
						name: 'type',
						type: 'options',
						options: [
							{ name: 'Date', value: 'date' },
							{ name: 'Email', value: 'email' },
							{ name: 'Multiple Choice', value: 'multiChoice' },
							{ name: 'NPS (0 to 10)', value: 'nps' },
							{ name: 'Number', value: 'number' },
							{ name: 'Phone', value: 'phone' },
							{ name: 'Rating', value: 'rating' },
							{ name: 'Single Choice', value: 'singleChoice' },
							{ name: 'Text', value: 'text' },
							{ name: 'Yes or No', value: 'boolean' },
						],
						default: 'text',
					},
				],
			},
		],
	}),
];
