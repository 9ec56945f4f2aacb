import { zip } from '../http/zip';
import { indexOf } from './model/fields';
import { metadataKeys } from './model/metadata';
import type { ResponseRecord } from './model/makeResponse';
import { recordOf } from './responseStore';
import type { ExportJob, StoredResponse } from './state';
import type { World } from './world';

/** Responses turned into text at a time: bounded memory, and other requests get their turn in between. */
const batchSize = 200;

export function exportFile(world: World, job: ExportJob): AsyncIterable<Buffer> {
	const content = job.request.format === 'json' ? asJson(world, job) : asLines(world, job);
	if (!job.request.compress) return content;
	const title = world.state.surveys.get(job.surveyId)?.model.name ?? job.surveyId;
	return zip([{ name: `${title}.${job.request.format}`, content }], world.options.zipSizes);
}

async function* asLines(world: World, job: ExportJob): AsyncGenerator<Buffer> {
	for await (const texts of batches(world, job))
		yield Buffer.from(texts.map((text) => `${text}\n`).join(''));
}

async function* asJson(world: World, job: ExportJob): AsyncGenerator<Buffer> {
	let isFirst = true;
	yield Buffer.from('{"responses":[');
	for await (const texts of batches(world, job)) {
		yield Buffer.from((isFirst ? '' : ',') + texts.join(','));
		isFirst = false;
	}
	yield Buffer.from(']}');
}

async function* batches(world: World, job: ExportJob): AsyncGenerator<string[]> {
	for (let start = 0; start < job.selected.length; start += batchSize) {
		const part = job.selected.slice(start, start + batchSize);
		// Deleted in the meantime: no longer in the file.
		const present = part.filter(({ responseId }) => world.state.responsesById.has(responseId));
		if (present.length > 0)
			yield present.map((stored) => JSON.stringify(exported(world, job, stored)));
		await new Promise((resolve) => setImmediate(resolve));
	}
}

function exported(world: World, { request }: ExportJob, stored: StoredResponse): ResponseRecord {
	const record = recordOf(world, stored);
	if (request.byModified) {
		record.values[world.options.lastModifiedKey] = new Date(stored.modifiedAt).toISOString();
	}
	const { questionIds, embeddedDataIds, surveyMetadataIds } = request;
	if (!questionIds && !embeddedDataIds && !surveyMetadataIds) return record;
	const survey = world.state.surveys.get(stored.surveyId)?.model;
	const byKey = survey && indexOf(survey).byKey;
	const wanted = (key: string): boolean => {
		const field = byKey?.get(key);
		if (field) return !questionIds || questionIds.includes(field.question.id);
		if (key === '_recordId' || key === world.options.lastModifiedKey) return true;
		if (metadataKeys.has(key)) return !surveyMetadataIds || surveyMetadataIds.includes(key);
		return !embeddedDataIds || embeddedDataIds.includes(key);
	};
	const keep = <T>(map: Record<string, T>): Record<string, T> =>
		Object.fromEntries(Object.entries(map).filter(([key]) => wanted(key)));
	return {
		responseId: record.responseId,
		values: keep(record.values),
		labels: keep(record.labels),
		displayedFields: record.displayedFields.filter(wanted),
		displayedValues: keep(record.displayedValues),
	};
}
