import type { IExecuteFunctions } from 'n8n-workflow';
import {
	sampleRows,
	SummaryBuilder,
	type BulkJob,
	type BulkMode,
	type BulkTarget,
	type FilePlan,
	type RowFile,
} from '../shared/bulk';
import { cancelSignalOf } from '../shared/n8n/cancelSignal';
import { hints } from '../shared/n8n/hints';
import { ConnectorError } from '../shared/http/ConnectorError';
import { settle } from '../shared/http/settle';
import { withWrittenCount } from './writtenCount';
import { FileStore } from './fileStore';
import { openInput } from './inputFile';
import { planFile, type PlannedFile } from './planFile';
import { earlierRun, RunRecord, type RunSoFar } from './runRecord';
import { rollBackWarnings } from './rollBackNotes';
import { failureOfRun, runSteps, type Made } from './runSteps';
import { readFileSettings, targetSettings, type FileSettings } from './settings';
import type { BulkDestination, KeyField, OpenOptions } from './targets/BulkProvider';
import { targets } from './targets/registry';
import type { InputFile } from './openFile';

/** What became of a file, or of the part of it that this run went through. */
export interface FileRun extends Made {
	settings: FileSettings;
	destination: Pick<BulkDestination, 'description' | 'isLocal'>;
	fileName?: string;
	store: FileStore;
}

const MODES: Partial<Record<FileSettings['operation'], BulkMode>> = {
	validate: 'validate',
	verify: 'verify',
};

const PURPOSES: Record<BulkMode, OpenOptions['purpose']> = {
	validate: 'validate',
	apply: 'apply',
	verify: 'verify',
};

/**
 * Validates, applies, rolls back or verifies the file of one item. Rejects only where nothing was written: once rows are, by
 * this run or by those that it goes on from, what was done comes out with the reason why it went no further.
 */
export async function runFile(context: IExecuteFunctions, itemIndex: number): Promise<FileRun> {
	const settings = readFileSettings(context, itemIndex);
	const before = earlierRun(context, itemIndex, settings.resumeToken);
	const store = new FileStore(context);
	const outcome = await settle(openAndRun(context, itemIndex, settings, before, store));
	if (outcome.ok) return outcome.value;
	if (!before || before.summary.counts.ok === 0) throw outcome.error;
	return { ...leftWhereItWas(before, itemIndex, settings, outcome.error), settings, store };
}

/** A run that could not go on from where the one before it ended. */
function leftWhereItWas(
	before: RunSoFar,
	itemIndex: number,
	{ resumeToken }: FileSettings,
	error: unknown,
): Made & Pick<FileRun, 'destination'> {
	const record = new RunRecord(before, itemIndex);
	record.finish(before.summary);
	const { counts, rows } = before.summary;
	const progress = { counts, processed: rows - counts.notProcessed, resumeToken, isDone: false };
	return {
		record,
		progress,
		binaries: {},
		items: [],
		notes: [],
		failure: failureOfRun(error),
		destination: { description: before.target ?? '' },
	};
}

async function openAndRun(
	context: IExecuteFunctions,
	itemIndex: number,
	given: FileSettings,
	before: RunSoFar | undefined,
	store: FileStore,
): Promise<FileRun> {
	const provider = targets.systemOf(context.getNodeParameter('target', itemIndex, ''));
	const destination = await provider.connect(context, targetSettings(context, itemIndex));
	const mode = MODES[given.operation] ?? 'apply';
	let opened: BulkTarget | undefined;
	const open = async ({ plan, keyField }: Pick<PlannedFile, 'plan' | 'keyField'>) =>
		(opened ??= await openRecords(destination, plan, keyField, PURPOSES[mode], given));
	const input = await openInput(context, itemIndex, given.zip);
	const planned = await planFile(input, destination, given, open);
	const { file, header, plan, settings } = planned;
	const target = await open(planned);
	const { checked, notes } = await chosenRows(file, plan, destination, settings);
	const warnings = mode === 'apply' ? rollBackWarnings(header, plan, target, settings) : [];
	if (mode === 'apply' && !destination.isLocal) {
		await store.probe();
		// Said before anything is written: on a run that breaks off, nothing else is.
		hints(context, 'warning', warnings);
	}

	const cancel = cancelSignalOf(context);
	const size = file.size ?? input.size;
	const job: BulkJob = {
		file: checked,
		plan,
		target: withWrittenCount(context, cancel, target),
		mode,
		conflicts: settings.conflicts,
		guards: settings.guards,
		cancel,
		afterBrokenQuotes: settings.afterBrokenQuotes,
		...(size !== undefined && { totalBytes: size }),
		...(settings.rowsPerRun !== undefined && { rowsPerRun: settings.rowsPerRun }),
		...(settings.resumeToken !== '' && { resumeToken: settings.resumeToken }),
	};
	const run = await runSteps(job, {
		file,
		header,
		destination,
		settings,
		baseName: baseNameOf(input),
		isResumed: settings.resumeToken !== '',
		time: new Date(),
		store,
		builder: new SummaryBuilder(20, before?.summary),
		record: new RunRecord(before, itemIndex),
	});
	return {
		...run,
		settings,
		destination,
		store,
		...(input.name !== undefined && { fileName: input.name }),
		notes: [
			...(destination.notes ?? []),
			...file.warnings,
			...headerNotes(plan),
			...warnings,
			...notes,
			...run.notes,
		],
	};
}

const baseNameOf = ({ name = 'file' }: Pick<InputFile, 'name'>): string =>
	name.replace(/^.*[\\/]/, '').replace(/\.(csv|tsv|txt|xlsx|xlsm|zip)$/i, '') || 'file';

async function openRecords(
	destination: BulkDestination,
	plan: FilePlan,
	keyField: KeyField,
	purpose: OpenOptions['purpose'],
	{ compares }: FileSettings,
): Promise<BulkTarget> {
	const fields = plan.fields.map(({ field }) => field);
	const target = await destination.open({ purpose, keyField, fields });
	if (purpose === 'verify' && !target.find) {
		throw new ConnectorError('input', `${destination.description}: records cannot be read back`, {
			hint: 'Verify works only with systems whose records can be read.',
		});
	}
	if (purpose !== 'validate' || compares) return target;
	const { limits } = target;
	return { limits, write: async (writes) => await target.write(writes) };
}

/** Verify checks a sample unless it was told to check everything. */
async function chosenRows(
	file: RowFile,
	plan: FilePlan,
	{ readsPerMinute }: BulkDestination,
	{ operation, sampleSize }: FileSettings,
): Promise<{ checked: RowFile; notes: string[] }> {
	if (operation !== 'verify' || sampleSize === undefined) return { checked: file, notes: [] };
	const sample = await sampleRows(file, plan, sampleSize);
	if (!sample.isPart) return { checked: sample.file, notes: [] };
	const minutes = readsPerMinute && Math.ceil(sample.edited / readsPerMinute);
	const time = minutes
		? `, which takes about ${inWords(minutes)} at ${readsPerMinute} a minute`
		: '';
	const note = `A sample of about ${sampleSize} of the ${sample.edited} changed rows was checked. To check all of them, choose All Rows${time}.`;
	return { checked: sample.file, notes: [note] };
}

const inWords = (minutes: number): string =>
	minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 6) / 10} hours`;

const headerNotes = ({ problems }: FilePlan): string[] =>
	problems.filter(({ isError }) => !isError).map(({ message }) => message);
