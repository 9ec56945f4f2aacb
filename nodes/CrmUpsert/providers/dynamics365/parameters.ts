import type { INodeProperties } from 'n8n-workflow';
import { columnLocator, tableLocator } from '../../../shared/n8n/dataverseLocators';
import { mappingModeProperty } from '../../../shared/n8n/records/parameters';
import { mappingRowsProperty } from '../../../shared/n8n/mappingRows';
import { consentProperties } from './consentParameters';
import { lookupsProperty } from './lookupParameters';
import { matchProperties } from './matchParameters';
import { optionsProperty } from './optionParameters';

export const dynamicsParameters: INodeProperties[] = [
	tableLocator({
		displayName: 'Table',
		name: 'table',
		required: true,
		description: 'The kind of record to write, such as Contact',
	}),
	...matchProperties,
	mappingModeProperty(
		'column',
		'Each item key goes into the column with the same name or label. Other keys are reported and not sent.',
	),
	mappingRowsProperty({
		name: 'fields',
		emptyRows: 5,
		displayName: 'Columns',
		description: 'The columns to write and their values',
		buttonText: 'Add Column',
		displayOptions: { show: { mappingMode: ['manual'] } },
		target: columnLocator('searchWritableColumns', { displayName: 'Column', name: 'target' }),
	}),
	lookupsProperty,
	...consentProperties,
	optionsProperty,
];
