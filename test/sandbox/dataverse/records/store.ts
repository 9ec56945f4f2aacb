import type { Values } from '../model/types';
import { createColumnIndex, type ColumnIndex, type Fold } from './columnIndex';

export interface Row {
	/** Primary id; on elastic tables `id|partition`. */
	key: string;
	version: number;
	/** The primary id among them; absent columns are null. */
	values: Values;
}

/** The rows of one table with their indexes. It checks nothing. */
export interface TableStore {
	readonly size: number;
	get(key: string): Row | undefined;
	rows(): IterableIterator<Row>;
	/** By the values of columns; an index is made at the first use and kept. */
	index(columns: string[]): ColumnIndex;
	insert(row: Row): void;
	/** Puts other values into a row. */
	change(row: Row, values: Values, version: number): void;
	remove(row: Row): void;
	/** What follows can be taken back as one. */
	begin(): void;
	commit(): void;
	rollBack(): void;
	/** As somebody else, whose work is not taken back. */
	aside(work: () => void): void;
}

export function createTableStore(fold: Fold): TableStore {
	const byKey = new Map<string, Row>();
	const indexes = new Map<string, ColumnIndex>();
	let journal: Array<() => void> | undefined;

	const put = (row: Row): void => {
		byKey.set(row.key, row);
		for (const index of indexes.values()) index.add(row);
	};
	const take = (row: Row): void => {
		for (const index of indexes.values()) index.remove(row);
		byKey.delete(row.key);
	};
	const replace = (row: Row, values: Values, version: number): void => {
		for (const index of indexes.values()) index.remove(row);
		row.values = values;
		row.version = version;
		for (const index of indexes.values()) index.add(row);
	};

	return {
		get size() {
			return byKey.size;
		},
		get: (key) => byKey.get(key),
		rows: () => byKey.values(),
		index(columns) {
			const name = columns.join();
			let index = indexes.get(name);
			if (!index) {
				index = createColumnIndex(columns, fold);
				for (const row of byKey.values()) index.add(row);
				indexes.set(name, index);
			}
			return index;
		},
		insert(row) {
			put(row);
			journal?.push(() => take(row));
		},
		change(row, values, version) {
			const { values: before, version: old } = row;
			replace(row, values, version);
			journal?.push(() => replace(row, before, old));
		},
		remove(row) {
			take(row);
			journal?.push(() => put(row));
		},
		begin() {
			journal = [];
		},
		commit() {
			journal = undefined;
		},
		rollBack() {
			for (const undo of (journal ?? []).reverse()) undo();
			journal = undefined;
		},
		aside(work) {
			const mine = journal;
			journal = undefined;
			work();
			journal = mine;
		},
	};
}
