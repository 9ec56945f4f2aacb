import type { INodeProperties } from 'n8n-workflow';

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
			'Place this step behind an n8n Form Trigger: each submitted form becomes a survey response, as if a survey tool had sent it. Items of other nodes work too, where each is one filled form.',
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
		description: 'What the form is called. Responses of one name belong to one survey.',
		displayOptions: FORM,
	},
	{
		displayName: 'Respondent',
		name: 'formRespondent',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Which fields of the form say who filled it in',
		displayOptions: FORM,
		options: [
			respondentField('Email Field', 'email', 'Your email'),
			respondentField('External ID Field', 'externalId', 'Customer number'),
			respondentField('First Name Field', 'firstName', 'First name'),
			respondentField('Last Name Field', 'lastName', 'Last name'),
			respondentField('Phone Field', 'phone', 'Phone number'),
		],
	},
	{
		displayName: 'Field Types',
		name: 'formFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
		default: {},
		placeholder: 'Add Field',
		description:
			'For fields whose value does not tell what it is: a score from 0 to 10 counts as NPS only if you say so here',
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
	},
];
