import { definitionForbidden, forbidden, ok, surveyNotFound } from '../envelope';
import { surveyDefinition } from '../model/definition';
import { surveyDesign } from '../model/design';
import { responseSchema } from '../model/responseSchema';
import type { ModelSurvey } from '../model/types';
import { byOffset } from '../paging';
import type { ApiRoute, Call } from '../world';

const read = { area: 'surveys', access: 'read' } as const;

/** The survey of the path: 404 when it does not exist, 403 when it is not shared with the caller. */
export function surveyOf({ world, params }: Pick<Call, 'world' | 'params'>): ModelSurvey {
	const record = world.state.surveys.get(params.surveyId);
	if (!record) throw surveyNotFound(params.surveyId);
	if (!record.shared) throw forbidden('You do not have permission to access this survey.');
	return record.model;
}

/** Source: contracts/qualtrics.md 2. */
export const surveyRoutes: ApiRoute[] = [
	{
		method: 'GET',
		path: '/surveys',
		scope: read,
		query: ['offset'],
		handle: (call) => {
			const visible = [...call.world.state.surveys.values()].filter(({ shared }) => shared);
			return ok(
				byOffset(
					call,
					visible.map(({ model }) => ({
						id: model.id,
						name: model.name,
						ownerId: model.ownerId,
						lastModified: model.lastModified,
						creationDate: model.creationDate,
						isActive: model.isActive,
					})),
					100,
				),
			);
		},
	},
	{
		method: 'GET',
		path: '/surveys/:surveyId',
		scope: read,
		handle: (call) => {
			const survey = surveyOf(call);
			const responses = call.world.state.responses.get(survey.id)?.length ?? 0;
			return ok(surveyDesign(survey, responses, call.world.options));
		},
	},
	{
		method: 'GET',
		path: '/survey-definitions/:surveyId',
		scope: read,
		handle: (call) => {
			const record = call.world.state.surveys.get(call.params.surveyId);
			if (!record?.shared) throw definitionForbidden();
			return ok(surveyDefinition(record.model, new Date(call.world.now()).toISOString()));
		},
	},
	{
		method: 'GET',
		path: '/surveys/:surveyId/response-schema',
		scope: { area: 'survey_responses', access: 'read' },
		bucket: 'response-schema',
		handle: (call) => ok(responseSchema(surveyOf(call), call.world.options)),
	},
	{
		method: 'GET',
		path: '/surveys/:surveyId/filters',
		scope: read,
		bucket: 'filters',
		handle: (call) =>
			ok({
				elements: surveyOf(call).filters.map(({ filterId, filterName, creationDate }) => ({
					filterId,
					filterName,
					creationDate,
				})),
				nextPage: null,
			}),
	},
];
