import type { ConnectorError } from '../http/ConnectorError';
import type { StatusChange } from '../mapping';
import type { FoldedRecord } from './fold';
import type { FieldChange, WrittenStatus } from './RecordTarget';
import type { ShownRequest } from './RequestPreview';

export type OutcomeStatus = WrittenStatus | 'failed';

/** One for each input item, in the order of the items. */
export interface Outcome {
	index: number;
	status: OutcomeStatus;
	id?: string;
	changes: FieldChange[];
	/** What was done about the subscription status; absent: nothing. */
	consent?: Exclude<StatusChange, 'unchanged'>;
	warnings: string[];
	/** Fields that stay as they are by the policy of their rows, each with the reason. */
	kept?: string[];
	error?: ConnectorError;
	/** Dry runs: what would be sent. */
	requests?: ShownRequest[];
	/** The other inputs that were written together with this one. */
	foldedWith?: number[];
}

/** What became of one record, before it becomes the outcome of each input that had a part in it. */
export type RecordOutcome = Omit<Outcome, 'index' | 'foldedWith'>;

/**
 * Inputs folded into one write are reported as if they had come one after another: the first created the record, the others
 * updated it. So the sum of the created is the number of records that came to be.
 */
export function memberOutcomes(
	record: FoldedRecord,
	outcome: RecordOutcome,
	/** How the user counts the inputs, where they are some of a larger run. */
	positions?: number[],
	isDryRun = false,
): Outcome[] {
	const { members, firstOnly } = record;
	if (members.length === 1) return [{ ...outcome, index: members[0] }];
	return members.map((index, position) => {
		const others = members.filter((other) => other !== index);
		if (firstOnly)
			return position === 0
				? { ...outcome, index }
				: { ...REPEATED, index, id: outcome.id, foldedWith: others };
		const status = position > 0 && outcome.status === 'created' ? 'updated' : outcome.status;
		return {
			...outcome,
			index,
			status,
			warnings: [
				...outcome.warnings,
				`${together(outcome.status, isDryRun)} with ${named(others.map((other) => positions?.[other] ?? other))}: same key`,
			],
			foldedWith: others,
		};
	});
}

const REPEATED = {
	status: 'skipped' as const,
	changes: [],
	warnings: ['An earlier item has the same key'],
};

/** What was not written is not said to have been, nor what a dry run leaves unwritten. */
function together(status: OutcomeStatus, isDryRun: boolean): string {
	const isWritten = status !== 'unchanged' && status !== 'skipped' && status !== 'failed';
	if (!isWritten) return 'Taken together';
	return isDryRun ? 'Would be written together' : 'Written together';
}

const named = (items: number[]): string =>
	`${items.length === 1 ? 'item' : 'items'} ${items.map((item) => item + 1).join(', ')}`;

export const inOrder = (outcomes: Outcome[]): Outcome[] =>
	[...outcomes].sort((left, right) => left.index - right.index);
