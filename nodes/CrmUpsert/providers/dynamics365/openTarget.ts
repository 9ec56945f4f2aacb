import type { IDataObject } from 'n8n-workflow';
import type { Dataverse } from '../../../shared/connectors/dataverse/client';
import type { ColumnKind } from '../../../shared/connectors/dataverse/ColumnInfo';
import { displayValue, recordUrl, showRecord } from '../../../shared/connectors/dataverse/display';
import type { TargetOptions } from '../../../shared/connectors/dataverse/targetSetup';
import { convertValue } from '../../../shared/connectors/dataverse/values';
import { isConnectorError } from '../../../shared/http/ConnectorError';
import { dryRunOf, type FieldChange, type OpenDestination } from '../../../shared/records';

/** Stored as numbers, read as words. */
const WORDED: ReadonlySet<ColumnKind> = new Set(['choice', 'choices', 'boolean']);
const IDS_PER_FILTER = 50;

export async function openTarget(
	dataverse: Dataverse,
	options: TargetOptions,
): Promise<OpenDestination> {
	const target = await dataverse.target(options);
	const { table, columns, directKey, notes } = target.setup;
	const { environment } = dataverse;
	const { timeZone, whenTooLong = 'refuse' } = options;

	const show = (row: Record<string, unknown>): IDataObject => {
		const { name, values, display } = showRecord(row, table, columns, environment);
		return { ...(name !== undefined && { name }), values, display } as IDataObject;
	};

	const inWords = ({ field, from, to }: FieldChange): IDataObject => {
		const column = columns.byName.get(field);
		if (!column) return { field, from, to } as IDataObject;
		const words = (value: unknown): unknown => {
			if (!WORDED.has(column.kind) || value === null) return value;
			const converted = convertValue(column, value, { timeZone, whenTooLong });
			return isConnectorError(converted) ? value : displayValue(column, converted.value);
		};
		return { field, label: column.label, from: words(from), to: words(to) } as IDataObject;
	};

	const readRecords = async (ids: string[]): Promise<Map<string, IDataObject>> => {
		const read = new Map<string, IDataObject>();
		for (let start = 0; start < ids.length; start += IDS_PER_FILTER) {
			const filter = ids
				.slice(start, start + IDS_PER_FILTER)
				.map((id) => `${table.primaryId} eq ${id}`)
				.join(' or ');
			for await (const rows of dataverse.views.records(table, { kind: 'filter', filter }))
				for (const row of rows) read.set(String(row[table.primaryId]), show(row));
		}
		return read;
	};

	return {
		...target,
		dryRun: dryRunOf(target.preview),
		notes: [
			...notes,
			...(options.direct && !directKey
				? ['Records are read before they are written, since the match columns are no alternate key']
				: []),
		],
		describe: (id) =>
			id === undefined
				? {}
				: {
						id,
						table: table.name,
						link: `${table.name}(${id})`,
						url: recordUrl(environment, table, id),
					},
		inWords,
		async records(ids) {
			const returned = ids.flatMap((id): Array<[string, IDataObject]> => {
				const row = target.returned(id);
				return row ? [[id, show(row)]] : [];
			});
			const known = new Map(returned);
			const others = await readRecords(ids.filter((id) => !known.has(id)));
			return new Map([...known, ...others]);
		},
	};
}
