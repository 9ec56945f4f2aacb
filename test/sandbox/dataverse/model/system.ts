import { choice, entityName, guid, lookup, memo, text, whole, yesNo } from './columns';
import { makeTable } from './table';
import type { Table } from './types';

const plain = { ownership: 'OrganizationOwned', bulk: false } as const;
const forReading = { ...plain, readOnly: true } as const;

const viewColumns = () => [
	text('Name', 'Name', 200),
	entityName('ReturnedTypeCode', 'Table'),
	memo('FetchXml', 'Query', 1_000_000),
	memo('LayoutXml', 'Layout', 1_000_000),
	whole('QueryType', 'Query Type', 0, 1_000_000),
	yesNo('IsDefault', 'Default View'),
];

/** Tables that Dataverse keeps for itself: users, views, messages. */
export const systemTables = (): Table[] => [
	makeTable({
		...plain,
		name: 'SystemUser',
		label: 'User',
		primaryName: 'fullname',
		columns: [
			text('FullName', 'Full Name', 200),
			text('DomainName', 'User Name', 1024),
			text('InternalEMailAddress', 'Primary Email', 100, { format: 'Email' }),
			guid('ApplicationId', 'Application ID', { required: 'None' }),
			guid('AzureActiveDirectoryObjectId', 'Entra Object ID', { required: 'None' }),
			yesNo('IsDisabled', 'Status', ['Enabled', 'Disabled']),
		],
	}),
	makeTable({
		...plain,
		name: 'Team',
		label: 'Team',
		primaryName: 'name',
		columns: [text('Name', 'Team Name', 160)],
	}),
	makeTable({
		...forReading,
		name: 'BusinessUnit',
		label: 'Business Unit',
		primaryName: 'name',
		columns: [text('Name', 'Name', 160)],
	}),
	makeTable({
		...forReading,
		name: 'TransactionCurrency',
		setName: 'transactioncurrencies',
		label: 'Currency',
		pluralLabel: 'Currencies',
		primaryName: 'currencyname',
		columns: [text('CurrencyName', 'Currency Name', 100), text('ISOCurrencyCode', 'Code', 5)],
	}),
	makeTable({
		...forReading,
		name: 'SavedQuery',
		setName: 'savedqueries',
		label: 'View',
		primaryName: 'name',
		columns: viewColumns(),
	}),
	makeTable({
		...forReading,
		name: 'UserQuery',
		setName: 'userqueries',
		label: 'Saved View',
		primaryName: 'name',
		columns: viewColumns(),
		ownership: 'UserOwned',
	}),
	makeTable({
		...forReading,
		name: 'SdkMessage',
		label: 'Sdk Message',
		primaryName: 'name',
		columns: [text('Name', 'Name', 256)],
		isPrivate: true,
	}),
	makeTable({
		...forReading,
		name: 'SdkMessageFilter',
		label: 'Sdk Message Filter',
		columns: [
			lookup('sdkmessageid', 'Message', ['sdkmessage']),
			entityName('PrimaryObjectTypeCode', 'Table'),
		],
		isPrivate: true,
	}),
	makeTable({
		...plain,
		name: 'DuplicateRule',
		label: 'Duplicate Detection Rule',
		primaryName: 'name',
		columns: [
			text('Name', 'Name', 160),
			choice('new_Kind', 'Kind', [{ value: 1, label: 'Exact' }]),
		],
		readOnly: true,
	}),
];
