import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asNodeError } from '../shared/n8n/errors';
import { responseItem } from '../shared/survey/responseItem';
import type { SurveyResponse } from '../shared/survey/SurveyResponse';
import type { Arrival } from './arrival';
import { byTime, cameWithCheckLongAgo, comesAsUpdate, isWanted } from './arrival';
import { dropProcessed } from './dropProcessed';
import type { Job } from './jobs';
import { jobOf } from './jobs';
import type { TriggerSettings } from './settings';
import { readSettings } from './settings';
import { kindOf } from './sources/kinds';
import type { JobReader } from './sources/SourceKind';

/**
 * Runs inside the execution: reads what was announced, listed or posted, drops what another execution already had, and puts out
 * Survey Responses, oldest first. What fails here is a failed execution that can be seen and retried.
 */
export async function fetchResponses(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await asNodeError(this.getNode(), run(this));
}

async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const settings = readSettings(context);
	const reader = kindOf(settings).open(context, settings);
	const jobs = context.getInputData().map(jobOf);
	const notes = new Set(jobs.flatMap((job) => job?.delivery.notes ?? []));
	if (jobs.every((job) => job === undefined)) {
		const samples = await reader.sample(notes);
		showNotes(context, notes);
		return [samples.map((response) => toOutput({ response, item: 0 }, settings))];
	}
	const arrived = await arrivals(reader, jobs, notes);
	const wanted = arrived.filter((arrival) => isWanted(arrival, settings));
	// A test shows what arrives; it does not count as processed.
	const passing =
		context.getMode() === 'manual' ? wanted : await dropProcessed(context, wanted, settings, jobs);
	showNotes(context, notes);
	return [passing.sort(byTime).map((arrival) => toOutput(arrival, settings))];
}

async function arrivals(
	reader: JobReader,
	jobs: Array<Job | undefined>,
	notes: Set<string>,
): Promise<Arrival[]> {
	const arrived: Arrival[] = [];
	const gone: string[] = [];
	for (const [item, job] of jobs.entries()) {
		if (!job) continue;
		const { responses, missing = [] } = await reader.read(job, notes);
		const readAt = readAtOf(job);
		gone.push(...missing);
		for (const response of responses) {
			if (!cameWithCheckLongAgo(response, job)) {
				arrived.push({ response, job, item, readAt });
				continue;
			}
			notes.add(
				`Response ${response.response.id} was announced long after it was recorded; the scheduled check had brought it already.`,
			);
		}
	}
	if (gone.length > 0) {
		notes.add(
			`${gone.length} responses were listed and then no longer there (deleted meanwhile, or edited and due in the next check): ${gone.slice(0, 10).join(', ')}`,
		);
	}
	return arrived;
}

/** What is announced has just been fetched, however long it waited for its turn. */
const readAtOf = (job: Job): number | undefined =>
	job.kind === 'announced' ? Date.now() : job.kind === 'caughtUp' ? job.readAt : undefined;

const toOutput = (
	arrival: Pick<Arrival, 'response' | 'item'> & Partial<Arrival>,
	settings: TriggerSettings,
): INodeExecutionData => {
	const { response, item } = arrival;
	const told: SurveyResponse = {
		...response,
		...(comesAsUpdate(arrival) && { event: 'updated' }),
		response: { ...response.response, ...datedAtLatest(arrival) },
	};
	return {
		json: responseItem(told, settings) as unknown as IDataObject,
		pairedItem: { item },
	};
};

/**
 * A look at new ones finds an edit that was made at once, or a moment ago, without the time of the change. What follows orders
 * forms by it, so the latest it can have been is told: when it was read.
 */
function datedAtLatest({
	response: { response },
	isEdit,
	job,
	readAt,
}: Pick<Arrival, 'response'> & Partial<Arrival>): { updatedAt?: string } {
	const submitted = Date.parse(response.submittedAt ?? '');
	const isUndated = response.updatedAt === undefined && !Number.isNaN(submitted);
	if (!isEdit || job?.kind !== 'caughtUp' || !isUndated || readAt === undefined) return {};
	return { updatedAt: new Date(Math.max(readAt, submitted + 1)).toISOString() };
}

function showNotes(context: IExecuteFunctions, notes: Iterable<string>): void {
	for (const message of notes) {
		context.addExecutionHints({ message, type: 'info', location: 'outputPane' });
	}
}
