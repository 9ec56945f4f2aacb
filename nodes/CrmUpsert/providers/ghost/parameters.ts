import type { INodeProperties } from 'n8n-workflow';
import { ghostLocator } from '../../../shared/n8n/ghost';
import { mappingRowsProperty } from '../../../shared/n8n/mappingRows';
import { pipedTextField } from '../../../shared/n8n/pipedTextField';
import {
	allowOptInAgainOption,
	dryRunOption,
	mappingModeProperty,
} from '../../../shared/n8n/records/parameters';
import { whenUnresolvedOption } from '../../../shared/n8n/whenUnresolved';
import { consentDecision, WHEN_CONSENT_IS_SET } from '../consentDecision';

const labels = (name: string, displayName: string, description: string): INodeProperties => ({
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
				description: "What the field 'Email' receives below; there is one member of each address",
			},
			{
				name: 'Member ID',
				value: 'id',
				description:
					'The member is updated only: an ID that nobody has is reported, and nobody is created',
			},
		],
		default: 'email',
		description: 'What makes a member of Ghost the same as that of an item',
	},
	pipedTextField({
		displayName: 'Member ID',
		name: 'memberId',
		required: true,
		displayOptions: { show: { matchBy: ['id'] } },
	}),
	labels('addLabels', 'Labels to Add', 'Labels that the member gets; those it has stay'),
	labels('removeLabels', 'Labels to Remove', 'Labels that the member loses'),
	mappingModeProperty(
		'field',
		'Item keys that are named like a field of the member go into it; what matches none is reported and not sent',
	),
	mappingRowsProperty({
		name: 'memberFields',
		emptyRows: 5,
		displayName: 'Fields',
		description: 'What each field of the member receives',
		displayOptions: { show: { mappingMode: ['manual'] } },
		target: ghostLocator(
			'searchMemberFields',
			{
				displayName: 'By Name',
				placeholder: 'e.g. note',
				hint: 'Ghost ignores fields that it does not know; the item says so',
			},
			{ displayName: 'Field', name: 'target' },
		),
	}),
	...consentDecision(
		'Whether an answer decides if somebody gets newsletters. Otherwise new members get none, and others keep theirs. An opt-out is never undone unless you allow it.',
	),
	ghostLocator(
		'searchNewsletters',
		{ displayName: 'By ID', placeholder: 'e.g. 6b0cd6667c16f11fd4ad9953' },
		{
			displayName: 'Newsletter',
			name: 'newsletter',
			description:
				'The newsletter that the consent is about. Empty: opting in gives those that Ghost gives to new members, opting out takes all away.',
			displayOptions: WHEN_CONSENT_IS_SET,
		},
	),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			allowOptInAgainOption('people', { show: { '/setConsent': [true] } }),
			dryRunOption,
			{
				displayName: 'Return Full Member',
				name: 'returnRecord',
				type: 'boolean',
				default: false,
				description: 'Whether each item comes out with everything that Ghost shows of its member',
			},
			whenUnresolvedOption,
		],
	},
];
