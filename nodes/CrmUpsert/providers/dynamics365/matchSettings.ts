import type { IExecuteFunctions } from 'n8n-workflow';
import type { TableColumns } from '../../../shared/connectors/dataverse/columns';
import type { AlternateKey } from '../../../shared/connectors/dataverse/keys';
import type { Table } from '../../../shared/connectors/dataverse/tables';
import type { CheckedText } from '../../../shared/n8n/checkTokens';
import { asText, readRaw, type Raw } from '../../../shared/n8n/rawParameters';
import type { RecordConnection } from '../../../shared/n8n/records/RecordConnection';
import type { NeedsSurvey } from '../../../shared/n8n/renderings';
import { rawTextOf, textParameter, type TemplateFor } from '../../../shared/n8n/textParameters';
import { ConnectorError } from '../../../shared/http/ConnectorError';
import { textOf } from '../../../shared/pipedText/textOf';
import type { KeyKind, MatchField, Operation } from '../../../shared/records';
import { isEmpty } from '../../../shared/values/text';

/** How values are compared; `auto`: as the column's kind says. */
type Compare = KeyKind | 'auto';

type MatchBy = 'key' | 'columns' | 'id' | 'none';

interface RawRow {
	column?: Raw;
	value?: Raw;
	compare?: unknown;
}

interface MatchRow {
	column: string;
	compare: Compare;
	/** As picked or typed. */
	source: Raw | undefined;
	valueFor: TemplateFor;
}

export interface MatchSettings {
	fieldsOf(table: Table, columns: TableColumns, keys: readonly AlternateKey[]): MatchField[];
	keyFor: NonNullable<RecordConnection['keyFor']>;
	needsSurvey: NeedsSurvey;
	texts: CheckedText[];
}

/** How records are recognised, as the user set it; read once per run. */
export function readMatchSettings(context: IExecuteFunctions, operation: Operation): MatchSettings {
	const by = context.getNodeParameter('matchBy', 0, 'columns') as MatchBy;
	if (by === 'none' && operation !== 'create') {
		throw new ConnectorError('input', 'Nothing is set to find the record by', {
			hint: "Choose a way to find the record under 'Match On'.",
		});
	}
	const rows = rowsOf(context, by);
	const filled = rows.filter(({ source }) => asText(rawTextOf(source)) !== '');
	return {
		fieldsOf: (table, columns, keys) => fieldsOf(context, by, rows, { table, columns, keys }),
		keyFor(itemIndex, { match }, rendering) {
			const values: Record<string, unknown> = {};
			const problems: string[] = [];
			const shown = filled.map(({ column, source, valueFor }) => {
				const field = column || match[0].field;
				const { value, text, unresolved } = valueFor(itemIndex).render(rendering);
				for (const { token, reason } of unresolved)
					problems.push(`Match on ${field}: ${token} cannot be resolved: ${reason}`);
				// An empty value is a value here: it must not let another record be found.
				values[field] = by === 'id' ? recordIdOf(value) : isEmpty(value) ? '' : value;
				return { field, source: asText(rawTextOf(source)), resolved: text };
			});
			return { values, problems, rows: shown };
		},
		needsSurvey: (itemIndex, response) =>
			filled.some(({ valueFor }) => valueFor(itemIndex).needsSurvey(response)),
		texts: filled.map(({ column, source }) => ({
			field: `Match on "${column || 'Record ID'}"`,
			text: source,
		})),
	};
}

function rowsOf(context: IExecuteFunctions, by: MatchBy): MatchRow[] {
	const toRow = (row: RawRow): MatchRow => ({
		column: asText(rawTextOf(row.column)).trim(),
		compare: (row.compare ?? 'auto') as Compare,
		source: row.value,
		valueFor: textParameter(context, row.value),
	});
	if (by === 'id') return [toRow({ value: readRaw(context, 'recordId', '') })];
	if (by === 'none') return [];
	const name = by === 'key' ? 'matchKeyValues' : 'matchColumns';
	const { row = [] } = readRaw<{ row?: RawRow[] }>(context, name, {});
	return row.map(toRow).filter(({ column }) => column !== '');
}

interface Metadata {
	table: Table;
	columns: TableColumns;
	keys: readonly AlternateKey[];
}

function fieldsOf(
	context: IExecuteFunctions,
	by: MatchBy,
	rows: MatchRow[],
	{ table, columns, keys }: Metadata,
): MatchField[] {
	const kindOf = (field: string, compare: MatchRow['compare']): KeyKind =>
		compare === 'auto' ? kindFor(columns.get(field)) : compare;
	switch (by) {
		case 'none':
			return [];
		case 'id':
			return [{ field: table.primaryId, kind: 'text' }];
		case 'key': {
			const key = chosenKey(context, table, keys);
			return key.columns.map((field) => ({ field, kind: kindOf(field, 'auto') }));
		}
		default:
			if (rows.length > 0)
				return rows.map(({ column, compare }) => ({
					field: column,
					kind: kindOf(column, compare),
				}));
			throw new ConnectorError('input', 'No match column is chosen', {
				hint: "Add a column under 'Match Columns'.",
			});
	}
}

/** Dataverse compares texts without regard to case, so nothing else would find the same records. */
const kindFor = ({ kind, format }: ReturnType<TableColumns['get']>): KeyKind =>
	kind !== 'text' ? 'exact' : format === 'Email' ? 'email' : 'text';

function chosenKey(
	context: IExecuteFunctions,
	{ label }: Table,
	keys: readonly AlternateKey[],
): AlternateKey {
	const wanted = asText(rawTextOf(readRaw(context, 'matchKey', ''))).trim();
	const key = keys.find(({ name }) => name === wanted);
	if (key?.isActive) return key;
	const usable = keys.filter(({ isActive }) => isActive).map(({ name }) => name);
	const hint =
		usable.length > 0
			? `Choose one that is in use: ${usable.join(', ')}. Or match by any columns.`
			: 'The table has none that is in use. Match by any columns, or let an administrator add one.';
	if (wanted === '') throw new ConnectorError('input', 'No alternate key is chosen', { hint });
	throw new ConnectorError(
		'input',
		key
			? `The alternate key "${key.label}" of "${label}" is not in use yet (${key.state})`
			: `"${label}" has no alternate key "${wanted}"`,
		{ hint },
	);
}

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** An ID, or the one in a link, a reference, or the address of a page in the app, where others may stand before it. */
function recordIdOf(value: unknown): string {
	const text = textOf(value).trim();
	const inAddress = /[?&]id=(?:%7B|\{)?([0-9a-f-]{36})/i.exec(text)?.[1];
	return inAddress ?? GUID.exec(text)?.[0] ?? text;
}
