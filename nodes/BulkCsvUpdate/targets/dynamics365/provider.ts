import { locatorSubtitle } from '../../../shared/n8n/subtitles';
import type { TemplateRecord } from '../../../shared/bulk';
import { bulkFields, bulkKeys } from '../../../shared/connectors/dataverse/bulkFields';
import { createBulkTarget } from '../../../shared/connectors/dataverse/bulkTarget';
import type { Dataverse } from '../../../shared/connectors/dataverse/client';
import type { TableColumns } from '../../../shared/connectors/dataverse/columns';
import {
	toFilter,
	type FilterCondition,
	type FilterOperator,
} from '../../../shared/connectors/dataverse/filters';
import { propertyOf } from '../../../shared/connectors/dataverse/query';
import type { Table } from '../../../shared/connectors/dataverse/tables';
import type { Group } from '../../../shared/connectors/dataverse/views';
import { connectDynamics, dynamicsCredential } from '../../../shared/n8n/dataverse';
import { dataverseLists } from '../../../shared/n8n/dataverseLocators';
import { rawTextOf } from '../../../shared/n8n/textParameters';
import { ConnectorError, isConnectorError } from '../../../shared/http/ConnectorError';
import { textOf } from '../../../shared/pipedText/textOf';
import type { BulkDestination, BulkProvider, GroupOptions, TargetSettings } from '../BulkProvider';
import { dynamicsLists, dynamicsOptions, dynamicsProperties } from './parameters';

export const dynamics365: BulkProvider = {
	id: 'dynamics365',
	label: 'Microsoft Dynamics 365',
	subtitle: `"Dynamics " + ${locatorSubtitle('table')}`,
	description: 'Records of a table, found by a column and changed in batches',
	credentials: [dynamicsCredential()],
	parameters: dynamicsProperties,
	options: dynamicsOptions,
	fieldsDependOn: ['table.value'],
	groups: [
		{ name: 'All Records', value: 'all', description: 'Every record of the table' },
		{ name: 'Filter', value: 'filter', description: 'Records that meet conditions' },
		{ name: 'View', value: 'view', description: 'A view saved in Dynamics' },
	],
	lists: {
		searchTables: dataverseLists.searchTables,
		...dynamicsLists,
	},

	async connect(context, settings) {
		const name = settings.parameter('table', '').trim();
		if (name === '') {
			throw new ConnectorError('input', 'No table is chosen', {
				hint: "Choose one under 'Table', such as Contact.",
			});
		}
		const dataverse = await connectDynamics(context);
		const table = await dataverse.tables.get(name);
		return await destinationOf(dataverse, table, settings);
	},
};

async function destinationOf(
	dataverse: Dataverse,
	table: Table,
	settings: TargetSettings,
): Promise<BulkDestination> {
	const { timeZone } = settings;
	const columns = await dataverse.columns.of(table);
	const consents = settings
		.parameter('options.consentColumns', '')
		.split(/[\s,;]+/)
		.filter((name) => name !== '');
	// A name that does not exist would leave a consent unguarded.
	for (const consent of consents) columns.get(consent);
	return {
		description: `Dynamics 365, ${table.label}`,
		fields: bulkFields(columns, { timeZone, consents }),
		keyFields: bulkKeys(columns),
		open: async ({ keyField, fields }) =>
			await createBulkTarget(dataverse, {
				table: table.name,
				key: keyField,
				fields: fields.map(({ id, name }) => id ?? name),
				timeZone,
			}),
		group: (kind, options) =>
			records(dataverse, table, columns, groupOf(kind, columns, settings), options),
	};
}

async function* records(
	dataverse: Dataverse,
	table: Table,
	columns: TableColumns,
	group: Group,
	{ keyField, fields }: GroupOptions,
): AsyncGenerator<TemplateRecord[]> {
	const key = columns.get(keyField.id);
	const wanted = fields.map(({ id, name }) => columns.get(id ?? name));
	const select = [key, ...wanted].map(propertyOf);
	// Rows have values under the names of their columns, but for links, which are no fields of a file.
	const keyProperty = propertyOf(key);
	for await (const rows of dataverse.views.records(table, group, { select })) {
		yield rows.map((row) => ({ key: textOf(row[keyProperty]), values: row }));
	}
}

function groupOf(kind: string, columns: TableColumns, settings: TargetSettings): Group {
	if (kind === 'all') return { kind: 'all' };
	if (kind === 'filter') return filterGroup(columns, settings);
	const [, personal, id] = /^\s*(personal\s+)?(.*?)\s*$/.exec(settings.parameter('view', '')) ?? [];
	if (!id) {
		throw new ConnectorError('input', 'No view is chosen', {
			hint: "Choose one under 'View', or another target group.",
		});
	}
	return { kind: 'view', view: { id, isPersonal: personal !== undefined } };
}

interface ConditionRow {
	column?: unknown;
	operator?: FilterOperator;
	value?: unknown;
}

function filterGroup(columns: TableColumns, { parameter, timeZone }: TargetSettings): Group {
	const { condition = [] } = parameter<{ condition?: ConditionRow[] }>('conditions', {});
	const rows = condition.map(({ column, operator = 'eq', value }): FilterCondition => {
		return { column: textOf(rawTextOf(column)).trim(), operator, value };
	});
	// The panel begins with an empty row.
	const conditions = rows.every(({ column }) => column === '') ? [] : rows;
	const combine = parameter<'and' | 'or'>('combineConditions', 'and');
	const filter = toFilter(conditions, combine, columns, { timeZone, whenTooLong: 'refuse' });
	if (isConnectorError(filter)) throw filter;
	if (filter === undefined) {
		throw new ConnectorError('input', 'The filter has no condition', {
			hint: "Add one under 'Conditions', or choose All Records as target group.",
		});
	}
	return { kind: 'filter', filter };
}
