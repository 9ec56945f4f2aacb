import type { BulkTarget, BulkUpdate } from '../../bulk';
import { asConnectorError, isConnectorError, type ConnectorError } from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import type { KeyKind } from '../../records/match';
import type { FoundRecord, RecordKey, RecordUpdate, Written } from '../../records/RecordTarget';
import { isClockTime } from './bulkFields';
import type { Dataverse } from './client';
import type { ColumnInfo } from './ColumnInfo';
import { asText } from './json';
import type { DataverseTarget } from './recordTarget';

export interface DataverseBulkOptions {
	/** Logical name or set name. */
	table: string;
	key: { id: string; kind: KeyKind };
	/** Logical names of the columns in the file. */
	fields: readonly string[];
	timeZone: string;
}

/**
 * A call of `find` is one batch of ten filters with a hundred keys each, one of `write` ten batches of a hundred records side
 * by side (contracts/dataverse.md 5.3, 8).
 */
const LIMITS = { findBatch: 1000, writeBatch: 1000, callsAtOnce: 2 } as const;

/**
 * The records of a table, for files. An update goes through only while the record is what it was when it was read; one that
 * was changed meanwhile is read again, and written if the columns in question are still the same.
 */
export const createBulkTarget = async (
	dataverse: Dataverse,
	{ table, key, fields, timeZone }: DataverseBulkOptions,
): Promise<BulkTarget> => {
	const target = await dataverse.target({
		table,
		operation: 'update',
		match: [{ field: key.id, kind: key.kind }],
		fields: [...fields],
		timeZone,
		onlyIfUnchanged: true,
	});
	const { columns } = target.setup;
	const columnOf = (name: string): ColumnInfo | undefined => columns.byName.get(name);

	const keyFor = (text: string): RecordKey => ({ values: { [key.id]: text }, id: text });

	const asRead = (record: FoundRecord, wanted: string[]): FoundRecord => ({
		...record,
		values: Object.fromEntries(
			wanted.map((name) => [name, readable(columnOf(name), record.values[name] ?? null)]),
		),
	});

	const asWritten = ({ kind, record, changes }: BulkUpdate): RecordUpdate => ({
		kind,
		record,
		changes: changes.map(({ field, from, to }) => {
			const column = columnOf(field);
			return { field, from: writable(column, from), to: writable(column, to) };
		}),
	});

	return {
		limits: LIMITS,

		async find(keys, fieldIds) {
			const found = await target.find(keys.map(keyFor));
			return found.map((one) =>
				isConnectorError(one) ? one : one.map((record) => asRead(record, fieldIds)),
			);
		},

		async write(updates) {
			const planned = updates.map(asWritten);
			const answers = await target.write(planned);
			const keys = updates.map(({ key: text }) => keyFor(text));
			return await onceMore(target, planned, keys, answers);
		},
	};
};

/** Records that were changed after they were read: often by a process of the CRM itself, in other columns. */
async function onceMore(
	target: DataverseTarget,
	planned: readonly RecordUpdate[],
	keys: readonly RecordKey[],
	answers: Array<Written | ConnectorError>,
): Promise<Array<Written | ConnectorError>> {
	const changed = [...answers.keys()].filter((index) => {
		const answer = answers[index];
		return isConnectorError(answer) && answer.kind === 'conflict';
	});
	if (changed.length === 0) return answers;
	// What was written the first time stands, whatever becomes of the second.
	const looked = await settle(target.find(changed.map((index) => keys[index])));
	if (!looked.ok) return answers;
	const found = looked.value;
	const again: Array<{ index: number; update: RecordUpdate }> = [];
	changed.forEach((index, position) => {
		const records = found[position];
		if (isConnectorError(records)) return;
		const update = planned[index];
		const record = records.find(({ id }) => id === update.record.id);
		if (!record) return;
		const isSame = update.changes.every(({ field, from }) =>
			target.sameValue!(field, record.values[field] ?? null, from),
		);
		if (isSame) again.push({ index, update: { ...update, record } });
	});
	if (again.length === 0) return answers;
	const results = await settle(target.write(again.map(({ update }) => update)));
	const mended = [...answers];
	again.forEach(({ index }, position) => {
		mended[index] = results.ok ? results.value[position] : asConnectorError(results.error);
	});
	return mended;
}

/** Moments in one form, whole texts of several choices: so that what is read compares equal to what was read before. */
function readable(column: ColumnInfo | undefined, value: unknown): unknown {
	if (column?.kind !== 'dateTime' || column.dateBehavior === 'DateOnly') return value;
	const time = Date.parse(asText(value) ?? '');
	return Number.isNaN(time) ? value : new Date(time).toISOString();
}

/** Codes as numbers, since a label that looks like a code would come first; a time on the clock without a zone. */
function writable(column: ColumnInfo | undefined, value: unknown): unknown {
	if (value === null || column === undefined) return value;
	const isNumeric = /^-?\d+(?:,-?\d+)*$/.test(String(value));
	if (column.kind === 'choice' && isNumeric) return Number(value);
	if (column.kind === 'choices' && isNumeric) return String(value).split(',').map(Number);
	if (column.kind === 'dateTime' && isClockTime(column)) return String(value).replace(/Z$/, '');
	return value;
}
