import {
	undoneAlreadyThere,
	type BulkTarget,
	type FilePlan,
	type ParsedHeader,
	type RowOutcome,
} from '../shared/bulk';
import type { FileSettings } from './settings';

const OPTION = '“Also Undo Existing Values”';

/**
 * What the roll-back file of a run will not hold, if the run follows one that was killed: then the cells that the killed run
 * wrote are found to be [new] already, and only [old] can say what they held.
 */
export function rollBackWarnings(
	{ pairs }: ParsedHeader,
	plan: FilePlan,
	{ find }: BulkTarget,
	{ files: { withAlreadyThere } }: FileSettings,
): string[] {
	if (!find) return [];
	const warnings: string[] = [];
	const isAfterKill = 'If an earlier run of this file was killed, what it wrote';
	if (withAlreadyThere === false) {
		return [`${isAfterKill} is not in this roll-back file: switch on ${OPTION}.`];
	}
	const withoutOld = pairs.filter(({ oldColumn }) => oldColumn === undefined);
	if (withoutOld.length > 0) {
		const names = withoutOld.slice(0, 5).map(({ name }) => name);
		const more = withoutOld.length > 5 ? ` and ${withoutOld.length - 5} more` : '';
		warnings.push(
			`${isAfterKill} into ${names.join(', ')}${more} is not in this roll-back file: there is no [old] beside these columns to put back. With “Rows per Run”, and the workflow's “Save execution progress”, each part keeps its own.`,
		);
	}
	if (
		withAlreadyThere === 'unlessItGivesConsent' &&
		plan.fields.some(({ field }) => field.isConsent)
	) {
		warnings.push(
			`${isAfterKill} to take consents away is not in this roll-back file, since people may have withdrawn them themselves: ${OPTION} puts it in.`,
		);
	}
	return warnings;
}

/** How many of the rows had [new] values already, and whether the roll-back file has them. */
export interface FoundThere {
	undone: number;
	left: number;
	/** Nobody knows what they held. */
	spoilt: number;
}

export function countAlreadyThere(
	found: FoundThere,
	rows: readonly RowOutcome[],
	{ files: { withAlreadyThere } }: FileSettings,
): void {
	for (const row of rows) {
		if (row.alreadyThere.length === 0) continue;
		if (row.alreadyThere.some(({ isOldSpoilt }) => isOldSpoilt)) found.spoilt++;
		else if (undoneAlreadyThere(row, withAlreadyThere).length < row.alreadyThere.length)
			found.left++;
		else found.undone++;
	}
}

export function foundThereNotes({ undone, left, spoilt }: FoundThere): string[] {
	const were = (count: number) => (count === 1 ? '1 row was' : `${count} rows were`);
	return [
		...(undone > 0
			? [
					`${were(undone)} found to be [new] already, as after a run that was killed, or because somebody else wrote the same. The roll-back file puts them back to [old] too; without ${OPTION} it would not.`,
				]
			: []),
		...(left > 0
			? [
					`${were(left)} found to be [new] already, as after a run that was killed, and are not, or not whole, in the roll-back file: ${OPTION} puts them in.`,
				]
			: []),
		...(spoilt > 0
			? [
					`${were(spoilt)} found to be [new] already, as after a run that was killed, and are not, or not whole, in the roll-back file: [old] is not what it was when the file was made, so what was there before is not known.`,
				]
			: []),
	];
}
