import type { ConnectorError } from '../http/ConnectorError';
import type { FoldedRecord } from './fold';
import type { FieldChange } from './RecordTarget';

export type OutcomeStatus = 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed';

/** One for each input item, in the order of the items. */
export interface Outcome {
	index: number;
	status: OutcomeStatus;
	id?: string;
	changes: FieldChange[];
	warnings: string[];
	error?: ConnectorError;
	/** The other inputs that were written together with this one. */
	foldedWith?: number[];
}

/** What became of one record, before it is told to each input that had a part in it. */
export type RecordOutcome = Omit<Outcome, 'index' | 'foldedWith'>;

/**
 * Inputs folded into one write are told as if they had come one after another: the first created the record, the others
 * updated it. So the sum of the created is the number of records that came to be.
 */
export function tellMembers(record: FoldedRecord, outcome: RecordOutcome): Outcome[] {
	const { members } = record;
	if (members.length === 1) return [{ ...outcome, index: members[0] }];
	return members.map((index, position) => {
		const others = members.filter((other) => other !== index);
		const status = position > 0 && outcome.status === 'created' ? 'updated' : outcome.status;
		const note = `Written together with ${others.length === 1 ? 'item' : 'items'} ${others.map((other) => other + 1).join(', ')}, which ${others.length === 1 ? 'has' : 'have'} the same key`;
		return { ...outcome, index, status, warnings: [...outcome.warnings, note], foldedWith: others };
	});
}

export const inOrder = (outcomes: Outcome[]): Outcome[] =>
	[...outcomes].sort((left, right) => left.index - right.index);
