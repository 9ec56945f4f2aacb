import { errorsIn, totalOf, type OutcomeCounts } from './outcomes';

/** Limits above which a run stops by itself. Shares are between 0 and 1. */
export interface Guards {
	/** Rows that are invalid, not found, ambiguous or failed, of all rows. */
	maxErrorShare?: number;
	maxChangedRows?: number;
	/** Edited rows, of all rows. */
	maxChangedShare?: number;
}

export interface StopReason {
	kind:
		| 'errorShare'
		| 'changedRows'
		| 'changedShare'
		| 'conflict'
		| 'cancelled'
		| 'unreadable'
		| 'target';
	message: string;
}

/** Below this many rows a share says nothing yet; at the end of the file it is looked at whatever the number. */
const ENOUGH_ROWS = 100;

export const hasGuards = (guards: Guards): boolean =>
	Object.values(guards).some((limit) => limit !== undefined);

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

/** While a run goes on, and at its end. */
export function stopByErrors(
	counts: OutcomeCounts,
	{ maxErrorShare }: Guards,
	isEnd: boolean,
): StopReason | undefined {
	if (maxErrorShare === undefined) return undefined;
	const total = totalOf(counts) - counts.notProcessed;
	if (total === 0 || (!isEnd && total < ENOUGH_ROWS)) return undefined;
	const share = errorsIn(counts) / total;
	if (share <= maxErrorShare) return undefined;
	const message = `${percent(share)} of the rows so far are in error, more than the ${percent(maxErrorShare)} allowed`;
	return { kind: 'errorShare', message };
}

export function stopByChangedRows(
	changed: number,
	{ maxChangedRows }: Guards,
): StopReason | undefined {
	if (maxChangedRows === undefined || changed <= maxChangedRows) return undefined;
	const message = `More rows would change than the ${maxChangedRows} allowed`;
	return { kind: 'changedRows', message };
}

/** What the file alone tells, before anything is written. */
export interface FileForecast {
	rows: number;
	edited: number;
	invalid: number;
}

export function stopByForecast(
	{ rows, edited, invalid }: FileForecast,
	guards: Guards,
): StopReason | undefined {
	if (rows === 0) return undefined;
	const { maxErrorShare = 1, maxChangedShare = 1 } = guards;
	if (invalid / rows > maxErrorShare) {
		const message = `${percent(invalid / rows)} of the rows are invalid, more than the ${percent(maxErrorShare)} allowed; nothing was written`;
		return { kind: 'errorShare', message };
	}
	if (edited / rows > maxChangedShare) {
		const message = `${percent(edited / rows)} of the rows are edited, more than the ${percent(maxChangedShare)} allowed; nothing was written`;
		return { kind: 'changedShare', message };
	}
	const tooMany = stopByChangedRows(edited, guards);
	return (
		tooMany && {
			...tooMany,
			message: `${tooMany.message} (${edited} are edited); nothing was written`,
		}
	);
}
