import type { INodeProperties } from 'n8n-workflow';
import { propertyLocator } from '../../../shared/n8n/hubspotLocators';
import {
	allowOptInAgainOption,
	approvalOptions,
	dryRunOption,
	needsApprovalOption,
	whenSeveralMatchOption,
} from '../../../shared/n8n/records/parameters';
import { whenUnresolvedOption } from '../../../shared/n8n/whenUnresolved';

export const hubspotOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		allowOptInAgainOption('people', { show: { '/setConsent': [true] } }),
		...approvalOptions,
		{
			displayName: 'Create Missing Properties',
			name: 'createMissing',
			type: 'boolean',
			default: false,
			description:
				'Whether properties that are typed by name and that HubSpot does not have are created, as texts of one line; needs the scope to write schemas. Otherwise such items fail.',
			displayOptions: { show: { '/mappingMode': ['manual'] } },
		},
		dryRunOption,
		{
			displayName: 'Explanation of the Consent',
			name: 'explanation',
			type: 'string',
			default: '',
			placeholder: 'e.g. Asked in the visitor survey',
			description: 'Stands before survey, response and time in what HubSpot keeps with the consent',
			displayOptions: { show: { '/setConsent': [true] } },
		},
		{
			displayName: 'Move Lifecycle Stage Back',
			name: 'movesStageBack',
			type: 'boolean',
			default: false,
			description:
				'Whether the lifecycle stage may go back. HubSpot by itself keeps the later one; the item says so.',
		},
		needsApprovalOption,
		propertyLocator('searchHubSpotDateProperties', {
			displayName: 'Only If Newer',
			name: 'onlyIfNewer',
			description:
				'A property with date and time that holds the time of the last response. A record whose time there is later is skipped; otherwise the time is written along.',
		}),
		{
			displayName: 'Return Full Record',
			name: 'returnRecord',
			type: 'boolean',
			default: false,
			description: 'Whether each item comes out with all properties of its record',
		},
		{
			displayName: 'Wait for the Search',
			name: 'waitsForSearch',
			type: 'boolean',
			default: true,
			description:
				'Whether, before a record is created and once after, ten seconds are waited and the search is asked again, so that a record that is seconds old is not created twice. Once for every two thousand items.',
			displayOptions: { show: { '/matchBy': ['property'] } },
		},
		whenSeveralMatchOption(
			['createOrUpdate', 'update'],
			[{ name: 'Write to the Oldest', value: 'first', description: 'By its record ID' }],
		),
		whenUnresolvedOption,
	],
};
