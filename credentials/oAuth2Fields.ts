import type { INodeProperties } from 'n8n-workflow';

const hidden = (
	displayName: string,
	name: string,
	value: INodeProperties['default'],
): INodeProperties => ({ displayName, name, type: 'hidden', default: value });

/**
 * What n8n asks of every OAuth2 credential and is settled here. n8n shows its own fields before those of a credential that
 * extends it, so that these would stand above the address of the account.
 */
export const technicalFields = (authentication: 'body' | 'header'): INodeProperties[] => [
	hidden('Auth URI Query Parameters', 'authQueryParameters', ''),
	hidden('Authentication', 'authentication', authentication),
	hidden('Send Additional Body Properties', 'sendAdditionalBodyProperties', false),
	hidden('Additional Body Properties', 'additionalBodyProperties', ''),
];
