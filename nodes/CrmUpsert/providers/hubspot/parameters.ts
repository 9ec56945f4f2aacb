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
import { optional } from '../../../shared/n8n/optional';

const WAYS: INodePropertyOptions[] = [
	{
		name: 'Unique Property',
		value: 'unique',
		description:
			'Email of contacts, or a property that requires unique values in HubSpot. Safe when several executions run at once.',
	},
	{
		name: 'Any Property',
		value: 'property',
		description:
			'Uses the search of HubSpot, which is slower and finds new records only after some seconds',
	},
	{
		name: 'Record ID',
		value: 'id',
		description: 'Only updates: an unknown ID is reported and no record is created',
	},
];

const ALWAYS_NEW: INodePropertyOptions = {
	name: 'Nothing',
	value: 'none',
	description: 'Every item creates a new record, even if the same item arrives twice',
};

const matchBy = (operations: string[], options: INodePropertyOptions[]): INodeProperties => ({
	displayName: 'Match On',
	name: 'matchBy',
	type: 'options',
	noDataExpression: true,
	options,
	default: 'unique',
	description: 'How to find the existing record for an item',
	displayOptions: { show: { operation: operations } },
});

const when = (...ways: string[]) => ({ show: { matchBy: ways } });

const list = (name: string, displayName: string, description: string): INodeProperties =>
	optional({
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

const associations: INodeProperties = optional({
	displayName: 'Associations',
	name: 'associations',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Association' },
	default: {},
	placeholder: 'Add Association',
	description: 'Records to associate each record with. Existing associations stay.',
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
						description: 'The record to associate with. Without an ID, no association is added.',
					},
					'e.g. {{ $json.id }}',
				),
				hubspotLocator(
					'searchHubSpotLabels',
					{ displayName: 'By Type ID', placeholder: 'e.g. 279' },
					optional({
						displayName: 'Label',
						name: 'label',
						description: 'If empty, the default association without a label',
					}),
				),
			],
		},
	],
});

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
	optional(
		pipedTextField({
			displayName: 'Match Value',
			name: 'matchValue',
			description: 'The value to find. If empty, the value mapped to this property below.',
			displayOptions: when('unique', 'property'),
		}),
	),
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
		'Each item key goes into the property with the same name. Other keys are reported and not sent.',
	),
	mappingRowsProperty({
		name: 'properties',
		emptyRows: 5,
		displayName: 'Properties',
		buttonText: 'Add Property',
		description: 'The properties to write and their values',
		displayOptions: { show: { mappingMode: ['manual'] } },
		target: propertyLocator('searchHubSpotProperties', {
			displayName: 'Property',
			name: 'target',
		}),
	}),
	associations,
	list('addToLists', 'Lists to Join', 'Lists to add each record to'),
	list('removeFromLists', 'Lists to Leave', 'Lists to remove each record from'),
	...consentDecision(
		'Whether an answer subscribes or unsubscribes the contact. A contact who unsubscribed is never subscribed again unless you allow it.',
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
		description: 'Adds survey, response and time as the explanation',
		displayOptions: WHEN_CONSENT_IS_SET,
	},
	hubspotOptions,
];
