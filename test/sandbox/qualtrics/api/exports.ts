import { randomUUID } from 'node:crypto';
import { badRequest, notFound, ok } from '../envelope';
import { exportFile } from '../exportFile';
import type { ModelSurvey } from '../model/types';
import type { ExportJob, StoredResponse } from '../state';
import type { ApiRoute, Call, World } from '../world';
import { readExportRequest, type ReadExportRequest } from './exportRequest';
import { surveyOf } from './surveys';

const scope = { area: 'survey_responses', access: 'read' } as const;
const week = 7 * 24 * 3600 * 1_000;

/** The responses an export holds are fixed when it is created. */
function create(call: Call) {
	const { world, body } = call;
	const survey = surveyOf(call);
	const request = readExportRequest(body, survey);
	const since =
		request.continuationToken === undefined
			? 0
			: sequenceOf(world, survey, request.continuationToken);
	const selected = select(world, survey, request, since);
	const continues = request.allowContinuation || request.continuationToken !== undefined;
	const fails = world.state.failingExports > 0;
	if (fails) world.state.failingExports -= 1;
	const job: ExportJob = {
		progressId: world.id('ES_'),
		fileId: `${randomUUID()}-def`,
		surveyId: survey.id,
		request,
		selected,
		pollsLeft: world.options.exportPolls,
		fails,
		continuationToken: continues ? newToken(world, survey, request, selected, since) : undefined,
	};
	world.state.exports.set(job.progressId, job);
	return ok({
		progressId: job.progressId,
		percentComplete: 0.0,
		status: 'inProgress',
		...tokenIf(job, world.options.continuationTokenIn === 'always'),
	});
}

function sequenceOf(world: World, survey: ModelSurvey, token: string): number {
	const known = world.state.exportTokens.get(token);
	if (!known || known.surveyId !== survey.id)
		throw badRequest('The continuation token is not valid.');
	if (known.expiresAt <= world.now()) throw badRequest('The continuation token has expired.');
	return known.sequence;
}

function select(
	world: World,
	survey: ModelSurvey,
	request: ReadExportRequest,
	since: number,
): StoredResponse[] {
	const filter = survey.filters.find(({ filterId }) => filterId === request.filterId);
	if (request.filterId !== undefined && !filter) throw notFound(`Filter ${request.filterId}`);
	const { startDate = -Infinity, endDate = Infinity, byModified } = request;
	const timeOf = (item: StoredResponse): number => (byModified ? item.modifiedAt : item.recordedAt);
	const newest = world.now() - world.options.exportLagMs;
	const found = (world.state.responses.get(survey.id) ?? []).filter((item) => {
		const at = timeOf(item);
		return (
			item.inProgress === request.inProgress &&
			at >= startDate &&
			at < endDate &&
			(world.options.exportLagMs === 0 || at <= newest) &&
			(byModified ? item.modifiedSequence : item.recordedSequence) > since &&
			(filter?.minimumNps === undefined ||
				Number(item.recipe.values?.QID1 ?? 0) >= filter.minimumNps)
		);
	});
	found.sort((a, b) => timeOf(a) - timeOf(b));
	return request.limit === undefined ? found : found.slice(0, request.limit);
}

/** A token stands behind what this export gave away, and lives for a week. */
function newToken(
	world: World,
	survey: ModelSurvey,
	request: ReadExportRequest,
	selected: StoredResponse[],
	since: number,
): string {
	const token = world.id('', 32);
	let sequence = since;
	for (const item of selected) {
		sequence = Math.max(
			sequence,
			request.byModified ? item.modifiedSequence : item.recordedSequence,
		);
	}
	world.state.exportTokens.set(token, {
		surveyId: survey.id,
		sequence,
		expiresAt: world.now() + week,
	});
	return token;
}

const tokenIf = (job: ExportJob, shown: boolean): object =>
	shown && job.continuationToken !== undefined ? { continuationToken: job.continuationToken } : {};

/** `percentComplete` reads 100 once before the file is there, and on failure: `status` is what counts (contracts/qualtrics.md 3.3). */
function progress(call: Call) {
	const { world, params } = call;
	const survey = surveyOf(call);
	const job = world.state.exports.get(params.progressId);
	if (!job || job.surveyId !== survey.id) throw notFound(`Export ${params.progressId}`);
	if (job.pollsLeft > 0) {
		const total = world.options.exportPolls;
		job.pollsLeft -= 1;
		return ok({
			fileId: null,
			percentComplete:
				job.pollsLeft === 0 ? 100 : Math.round(((total - job.pollsLeft) / total) * 90),
			status: 'inProgress',
			...tokenIf(job, world.options.continuationTokenIn === 'always'),
		});
	}
	if (job.fails) return ok({ fileId: null, percentComplete: 100, status: 'failed' });
	return ok({
		fileId: job.fileId,
		percentComplete: 100,
		status: 'complete',
		...tokenIf(job, true),
	});
}

function file(call: Call) {
	const { world, params } = call;
	const survey = surveyOf(call);
	const job = [...world.state.exports.values()].find(({ fileId }) => fileId === params.fileId);
	if (!job || job.surveyId !== survey.id || job.fails || job.pollsLeft > 0) {
		throw notFound(`File ${params.fileId}`);
	}
	const type = job.request.compress
		? 'application/zip'
		: job.request.format === 'json'
			? 'application/json'
			: 'application/x-ndjson';
	return { status: 200, headers: { 'content-type': type }, body: exportFile(world, job) };
}

/** Source: contracts/qualtrics.md 3.3. */
export const exportRoutes: ApiRoute[] = [
	{
		method: 'POST',
		path: '/surveys/:surveyId/export-responses',
		scope,
		bucket: 'export-create',
		body: 'any object',
		handle: create,
	},
	{
		method: 'GET',
		path: '/surveys/:surveyId/export-responses/:progressId',
		scope,
		bucket: 'export-progress',
		handle: progress,
	},
	{
		method: 'GET',
		path: '/surveys/:surveyId/export-responses/:fileId/file',
		scope,
		bucket: 'export-file',
		handle: file,
	},
];
