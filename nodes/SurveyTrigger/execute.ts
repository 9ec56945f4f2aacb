import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { ProcessedStore } from '../shared/delivery/claim';
import { claim } from '../shared/delivery/claim';
import { serialise } from '../shared/delivery/serialise';
import { asNodeError } from '../shared/face/errors';
import { knownSurvey } from '../shared/face/knownSurveys';
import type { ConnectedQualtrics } from '../shared/face/qualtrics';
import { connectQualtrics } from '../shared/face/qualtrics';
import { revisionOf } from '../shared/survey/revisionOf';
import type { SurveyResponse } from '../shared/survey/SurveyResponse';
import type { Job } from './jobs';
import { cameFromElsewhere, jobOf } from './jobs';
import { memoryOf } from './memory';
import { sampleResponses } from './sample';
import type { TriggerSettings } from './settings';
import { readSettings } from './settings';

/**
 * Runs inside the execution: fetches what was announced or listed, drops what another execution already had, and puts out
 * Survey Responses, oldest first. What fails here is a failed execution that can be seen and retried.
 */
export async function fetchResponses(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await asNodeError(this.getNode(), run(this));
}

async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const settings = readSettings(context);
	const qualtrics = await connectQualtrics(context);
	const jobs = context.getInputData().map(jobOf);
	if (jobs.every((job) => job === undefined)) {
		const samples = await sampleResponses(qualtrics, settings);
		return [samples.map((response) => toOutput({ response, item: 0 }, settings))];
	}
	const arrived = await arrivals(context, qualtrics, settings, jobs);
	const wanted = arrived.filter((arrival) => isWanted(arrival, settings));
	// A test shows what arrives; it does not count as processed.
	const passing =
		context.getMode() === 'manual' ? wanted : await dropProcessed(context, wanted, settings);
	tellLimits(context);
	return [passing.sort(byTime).map((arrival) => toOutput(arrival, settings))];
}

interface Arrival {
	response: SurveyResponse;
	job: Job;
	/** Index of the input item. */
	item: number;
}

async function arrivals(
	context: IExecuteFunctions,
	qualtrics: ConnectedQualtrics,
	settings: TriggerSettings,
	jobs: Array<Job | undefined>,
): Promise<Arrival[]> {
	const arrived: Arrival[] = [];
	const missing: string[] = [];
	for (const [item, job] of jobs.entries()) {
		if (job?.kind === 'announced') {
			const survey = await knownSurvey(qualtrics, job.surveyId);
			const source = qualtrics.source(survey, { includeMeta: settings.includeMeta });
			const response = await source.get(job.responseId, { justAnnounced: true });
			arrived.push({ response, job, item });
		} else if (job?.kind === 'caughtUp') {
			if (job.response) arrived.push({ response: job.response, job, item });
			missing.push(...(job.missing ?? []));
		}
	}
	if (missing.length > 0) {
		context.addExecutionHints({
			message: `${missing.length} responses were listed and then no longer there (deleted meanwhile, or edited and due in the next check): ${missing.slice(0, 10).join(', ')}`,
			type: 'warning',
			location: 'outputPane',
		});
	}
	return arrived;
}

const time = ({ response }: Arrival): number =>
	Date.parse(response.response.submittedAt ?? '') || 0;
const byTime = (a: Arrival, b: Arrival): number => time(a) - time(b);

const isUpdate = ({ job }: Arrival): boolean => job.kind === 'caughtUp' && job.by === 'modified';

function isWanted(arrival: Arrival, settings: TriggerSettings): boolean {
	const { isTest, isImported, isSpam, status } = arrival.response.response;
	if (isTest && !settings.includeTests) return false;
	if (isImported && !settings.includeImported) return false;
	if (isSpam && !settings.includeSpam) return false;
	return isUpdate(arrival) || settings.events.includes(status === 'complete' ? 'new' : 'partial');
}

/** Entries the node keeps in n8n's database: enough for several batches, small enough for one row. */
const entriesKept = (settings: TriggerSettings): number => Math.max(10_000, 8 * settings.batchSize);

async function dropProcessed(
	context: IExecuteFunctions,
	arrived: Arrival[],
	settings: TriggerSettings,
): Promise<Arrival[]> {
	if (arrived.length === 0) return [];
	const [{ job }] = arrived;
	const keyOf = (arrival: Arrival) =>
		isUpdate(arrival) ? revisionKey(arrival.response) : responseKey(arrival.response);
	// A new response also counts as its first revision, so that it does not come again as an update.
	const along = settings.events.includes('updated')
		? arrived.filter((arrival) => !isUpdate(arrival)).map(({ response }) => revisionKey(response))
		: [];
	const passing = await serialise(
		`${context.getWorkflow().id} ${context.getNode().id}`,
		async () =>
			await claim(storeOf(context, entriesKept(settings)), arrived.map(keyOf), {
				deliveryId: job.delivery.id,
				clock: { now: () => Date.now(), sleep },
				random: () => Math.random(),
				severalProcesses: cameFromElsewhere(job),
				along,
			}),
	);
	return arrived.filter((arrival) => passing.has(keyOf(arrival)));
}

const responseKey = ({ survey, response }: SurveyResponse): string => `${survey.id} ${response.id}`;

const revisionKey = (response: SurveyResponse): string =>
	`${responseKey(response)} ${revisionOf(response)}`;

function storeOf(context: IExecuteFunctions, maxEntries: number): ProcessedStore {
	const options = { mode: 'entries' as const, maxEntries };
	return {
		async record(entries) {
			const { new: fresh } = await context.helpers.checkProcessedAndRecord(
				entries,
				'node',
				options,
			);
			return new Set(fresh as string[]);
		},
		async forget(entries) {
			await context.helpers.removeProcessed(entries, 'node', options);
		},
	};
}

const toOutput = (
	{ response, item, job }: Pick<Arrival, 'response' | 'item'> & Partial<Arrival>,
	settings: TriggerSettings,
): INodeExecutionData => ({
	json: {
		...response,
		...(job?.kind === 'caughtUp' && job.by === 'modified' && { event: 'updated' }),
		...(settings.connectionLabel && { connectionLabel: settings.connectionLabel }),
		response: { ...response.response, revision: revisionOf(response) },
	} as unknown as IDataObject,
	pairedItem: { item },
});

function tellLimits(context: IExecuteFunctions): void {
	const { refused } = memoryOf(context);
	if (!refused) return;
	context.addExecutionHints({
		message: `Responses come by the scheduled check alone: ${refused}. Ask a brand administrator to activate this workflow's credential for event subscriptions, or choose Delivery → Scheduled.`,
		type: 'info',
		location: 'outputPane',
	});
}
