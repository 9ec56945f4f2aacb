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
				'Whether records that were deactivated count as not there. With an alternate key they still stand in the way of a new one.',
		},
		allowOptInAgainOption('people', WHEN_CONSENT_IS_SET),
		{
			displayName: 'Allow Replacing Elastic Records',
			name: 'elasticConsent',
			type: 'boolean',
			default: false,
			description:
				'Whether Create or Update may be used with an elastic table, where it can replace a record whole',
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
				'Custom logic that these writes do not set off; needs the privilege prvBypassCustomBusinessLogic. Flows run all the same.',
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
				'Whether to read each record first, so that only changed columns are sent and nothing is written where nothing changed. Without it, an alternate key is needed, and every mapped column is written each time.',
			displayOptions: { show: { '/matchBy': ['key'], '/operation': ['createOrUpdate'] } },
		},
		columnLocator('searchTextColumns', {
			displayName: 'Consent Evidence Column',
			name: 'evidenceColumn',
			description: 'A text column that takes what a changed consent rests on',
			displayOptions: WHEN_CONSENT_IS_SET,
		}),
		{
			displayName: 'Detect Duplicates',
			name: 'detectDuplicates',
			type: 'boolean',
			default: false,
			description:
				'Whether the duplicate detection rules of the environment are run; a record that one of them finds is not written',
		},
		dryRunOption,
		{
			displayName: 'Impersonated User ID',
			name: 'impersonate',
			type: 'string',
			default: '',
			placeholder: 'e.g. 0e000000-0000-4000-8000-000000000003',
			description:
				'The user in whose name records are written; needs the privilege to act on behalf of others',
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
				'A date column that holds the time of the last response. A record whose time there is later is skipped; otherwise the time is written along.',
		}),
		{
			displayName: 'Requests at Once',
			name: 'requestsAtOnce',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 40, numberPrecision: 0 },
			default: DEFAULT_REQUESTS_AT_ONCE,
			description: 'Dynamics takes up to 52 at once from one user; fewer leave room for others',
		},
		{
			displayName: 'Return Full Record',
			name: 'returnRecord',
			type: 'boolean',
			default: false,
			description: 'Whether each item comes out with all columns of its record',
		},
		{
			displayName: 'Tag',
			name: 'tag',
			type: 'string',
			default: '',
			placeholder: 'e.g. survey',
			description: 'A word by which plug-ins can tell these writes apart',
		},
		{
			displayName: 'When a Text Is Too Long',
			name: 'whenTooLong',
			type: 'options',
			options: [
				{ name: 'Cut It and Warn', value: 'cut' },
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
