import type { INodeProperties } from 'n8n-workflow';
import { columnLocator } from '../../../shared/n8n/dataverseLocators';
import { pipedTextField } from '../../../shared/n8n/pipedTextField';

const WHEN_SET = { show: { setConsent: [true] } };

export const consentProperties: INodeProperties[] = [
	{
		displayName: 'Set Consent',
		name: 'setConsent',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description:
			'Whether an answer decides if somebody may be written to. An opt-out is never undone unless you allow it.',
	},
	pipedTextField({
		displayName: 'Consent Source',
		name: 'consentSource',
		required: true,
		description: 'The answer or field that decides',
		displayOptions: WHEN_SET,
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
		displayOptions: WHEN_SET,
	},
	{
		displayName: 'Opt-Out Values',
		name: 'optOutValues',
		type: 'string',
		default: '',
		placeholder: 'e.g. No',
		hint: 'Separate several with semicolons; a comma belongs to the value',
		description: 'Whoever has one of these becomes opted out',
		displayOptions: WHEN_SET,
	},
	columnLocator('searchConsentColumns', {
		displayName: 'Consent Column',
		name: 'consentColumn',
		required: true,
		description: 'A yes-or-no or choice column, such as "Do not allow Emails"',
		displayOptions: WHEN_SET,
	}),
	{
		displayName: 'Written for Opted In',
		name: 'consentOptedIn',
		type: 'string',
		default: 'false',
		required: true,
		description: 'Value or label of the column for people who may be written to',
		displayOptions: WHEN_SET,
	},
	{
		displayName: 'Written for Opted Out',
		name: 'consentOptedOut',
		type: 'string',
		default: 'true',
		required: true,
		description: 'Value or label of the column for people who may not be written to',
		displayOptions: WHEN_SET,
	},
];
