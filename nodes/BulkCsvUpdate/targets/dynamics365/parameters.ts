import type { ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';
import {
	chosenTable,
	columnLocator,
	listOf,
	tableLocator,
} from '../../../shared/n8n/dataverseLocators';

const FOR_FILTER = { show: { targetGroup: ['filter'] } };

export const dynamicsProperties: INodeProperties[] = [
	tableLocator({
		displayName: 'Table',
		name: 'table',
		required: true,
		description: 'The kind of record to change, such as Contact',
	}),
	{
		displayName: 'View',
		name: 'view',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'Include the records of a view saved in Dynamics',
		displayOptions: { show: { targetGroup: ['view'] } },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a view…',
				typeOptions: { searchListMethod: 'searchViews', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 00000000-0000-0000-00aa-000010001004',
				hint: 'For a personal view, write "personal " before the ID',
			},
		],
	},
	{
		displayName: 'Conditions',
		name: 'conditions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Condition' },
		default: { condition: [{}] },
		placeholder: 'Add Condition',
		description: 'Include records that meet these conditions',
		displayOptions: FOR_FILTER,
		options: [
			{
				displayName: 'Condition',
				name: 'condition',
				values: [
					columnLocator('searchFilterColumns', { displayName: 'Column', name: 'column' }),
					{
						displayName: 'Operator',
						name: 'operator',
						type: 'options',
						options: [
							{ name: 'Begins With', value: 'startsWith' },
							{ name: 'Contains', value: 'contains' },
							{ name: 'Ends With', value: 'endsWith' },
							{ name: 'Is', value: 'eq' },
							{ name: 'Is at Least', value: 'ge' },
							{ name: 'Is at Most', value: 'le' },
							{ name: 'Is Empty', value: 'isEmpty' },
							{ name: 'Is Less Than', value: 'lt' },
							{ name: 'Is More Than', value: 'gt' },
							{ name: 'Is Not', value: 'ne' },
							{ name: 'Is Not Empty', value: 'isNotEmpty' },
						],
						default: 'eq',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						displayOptions: { hide: { operator: ['isEmpty', 'isNotEmpty'] } },
					},
				],
			},
		],
	},
	{
		displayName: 'Combine',
		name: 'combineConditions',
		type: 'options',
		options: [
			{ name: 'All Conditions Are Met', value: 'and' },
			{ name: 'Any Condition Is Met', value: 'or' },
		],
		default: 'and',
		displayOptions: FOR_FILTER,
	},
];

export const dynamicsOptions: INodeProperties[] = [
	{
		displayName: 'Additional Consent Columns',
		name: 'consentColumns',
		type: 'string',
		default: '',
		placeholder: 'e.g. new_newsletter, new_smsconsent',
		description:
			'Names of columns to treat as consents, in addition to the standard ones (Do not allow Emails, …). They are changed only if Consent Changes allows it.',
	},
];

export const dynamicsLists = {
	searchViews: listOf(async (context: ILoadOptionsFunctions, dataverse) => {
		const views = await dataverse.views.list(await chosenTable(context, dataverse));
		return views.map(({ id, name, isPersonal }) => ({
			name: isPersonal ? `${name} · personal` : name,
			value: isPersonal ? `personal ${id}` : id,
		}));
	}),
	searchFilterColumns: listOf(async (context: ILoadOptionsFunctions, dataverse) => {
		const columns = await dataverse.columns.of(await chosenTable(context, dataverse));
		return columns.all
			.filter(({ kind, forRead }) => forRead && kind !== 'other')
			.map(({ label, name }) => ({
				name: label === name ? name : `${label} (${name})`,
				value: name,
			}))
			.sort((left, right) => left.name.localeCompare(right.name, 'en'));
	}),
};
