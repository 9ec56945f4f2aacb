import type { INodeProperties } from 'n8n-workflow';
import { pipedTextField } from '../../../shared/n8n/pipedTextField';

/** Consents are left alone unless a row says otherwise. */
export const consentsProperty: INodeProperties = {
	displayName: 'Consents',
	name: 'consents',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Consent' },
	default: {},
	placeholder: 'Add Consent',
	description:
		'Consents that an answer decides. Without any, the status of a contact stays as it is, and SALESmanago creates new contacts opted out.',
	options: [
		{
			displayName: 'Consent',
			name: 'row',
			values: [
				{
					displayName: 'Consent',
					name: 'kind',
					type: 'options',
					options: [
						{ name: 'Email', value: 'email', description: 'Opt-in status for emails' },
						{ name: 'Named Consent', value: 'named', description: 'A consent of the account' },
						{ name: 'Phone', value: 'phone', description: 'Opt-in status for phone and SMS' },
					],
					default: 'email',
				},
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. Newsletter',
					description: 'As it is called in SALESmanago, where it must exist',
					displayOptions: { show: { kind: ['named'] } },
				},
				pipedTextField({
					displayName: 'Consent Source',
					name: 'source',
					description: 'The answer or field that decides',
				}),
				{
					displayName: 'Opt-In Values',
					name: 'optIn',
					type: 'string',
					default: '',
					placeholder: 'e.g. Yes',
					hint: 'Separate several with semicolons; a comma belongs to the value',
					description:
						'Whoever has one of these becomes opted in. Any value that is in neither list leaves the consent as it is, and the item says so.',
				},
				{
					displayName: 'Opt-Out Values',
					name: 'optOut',
					type: 'string',
					default: '',
					placeholder: 'e.g. No',
					hint: 'Separate several with semicolons; a comma belongs to the value',
					description: 'Whoever has one of these becomes opted out',
				},
			],
		},
	],
};
