import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { hubspotAuthentication } from '../../../shared/n8n/hubspot';
import {
	hubspotLocator,
	objectLocator,
	propertyLocator,
} from '../../../shared/n8n/hubspotLocators';
import { mappingRowsProperty } from '../../../shared/n8n/mappingRows';
import { pipedTextField } from '../../../shared/n8n/pipedTextField';
import { mappingModeProperty } from '../../../shared/n8n/records/parameters';
import { consentDecision, WHEN_CONSENT_IS_SET } from '../consentDecision';
import { hubspotOptions } from './optionParameters';

const WAYS: INodePropertyOptions[] = [
	{
		name: 'Unique Property',
		value: 'unique',
		description:
			'Email of contacts, or a property that HubSpot lets no two records have the same value of; safe with many runs at once',
	},
	{
		name: 'Any Property',
		value: 'property',
		description: 'Found by the search of HubSpot, which is slower and knows of new records late',
	},
	{
		name: 'Record ID',
		value: 'id',
		description:
			'The record is updated only: an ID that nobody has is reported, and nobody is created',
	},
];

const ALWAYS_NEW: INodePropertyOptions = {
	name: 'Nothing',
	value: 'none',
	description: 'Every item creates a record, also when it comes a second time',
};

const matchBy = (operations: string[], options: INodePropertyOptions[]): INodeProperties => ({
	displayName: 'Match On',
	name: 'matchBy',
	type: 'options',
	noDataExpression: true,
	options,
	default: 'unique',
	description: 'What makes a record of HubSpot the same as that of an item',
	displayOptions: { show: { operation: operations } },
});

const when = (...ways: string[]) => ({ show: { matchBy: ways } });

const list = (name: string, displayName: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add List' },
	default: {},
	placeholder: 'Add List',
	description,
	options: [
		{
			displayName: 'List',
			name: 'row',
			values: [
				hubspotLocator(
					'searchHubSpotLists',
					{ displayName: 'By ID', placeholder: 'e.g. 42' },
					{ displayName: 'List', name: 'list' },
				),
			],
		},
	],
});

const associations: INodeProperties = {
	displayName: 'Associations',
	name: 'associations',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Association' },
	default: {},
	placeholder: 'Add Association',
	description: 'Records that each record is associated with; those that it has stay',
	options: [
		{
			displayName: 'Association',
			name: 'row',
			values: [
				objectLocator({ displayName: 'With', name: 'toObject' }),
				pipedTextField(
					{
						displayName: 'Record ID',
						name: 'toId',
						description: 'Empty: nothing is associated',
					},
					'e.g. {{ $json.id }}',
				),
				hubspotLocator(
					'searchHubSpotLabels',
					{ displayName: 'By Type ID', placeholder: 'e.g. 279' },
					{
						displayName: 'Label',
						name: 'label',
						description: 'Empty: the usual association, without a label',
					},
				),
			],
		},
	],
};

const LEGAL_BASES: INodePropertyOptions[] = [
	{ name: 'Consent with Notice', value: 'CONSENT_WITH_NOTICE' },
	{ name: 'Legitimate Interest: Client', value: 'LEGITIMATE_INTEREST_CLIENT' },
	{ name: 'Legitimate Interest: Other', value: 'LEGITIMATE_INTEREST_OTHER' },
	{ name: 'Legitimate Interest: Prospect', value: 'LEGITIMATE_INTEREST_PQL' },
	{ name: 'None', value: 'none', description: 'For accounts without data privacy settings' },
	{ name: 'Not Applicable', value: 'NON_GDPR' },
	{ name: 'Performance of a Contract', value: 'PERFORMANCE_OF_CONTRACT' },
	{ name: 'Processing and Storing', value: 'PROCESS_AND_STORE' },
];

export const hubspotParameters: INodeProperties[] = [
	hubspotAuthentication,
	objectLocator({
		displayName: 'Object',
		name: 'object',
		default: { mode: 'list', value: '0-1', cachedResultName: 'Contacts' },
		required: true,
		description: 'The kind of record to write',
	}),
	matchBy(['createOrUpdate', 'update'], WAYS),
	matchBy(['create'], [...WAYS.filter(({ value }) => value !== 'id'), ALWAYS_NEW]),
	propertyLocator('searchHubSpotUniqueProperties', {
		displayName: 'Unique Property',
		name: 'uniqueProperty',
		default: { mode: 'name', value: 'email' },
		required: true,
		displayOptions: when('unique'),
	}),
	propertyLocator('searchHubSpotMatchProperties', {
		displayName: 'Match Property',
		name: 'searchProperty',
		required: true,
		displayOptions: when('property'),
	}),
	pipedTextField({
		displayName: 'Match Value',
		name: 'matchValue',
		description: 'What the property must be equal to. Empty: what it receives below.',
		displayOptions: when('unique', 'property'),
	}),
	pipedTextField(
		{
			displayName: 'Record ID',
			name: 'recordId',
			required: true,
			displayOptions: when('id'),
		},
		'e.g. {{ $json.id }}',
	),
	mappingModeProperty(
		'field',
		'Item keys that are named like a property go into it; what matches none is reported and not sent',
	),
	mappingRowsProperty({
		name: 'properties',
		emptyRows: 5,
		displayName: 'Properties',
		buttonText: 'Add Property',
		description: 'What each property receives',
		displayOptions: { show: { mappingMode: ['manual'] } },
		target: propertyLocator('searchHubSpotProperties', {
			displayName: 'Property',
			name: 'target',
		}),
	}),
	associations,
	list('addToLists', 'Lists to Join', 'Lists that each record is put into'),
	list('removeFromLists', 'Lists to Leave', 'Lists that each record is taken out of'),
	...consentDecision(
		'Whether an answer decides if a contact is subscribed. Whoever has unsubscribed is never subscribed again unless you allow it.',
	),
	hubspotLocator(
		'searchHubSpotSubscriptions',
		{ displayName: 'By ID', placeholder: 'e.g. 123456' },
		{
			displayName: 'Subscription Type',
			name: 'subscription',
			required: true,
			displayOptions: WHEN_CONSENT_IS_SET,
		},
	),
	{
		displayName: 'Legal Basis',
		name: 'legalBasis',
		type: 'options',
		noDataExpression: true,
		options: LEGAL_BASES,
		default: 'CONSENT_WITH_NOTICE',
		description: 'Survey, response and time go along as its explanation',
		displayOptions: WHEN_CONSENT_IS_SET,
	},
	hubspotOptions,
];
