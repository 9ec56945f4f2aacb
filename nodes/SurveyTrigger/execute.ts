import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { createHash } from 'crypto';
import type { ProcessedStore } from '../shared/delivery/claim';
import { claim } from '../shared/delivery/claim';
import { serialise } from '../shared/delivery/serialise';
import { asNodeError } from '../shared/face/errors';
import { knownSurvey } from '../shared/face/knownSurveys';
import type { ConnectedQualtrics } from '../shared/face/qualtrics';
import { connectQualtrics } from '../shared/face/qualtrics';
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
	const inputs = context.getInputData();
	const jobs = inputs.map(jobOf);
	const isTest = context.getMode() === 'manual';
	const out: INodeExecutionData[] = [];

	if (jobs.every((job) => job === undefined)) {
		for (const response of await sampleResponses(qualtrics, settings)) {
			out.push(toOutput(response, settings, 0));
		}
		return [out];
	}
	for (const [item, job] of jobs.entries()) {
		if (!job) continue;
		const fetched = await fetchJob(context, qualtrics, settings, job);
		const wanted = fetched.filter((response) => isWanted(response, settings, job));
		const passing = isTest ? wanted : await dropProcessed(context, wanted, settings, job);
		for (const response of passing) out.push(toOutput(response, settings, item));
	}
	tellLimits(context);
	return [out];
}

async function fetchJob(
	context: IExecuteFunctions,
	qualtrics: ConnectedQualtrics,
	settings: TriggerSettings,
	job: Job,
): Promise<SurveyResponse[]> {
	const survey = await knownSurvey(qualtrics, job.surveyId);
	const source = qualtrics.source(survey, { includeMeta: settings.includeMeta });
	if (job.kind === 'announced') {
		return [await source.get(job.responseId, { justAnnounced: true })];
	}
	const { surveyId, by, from, to } = job;
	const only = new Set(job.ids);
	const responses: SurveyResponse[] = [];
	for await (const response of source.read({ surveyId, by, from, to, only })) {
		only.delete(response.response.id);
		responses.push(by === 'modified' ? { ...response, event: 'updated' } : response);
	}
	if (only.size > 0) {
		const ids = [...only].slice(0, 10).join(', ');
		context.addExecutionHints({
			message: `${only.size} responses were listed and then no longer there (deleted meanwhile, or edited and due in the next check): ${ids}`,
			type: 'warning',
			location: 'outputPane',
		});
	}
	return responses.sort(byTime);
}

const byTime = (a: SurveyResponse, b: SurveyResponse): number =>
	Date.parse(a.response.submittedAt ?? '') - Date.parse(b.response.submittedAt ?? '') || 0;

function isWanted(response: SurveyResponse, settings: TriggerSettings, job: Job): boolean {
	const { isTest, isImported, isSpam, status } = response.response;
	if (isTest && !settings.includeTests) return false;
	if (isImported && !settings.includeImported) return false;
	if (isSpam && !settings.includeSpam) return false;
	if (job.kind === 'batch' && job.by === 'modified') return true;
	return settings.events.includes(status === 'complete' ? 'new' : 'partial');
}

/** Entries the node keeps in n8n's database: enough for several batches, small enough for one row. */
const entriesKept = (settings: TriggerSettings): number => Math.max(10_000, 8 * settings.batchSize);

async function dropProcessed(
	context: IExecuteFunctions,
	responses: SurveyResponse[],
	settings: TriggerSettings,
	job: Job,
): Promise<SurveyResponse[]> {
	if (responses.length === 0) return [];
	const revisions = settings.events.includes('updated');
	const isUpdate = job.kind === 'batch' && job.by === 'modified';
	const keyOf = (response: SurveyResponse) =>
		isUpdate ? revisionKey(response) : responseKey(response);
	const passing = await serialise(
		`${context.getWorkflow().id} ${context.getNode().id}`,
		async () =>
			await claim(storeOf(context, entriesKept(settings)), responses.map(keyOf), {
				deliveryId: job.delivery.id,
				clock: { now: () => Date.now(), sleep },
				random: () => Math.random(),
				severalProcesses: cameFromElsewhere(job),
				// A new response also counts as its first revision, so that it does not come again as an update.
				along: revisions && !isUpdate ? responses.map(revisionKey) : [],
			}),
	);
	return responses.filter((response) => passing.has(keyOf(response)));
}

const responseKey = ({ survey, response }: SurveyResponse): string => `${survey.id} ${response.id}`;

/** Changes when what the person answered, or what travels with it, changes; not when a label or a time stamp does. */
function revisionKey({ survey, response, answers, context }: SurveyResponse): string {
	const values = Object.values(answers).map(({ key, state, value }) => [key, state, value]);
	const content = JSON.stringify([response.status, values, context]);
	const digest = createHash('sha256').update(content).digest('hex').slice(0, 32);
	return `${survey.id} ${response.id} ${digest}`;
}

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
	response: SurveyResponse,
	settings: TriggerSettings,
	item: number,
): INodeExecutionData => ({
	json: {
		...response,
		...(settings.connectionLabel && { connectionLabel: settings.connectionLabel }),
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
