import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import {
	runBulk,
	type BulkJob,
	type BulkProgress,
	type ParsedHeader,
	type SummaryBuilder,
} from '../shared/bulk';
import { errorWords } from '../shared/n8n/errors';
import { cancelled } from '../shared/http/cancel';
import { ConnectorError, isConnectorError } from '../shared/http/ConnectorError';
import { settle } from '../shared/http/settle';
import type { FileStore } from './fileStore';
import { OutputFiles } from './outputFiles';
import { countAlreadyThere, foundThereNotes } from './rollBackNotes';
import type { RunRecord } from './runRecord';
import type { FileSettings } from './settings';
import type { BulkDestination } from './targets/BulkProvider';
import type { OpenedFile } from './openFile';

export interface Making {
	file: OpenedFile;
	header: ParsedHeader;
	destination: BulkDestination;
	settings: FileSettings;
	baseName: string;
	isResumed: boolean;
	time: Date;
	store: FileStore;
	builder: SummaryBuilder;
	record: RunRecord;
}

/** What the steps of a run add up to. */
export interface Made {
	record: RunRecord;
	progress: BulkProgress;
	/** The files that the run made. */
	binaries: IBinaryKeyData;
	/** Rows that go on as items. */
	items: IDataObject[];
	notes: string[];
	/** Why it broke off although rows had been written. */
	failure?: ConnectorError;
}

/**
 * Goes through the file. This is the one place that sees to it that what was written is told: of each step the counts, the token
 * and the roll-back rows are taken down before anything else is done with it, and whatever fails afterwards – the target, the
 * file that is read, n8n's store, a file that is made – ends the run and is told beside them. Rejects where nothing was written.
 */
export async function runSteps(job: BulkJob, making: Making): Promise<Made> {
	const { builder, record, destination, settings } = making;
	const files = new OutputFiles(making.store, { ...making, plan: job.plan });
	let progress: BulkProgress | undefined;
	const items: IDataObject[] = [];
	const found = { undone: 0, left: 0, spoilt: 0 };
	let isInDoubt = false;
	const steps = async () => {
		for await (const step of runBulk(job)) {
			({ progress } = step);
			isInDoubt ||= step.rows.some(({ unsure = [] }) => unsure.length > 0);
			await files.add(step.rows);
			for (const item of destination.takeItems?.() ?? []) items.push(item);
			builder.add(step.rows);
			record.note(progress);
			if (job.mode === 'apply') countAlreadyThere(found, step.rows, settings);
			if (files.failure && !progress.isDone) throw files.failure;
		}
	};
	const outcome = await settle(steps());
	if (!progress) {
		throw outcome.ok ? cancelled() : outcome.error;
	}
	if (!outcome.ok && (destination.isLocal || !(isInDoubt || mayHaveWritten(progress)))) {
		destination.takeItems?.();
		throw failureOfRun(outcome.error);
	}
	if (progress.stopped?.kind === 'target' && progress.counts.ok === 0 && !isInDoubt) {
		throw new ConnectorError('auth', progress.stopped.message, {
			hint: 'Check the credential; nothing was written.',
		});
	}
	record.finish(builder.finish());
	record.alreadyThere += found.undone + found.left + found.spoilt;
	const binaries = await files.finish();
	const failure = outcome.ok ? undefined : failureOfRun(outcome.error);
	const ended = failure ?? (progress.isDone ? undefined : files.failure);
	const notes = [...foundThereNotes(found), ...files.notes];
	if (making.store.failure && !ended) notes.push(STORE_NOTE);
	return { record, progress, binaries, items, notes, ...(ended && { failure: ended }) };
}

const STORE_NOTE =
	'n8n could not store more files. The files of this run are stored in the item. The folder (or bucket) for binary data may be full.';

/** A row that failed may have been written, with its answer lost. */
const mayHaveWritten = ({ counts }: BulkProgress): boolean => counts.ok + counts.failed > 0;

export const failureOfRun = (error: unknown): ConnectorError =>
	isConnectorError(error) ? error : new ConnectorError('unexpected', errorWords(error));
