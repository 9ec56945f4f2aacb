import type { INodeProperties } from 'n8n-workflow';
import { columnLocator } from '../../../shared/n8n/dataverseLocators';
import { optional } from '../../../shared/n8n/optional';

/** A list whose entries hang on the column of the same row. */
const dependent = (
	name: string,
	displayName: string,
	method: string,
	placeholder: string,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder,
			typeOptions: { searchListMethod: method, searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', hint: 'The logical name' },
	],
});

export const lookupsProperty: INodeProperties = optional({
	displayName: 'Lookups',
	name: 'lookups',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Lookup' },
	default: {},
	placeholder: 'Add Lookup',
	description:
		'How to find the record for a lookup column. Without an entry, the column takes a record ID or the link from another CRM Upsert node.',
	options: [
		{
			displayName: 'Lookup',
			name: 'row',
			values: [
				columnLocator('searchLookupColumns', { displayName: 'Column', name: 'column' }),
				optional(
					dependent(
						'table',
						'Points At',
						'searchLookupTables',
						'Choose a table…',
						'Only if the column can point to several tables',
					),
				),
				optional(
					dependent(
						'matchBy',
						'Found By',
						'searchLookupMatchColumns',
						'Choose a column…',
						'The column of the other table to search. If empty, the value is a record ID.',
					),
				),
			],
		},
	],
});
