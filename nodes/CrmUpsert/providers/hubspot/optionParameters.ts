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
				'Whether to create properties that HubSpot does not have yet, as single-line text. Needs a scope to write schemas. When off, such items fail.',
			displayOptions: { show: { '/mappingMode': ['manual'] } },
		},
		dryRunOption,
		{
			displayName: 'Explanation of the Consent',
			name: 'explanation',
			type: 'string',
			default: '',
			placeholder: 'e.g. Asked in the visitor survey',
			description: 'HubSpot stores this text, then survey, response and time, with the consent',
			displayOptions: { show: { '/setConsent': [true] } },
		},
		{
			displayName: 'Move Lifecycle Stage Back',
			name: 'movesStageBack',
			type: 'boolean',
			default: false,
			description:
				'Whether to allow an earlier lifecycle stage. By default HubSpot keeps the later stage and the item has a warning.',
		},
		needsApprovalOption,
		propertyLocator('searchHubSpotDateProperties', {
			displayName: 'Only If Newer',
			name: 'onlyIfNewer',
			description:
				'A date and time property with the time of the last response. Skips a record with a later time there. Otherwise also writes the time of this response.',
		}),
		{
			displayName: 'Return Full Record',
			name: 'returnRecord',
			type: 'boolean',
			default: false,
			description: 'Whether to output all properties of each record',
		},
		{
			displayName: 'Wait for the Search',
			name: 'waitsForSearch',
			type: 'boolean',
			default: true,
			description:
				'Whether to wait ten seconds and search again before and after creating records, so that a record created seconds ago is not created twice. Waits once per 2,000 items.',
			displayOptions: { show: { '/matchBy': ['property'] } },
		},
		whenSeveralMatchOption(
			['createOrUpdate', 'update'],
			[{ name: 'Write to the Oldest', value: 'first', description: 'By its record ID' }],
		),
		whenUnresolvedOption,
	],
};
