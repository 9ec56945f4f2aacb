import type { INodeProperties } from 'n8n-workflow';
import { LIMITS } from '../../../shared/connectors/salesmanago/limits';
import {
	allowOptInAgainOption,
	approvalOptions,
	dryRunOption,
	needsApprovalOption,
} from '../../../shared/n8n/records/parameters';
import { whenUnresolvedOption } from '../../../shared/n8n/whenUnresolved';

const DEFAULT_PER_JOB = LIMITS.contactsPerBatch;

const IN_JOBS = { show: { sendAs: ['batch'] } };

export const optionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		allowOptInAgainOption('people'),
		...approvalOptions,
		{
			displayName: 'Contacts per Job',
			name: 'contactsPerJob',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: LIMITS.mostContactsPerBatch, numberPrecision: 0 },
			default: DEFAULT_PER_JOB,
			description: 'How many contacts to send in one job',
			displayOptions: IN_JOBS,
		},
		dryRunOption,
		needsApprovalOption,
		{
			displayName: 'Only If Newer',
			name: 'onlyIfNewer',
			type: 'string',
			default: '',
			placeholder: 'e.g. last-survey-at',
			description:
				'A custom detail with the time of the last response. Skips a contact with a later time there. Otherwise also writes the time of this response.',
		},
		{
			displayName: 'Return Full Contact',
			name: 'returnRecord',
			type: 'boolean',
			default: false,
			description: 'Whether to output everything SALESmanago shows of each contact',
		},
		{
			displayName: 'Send As',
			name: 'sendAs',
			type: 'options',
			options: [
				{
					name: 'Jobs',
					value: 'batch',
					description:
						'Sends many contacts in one request, waits for SALESmanago to finish and checks the result of each',
				},
				{
					name: 'Single Contacts',
					value: 'single',
					description: 'Sends contacts one by one, at most five requests per second',
				},
			],
			default: 'single',
			description: 'How to send contacts that are identified by email address',
		},
		{
			displayName: 'Trigger Automations',
			name: 'fireEvents',
			type: 'boolean',
			default: true,
			description: 'Whether contacts sent in jobs trigger automation rules and workflows',
			displayOptions: IN_JOBS,
		},
		{
			displayName: 'When the Contact Is Unknown',
			name: 'whenUnknown',
			type: 'options',
			options: [
				{ name: 'Fail', value: 'error' },
				{ name: 'Warn and Continue', value: 'report' },
			],
			default: 'report',
			description:
				'What to do when a response has no email address and no smclientid, or its smclientid is unknown',
		},
		whenUnresolvedOption,
	],
};
