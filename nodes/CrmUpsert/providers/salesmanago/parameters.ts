import type { INodeProperties } from 'n8n-workflow';
import { mappingModeProperty } from '../../../shared/n8n/records/parameters';
import { mappingRowsProperty } from '../../../shared/n8n/mappingRows';
import { pipedTextField } from '../../../shared/n8n/pipedTextField';
import {
	contactFieldLocator,
	ownerLocator,
	tagLocator,
} from '../../../shared/n8n/salesmanagoLocators';
import { answerProperties } from './answerParameters';
import { consentsProperty } from './consentParameters';
import { optionsProperty } from './optionParameters';
import { optional } from '../../../shared/n8n/optional';

const identifyBy: INodeProperties = {
	displayName: 'Identify By',
	name: 'identifyBy',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Answer to the First Email Question',
			value: 'email',
			description: 'The contact with that address, which is created if needed',
		},
		{
			name: 'Email Address Below',
			value: 'address',
			description: 'Another answer, field or text with the address',
		},
		{
			name: 'Smclientid in the Survey Link',
			value: 'smclientid',
			description:
				'The contact that the link was made for. Only updates: an unknown ID is reported and no contact is created.',
		},
		{
			name: 'Smclientid, Else the First Email Question',
			value: 'either',
			description: 'By the survey link if it has an smclientid, otherwise by the answer',
		},
	],
	default: 'email',
	description: 'How to find the contact of a response',
};

const tags = (name: string, displayName: string, description: string): INodeProperties =>
	optional({
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Tag' },
		default: {},
		placeholder: 'Add Tag',
		description,
		options: [
			{
				displayName: 'Tag',
				name: 'row',
				values: [tagLocator({ displayName: 'Tag', name: 'tag' })],
			},
		],
	});

export const salesmanagoParameters: INodeProperties[] = [
	optional(
		ownerLocator({
			displayName: 'Owner',
			name: 'owner',
			description: 'The owner of new contacts. If empty, the owner in the credential.',
		}),
	),
	identifyBy,
	optional(
		pipedTextField({
			displayName: 'Email Address',
			name: 'identifyEmail',
			description: "If empty, the value mapped to 'Email' below",
			displayOptions: { show: { identifyBy: ['address'] } },
		}),
	),
	optional(
		pipedTextField({
			displayName: 'Contact ID',
			name: 'smclientid',
			default: { mode: 'text', value: '' },
			description: 'If empty, the smclientid of the survey response',
			displayOptions: { show: { identifyBy: ['smclientid', 'either'] } },
		}),
	),
	...answerProperties,
	mappingModeProperty(
		'field',
		'Each item key goes into the field with the same name. Other keys are reported and not sent.',
	),
	mappingRowsProperty({
		name: 'contactFields',
		emptyRows: 5,
		displayName: 'Fields',
		description:
			'The fields to write and their values: name, phone, address, birthday, language or any custom detail',
		buttonText: 'Add Field',
		displayOptions: { show: { mappingMode: ['manual'] } },
		target: contactFieldLocator({ displayName: 'Field', name: 'target' }),
	}),
	tags('addTags', 'Tags to Add', 'Tags to add. In SALESmanago, tags define segments.'),
	tags('removeTags', 'Tags to Remove', 'Tags to remove from the contact'),
	consentsProperty,
	optionsProperty,
];
