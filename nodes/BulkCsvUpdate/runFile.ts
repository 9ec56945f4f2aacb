import type { IBinaryKeyData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	compilePlan,
	DuplicateKeyFound,
	hasGuards,
	openCsv,
	parseHeader,
	runBulk,
	sampleRows,
	storedFields,
	SummaryBuilder,
	type BulkField,
	type BulkJob,
	type BulkMode,
	type BulkProgress,
	type BulkTarget,
	type CsvFile,
	type FilePlan,
	type ParsedHeader,
} from '../shared/bulk';
import { errorWords } from '../shared/face/errors';
import { ConnectorError, isConnectorError } from '../shared/http/ConnectorError';
import { settle } from '../shared/http/settle';
import { cancelOf, watched } from './cancelling';
import { openInput, type InputFile } from './inputFile';
import { OutputFiles } from './outputFiles';
import { earlierRun, RunRecord } from './runRecord';
import { readFileSettings, targetSettings, type FileSettings } from './settings';
import type { BulkPlace, KeyField, OpenTargetOptions } from './targets/BulkProvider';
import { providerOf } from './targets/registry';

/** What became of a file, or of the part of it that this run went through. */
export interface FileRun {
	settings: FileSettings;
	place: BulkPlace;
	fileName?: string;
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

const MODES: Partial<Record<FileSettings['operation'], BulkMode>> = {
	validate: 'validate',
	verify: 'verify',
};

const PURPOSES: Record<BulkMode, OpenTargetOptions['purpose']> = {
	validate: 'validate',
	apply: 'apply',
	verify: 'verify',
};

/** Validates, applies, rolls back or verifies the file of one item. */
export async function runFile(context: IExecuteFunctions, itemIndex: number): Promise<FileRun> {
	const settings = readFileSettings(context, itemIndex);
	const provider = providerOf(context.getNodeParameter('target', itemIndex, ''));
	const place = await provider.connect(context, targetSettings(context, itemIndex));
	const input = await openInput(context, itemIndex, settings.zip);
	const file = await openCsv(input.open, settings.csv);
	const header = parseHeader(file.header, settings.header);
	const keyField = keyFieldOf(place, settings, header);
	const plan = planOf(header, place, keyField, settings);
	const mode = MODES[settings.operation] ?? 'apply';
	const target = await openTarget(place, plan, keyField, PURPOSES[mode], settings);
	const { checked, notes } = await chosenRows(file, plan, place, settings);
	const before = earlierRun(context, itemIndex, settings.resumeToken);

	const begin = async (duplicates: NonNullable<BulkJob['duplicates']>): Promise<Made> => {
		const cancel = cancelOf(context);
		const job: BulkJob = {
			file: checked,
			plan,
			target: watched(context, cancel, target),
			mode,
			conflicts: settings.conflicts,
			guards: settings.guards,
			cancel,
			afterBrokenQuotes: settings.afterBrokenQuotes,
			duplicates,
			...(input.size !== undefined && { totalBytes: input.size }),
			...(settings.rowsPerRun !== undefined && { rowsPerRun: settings.rowsPerRun }),
			...(settings.resumeToken !== '' && { resumeToken: settings.resumeToken }),
		};
		return await runSteps(context, job, {
			header,
			isResumed: settings.resumeToken !== '',
			time: new Date(),
			builder: new SummaryBuilder(20, before?.summary),
			record: new RunRecord(before, itemIndex),
			input,
			place,
			settings,
		});
	};
	const beginAgain = async (error: unknown): Promise<Made> => {
		if (error instanceof DuplicateKeyFound) return await begin('lookFirst');
		throw error;
	};
	const run = mayBeginAgain(target, place, mode, settings)
		? await begin('expectNone').catch(beginAgain)
		: await begin('lookFirst');
	return {
		...run,
		settings,
		place,
		...(input.name !== undefined && { fileName: input.name }),
		notes: [...(place.notes ?? []), ...file.warnings, ...headerNotes(plan), ...notes],
	};
}

/** Where nothing has to be known of the whole file first, and nobody outside sees what was done. */
const mayBeginAgain = (
	{ find }: BulkTarget,
	{ isLocal = false }: BulkPlace,
	mode: BulkMode,
	{ guards, rowsPerRun, resumeToken }: FileSettings,
): boolean =>
	find === undefined &&
	(mode === 'validate' || (isLocal && !hasGuards(guards))) &&
	rowsPerRun === undefined &&
	resumeToken === '';

interface Making {
	header: ParsedHeader;
	isResumed: boolean;
	time: Date;
	builder: SummaryBuilder;
	record: RunRecord;
	input: InputFile;
	place: BulkPlace;
	settings: FileSettings;
}

type Made = Pick<FileRun, 'record' | 'progress' | 'binaries' | 'items' | 'failure'>;

async function runSteps(context: IExecuteFunctions, job: BulkJob, making: Making): Promise<Made> {
	const { builder, record, place } = making;
	let files: OutputFiles | undefined;
	let progress: BulkProgress | undefined;
	const items: IDataObject[] = [];
	const steps = async () => {
		for await (const step of runBulk(job)) {
			files ??= new OutputFiles(context, { ...filesOf(job, making, step.rows[0]?.line) });
			builder.add(step.rows);
			({ progress } = step);
			record.note(progress);
			await files.add(step.rows);
			for (const item of place.takeItems?.() ?? []) items.push(item);
		}
	};
	const outcome = await settle(steps());
	if (!outcome.ok && outcome.error instanceof DuplicateKeyFound) {
		place.takeItems?.();
		throw outcome.error;
	}
	if (!progress || !files)
		throw outcome.ok ? new ConnectorError('cancelled', 'The run was cancelled') : outcome.error;
	const failure = outcome.ok ? undefined : asConnectorError(outcome.error);
	// What was written has to be handed out, so that it can be rolled back; with nothing written, the error says it better.
	if (failure && progress.counts.ok === 0) throw failure;
	if (progress.stopped?.kind === 'target' && progress.counts.ok === 0) {
		throw new ConnectorError('auth', progress.stopped.message, {
			hint: 'Check the credential; nothing was written.',
		});
	}
	record.finish(builder.finish());
	const binaries = await files.finish();
	return { record, progress, binaries, items, ...(failure && { failure }) };
}

const filesOf = (job: BulkJob, making: Making, line: number | undefined) => {
	const { header, place, settings, input, time, isResumed } = making;
	return {
		file: job.file,
		plan: job.plan,
		header,
		place,
		settings,
		baseName: baseNameOf(input),
		...(isResumed && line !== undefined && { fromLine: line }),
		time,
	};
};

export const baseNameOf = ({ name = 'file' }: Pick<InputFile, 'name'>): string =>
	name.replace(/^.*[\\/]/, '').replace(/\.(csv|tsv|txt|zip)$/i, '') || 'file';

/** What the records are found by: the chosen field, else what the target mostly goes by; its column bears the file's own name. */
function keyFieldOf(
	{ keyFields }: BulkPlace,
	{ keyField, plan }: FileSettings,
	{ names, keyColumn }: ParsedHeader,
): KeyField {
	const chosen = keyField === '' ? keyFields[0] : keyFields.find(({ id }) => id === keyField);
	if (!chosen) {
		throw new ConnectorError('input', `Records cannot be found by ${keyField || 'a key'} here`, {
			hint: "Choose another one under 'Key Field'.",
		});
	}
	return { ...chosen, name: names[keyColumn] ?? chosen.name, kind: plan.keyKind ?? chosen.kind };
}

function planOf(
	header: ParsedHeader,
	{ fields }: BulkPlace,
	{ kind }: KeyField,
	{ operation, plan }: FileSettings,
): FilePlan {
	const known: BulkField[] | undefined =
		fields && operation === 'rollBack' ? storedFields(fields) : fields;
	return compilePlan(header, known, { ...plan, keyKind: kind });
}

async function openTarget(
	place: BulkPlace,
	plan: FilePlan,
	keyField: KeyField,
	purpose: OpenTargetOptions['purpose'],
	{ compares }: FileSettings,
): Promise<BulkTarget> {
	const fields = plan.fields.map(({ field }) => field);
	const target = await place.openTarget({ purpose, keyField, fields });
	if (purpose === 'verify' && !target.find) {
		throw new ConnectorError('input', `${place.description}: there is nothing to read back`, {
			hint: 'Verify is for targets whose records can be read.',
		});
	}
	if (purpose !== 'validate' || compares) return target;
	const { limits } = target;
	return { limits, write: async (writes) => await target.write(writes) };
}

/** Verify checks a sample unless it was told to check everything. */
async function chosenRows(
	file: CsvFile,
	plan: FilePlan,
	{ readsPerMinute }: BulkPlace,
	{ operation, sampleSize }: FileSettings,
): Promise<{ checked: CsvFile; notes: string[] }> {
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

const asConnectorError = (error: unknown): ConnectorError =>
	isConnectorError(error) ? error : new ConnectorError('unexpected', errorWords(error));
