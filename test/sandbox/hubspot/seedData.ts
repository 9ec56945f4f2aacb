import type { StoredObject } from './state';

export interface StoredOption {
	label: string;
	value: string;
	displayOrder: number;
	hidden: boolean;
}

export interface StoredProperty {
	name: string;
	label: string;
	groupName: string;
	type: 'string' | 'number' | 'bool' | 'date' | 'datetime' | 'enumeration' | 'phone_number';
	fieldType: string;
	options: StoredOption[];
	hasUniqueValue?: boolean;
	hidden?: boolean;
	calculated?: boolean;
	externalOptions?: boolean;
	modificationMetadata?: {
		archivable: boolean;
		readOnlyDefinition: boolean;
		readOnlyValue: boolean;
	};
}

const FIELD_TYPES: Record<StoredProperty['type'], string> = {
	string: 'text',
	number: 'number',
	bool: 'booleancheckbox',
	date: 'date',
	datetime: 'date',
	enumeration: 'select',
	phone_number: 'phonenumber',
};

const property = (
	name: string,
	label: string,
	type: StoredProperty['type'] = 'string',
	more: Partial<StoredProperty> = {},
): StoredProperty => ({
	name,
	label,
	groupName: 'contactinformation',
	type,
	fieldType: FIELD_TYPES[type],
	options: [],
	...more,
});

const options = (...pairs: Array<[value: string, label: string]>): StoredOption[] =>
	pairs.map(([value, label], displayOrder) => ({ label, value, displayOrder, hidden: false }));

const READ_ONLY = {
	modificationMetadata: { archivable: false, readOnlyDefinition: true, readOnlyValue: true },
};

/** Source: contracts/hubspot.md 7.1: in this order and no other. */
export const STAGES = [
	'subscriber',
	'lead',
	'marketingqualifiedlead',
	'salesqualifiedlead',
	'opportunity',
	'customer',
	'evangelist',
	'other',
];

const lifecycle = property('lifecyclestage', 'Lifecycle Stage', 'enumeration', {
	fieldType: 'radio',
	options: options(
		...STAGES.map((stage): [string, string] => [stage, stage[0].toUpperCase() + stage.slice(1)]),
	),
});

const OWN = [
	property('hs_object_id', 'Record ID', 'number', READ_ONLY),
	property('createdate', 'Create Date', 'datetime', READ_ONLY),
	property('hubspot_owner_id', 'Owner', 'enumeration', { externalOptions: true }),
];

const contacts = [
	...OWN,
	property('email', 'Email'),
	property('hs_additional_emails', 'Additional email addresses', 'enumeration', {
		...READ_ONLY,
		fieldType: 'checkbox',
	}),
	property('firstname', 'First Name'),
	property('lastname', 'Last Name'),
	property('phone', 'Phone Number', 'string', { fieldType: 'phonenumber' }),
	lifecycle,
	property('hs_email_optout', 'Unsubscribed from all email', 'bool', READ_ONLY),
	property('hs_calculated_phone_number', 'Calculated Phone Number', 'string', { calculated: true }),
	property('hs_secret_score', 'Hidden Score', 'number', { hidden: true }),
	property('nps_score', 'NPS Score', 'number', { groupName: 'survey' }),
	property('survey_note', 'Survey Note', 'string', { groupName: 'survey', fieldType: 'textarea' }),
	property('last_survey', 'Last Survey', 'datetime', { groupName: 'survey' }),
	property('birthday', 'Birthday', 'date'),
	property('vip', 'VIP', 'bool', { options: options(['true', 'Yes'], ['false', 'No']) }),
	property('nps_group', 'NPS Group', 'enumeration', {
		groupName: 'survey',
		options: options(
			['grp_1', 'Detractor'],
			['grp_2', 'Passive'],
			['grp_3', 'Promoter'],
			['grp_4', 'Same'],
			['grp_5', 'Same'],
		),
	}),
	property('interests', 'Interests', 'enumeration', {
		fieldType: 'checkbox',
		options: options(['opera', 'Opera'], ['jazz', 'Jazz, live'], ['film', 'Film']),
	}),
	property('external_ref', 'External Reference', 'string', { hasUniqueValue: true }),
	property('work_email', 'Work Email'),
	property('crm_ref', 'Reference of another system'),
];

const companies = [
	...OWN,
	property('name', 'Company name'),
	property('domain', 'Company Domain Name'),
	lifecycle,
	property('nps_score', 'NPS Score', 'number'),
];

const stage = (name: string, label: string, ...pairs: Array<[string, string]>): StoredProperty =>
	property(name, label, 'enumeration', { externalOptions: true, options: options(...pairs) });

const custom = [
	...OWN,
	property('name', 'Name'),
	property('pet_id', 'Pet ID', 'string', { hasUniqueValue: true }),
];

type Seed = Omit<StoredObject, 'records'>;

const SEEDS: Seed[] = [
	{
		typeId: '0-1',
		names: ['contacts', 'contact'],
		label: 'Contact',
		plural: 'Contacts',
		required: { any: ['email', 'firstname', 'lastname'] },
		scope: 'contacts',
		isCustom: false,
		properties: contacts,
	},
	{
		typeId: '0-2',
		names: ['companies', 'company'],
		label: 'Company',
		plural: 'Companies',
		required: { any: ['domain', 'name'] },
		scope: 'companies',
		isCustom: false,
		properties: companies,
	},
	{
		typeId: '0-3',
		names: ['deals', 'deal'],
		label: 'Deal',
		plural: 'Deals',
		required: { all: ['dealname', 'dealstage', 'pipeline'] },
		scope: 'deals',
		isCustom: false,
		properties: [
			...OWN,
			property('dealname', 'Deal Name'),
			property('amount', 'Amount', 'number'),
			stage('pipeline', 'Pipeline', ['default', 'Sales Pipeline']),
			stage('dealstage', 'Deal Stage', ['qualifiedtobuy', 'Qualified To Buy']),
		],
	},
	{
		typeId: '0-5',
		names: ['tickets', 'ticket'],
		label: 'Ticket',
		plural: 'Tickets',
		required: { all: ['subject', 'hs_pipeline', 'hs_pipeline_stage'] },
		scope: 'tickets',
		isCustom: false,
		properties: [
			...OWN,
			property('subject', 'Ticket name'),
			property('content', 'Ticket description'),
			property('survey_response', 'Survey Response', 'string', { hasUniqueValue: true }),
			stage('hs_pipeline', 'Pipeline', ['0', 'Support Pipeline']),
			stage('hs_pipeline_stage', 'Ticket status', ['1', 'New'], ['4', 'Closed']),
		],
	},
	{
		typeId: '2-1234567',
		names: ['p1234567_pet'],
		label: 'Pet',
		plural: 'Pets',
		required: { all: ['name'] },
		scope: 'custom',
		isCustom: true,
		properties: custom,
	},
];

export const objectsOf = (hasCustomObjects: boolean): StoredObject[] =>
	SEEDS.filter(({ isCustom }) => hasCustomObjects || !isCustom).map((seed) => ({
		...seed,
		properties: seed.properties.map((one) => ({ ...one })),
		records: new Map(),
	}));
