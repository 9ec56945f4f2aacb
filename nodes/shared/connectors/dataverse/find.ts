import { asConnectorError, ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { collect, paginate } from '../../http/paginate';
import { settle } from '../../http/settle';
import { pageOf, type Api } from './api';
import { groupBy } from './grouping';
import type { Json } from './json';
import { LIMITS } from './limits';
import { withQuery } from './literals';
import { canonicalOf, filterChunks, type MatchColumn, type TypedKey } from './query';
import type { Answer, Batches } from './sendBatch';
import type { Table } from './tables';

export interface FindOptions {
	table: Table;
	match: readonly MatchColumn[];
	/** Properties to read. */
	select: readonly string[];
	/** `modifiedon desc`. Ties, and no order at all, go by id, so that the order is the same each time. */
	order?: string;
	/** A further condition. */
	also?: string;
}

/** Names of choices and of records that lookups point at come along, and which table those are of. */
const ANNOTATIONS =
	'odata.include-annotations="OData.Community.Display.V1.FormattedValue,Microsoft.Dynamics.CRM.lookuplogicalname"';

export const readPreference = (table: Table): string =>
	`odata.maxpagesize=${table.type === 'elastic' ? LIMITS.elasticPageSize : LIMITS.pageSize},${ANNOTATIONS}`;

/** All rows with each of the keys, many keys in a request. */
export const findRows = async (
	api: Api,
	batches: Batches,
	keys: readonly TypedKey[],
	{ table, match, select, order, also }: FindOptions,
): Promise<Array<Json[] | ConnectorError>> => {
	const chunks = filterChunks(keys, match, also);
	const orderBy = [order, table.primaryId].filter(Boolean).join(',');
	const operations = chunks.map(({ filter }) => ({
		method: 'GET' as const,
		path: withQuery(`/${table.setName}`, {
			$select: [...new Set(select)].join(','),
			$filter: filter,
			$orderby: orderBy,
		}),
		headers: { Prefer: readPreference(table) },
		subject: `records of ${table.name}`,
	}));
	const answers = await batches.read(operations);
	const found = keys.map((): Json[] | ConnectorError => []);
	for (const [position, chunk] of chunks.entries()) {
		const rows = await restOf(api, answers[position], operations[position].headers);
		if (isConnectorError(rows)) {
			for (const key of chunk.keys) found[key] = rows;
			continue;
		}
		const byKey = groupBy(rows, (row) => canonicalOf(row, match));
		for (const key of chunk.keys) found[key] = byKey.get(keys[key].canonical) ?? [];
	}
	return found;
};

/** More rows than fit into an answer: many records with one key. */
const restOf = async (
	api: Api,
	answer: Answer,
	headers: Record<string, string>,
): Promise<Json[] | ConnectorError> => {
	if (isConnectorError(answer)) return answer;
	const all = async (): Promise<Json[]> => {
		const { rows, next } = pageOf(answer.body);
		if (next === undefined) return rows;
		const pages = paginate(
			async (cursor) => {
				const page = await api.page({ path: '', headers, subject: 'more records' }, cursor);
				return { items: page.rows, next: page.next };
			},
			{ cursor: next, cancel: api.runtime.cancel },
		);
		return [...rows, ...(await collect(pages))];
	};
	const found = await settle(all());
	return found.ok ? found.value : asConnectorError(found.error);
};
