import type { INodeProperties } from 'n8n-workflow';
import { choicesOf } from '../shared/n8n/systems/System';
import { targets } from './targets/registry';

/** Roll Back has none: its files say everything in one way of their own. */
const READING = ['validate', 'apply', 'verify', 'downloadTemplate'];
const CUSTOM = { show: { operation: READING, cellRules: ['custom'] } };

/** Files for a system of its own habits are read by its rules, unless something else is chosen. */
const meaningOfCells = (preset: string, systems: typeof targets.systems): INodeProperties => ({
	displayName: 'Meaning of Cells',
	name: 'cellRules',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Custom Rules',
			value: 'custom',
		},
		{
			name: 'Neutral',
			value: 'neutral',
			description:
				'An empty cell changes nothing, [clear] empties the field; yes and no in any language',
		},
		{
			name: 'Salesforce Style',
			value: 'salesforce',
			description:
				'An empty cell changes nothing, #N/A empties the field; true, yes, 1 in any case',
		},
		{
			name: 'SecuTix Extended',
			value: 'secutixExtended',
			description:
				'An empty cell changes nothing, = empties the field; TRUE, true, T, t and opposites',
		},
		{
			name: 'SecuTix SAM',
			value: 'secutixSam',
			description:
				'An empty cell changes nothing, Vide empties an authorization; TRUE, true, T, t and opposites',
		},
	],
	default: preset,
	description:
		'What an empty [new] cell means, how to empty a field, and how to write true and false',
	displayOptions: {
		show: { operation: READING, target: systems.flatMap(choicesOf).map(({ id }) => id) },
	},
});

const PRESETS = [...new Set(targets.systems.map(({ usualRules = 'neutral' }) => usualRules))];

export const cellRuleProperties: INodeProperties[] = [
	...PRESETS.map((preset) =>
		meaningOfCells(
			preset,
			targets.systems.filter(({ usualRules = 'neutral' }) => usualRules === preset),
		),
	),
	{
		displayName: 'Word for Empty',
		name: 'clearWord',
		type: 'string',
		default: 'Vide',
		description:
			'Word for an authorization that is neither true nor false, in the language of your SecuTix interface. Case and spaces count.',
		displayOptions: { show: { operation: READING, cellRules: ['secutixSam'] } },
	},
	{
		displayName: 'Cell Left Empty',
		name: 'emptyCell',
		type: 'options',
		options: [
			{ name: 'Changes Nothing', value: 'unchanged' },
			{ name: 'Empties the Field', value: 'clear' },
		],
		default: 'unchanged',
		description: 'What an empty [new] cell means',
		displayOptions: CUSTOM,
	},
	{
		displayName: 'Clear Token',
		name: 'clearedBy',
		type: 'string',
		default: '#N/A',
		description: 'A cell with exactly this text empties the field. Without one, no cell does.',
		displayOptions: CUSTOM,
	},
	{
		displayName: 'True and False',
		name: 'booleanWords',
		type: 'options',
		options: [
			{ name: 'TRUE, True in Any Case, 1, Yes, Y, T, On and Opposites', value: 'lenient' },
			{ name: 'TRUE, True, T, T and Opposites, Exactly', value: 'strict' },
		],
		default: 'strict',
		displayOptions: CUSTOM,
	},
];
