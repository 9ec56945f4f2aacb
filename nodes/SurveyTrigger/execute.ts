import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asNodeError } from '../shared/face/errors';
import { knownSurvey } from '../shared/face/knownSurveys';
import type { ConnectedQualtrics } from '../shared/face/qualtrics';
import { connectQualtrics } from '../shared/face/qualtrics';
import { revisionOf } from '../shared/survey/revisionOf';
import { dropProcessed } from './dropProcessed';
import type { Job } from './jobs';
import { jobOf } from './jobs';
import { recall } from './memory';
import { closedNote, notesFor } from './notes';
import { sampleResponses } from './sample';
import type { Arrival } from './arrival';
import { byTime, cameWithCheckLongAgo, isUpdate, isWanted } from './arrival';
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
	const jobs = context.getInputData().map(jobOf);
	if (jobs.every((job) => job === undefined)) return await sample(context, settings);
	const notes = new Set(jobs.flatMap((job) => job?.delivery.notes ?? []));
	const arrived = await arrivals(context, settings, jobs, notes);
	const wanted = arrived.filter((arrival) => isWanted(arrival, settings));
	// A test shows what arrives; it does not count as processed.
	const passing =
		context.getMode() === 'manual' ? wanted : await dropProcessed(context, wanted, settings, jobs);
	tell(context, notes);
	return [passing.sort(byTime).map((arrival) => toOutput(arrival, settings))];
}

async function sample(
	context: IExecuteFunctions,
	settings: TriggerSettings,
): Promise<INodeExecutionData[][]> {
	const qualtrics = await connectQualtrics(context);
	const samples = await sampleResponses(qualtrics, settings);
	const notes = notesFor(recall(context), settings);
	const survey = await knownSurvey(qualtrics, settings.surveyIds[0]);
	if (survey.isActive === false) notes.push(closedNote(survey.name));
	tell(context, notes);
	return [samples.map((response) => toOutput({ response, item: 0 }, settings))];
}

async function arrivals(
	context: IExecuteFunctions,
	settings: TriggerSettings,
	jobs: Array<Job | undefined>,
	notes: Set<string>,
): Promise<Arrival[]> {
	const arrived: Arrival[] = [];
	const missing: string[] = [];
	let qualtrics: ConnectedQualtrics | undefined;
	for (const [item, job] of jobs.entries()) {
		if (!job) continue;
		qualtrics ??= await connectQualtrics(context);
		const survey = await knownSurvey(qualtrics, job.surveyId);
		const source = qualtrics.source(survey, { includeMeta: settings.includeMeta });
		if (job.kind === 'announced') {
			const response = await source.get(job.responseId, { justAnnounced: true });
			if (survey.isActive === false) notes.add(closedNote(survey.name));
			if (cameWithCheckLongAgo(response, job)) {
				notes.add(
					`Response ${job.responseId} was announced long after it was recorded; the scheduled check had brought it already.`,
				);
				continue;
			}
			arrived.push({ response, job, item });
		} else {
			if (job.raw) arrived.push({ response: await source.parse(job.raw), job, item });
			missing.push(...(job.missing ?? []));
		}
	}
	if (missing.length > 0) {
		notes.add(
			`${missing.length} responses were listed and then no longer there (deleted meanwhile, or edited and due in the next check): ${missing.slice(0, 10).join(', ')}`,
		);
	}
	return arrived;
}

const toOutput = (
	arrival: Pick<Arrival, 'response' | 'item'> & Partial<Arrival>,
	settings: TriggerSettings,
): INodeExecutionData => {
	const { response, item } = arrival;
	return {
		json: {
			...response,
			...(isUpdate(arrival) && { event: 'updated' }),
			...(settings.connectionLabel && { connectionLabel: settings.connectionLabel }),
			response: { ...response.response, revision: revisionOf(response) },
		} as unknown as IDataObject,
		pairedItem: { item },
	};
};

function tell(context: IExecuteFunctions, notes: Iterable<string>): void {
	for (const message of notes) {
		context.addExecutionHints({ message, type: 'info', location: 'outputPane' });
	}
}
