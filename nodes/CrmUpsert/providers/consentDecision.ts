import type { INodeProperties } from 'n8n-workflow';
import { pipedTextField } from '../../shared/n8n/pipedTextField';

export const WHEN_CONSENT_IS_SET = { show: { setConsent: [true] } };

/** Which answer decides about a person's consent, for systems that have one. What it means over there is the system's own. */
export const consentDecision = (description: string): INodeProperties[] => [
	{
		displayName: 'Set Consent',
		name: 'setConsent',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description,
	},
	pipedTextField({
		displayName: 'Consent Source',
		name: 'consentSource',
		required: true,
		description: 'The answer or field that decides',
		displayOptions: WHEN_CONSENT_IS_SET,
	}),
	{
		displayName: 'Opt-In Values',
		name: 'optInValues',
		type: 'string',
		default: '',
		placeholder: 'e.g. Yes',
		hint: 'Separate several with semicolons; a comma belongs to the value',
		description:
			'Whoever has one of these becomes opted in. Any value that is in neither list leaves the consent as it is, and the item says so.',
		displayOptions: WHEN_CONSENT_IS_SET,
	},
	{
		displayName: 'Opt-Out Values',
		name: 'optOutValues',
		type: 'string',
		default: '',
		placeholder: 'e.g. No',
		hint: 'Separate several with semicolons; a comma belongs to the value',
		description: 'Whoever has one of these becomes opted out',
		displayOptions: WHEN_CONSENT_IS_SET,
	},
];
