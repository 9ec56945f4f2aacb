import { choice, date, decimal, lookup, memo, money, text, whole, yesNo } from './columns';
import { segments } from './globalChoices';
import { key, makeTable } from './table';
import type { Table } from './types';

/** Tables of the business itself, beside the contact. */
export const businessTables = (): Table[] => [
	makeTable({
		name: 'Account',
		label: 'Account',
		primaryName: 'name',
		columns: [
			text('Name', 'Account Name', 160, { required: 'ApplicationRequired' }),
			text('AccountNumber', 'Account Number', 20),
			text('EMailAddress1', 'Email', 100, { format: 'Email' }),
			text('Telephone1', 'Main Phone', 50, { format: 'Phone' }),
			money('Revenue', 'Annual Revenue', 0, 100_000_000_000),
			whole('NumberOfEmployees', 'Number of Employees', 0, 1_000_000_000),
			yesNo('CreditOnHold', 'Credit Hold'),
			choice('IndustryCode', 'Industry', [
				{ value: 1, label: 'Accounting' },
				{ value: 2, label: 'Agriculture and Non-petrol Natural Resource Extraction' },
				{ value: 3, label: 'Broadcasting Printing and Publishing' },
			]),
			choice('new_Segment', 'Segment', segments, { globalSet: 'new_segment' }),
			memo('Description', 'Description', 2000),
			lookup('primarycontactid', 'Primary Contact', ['contact']),
		],
		keys: [
			key('new_AccountNumberKey', 'Account Number', ['accountnumber'], 'Active'),
			key('new_AccountNameKey', 'Account Name', ['name'], 'InProgress'),
		],
	}),
	makeTable({
		name: 'new_Store',
		label: 'Store',
		primaryName: 'new_name',
		columns: [text('new_Name', 'Name', 100), text('new_Code', 'Store Code', 10)],
		keys: [key('new_StoreCodeKey', 'Store Code', ['new_code'], 'Active')],
	}),
	makeTable({
		name: 'new_SurveyResponse',
		label: 'Survey Response',
		primaryName: 'new_name',
		columns: [
			text('new_Name', 'Name', 100, { required: 'ApplicationRequired' }),
			text('new_ResponseId', 'Response Id', 40),
			whole('new_Score', 'Score', 0, 10),
			decimal('new_Average', 'Average', 0, 10, 2),
			memo('new_Comment', 'Comment', 4000),
			date('new_AnsweredOn', 'Answered On', 'UserLocal'),
			choice('new_Channel', 'Channel', [
				{ value: 100000000, label: 'E-mail' },
				{ value: 100000001, label: 'SMS' },
				{ value: 100000002, label: 'Kiosk' },
			]),
			lookup('new_Contact', 'Contact', ['contact']),
			lookup('new_Store', 'Store', ['new_store']),
		],
		keys: [key('new_ResponseIdKey', 'Response Id', ['new_responseid'], 'Active')],
	}),
	makeTable({
		name: 'new_Interaction',
		label: 'Interaction',
		type: 'Elastic',
		primaryName: 'new_name',
		columns: [
			text('new_Name', 'Name', 100),
			text('PartitionId', 'Partition Id', 100),
			memo('new_Payload', 'Payload', 10_000),
			whole('TtlInSeconds', 'Time to live', -2147483648, 2147483647),
			lookup('new_Contact', 'Contact', ['contact']),
		],
		keys: [
			key(
				'KeyForNoSqlEntityWithPKPartitionId',
				'Primary key and partition',
				['new_interactionid', 'partitionid'],
				'Active',
			),
		],
	}),
];
