import type { INodeProperties } from 'n8n-workflow';
import {
	allowOptInAgainOption,
	approvalOptions,
	dryRunOption,
	needsApprovalOption,
	whenSeveralMatchOption,
} from '../shared/n8n/records/parameters';
import { whenUnresolvedOption } from '../shared/n8n/whenUnresolved';

const BY_RULES = { show: { '/operation': ['upsertByRules'] } };

export const optionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		allowOptInAgainOption('contacts', { show: { '/setSubscription': [true] } }),
		...approvalOptions,
		{
			displayName: 'Bulk Import Above',
			name: 'bulkImportAbove',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 500,
			hint: '0: never',
			description:
				'Uses the bulk import of Qualtrics for more items than this. Contacts with a phone number or a subscription status are still written one by one.',
			displayOptions: BY_RULES,
		},
		{
			displayName: 'Check Before Writing',
			name: 'checkBeforeWriting',
			type: 'boolean',
			default: true,
			description:
				'Whether to look up each contact first, to write only changes and tell created from updated contacts. When off, one request per contact and list.',
			displayOptions: BY_RULES,
		},
		dryRunOption,
		{
			displayName: 'Embedded Data Fields',
			name: 'embeddedDataFields',
			type: 'string',
			default: '',
			placeholder: 'e.g. plan, lastVisit',
			description: 'Names of new embedded data fields to include in automatic mapping',
			displayOptions: { show: { '/mappingMode': ['automatic'] } },
		},
		{
			displayName: 'Evidence Field',
			name: 'evidenceField',
			type: 'string',
			default: 'subscriptionEvidence',
			description:
				'Embedded data field for the evidence of a changed status: time, survey and response. If empty, none.',
			displayOptions: { show: { '/setSubscription': [true] } },
		},
		needsApprovalOption,
		{
			displayName: 'Only If Newer',
			name: 'onlyIfNewer',
			type: 'string',
			default: 'lastResponseAt',
			description:
				'Embedded data field with the time of the last response. Skips a contact with a later time there. Otherwise also writes the time of this response.',
		},
		{
			displayName: 'Transaction ID',
			name: 'transactionId',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.orderId }}',
			description:
				'Unique ID of the transaction, so that it is recorded only once. If empty, the ID of the survey response.',
			displayOptions: { show: { '/recordTransaction': [true] } },
		},
		whenSeveralMatchOption(
			['upsertByFields', 'update'],
			[{ name: 'Write to the Oldest', value: 'first' }],
		),
		whenUnresolvedOption,
		{
			displayName: 'Writes per Minute',
			name: 'writesPerMinute',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 500,
			description:
				'Qualtrics allows 500 contact writes a minute for the whole brand. Enter less to leave room for other programs, and more only if Qualtrics granted it. Searches and writes of contacts, lists and transactions count together.',
		},
	],
};
