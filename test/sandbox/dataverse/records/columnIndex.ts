import { isRef, type Value, type Values } from '../model/types';
import type { Row } from './store';

/** How text is compared: by case never, by the rest as the options say. */
export type Fold = (text: string) => string;

export const foldWith = (options: {
	trailingSpaces: 'ignored' | 'significant';
	accents: 'significant' | 'ignored';
}): Fold => {
	return (text) => {
		const cut = options.trailingSpaces === 'ignored' && text.endsWith(' ');
		const trimmed = cut ? text.replace(/ +$/, '') : text;
		const plain =
			options.accents === 'ignored' ? trimmed.normalize('NFD').replace(/\p{M}/gu, '') : trimmed;
		return plain.toLowerCase();
	};
};

/** One text for all values that count as the same; undefined for null. */
export function indexKey(value: Value | undefined, fold: Fold): string | undefined {
	if (value === null || value === undefined) return undefined;
	if (typeof value === 'string') return fold(value);
	return isRef(value) ? value.id : String(value);
}

/** Finds rows by the values of one or more columns. Rows with a null among them are left out. */
export interface ColumnIndex {
	columns: string[];
	find(values: Values): Row[];
	/** By one column's value. */
	findOne(value: Value): Row[];
	add(row: Row): void;
	remove(row: Row): void;
}

export function createColumnIndex(columns: string[], fold: Fold): ColumnIndex {
	const entries = new Map<string, Row | Row[]>();
	const keyOf = (values: Values): string | undefined => {
		if (columns.length === 1) return indexKey(values[columns[0]], fold);
		const parts = columns.map((column) => indexKey(values[column], fold));
		return parts.includes(undefined) ? undefined : parts.join('\u0000');
	};
	const found = (key: string | undefined): Row[] => {
		const entry = key === undefined ? undefined : entries.get(key);
		if (entry === undefined) return [];
		return Array.isArray(entry) ? entry : [entry];
	};
	return {
		columns,
		find: (values) => found(keyOf(values)),
		findOne: (value) => found(indexKey(value, fold)),
		add(row) {
			const key = keyOf(row.values);
			if (key === undefined) return;
			const entry = entries.get(key);
			if (entry === undefined) entries.set(key, row);
			else if (Array.isArray(entry)) entry.push(row);
			else entries.set(key, [entry, row]);
		},
		remove(row) {
			const key = keyOf(row.values);
			const left = found(key).filter((other) => other !== row);
			if (key === undefined) return;
			if (left.length === 0) entries.delete(key);
			else entries.set(key, left.length === 1 ? left[0] : left);
		},
	};
}
