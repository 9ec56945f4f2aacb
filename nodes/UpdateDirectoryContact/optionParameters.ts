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
				'More items than this go through the bulk import job of the first mailing list and further ones. Contacts with a phone number or a subscription status still go one by one.',
			displayOptions: BY_RULES,
		},
		{
			displayName: 'Check Before Writing',
			name: 'checkBeforeWriting',
			type: 'boolean',
			default: true,
			description:
				'Whether to look each contact up first, which tells created from updated and leaves alone what is as it should be. Without it, one request per contact and list.',
			displayOptions: BY_RULES,
		},
		dryRunOption,
		{
			displayName: 'Embedded Data Fields',
			name: 'embeddedDataFields',
			type: 'string',
			default: '',
			placeholder: 'e.g. plan, lastVisit',
			description:
				'Names of embedded data that no contact of the directory holds yet, so that they can be mapped automatically too',
			displayOptions: { show: { '/mappingMode': ['automatic'] } },
		},
		{
			displayName: 'Evidence Field',
			name: 'evidenceField',
			type: 'string',
			default: 'subscriptionEvidence',
			description:
				'Embedded data field that takes what a changed status rests on: time, survey and response. Empty: none.',
			displayOptions: { show: { '/setSubscription': [true] } },
		},
		needsApprovalOption,
		{
			displayName: 'Only If Newer',
			name: 'onlyIfNewer',
			type: 'string',
			default: 'lastResponseAt',
			description:
				'Embedded data field that holds the time of the last response. A contact whose time there is later is skipped; otherwise the time is written along.',
		},
		{
			displayName: 'Transaction ID',
			name: 'transactionId',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.orderId }}',
			description:
				'What tells this transaction from others, so that it is recorded once however often it is delivered. Empty: the ID of the survey response.',
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
				'Qualtrics allows 500 contact writes a minute, shared by everything that uses the API of the brand. Enter less to leave room for others: writes of contacts, lists and transactions and searches count together, and executions with the same number share it. Enter more only where Qualtrics has granted the brand more.',
		},
	],
};
