import { requireAccess } from '../access';
import { badSyntax, odataReply, refusal, codes } from '../errors';
import type { Column } from '../model/types';
import { isGuid } from '../odata/literals';
import { preferencesOf } from '../odata/prefer';
import { checkOptions, rowQuery, type RowQuery } from '../odata/query';
import { parseFilter } from '../odata/filterSyntax';
import { columnOf, comparable, compileFilter } from '../odata/rowFilter';
import { contextOf, recordJson } from '../records/shapes';
import type { Row } from '../records/store';
import type { Cursor, TableState, View } from '../state';
import { apiBase, type Operation, type World } from '../world';
import type { Reply } from '../../http/types';

const listOptions = [
	'$select',
	'$filter',
	'$orderby',
	'$top',
	'$expand',
	'$count',
	'$skiptoken',
	'savedQuery',
	'userQuery',
];

/** Most records counted by `$count`. */
const countCeiling = 5000;

/** `GET /contacts?…` with filter, order and pages (contracts/dataverse.md 5.3, 5.4). */
export function listRecords(operation: Operation, of: TableState): Reply {
	const { world, caller } = operation;
	checkOptions(operation, listOptions);
	requireAccess(world, caller, 'Read', of.table);
	const view = viewOf(operation, of);
	const query = rowQuery(operation, of);
	if (view && !query.select) query.select = view.columns.map((name) => columnOf(of, name));
	const preferences = preferencesOf(operation);
	const pageSize = Math.min(preferences.maxPageSize || Infinity, pageCeiling(world, of));
	const cursor = operation.query.has('$skiptoken')
		? continuedCursor(operation, pageSize)
		: startCursor(operation, of, query, view, pageSize);
	// `$top` is ignored where a page size is asked for.
	const top = preferences.maxPageSize ? undefined : query.top;
	const end = Math.min(cursor.offset + pageSize, top ?? Infinity);
	const rows = cursor.rows.slice(cursor.offset, end);
	const more = end < Math.min(cursor.rows.length, top ?? Infinity);
	const applied = preferences.maxPageSize
		? { 'preference-applied': `odata.maxpagesize=${pageSize}` }
		: undefined;
	return odataReply(
		200,
		{
			'@odata.context': contextOf(world, of.table, query.select),
			...(query.count && { '@odata.count': Math.min(cursor.rows.length, countCeiling) }),
			value: rows.map((row) =>
				recordJson(world, of.table, row, { ...query, preferences, omitNulls: view !== undefined }),
			),
			...(more && { '@odata.nextLink': nextLink(operation, of, cursor, end) }),
		},
		applied,
	);
}

const pageCeiling = (world: World, { table }: TableState): number =>
	Math.min(world.options.pageSize, table.type === 'Elastic' ? 500 : 5000);

/** `savedQuery=` and `userQuery=`: the rows of a view, further narrowed by `$filter`. */
function viewOf({ world, query }: Operation, of: TableState): View | undefined {
	for (const [option, kind] of [
		['savedQuery', 'savedquery'],
		['userQuery', 'userquery'],
	] as const) {
		const id = query.get(option);
		if (id === null) continue;
		if (!isGuid(id)) throw badSyntax(`'${id}' is not the id of a view.`);
		const view = world.state.views.get(id.toLowerCase());
		if (!view || view.kind !== kind) {
			throw refusal(404, codes.notFound, `Entity '${kind}' With Id = ${id} Does Not Exist`);
		}
		if (view.table !== of.table.name) throw badSyntax(`The view is not one of '${of.table.name}'.`);
		return view;
	}
	return undefined;
}

export function matchingRows(
	world: World,
	of: TableState,
	query: Pick<RowQuery, 'filter' | 'orderBy'>,
	viewFilter = '',
): Row[] {
	const view = viewFilter
		? compileFilter(world, of, parseFilter(viewFilter, new Map()))
		: undefined;
	const rows: Row[] = [];
	for (const row of query.filter?.candidates() ?? of.store.rows()) {
		if (query.filter && !query.filter.test(row.values)) continue;
		if (!view || view.test(row.values)) rows.push(row);
	}
	return query.orderBy.length > 0 ? rows.sort(byOrder(world, query.orderBy)) : rows;
}

const byOrder = (world: World, order: Array<{ column: Column; descending: boolean }>) => {
	return (a: Row, b: Row): number => {
		for (const { column, descending } of order) {
			const left = comparable(world, a.values[column.name]) ?? '';
			const right = comparable(world, b.values[column.name]) ?? '';
			if (left === right) continue;
			return left < right === descending ? 1 : -1;
		}
		return 0;
	};
};

function startCursor(
	{ world }: Operation,
	of: TableState,
	query: RowQuery,
	view: View | undefined,
	pageSize: number,
): Cursor {
	const rows = matchingRows(world, of, query, view?.filter);
	return { rows, target: '', offset: 0, pageSize, pageNumber: 1 };
}

/** A link is followed verbatim and with the same page size, or not at all. */
function continuedCursor({ world, query, search }: Operation, pageSize: number): Cursor {
	const id = /pagingcookie="([^"]+)"/.exec(query.get('$skiptoken') ?? '')?.[1] ?? '';
	const cursor = world.state.cursors.get(id);
	if (!cursor || quotesEncoded(cursor.target) !== quotesEncoded(search)) {
		throw badSyntax('Invalid paging cookie: the next link was not followed as it was given.');
	}
	if (cursor.pageSize !== pageSize) {
		throw badSyntax('Invalid paging cookie: the page size is not that of the first page.');
	}
	return cursor;
}

/** Clients differ in whether they encode quotes, and none of them does it on purpose. */
const quotesEncoded = (search: string): string => search.replaceAll("'", '%27');

const keptCursors = 50;

function nextLink(operation: Operation, of: TableState, cursor: Cursor, offset: number): string {
	const { world, search } = operation;
	const { cursors } = world.state;
	const id = world.secret('pc');
	const pageNumber = cursor.pageNumber + 1;
	const token = `<cookie pagenumber="${pageNumber}" pagingcookie="${id}" istracking="False" />`;
	const kept = search.split('&').filter((part) => part && !part.startsWith('$skiptoken='));
	const target = [...kept, `$skiptoken=${encodeURIComponent(token)}`].join('&');
	cursors.set(id, { ...cursor, target, offset, pageNumber });
	const [oldest] = cursors.keys();
	if (cursors.size > keptCursors) cursors.delete(oldest);
	const { nextLinks } = world.options;
	const fromApi = `${of.table.setName}?${target}`;
	if (nextLinks === 'at the API') return fromApi;
	const origin = nextLinks === 'at the root' ? '' : (world.state.nextPageOrigin ?? world.url());
	return `${origin}${apiBase}/${fromApi}`;
}

/** `GET /contacts/$count` */
export function countRecords(operation: Operation, of: TableState): Reply {
	checkOptions(operation, ['$filter']);
	requireAccess(operation.world, operation.caller, 'Read', of.table);
	const count = matchingRows(operation.world, of, rowQuery(operation, of)).length;
	return {
		status: 200,
		headers: { 'content-type': 'text/plain', 'odata-version': '4.0' },
		body: String(Math.min(count, countCeiling)),
	};
}
