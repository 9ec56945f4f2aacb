import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { normaliseKey } from '../../records/match';
import type { Api } from './api';
import type { Columns } from './columns';
import type { ColumnInfo } from './ColumnInfo';
import { refuse, type ValueContext } from './conversion';
import { findRows } from './find';
import { groupBy } from './grouping';
import { asGuid } from './literals';
import { queryOf } from './lookupValue';
import type { LookupRef, LookupSetting } from './LookupRef';
import { typeKey, type TypedKey } from './query';
import type { Batches } from './sendBatch';
import type { Tables } from './tables';

/** The records of other tables that lookup columns are to point at, found many at a time and remembered for the run. */
export interface LookupFinder {
	/** Looks for what is not known yet. Errors are remembered too, each for its value. */
	resolve(wanted: ReadonlyArray<{ column: ColumnInfo; value: unknown }>): Promise<void>;
	found: NonNullable<ValueContext['found']>;
}

interface Parts {
	api: Api;
	batches: Batches;
	tables: Tables;
	columns: Columns;
	settings: Readonly<Record<string, LookupSetting>>;
	timeZone: string;
}

interface Wanted {
	column: ColumnInfo;
	table: string;
	matchBy: string;
	text: string;
}

const nameOf = (table: string, matchBy: string, text: string): string =>
	JSON.stringify([table, matchBy, normaliseKey('text', text)]);

export const createLookupFinder = (parts: Parts): LookupFinder => {
	const { settings } = parts;
	const known = new Map<string, LookupRef | ConnectorError>();

	const found: LookupFinder['found'] = (column, table, text) =>
		known.get(nameOf(table, settings[column.name]?.matchBy ?? '', text));

	const findIn = async (table: string, matchBy: string, wanted: Wanted[]): Promise<void> => {
		const target = await parts.tables.get(table);
		const column = (await parts.columns.of(target)).get(matchBy);
		const match = [{ column, kind: 'text' as const }];
		const context: ValueContext = { timeZone: parts.timeZone, whenTooLong: 'refuse' };
		const keys = wanted.map(({ text }) =>
			typeKey({ values: { [matchBy]: text }, id: text }, match, context),
		);
		const typed = keys.filter((key): key is TypedKey => !isConnectorError(key));
		const rows = await findRows(parts.api, parts.batches, typed, {
			table: target,
			match,
			select: [target.primaryId, matchBy],
		});
		let next = 0;
		wanted.forEach((entry, index) => {
			const answer = isConnectorError(keys[index]) ? keys[index] : rows[next++];
			known.set(
				nameOf(table, matchBy, entry.text),
				isConnectorError(answer)
					? answer
					: pick(
							entry,
							answer.flatMap((row) => asGuid(row[target.primaryId]) ?? []),
						),
			);
		});
	};

	return {
		found,
		async resolve(entries) {
			const wanted = new Map<string, Wanted>();
			for (const { column, value } of entries) {
				const query = queryOf(column, value, settings[column.name]);
				if (isConnectorError(query) || 'ref' in query) continue;
				const name = nameOf(query.table, query.matchBy, query.text);
				if (!known.has(name) && query.text !== '') wanted.set(name, { column, ...query });
			}
			const groups = groupBy(wanted.values(), ({ table, matchBy }) => `${table}.${matchBy}`);
			for (const group of groups.values()) await findIn(group[0].table, group[0].matchBy, group);
		},
	};
};

/** Not `notFound`: that would mean the record that is written. */
const pick = ({ column, table, matchBy }: Wanted, ids: string[]): LookupRef | ConnectorError => {
	const [id, ...more] = ids;
	if (id === undefined) {
		return refuse(
			column,
			`points at a record of ${table} that does not exist`,
			`No record of ${table} has the value in ${matchBy}. Create it first, or check the mapping.`,
		);
	}
	return more.length === 0
		? { table, id }
		: refuse(
				column,
				`could point at ${ids.length} records of ${table}: ${ids.slice(0, 5).join(', ')}`,
				`Use a column with unique values instead of ${matchBy}.`,
			);
};
