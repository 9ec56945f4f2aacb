import type { CancelSignal } from '../../../http/types';
import type { Directory } from '../directories';
import type { StatusLevel } from './contactValues';
import type { DryRunRecorder } from './dryRunRecorder';

/** The first two differ in who decides who is the same person: the directory's own merge rules, or the match fields. */
export type DirectoryOperation = 'upsertByRules' | 'upsertByFields' | 'update' | 'create';

/** How contacts are written into one directory and its lists. */
export interface DirectoryOptions {
	operation: DirectoryOperation;
	directory: Directory;
	/** Lists that the contacts of this run are put into; the first one is that of the transactions. */
	mailingListIds: readonly string[];
	/** Fields that contacts are matched by; for `upsertByRules` those of the merge fields that have a value. */
	matchFields: readonly string[];
	statusLevel: StatusLevel;
	allowOptInAgain: boolean;
	/** Embedded data field whose date *only if newer* compares. */
	dateField?: string;
	/** Embedded data field that takes what a changed status rests on. */
	evidenceField?: string;
	/** Whether contacts are looked for at all; without it nobody can tell created from updated. Only `upsertByRules` can do without. */
	lookUp: boolean;
	/** More contacts than this go through the import job; absent or 0: never. */
	importAbove?: number;
	/** Of a dry run. */
	dryRun?: DryRunRecorder;
	cancel?: CancelSignal;
}
