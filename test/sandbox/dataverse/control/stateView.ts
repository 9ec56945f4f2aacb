import type { RequestLog } from '../../http/requestLog';
import type { World } from '../world';
import { plainRecord } from './recordControl';

/** Newest things, cut to what a person or a test wants to see at once. */
const shown = { records: 100, changes: 200, requests: 50 };

/** Tables whose records are shown; of the others, how many there are. */
const shownTables = ['contact', 'account', 'new_surveyresponse', 'new_store', 'new_interaction'];

/** `GET /sandbox/state`: plain JSON of what the sandbox holds. */
export function stateView(world: World, log: RequestLog, operations: RequestLog): object {
	const { state } = world;
	return {
		now: new Date(world.now()).toISOString(),
		environment: world.url(),
		applicationUser: state.applicationUser,
		tables: [...state.tables.values()].map(({ table, store }) => ({
			name: table.name,
			label: table.label,
			setName: table.setName,
			type: table.type,
			keys: table.keys.map(({ schemaName, columns, status }) => ({ schemaName, columns, status })),
			primaryId: table.primaryId,
			primaryName: table.primaryName,
			count: store.size,
			...(shownTables.includes(table.name) && {
				records: newest([...store.rows()]).map((row) => plainRecord(table, row)),
			}),
		})),
		views: [...state.views.values()].map(({ id, kind, table, name }) => ({
			id,
			kind,
			table,
			name,
		})),
		changes: state.changes.slice(-shown.changes),
		requestCount: log.total(),
		operationCount: operations.total(),
		requests: log.entries.slice(-shown.requests),
		operations: operations.entries.slice(-shown.requests),
	};
}

/** Those written last, by version. A full sort of a long table would make the page slow. */
function newest<T extends { version: number }>(rows: T[]): T[] {
	const some = rows.length > 20_000 ? rows.slice(-20_000) : rows;
	return some.sort((a, b) => b.version - a.version).slice(0, shown.records);
}
