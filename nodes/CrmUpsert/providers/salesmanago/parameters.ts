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

const identifyBy: INodeProperties = {
	displayName: 'Identify By',
	name: 'identifyBy',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Answer to the First Email Question',
			value: 'email',
			description: 'The contact with that address; where there is none, it can be created',
		},
		{
			name: 'Email Address Below',
			value: 'address',
			description: 'Any other answer, field or text that holds the address',
		},
		{
			name: 'Smclientid in the Survey Link',
			value: 'smclientid',
			description:
				'The contact that the link was made for. It is updated only: an ID that nobody has is reported, and nobody is created.',
		},
		{
			name: 'Smclientid, Else the First Email Question',
			value: 'either',
			description: 'By the link where it names somebody, otherwise by the answer',
		},
	],
	default: 'email',
	description: 'How the contact is recognised that the answers belong to',
};

const tags = (name: string, displayName: string, description: string): INodeProperties => ({
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
	ownerLocator({
		displayName: 'Owner',
		name: 'owner',
		description:
			'The user of the SALESmanago account to whom new contacts belong. Empty: the owner in the credential.',
	}),
	identifyBy,
	pipedTextField({
		displayName: 'Email Address',
		name: 'identifyEmail',
		description: "Empty: what the field 'Email' receives below",
		displayOptions: { show: { identifyBy: ['address'] } },
	}),
	pipedTextField({
		displayName: 'Contact ID',
		name: 'smclientid',
		default: { mode: 'text', value: '' },
		description: 'Empty: the smclientid that the survey response carries',
		displayOptions: { show: { identifyBy: ['smclientid', 'either'] } },
	}),
	...answerProperties,
	tags('addTags', 'Tags to Add', 'Tags that the contact gets; in SALESmanago they make segments'),
	tags('removeTags', 'Tags to Remove', 'Tags that the contact loses'),
	mappingModeProperty(
		'field',
		'Item keys that are named like a field of the contact go into it; what matches none is reported and not sent',
	),
	mappingRowsProperty({
		name: 'contactFields',
		emptyRows: 5,
		displayName: 'Fields',
		description:
			'What each field of the contact receives: name, phone, address, birthday, language, or a custom detail of any name',
		buttonText: 'Add Field',
		displayOptions: { show: { mappingMode: ['manual'] } },
		target: contactFieldLocator({ displayName: 'Field', name: 'target' }),
	}),
	consentsProperty,
	optionsProperty,
];
