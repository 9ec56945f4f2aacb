import type { INodeProperties } from 'n8n-workflow';
import { columnLocator } from '../../../shared/n8n/dataverseLocators';
import {
	allowOptInAgainOption,
	approvalOptions,
	dryRunOption,
	needsApprovalOption,
	whenSeveralMatchOption,
} from '../../../shared/n8n/records/parameters';
import { whenUnresolvedOption } from '../../../shared/n8n/whenUnresolved';

export const DEFAULT_REQUESTS_AT_ONCE = 10;

const WHEN_CONSENT_IS_SET = { show: { '/setConsent': [true] } };

export const optionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Active Records Only',
			name: 'activeOnly',
			type: 'boolean',
			default: false,
			description:
				'Whether to ignore deactivated records. With an alternate key, a deactivated record still blocks a new one.',
		},
		allowOptInAgainOption('people', WHEN_CONSENT_IS_SET),
		{
			displayName: 'Allow Replacing Elastic Records',
			name: 'elasticConsent',
			type: 'boolean',
			default: false,
			description:
				'Whether to allow Create or Update on an elastic table, where it may replace the whole record',
			displayOptions: { show: { '/operation': ['createOrUpdate'] } },
		},
		...approvalOptions,
		{
			displayName: 'Bypass Custom Logic',
			name: 'bypass',
			type: 'multiOptions',
			options: [
				{ name: 'Asynchronous Plug-Ins and Workflows', value: 'asynchronous' },
				{ name: 'Synchronous Plug-Ins and Workflows', value: 'synchronous' },
			],
			default: [],
			description:
				'Custom logic to skip. Needs the privilege prvBypassCustomBusinessLogic. Flows still run.',
		},
		{
			displayName: 'Bypass Steps',
			name: 'bypassSteps',
			type: 'string',
			default: '',
			placeholder: 'e.g. 0a000000-0000-4000-8000-000000000001',
			description: 'Comma-separated IDs of single plug-in steps to skip',
		},
		{
			displayName: 'Check Before Writing',
			name: 'checkBeforeWriting',
			type: 'boolean',
			default: true,
			description:
				'Whether to read each record first and write only changes. When off, an alternate key is required and every mapped column is written each time.',
			displayOptions: { show: { '/matchBy': ['key'], '/operation': ['createOrUpdate'] } },
		},
		columnLocator('searchTextColumns', {
			displayName: 'Consent Evidence Column',
			name: 'evidenceColumn',
			description: 'A text column for the evidence of a changed consent: survey, response and time',
			displayOptions: WHEN_CONSENT_IS_SET,
		}),
		{
			displayName: 'Detect Duplicates',
			name: 'detectDuplicates',
			type: 'boolean',
			default: false,
			description:
				'Whether to run the duplicate detection rules of the environment. A record that a rule finds is not written.',
		},
		dryRunOption,
		{
			displayName: 'Impersonated User ID',
			name: 'impersonate',
			type: 'string',
			default: '',
			placeholder: 'e.g. 0e000000-0000-4000-8000-000000000003',
			description:
				'Write records as this user. Needs the privilege to act on behalf of another user.',
		},
		{
			displayName: 'Impersonated User ID Is From',
			name: 'impersonateBy',
			type: 'options',
			options: [
				{ name: 'Dynamics (User)', value: 'dynamics' },
				{ name: 'Microsoft Entra (Object)', value: 'entra' },
			],
			default: 'entra',
		},
		needsApprovalOption,
		columnLocator('searchDateColumns', {
			displayName: 'Only If Newer',
			name: 'onlyIfNewer',
			description:
				'A date column with the time of the last response. Skips a record with a later time there. Otherwise also writes the time of this response.',
		}),
		{
			displayName: 'Requests at Once',
			name: 'requestsAtOnce',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 40, numberPrecision: 0 },
			default: DEFAULT_REQUESTS_AT_ONCE,
			description:
				'Dynamics accepts up to 52 requests at once from one user. Use fewer to leave room for other programs.',
		},
		{
			displayName: 'Return Full Record',
			name: 'returnRecord',
			type: 'boolean',
			default: false,
			description: 'Whether to output all columns of each record',
		},
		{
			displayName: 'Tag',
			name: 'tag',
			type: 'string',
			default: '',
			placeholder: 'e.g. survey',
			description: 'A tag that plug-ins can read to recognise these writes',
		},
		{
			displayName: 'When a Text Is Too Long',
			name: 'whenTooLong',
			type: 'options',
			options: [
				{ name: 'Shorten and Warn', value: 'cut' },
				{ name: 'Fail', value: 'refuse' },
			],
			default: 'refuse',
		},
		whenSeveralMatchOption(
			['createOrUpdate', 'update'],
			[
				{
					name: 'Write to the Newest',
					value: 'newest',
					description: 'By when it was last changed',
				},
				{ name: 'Write to the Oldest', value: 'first', description: 'By when it was created' },
			],
		),
		whenUnresolvedOption,
	],
};
