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
		description: 'The answer or field with the decision',
		displayOptions: WHEN_CONSENT_IS_SET,
	}),
	{
		displayName: 'Opt-In Values',
		name: 'optInValues',
		type: 'string',
		default: '',
		placeholder: 'e.g. Yes',
		hint: 'Separate values with semicolons (;). A comma is part of a value.',
		description:
			'These values opt the contact in. Any other value changes nothing and adds a warning.',
		displayOptions: WHEN_CONSENT_IS_SET,
	},
	{
		displayName: 'Opt-Out Values',
		name: 'optOutValues',
		type: 'string',
		default: '',
		placeholder: 'e.g. No',
		hint: 'Separate values with semicolons (;). A comma is part of a value.',
		description: 'These values opt the contact out',
		displayOptions: WHEN_CONSENT_IS_SET,
	},
];
