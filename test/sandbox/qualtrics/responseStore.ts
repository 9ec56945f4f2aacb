import { makeResponse, type ResponseRecipe, type ResponseRecord } from './model/makeResponse';
import type { StoredResponse } from './state';
import type { World } from './world';

export interface NewResponse extends Partial<Omit<ResponseRecipe, 'multiAnswerItems'>> {
	inProgress?: boolean;
	recipientId?: string;
	distributionId?: string;
	/** Milliseconds; default: as recorded. */
	modifiedAt?: number;
}

export function storeResponse(world: World, surveyId: string, given: NewResponse): StoredResponse {
	const { state, options } = world;
	const record = state.surveys.get(surveyId);
	if (!record) throw new Error(`There is no survey ${surveyId} in the sandbox`);
	const { inProgress = false, recipientId, distributionId, modifiedAt, ...recipe } = given;
	const responseId = recipe.responseId ?? world.id('R_');
	if (state.responsesById.has(responseId))
		throw new Error(`There is a response ${responseId} already`);
	const recordedAt = recipe.recordedAt ?? world.now();
	state.sequence += 1;
	const stored: StoredResponse = {
		responseId,
		surveyId,
		recipe: {
			seed: options.seed * 1_000_003 + state.sequence,
			multiAnswerItems: options.multiAnswerItems,
			...recipe,
			responseId,
			recordedAt,
		},
		recordedAt,
		modifiedAt: modifiedAt ?? recordedAt,
		recordedSequence: state.sequence,
		modifiedSequence: state.sequence,
		inProgress,
		recipientId,
		distributionId,
	};
	const list = state.responses.get(surveyId) ?? [];
	list.push(stored);
	state.responses.set(surveyId, list);
	state.responsesById.set(responseId, stored);
	return stored;
}

/** The response as the API gives it. */
export function recordOf(world: World, stored: StoredResponse): ResponseRecord {
	const survey = world.state.surveys.get(stored.surveyId);
	if (!survey) throw new Error(`The survey of ${stored.responseId} is gone`);
	const record = makeResponse(survey.model, stored.recipe);
	Object.assign(record.values, stored.embeddedData);
	return record;
}

/** Marks a response as changed now. */
export function touchResponse(world: World, stored: StoredResponse): void {
	world.state.sequence += 1;
	stored.modifiedSequence = world.state.sequence;
	stored.modifiedAt = world.now();
}

export function removeResponse(world: World, stored: StoredResponse): void {
	world.state.responsesById.delete(stored.responseId);
	const list = world.state.responses.get(stored.surveyId);
	list?.splice(list.indexOf(stored), 1);
}
