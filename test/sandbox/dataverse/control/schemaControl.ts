import { key as makeKey } from '../model/table';
import type { AlternateKey, Column, KeyStatus, Table } from '../model/types';
import { addView } from '../seedData';
import type { View } from '../state';
import { tableNamed, type World } from '../world';

/** Levers on tables, columns, keys, views, rules and plug-ins: what an administrator may change at any time. */
export function schemaControl(world: World) {
	const { state } = world;
	const keyOf = (table: Table, name: string): AlternateKey => {
		const found = table.keys.find((key) => key.name === name || key.schemaName === name);
		if (!found) throw new Error(`There is no key ${name} on ${table.name}`);
		return found;
	};
	return {
		/** To `Active` only where the values are unique; otherwise the index has failed. Gives the status. */
		setKeyStatus(tableName: string, keyName: string, status: KeyStatus): KeyStatus {
			const { table, store } = tableNamed(world, tableName);
			const key = keyOf(table, keyName);
			const index = store.index(key.columns);
			const isUnique = (): boolean => {
				for (const row of store.rows()) if (index.find(row.values).length > 1) return false;
				return true;
			};
			key.status = status === 'Active' && !isUnique() ? 'Failed' : status;
			return key.status;
		},
		addKey(tableName: string, schemaName: string, columns: string[], status: KeyStatus): void {
			const { table } = tableNamed(world, tableName);
			table.keys.push({
				...makeKey(schemaName, schemaName, columns, status),
				name: schemaName.toLowerCase(),
			});
		},
		removeKey(tableName: string, keyName: string): void {
			const { table } = tableNamed(world, tableName);
			table.keys = table.keys.filter((key) => key !== keyOf(table, keyName));
		},
		/** Changes a column's definition: its limits, options, label, what may be written. */
		changeColumn(tableName: string, columnName: string, change: Partial<Column>): void {
			const column = tableNamed(world, tableName).table.columns.get(columnName);
			if (!column) throw new Error(`There is no column ${columnName} on ${tableName}`);
			Object.assign(column, change);
		},
		removeColumn(tableName: string, columnName: string): void {
			const { table } = tableNamed(world, tableName);
			table.columns.delete(columnName);
			for (const [name, { column }] of table.navigations) {
				if (column.name === columnName) table.navigations.delete(name);
			}
		},
		/** Gives the view's id. */
		addView(view: Omit<View, 'id' | 'kind'> & Partial<View>): string {
			const id = view.id ?? world.guid();
			tableNamed(world, view.table);
			addView(state, { kind: 'savedquery', ...view, id });
			return id;
		},
		/** Columns whose equality makes a duplicate; `null`: no rule for the table. */
		setDuplicateRule(tableName: string, columns: string[] | null): void {
			if (columns) state.duplicateRules.set(tableName, columns);
			else state.duplicateRules.delete(tableName);
		},
		/** A customer's plug-in that refuses every write to the table. Gives the id of its step. */
		addPlugin(
			table: string,
			message: string,
			mode: 'CustomSync' | 'CustomAsync' = 'CustomSync',
		): string {
			const stepId = world.guid();
			state.plugins.push({ table, message, stepId, mode });
			return stepId;
		},
		removePlugins(): void {
			state.plugins = [];
		},
	};
}
