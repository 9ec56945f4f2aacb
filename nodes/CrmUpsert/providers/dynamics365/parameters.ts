import type { INodeProperties } from 'n8n-workflow';
import { columnLocator, tableLocator } from '../../../shared/n8n/dataverseLocators';
import { mappingRowsProperty } from '../../../shared/n8n/mappingRows';
import { consentProperties } from './consentParameters';
import { lookupsProperty } from './lookupParameters';
import { matchProperties } from './matchParameters';
import { optionsProperty } from './optionParameters';

const mappingMode: INodeProperties = {
	displayName: 'Mapping',
	name: 'mappingMode',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Map Each Column Below',
			value: 'manual',
			description: 'Choose the columns and what each receives',
		},
		{
			name: 'Map Automatically',
			value: 'automatic',
			description:
				'Item keys that are named like a column of the table, or like its label, go into it; what matches none is reported and not sent',
		},
	],
	default: 'manual',
};

export const dynamicsParameters: INodeProperties[] = [
	tableLocator({
		displayName: 'Table',
		name: 'table',
		required: true,
		description: 'The kind of record to write, such as Contact',
	}),
	...matchProperties,
	mappingMode,
	mappingRowsProperty({
		name: 'fields',
		displayName: 'Columns',
		description: 'What each column of the record receives',
		buttonText: 'Add Column',
		displayOptions: { show: { mappingMode: ['manual'] } },
		target: columnLocator('searchWritableColumns', { displayName: 'Column', name: 'target' }),
	}),
	lookupsProperty,
	...consentProperties,
	optionsProperty,
];
