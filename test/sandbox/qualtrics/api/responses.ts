import { isRecord } from '../../http/fields';
import { badField, badRequest, done, notFound, ok } from '../envelope';
import { indexOf } from '../model/fields';
import { metadataKeys } from '../model/metadata';
import type { GivenValue } from '../model/makeResponse';
import { recordOf, removeResponse, storeResponse, touchResponse } from '../responseStore';
import type { StoredResponse } from '../state';
import type { ApiRoute, Call } from '../world';
import { surveyOf } from './surveys';

const area = 'survey_responses';

function responseOf(call: Call): StoredResponse {
	const survey = surveyOf(call);
	const stored = call.world.state.responsesById.get(call.params.responseId);
	if (!stored || stored.surveyId !== survey.id || stored.inProgress) {
		throw notFound(`Response ${call.params.responseId}`);
	}
	return stored;
}

/** A response can be unknown for a short while after its announcement (contracts/qualtrics.md 3.1). */
function readOne(call: Call) {
	const { world } = call;
	const stored = responseOf(call);
	const left = world.state.hidden.get(stored.responseId) ?? 0;
	if (left > 0) {
		world.state.hidden.set(stored.responseId, left - 1);
		throw notFound(`Response ${stored.responseId}`);
	}
	if (world.now() - stored.recordedAt < world.options.responseLagMs) {
		throw notFound(`Response ${stored.responseId}`);
	}
	return ok(recordOf(world, stored));
}

async function create(call: Call) {
	const { world, body } = call;
	const survey = surveyOf(call);
	const embedded = (body.embeddedData ?? {}) as Record<string, GivenValue>;
	const values = { ...(body.values as Record<string, GivenValue>), ...embedded };
	const { byKey, embeddedData } = indexOf(survey);
	for (const [key, value] of Object.entries(values)) {
		if (value === null) throw badField({ path: `values.${key}`, reason: 'null' });
		if (!byKey.has(key) && !embeddedData.has(key) && !metadataKeys.has(key)) {
			throw badField({ path: `values.${key}`, reason: 'unknown' });
		}
	}
	for (const [key, value] of Object.entries(embedded)) {
		if (Array.isArray(value) || isRecord(value))
			throw badField({ path: `embeddedData.${key}`, reason: 'type' });
	}
	const stored = storeResponse(world, survey.id, { values, distributionChannel: 'anonymous' });
	try {
		recordOf(world, stored);
	} catch (error) {
		removeResponse(world, stored);
		throw badRequest(`Invalid request. ${error instanceof Error ? error.message : ''}`);
	}
	if (world.options.announceApiResponses) void world.announce(stored);
	return ok({ responseId: stored.responseId });
}

/** What this call does with unknown names is not known: they are added (contracts/qualtrics.md 3.1.4). */
function updateEmbeddedData(call: Call) {
	const { world, body } = call;
	const stored = world.state.responsesById.get(call.params.responseId);
	if (!stored || stored.surveyId !== body.surveyId)
		throw notFound(`Response ${call.params.responseId}`);
	surveyOf({ world, params: { surveyId: stored.surveyId } });
	const next = Object.entries(body.embeddedData as object).map(([name, value]) => [
		name,
		String(value),
	]);
	stored.embeddedData = {
		...stored.embeddedData,
		...(Object.fromEntries(next) as Record<string, string>),
	};
	touchResponse(world, stored);
	if (body.resetRecordedDate === true) {
		stored.recordedAt = world.now();
		stored.recipe = { ...stored.recipe, recordedAt: stored.recordedAt };
	}
	return done();
}

/** Source: contracts/qualtrics.md 3.1. */
export const responseRoutes: ApiRoute[] = [
	{
		method: 'GET',
		path: '/surveys/:surveyId/responses/:responseId',
		scope: { area, access: 'read' },
		bucket: 'response-get',
		handle: readOne,
	},
	{
		method: 'DELETE',
		path: '/surveys/:surveyId/responses/:responseId',
		scope: { area, access: 'delete' },
		bucket: 'response-delete',
		handle: (call) => {
			removeResponse(call.world, responseOf(call));
			return done();
		},
	},
	{
		method: 'POST',
		path: '/surveys/:surveyId/responses',
		scope: { area, access: 'write' },
		bucket: 'response-create',
		body: {
			values: { kind: 'map', required: true, items: { kind: 'any' } },
			embeddedData: { kind: 'primitives' },
		},
		handle: create,
	},
	{
		method: 'PUT',
		path: '/responses/:responseId',
		scope: { area, access: 'write' },
		body: {
			surveyId: { kind: 'string', required: true },
			embeddedData: { kind: 'primitives', required: true },
			resetRecordedDate: { kind: 'boolean' },
		},
		handle: updateEmbeddedData,
	},
];
