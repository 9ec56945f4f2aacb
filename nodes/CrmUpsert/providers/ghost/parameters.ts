import type { INodeProperties } from 'n8n-workflow';
import { ghostLocator } from '../../../shared/n8n/ghost';
import { mappingRowsProperty } from '../../../shared/n8n/mappingRows';
import { pipedTextField } from '../../../shared/n8n/pipedTextField';
import {
	allowOptInAgainOption,
	approvalOptions,
	dryRunOption,
	needsApprovalOption,
	mappingModeProperty,
} from '../../../shared/n8n/records/parameters';
import { whenUnresolvedOption } from '../../../shared/n8n/whenUnresolved';
import { consentDecision, WHEN_CONSENT_IS_SET } from '../consentDecision';
import { optional } from '../../../shared/n8n/optional';

const labels = (name: string, displayName: string, description: string): INodeProperties =>
	optional({
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Label' },
		default: {},
		placeholder: 'Add Label',
		description,
		options: [
			{
				displayName: 'Label',
				name: 'row',
				values: [
					ghostLocator(
						'searchLabels',
						{
							displayName: 'By Name',
							placeholder: 'e.g. Detractor',
							hint: 'Piped text works here. Several are separated by commas.',
						},
						{ displayName: 'Label', name: 'tag' },
					),
				],
			},
		],
	});

export const ghostParameters: INodeProperties[] = [
	{
		displayName: 'Match On',
		name: 'matchBy',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Email',
				value: 'email',
				description: "The value mapped to 'Email' below. Ghost has one member per address.",
			},
			{
				name: 'Member ID',
				value: 'id',
				description: 'Only updates: an unknown ID is reported and no member is created',
			},
		],
		default: 'email',
		description: 'How to find the existing member for an item',
	},
	pipedTextField({
		displayName: 'Member ID',
		name: 'memberId',
		required: true,
		displayOptions: { show: { matchBy: ['id'] } },
	}),
	mappingModeProperty(
		'field',
		'Each item key goes into the field with the same name. Other keys are reported and not sent.',
	),
	mappingRowsProperty({
		name: 'memberFields',
		emptyRows: 5,
		displayName: 'Fields',
		description: 'The fields to write and their values',
		displayOptions: { show: { mappingMode: ['manual'] } },
		target: ghostLocator(
			'searchMemberFields',
			{
				displayName: 'By Name',
				placeholder: 'e.g. note',
				hint: 'Ghost ignores unknown fields. The item then has a warning.',
			},
			{ displayName: 'Field', name: 'target' },
		),
	}),
	labels('addLabels', 'Labels to Add', 'Labels to add. Existing labels stay.'),
	labels('removeLabels', 'Labels to Remove', 'Labels to remove from the member'),
	...consentDecision(
		'Whether an answer subscribes the member to newsletters or unsubscribes them. When off, new members get no newsletter and existing members keep theirs. An opt-out is never undone unless you allow it.',
	),
	ghostLocator(
		'searchNewsletters',
		{ displayName: 'By ID', placeholder: 'e.g. 6b0cd6667c16f11fd4ad9953' },
		optional({
			displayName: 'Newsletter',
			name: 'newsletter',
			description:
				'The newsletter of the consent. If empty, opting in subscribes to the default newsletters of Ghost, and opting out unsubscribes from all.',
			displayOptions: WHEN_CONSENT_IS_SET,
		}),
	),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			allowOptInAgainOption('people', { show: { '/setConsent': [true] } }),
			...approvalOptions,
			dryRunOption,
			needsApprovalOption,
			{
				displayName: 'Return Full Member',
				name: 'returnRecord',
				type: 'boolean',
				default: false,
				description: 'Whether to output everything Ghost shows of each member',
			},
			whenUnresolvedOption,
		],
	},
];
