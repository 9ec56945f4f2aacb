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
			description: 'How many contacts go out together',
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
				'A custom detail that holds the time of the last response. A contact whose time there is later is skipped; otherwise the time is written along.',
		},
		{
			displayName: 'Return Full Contact',
			name: 'returnRecord',
			type: 'boolean',
			default: false,
			description: 'Whether each item comes out with everything on the card of its contact',
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
						'Many contacts in one request; the step waits until SALESmanago has finished the job and looks what became of each',
				},
				{
					name: 'Single Contacts',
					value: 'single',
					description: 'One after another, at most five requests a second',
				},
			],
			default: 'single',
			description: 'How contacts are sent that are created or updated by their email address',
		},
		{
			displayName: 'Set Off Automations',
			name: 'fireEvents',
			type: 'boolean',
			default: true,
			description: 'Whether contacts that go out in jobs set off automation rules and workflows',
			displayOptions: IN_JOBS,
		},
		{
			displayName: 'When the Contact Is Unknown',
			name: 'whenUnknown',
			type: 'options',
			options: [
				{ name: 'Fail', value: 'error' },
				{ name: 'Report and Go On', value: 'report' },
			],
			default: 'report',
			description:
				'What happens when a response names nobody (no address was answered, no smclientid came along), or an smclientid that nobody has',
		},
		whenUnresolvedOption,
	],
};
