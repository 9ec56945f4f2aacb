import type { INodeProperties } from 'n8n-workflow';
import { mappingRowsProperty } from '../shared/n8n/mappingRows';
import { pipedTextField } from '../shared/n8n/pipedTextField';

const WHEN_RECORDED = { show: { recordTransaction: [true] } };

export const transactionProperties: INodeProperties[] = [
	{
		displayName: 'Record a Transaction',
		name: 'recordTransaction',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description:
			'Whether to add a transaction (such as a visit or an order) to the contact, in the first mailing list',
	},
	pipedTextField(
		{
			displayName: 'Transaction Date',
			name: 'transactionDate',
			required: true,
			default: { mode: 'text', value: '' },
			description:
				"When it happened: a date or piped text. A time without a time zone is in the workflow's time zone.",
			displayOptions: WHEN_RECORDED,
		},
		'e.g. 2024-05-01 13:45:00',
	),
	mappingRowsProperty({
		name: 'transactionData',
		displayName: 'Transaction Fields',
		description: 'Data to record with the transaction',
		buttonText: 'Add Transaction Field',
		displayOptions: WHEN_RECORDED,
		target: {
			displayName: 'Name',
			type: 'string',
			default: '',
			placeholder: 'e.g. orderValue',
		},
	}),
];
