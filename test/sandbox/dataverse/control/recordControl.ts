import { matchingRows } from '../api/listRecords';
import { ReplyNow } from '../../http/types';
import type { Table, Value, Values } from '../model/types';
import { isRef } from '../model/types';
import { parseFilter } from '../odata/filterSyntax';
import { compileFilter } from '../odata/rowFilter';
import { noSettings } from '../records/customLogic';
import { readColumns } from '../records/readBody';
import type { Row } from '../records/store';
import { elasticKey } from '../records/target';
import { createRecord, deleteRecord, updateRecord, type Writer } from '../records/write';
import type { TableState } from '../state';
import { tableNamed, type World } from '../world';
import { seedRows, type SeedOptions } from './seedRows';
import { somebodyElse } from './somebodyElse';

/** As in a request: logical names, `new_Store@odata.bind`. */
type Body = Record<string, unknown>;

export interface ForeignWrite {
	table: string;
	create?: Body;
	update?: { id: string; values: Body };
	delete?: string;
	/** `insert`: after an upsert has found nothing and before it inserts. Default `before-write`. */
	moment?: 'before-write' | 'insert';
}

/** Levers on records: what somebody else did, does, and will do. Columns are checked as in a request, rights and rules are not. */
export function recordControl(world: World) {
	const { state } = world;
	const writer = (): Writer => ({
		world,
		caller: { userId: 'nobody', onBehalfOf: state.delegatedUserId, name: somebodyElse },
		settings: { ...noSettings, bypassed: ['CustomSync'] },
	});
	const rowOf = (of: TableState, id: string, partition?: string): Row => {
		const row = of.store.get(of.table.type === 'Elastic' ? elasticKey(id, partition) : id);
		if (!row) throw new Error(`There is no ${of.table.name} ${id} in the sandbox`);
		return row;
	};
	const create = (table: string, body: Body): string => {
		const of = tableNamed(world, table);
		const values = plainly(() => readColumns(world, of.table, body, 'create'));
		const row = plainly(() => createRecord(writer(), of, values));
		return String(row.values[of.table.primaryId]);
	};
	const update = (table: string, id: string, body: Body): void => {
		const of = tableNamed(world, table);
		const values = plainly(() => readColumns(world, of.table, body, 'update'));
		plainly(() => updateRecord(writer(), of, rowOf(of, id), values));
	};
	const remove = (table: string, id: string): void => {
		const of = tableNamed(world, table);
		deleteRecord(writer(), of, rowOf(of, id));
	};

	return {
		/** Gives the record's id. */
		addRecord: create,
		/**
		 * Many records at once: people, accounts or plain rows with a number in their name, without entries among the changes.
		 * Contact number 7 has `person7@example.com`, the reference `REF-0000007` and a mobile phone of its own.
		 */
		addRecords(table: string, count: number, options: SeedOptions = {}): void {
			seedRows(world, tableNamed(world, table), count, options);
		},
		updateRecord: update,
		removeRecord: remove,
		removeAllRecords(table: string): void {
			const { store } = tableNamed(world, table);
			for (const row of [...store.rows()]) store.remove(row);
		},
		/** Columns that hold something; lookups as `table(id)`; undefined: there is no such record. */
		getRecord(table: string, id: string): Record<string, unknown> | undefined {
			const of = tableNamed(world, table);
			const row = of.store.get(id) ?? of.store.get(elasticKey(id, undefined));
			return row && plainRecord(of.table, row);
		},
		/** By a `$filter`; empty: all. */
		findRecords(table: string, filter = ''): Array<Record<string, unknown>> {
			const of = tableNamed(world, table);
			const compiled = plainly(() =>
				filter ? compileFilter(world, of, parseFilter(filter, new Map())) : undefined,
			);
			return matchingRows(world, of, { filter: compiled, orderBy: [] }).map((row) =>
				plainRecord(of.table, row),
			);
		},
		countRecords: (table: string): number => tableNamed(world, table).store.size,
		/** Just before (or in the middle of) the next write to the table, somebody else writes; once. */
		beforeNextWrite(write: ForeignWrite): void {
			const { table, moment = 'before-write' } = write;
			tableNamed(world, table);
			state.interventions.push({
				table,
				moment,
				run() {
					if (write.create) create(table, write.create);
					if (write.update) update(table, write.update.id, write.update.values);
					if (write.delete) remove(table, write.delete);
				},
			});
		},
	};
}

/** A refusal as an ordinary error that says why. */
function plainly<T>(work: () => T): T {
	try {
		return work();
	} catch (error) {
		if (error instanceof ReplyNow) throw new Error(String(error.reply.body), { cause: error });
		throw error;
	}
}

export function plainRecord(table: Table, row: Row): Record<string, unknown> {
	const held = Object.entries(row.values as Values).filter(([, value]) => (value ?? null) !== null);
	const plain = (value: Value): unknown => (isRef(value) ? `${value.table}(${value.id})` : value);
	return {
		[table.primaryId]: row.values[table.primaryId],
		...Object.fromEntries(held.map(([name, value]) => [name, plain(value)])),
		versionnumber: row.version,
	};
}
