import type { INodeProperties } from 'n8n-workflow';
import { columnLocator } from '../../../shared/n8n/dataverseLocators';
import { consentDecision, WHEN_CONSENT_IS_SET } from '../consentDecision';

export const consentProperties: INodeProperties[] = [
	...consentDecision(
		'Whether an answer sets the consent. An opt-out is never undone unless you allow it.',
	),
	columnLocator('searchConsentColumns', {
		displayName: 'Consent Column',
		name: 'consentColumn',
		required: true,
		description: 'A yes-or-no or choice column, such as "Do not allow Emails"',
		displayOptions: WHEN_CONSENT_IS_SET,
	}),
	{
		displayName: 'Value for Opted In',
		name: 'consentOptedIn',
		type: 'string',
		default: 'false',
		required: true,
		description: 'Value or label of the column for people who opted in',
		displayOptions: WHEN_CONSENT_IS_SET,
	},
	{
		displayName: 'Value for Opted Out',
		name: 'consentOptedOut',
		type: 'string',
		default: 'true',
		required: true,
		description: 'Value or label of the column for people who opted out',
		displayOptions: WHEN_CONSENT_IS_SET,
	},
];
