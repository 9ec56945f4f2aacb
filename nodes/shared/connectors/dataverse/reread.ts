import { inDoubt, isConnectorError, type ConnectorError } from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import type { RecordWrite, Written } from '../../records/RecordTarget';
import { findRows } from './find';
import type { Json } from './json';
import type { PayloadContext } from './payload';
import { propertyOf, typeKey, type TypedKey } from './query';
import type { Operation } from './sendBatch';
import type { TargetParts, TargetSetup } from './targetSetup';
import { sameStored } from './values';

/** A write with the request that carries it out. */
export interface Planned {
	write: RecordWrite;
	/** None where nothing is left to write. */
	operation?: Operation;
	/** Of the record; not known beforehand only where Dataverse finds or names it. */
	id?: string;
	/** By the alternate key, without having been read. */
	isDirect?: true;
	warnings: string[];
}

type Result = Written | ConnectorError;
/** The row, none where it is not there, or why it could not be read. */
type Reading = Json | undefined | ConnectorError;
type Sent = Planned & { operation: Operation };
type Send = (planned: readonly Sent[]) => Promise<Result[]>;

/** Dataverse may still be at it when the connection is gone. */
const GRACE_MS = 2000;

const NOTE = 'The request timed out, but the record was written';

/**
 * Clears up writes whose outcome is not known: the records are read again. What was written is told as such; what was not is
 * sent once more, which cannot make a second record, since new ones have their ids from the start.
 */
export const createRereader = ({
	parts,
	setup,
	context,
	valuesOf,
}: {
	parts: TargetParts;
	setup: TargetSetup;
	context: PayloadContext;
	/** Everything that a write sets, by column. */
	valuesOf(write: RecordWrite): Array<[string, unknown]>;
}) => {
	const { table, columns } = setup;
	const match = [{ column: columns.get(table.primaryId), kind: 'exact' as const }];

	const readAgain = async (planned: readonly Sent[]): Promise<Reading[]> => {
		const keys = planned.map(({ id }) =>
			typeKey({ values: { [table.primaryId]: id ?? '' }, id: id ?? '' }, match, context),
		);
		const known = keys.filter((key): key is TypedKey => !isConnectorError(key));
		const rows = await findRows(parts.api, parts.batches, known, {
			table,
			match,
			select: setup.select,
		});
		let next = 0;
		return keys.map((key) => {
			const found = isConnectorError(key) ? key : rows[next++];
			return isConnectorError(found) ? found : found[0];
		});
	};

	const wasWritten = ({ write }: Sent, row: Reading): boolean =>
		row !== undefined &&
		!isConnectorError(row) &&
		(write.kind === 'create' ||
			valuesOf(write).every(([name, to]) => {
				const column = columns.byName.get(name);
				return !column || sameStored(column, row[propertyOf(column)], to, context);
			}));

	const withRead = (planned: readonly Sent[], results: Result[], rows: Reading[]) =>
		results.map((result, index): Result => {
			const { id = '', warnings, ...sent } = planned[index];
			return wasWritten({ id, warnings, ...sent }, rows[index])
				? { id, warnings: [...warnings, NOTE] }
				: result;
		});

	const clearUp = async (
		planned: readonly Sent[],
		results: Result[],
		send: Send,
	): Promise<Result[]> => {
		const rows = await readAgain(planned);
		const cleared = withRead(planned, results, rows);
		const open = [...cleared.keys()].filter((index) => isConnectorError(cleared[index]));
		const again = open.map((index) => planned[index]);
		if (again.length === 0) return cleared;
		const second = await send(again);
		// What is refused now may be so because the first request was carried out late.
		const isLate = second.some(isDoubtful);
		const lateRows = isLate ? await readAgain(again) : open.map((index) => rows[index]);
		const late = isLate ? withRead(again, second, lateRows) : second;
		open.forEach((index, position) => {
			const result = isDoubtful(second[position]) ? late[position] : second[position];
			// The first request may have been carried out, and nobody could see whether it was.
			const isUnseen = isConnectorError(result) && isConnectorError(lateRows[position]);
			cleared[index] = isUnseen ? inDoubt(result) : result;
		});
		return cleared;
	};

	return async (planned: readonly Sent[], results: Result[], send: Send): Promise<Result[]> => {
		const unknown = [...results.keys()].filter((index) => {
			const result = results[index];
			return isConnectorError(result) && result.outcomeUnknown === true;
		});
		if (unknown.length === 0) return results;
		const waited = await settle(parts.api.requester.wait(GRACE_MS));
		if (!waited.ok) return results;
		const cleared = await clearUp(
			unknown.map((index) => planned[index]),
			unknown.map((index) => results[index]),
			send,
		);
		const settled = [...results];
		unknown.forEach((index, position) => (settled[index] = cleared[position]));
		return settled;
	};
};

const isDoubtful = (result: Result): boolean =>
	isConnectorError(result) && (result.kind === 'conflict' || result.outcomeUnknown === true);
