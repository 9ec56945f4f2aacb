import { isConnectorError } from '../../http/ConnectorError';
import { pagesOf } from '../../http/paginate';
import type { Api } from './api';
import { findRows, readPreference } from './find';
import { asRecords, asText, type Json } from './json';
import { asGuid, withQuery } from './literals';
import { typeKey, type TypedKey } from './query';
import type { Batches } from './sendBatch';
import type { Columns } from './columns';
import type { Table } from './tables';

/** A list of records that somebody saved: for everybody (a view) or for themselves (a personal view). */
export interface View {
	id: string;
	name: string;
	isPersonal: boolean;
}

/** Which records of a table are meant. */
export type Group =
	| { kind: 'all' }
	| { kind: 'view'; view: Pick<View, 'id' | 'isPersonal'> }
	/** As `toFilter` makes it. */
	| { kind: 'filter'; filter: string };

export interface StreamOptions {
	/** Columns to read; views otherwise bring their own. */
	select?: readonly string[];
	/** Stops after so many. */
	limit?: number;
}

export interface Views {
	/** The views of a table, those for everybody first. */
	list(table: Table): Promise<View[]>;
	/** The records of a group, page after page; never all of them in memory. */
	records(table: Table, group: Group, options?: StreamOptions): AsyncIterable<Json[]>;
}

export const createViews = (api: Api, batches: Batches, columns: Columns): Views => {
	const listOf = async (table: Table, isPersonal: boolean): Promise<View[]> => {
		const [set, id] = isPersonal
			? ['userqueries', 'userqueryid']
			: ['savedqueries', 'savedqueryid'];
		const answer = await api.get({
			path: withQuery(`/${set}`, {
				$select: `${id},name`,
				$filter: `returnedtypecode eq '${table.name}' and querytype eq 0 and statecode eq 0`,
				$orderby: 'name',
			}),
			subject: `the views of ${table.name}`,
		});
		return asRecords(answer).flatMap((row) => {
			const guid = asGuid(row[id]);
			return guid === undefined ? [] : [{ id: guid, name: asText(row.name) ?? guid, isPersonal }];
		});
	};

	/** A view has its own columns; others are read by the ids of a page, which Dataverse gives many of in a request. */
	const withColumns = async (
		table: Table,
		rows: Json[],
		select: readonly string[],
	): Promise<Json[]> => {
		const column = (await columns.of(table)).get(table.primaryId);
		const match = [{ column, kind: 'exact' as const }];
		const keys = rows.flatMap((row): TypedKey[] => {
			const id = String(row[table.primaryId] ?? '');
			const key = typeKey({ values: { [table.primaryId]: id }, id }, match, {
				timeZone: 'UTC',
				whenTooLong: 'refuse',
			});
			return isConnectorError(key) ? [] : [key];
		});
		const found = await findRows(api, batches, keys, { table, match, select });
		return found.flatMap((one) => {
			if (isConnectorError(one)) throw one;
			return one;
		});
	};

	return {
		async list(table) {
			const [shared, own] = await Promise.all([
				listOf(table, false),
				// Whoever may not read personal views has none.
				listOf(table, true).catch(() => []),
			]);
			return [...shared, ...own];
		},

		records(table, group, { select, limit } = {}) {
			const wanted = select && [...new Set([table.primaryId, ...select])];
			const isView = group.kind === 'view';
			const path = withQuery(`/${table.setName}`, {
				...(isView && {
					[group.view.isPersonal ? 'userQuery' : 'savedQuery']:
						asGuid(group.view.id) ?? group.view.id,
				}),
				...(!isView && { $select: wanted?.join(',') }),
				...(group.kind === 'filter' && { $filter: group.filter }),
			});
			const request = {
				path,
				headers: { Prefer: readPreference(table) },
				subject: `records of ${table.name}`,
			};
			return pagesOf(
				async (cursor) => {
					const { rows, next } = await api.page(request, cursor);
					const items = isView && wanted ? await withColumns(table, rows, wanted) : rows;
					return { items, next };
				},
				{ limit, cancel: api.runtime.cancel, readAhead: true },
			);
		},
	};
};
