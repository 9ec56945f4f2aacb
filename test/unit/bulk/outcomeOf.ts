import type { RowOutcome } from '../../../nodes/shared/bulk';

/** A row that was written, but for what is given. */
export const outcomeOf = (more: Partial<RowOutcome> = {}): RowOutcome => ({
	line: 7,
	cells: [],
	key: 'k',
	outcome: 'ok',
	reasons: [],
	changes: [],
	alreadyThere: [],
	...more,
});
