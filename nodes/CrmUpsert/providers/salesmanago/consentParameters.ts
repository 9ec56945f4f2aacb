import type { INodeProperties } from 'n8n-workflow';
import { pipedTextField } from '../../../shared/n8n/pipedTextField';
import { decisionValues } from '../../../shared/n8n/records/decision';
import { optional } from '../../../shared/n8n/optional';

/** Consents are left alone unless a row says otherwise. */
export const consentsProperty: INodeProperties = optional({
	displayName: 'Consents',
	name: 'consents',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Consent' },
	default: {},
	placeholder: 'Add Consent',
	description:
		'Consents to set from an answer. Without any, the status of a contact stays unchanged, and SALESmanago creates new contacts as opted out.',
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
					description: 'The exact name of the consent in SALESmanago',
					displayOptions: { show: { kind: ['named'] } },
				},
				pipedTextField({
					displayName: 'Consent Source',
					name: 'source',
					required: true,
					description: 'The answer or field with the decision',
				}),
				...decisionValues(['optIn', 'optOut']),
			],
		},
	],
});
