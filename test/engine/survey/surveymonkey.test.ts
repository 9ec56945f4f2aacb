import type { IDataObject } from 'n8n-workflow';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import {
	Q,
	quizSurveyId,
	startSurveyMonkeySandbox,
	storeSurveyId,
	type SurveyMonkeySandbox,
} from '../../sandbox/surveymonkey';
import { picked } from '../../workflows';
import { runWorkflow, searchList, type RunResult } from '../harness';

const NODE = 'Survey';
const TYPE = 'n8n-nodes-survey-ops.survey';
const NOW = Date.parse('2026-03-10T12:00:00.000Z');
const HOUR = 3_600_000;

let sandbox: SurveyMonkeySandbox;
beforeEach(async () => {
	sandbox = await startSurveyMonkeySandbox({ now: () => NOW });
});
afterEach(async () => await sandbox.close());

const credentials = () => ({
	surveyMonkeyTokenApi: { accessToken: sandbox.token, dataCenter: 'us', baseUrl: sandbox.url },
});
const tool = { provider: 'surveymonkey' };

const attempt = async (parameters: IDataObject): Promise<RunResult> =>
	await runWorkflow({
		nodes: [
			{
				name: NODE,
				type: TYPE,
				parameters: {
					...tool,
					surveys: { values: [{ survey: picked(storeSurveyId) }] },
					...parameters,
				} as never,
			},
		],
		credentials: credentials(),
		mode: 'trigger',
	});
const run = async (parameters: IDataObject): Promise<RunResult> => {
	const result = await attempt(parameters);
	expect(result.error).toBeUndefined();
	return result;
};
const idsOf = (result: RunResult): string[] =>
	(result.json(NODE) as unknown as SurveyResponse[]).map(({ response }) => response.id);

const add = (hoursAgo: number, score: number): string =>
	sandbox.control.addResponse(
		storeSurveyId,
		{ [Q.nps]: [{ row_id: '140', choice_id: String(150 + score) }] },
		{ modifiedAt: NOW - hoursAgo * HOUR },
	);

describe('the Survey node on SurveyMonkey', () => {
	it('Get Many: oldest first; a window of time', async () => {
		const ids = [30, 20, 10].map((hours) => add(hours, 9));
		expect(idsOf(await run({}))).toEqual(ids);
		const filters = { from: new Date(NOW - 25 * HOUR).toISOString() };
		expect(idsOf(await run({ filters }))).toEqual(ids.slice(1));
	});

	it('Get and Get Many by ID', async () => {
		const ids = [3, 2].map((hours) => add(hours, 5));
		const survey = picked(storeSurveyId);
		const got = await run({ operation: 'get', survey, responseId: ids[1] });
		expect(idsOf(got)).toEqual([ids[1]]);
		expect(got.json(NODE)[0]).toMatchObject({
			provider: 'surveymonkey',
			answers: { [`Q${Q.nps}`]: { type: 'nps', value: 5, npsGroup: 'detractor' } },
		});
		expect(idsOf(await run({ select: 'ids', survey, responseIds: ids.join() }))).toEqual(ids);
	});

	it('lists and describes surveys, and searches them', async () => {
		const list = await run({ resource: 'survey', operation: 'getAll' });
		expect(list.json(NODE)).toEqual([
			{
				provider: 'surveymonkey',
				id: storeSurveyId,
				name: 'Store visit',
				lastModified: '2025-03-01T08:00:00.000Z',
			},
			expect.objectContaining({ id: quizSurveyId }),
		]);
		const survey = picked(storeSurveyId);
		const describe = ['questions', 'choices', 'embeddedData'];
		const described = await run({ resource: 'survey', operation: 'describe', survey, describe });
		const rows = described.json(NODE);
		expect(rows[0]).toMatchObject({ kind: 'question', id: Q.where, type: 'singleChoice' });
		expect(rows).toContainEqual(
			expect.objectContaining({
				kind: 'choice',
				questionId: Q.rates,
				label: '5 stars',
				numeric: 5,
			}),
		);
		expect(rows).toContainEqual(
			expect.objectContaining({ kind: 'embeddedData', token: '${e://Field/plan}' }),
		);
		const found = await searchList({
			node: { name: NODE, type: TYPE, parameters: tool as never },
			credentials: credentials(),
			method: 'searchSurveys',
			filter: 'visit',
		});
		expect(found.results).toEqual([{ name: 'Store visit', value: storeSurveyId }]);
	});

	it('KPI of the survey itself', async () => {
		for (const [at, score] of [10, 9, 3, 8].entries()) add(at + 1, score);
		const source = { value: picked(Q.nps, 'key'), survey: picked('', 'id'), stage: '' };
		const kpi = { metric: 'nps', name: '', answers: { source: [source] }, settings: {} };
		const result = await run({ resource: 'kpi', operation: 'compute', kpis: { kpi: [kpi] } });
		expect(result.json(NODE)).toMatchObject([{ value: 25, n: 4 }]);
	});

	it.each<[string, () => void, RegExp]>([
		['a missing scope', () => sandbox.control.grant(['surveys_read']), /lacks the permission/],
		[
			'a token that was taken back',
			() => sandbox.control.revokeToken(),
			/did not accept the access token/,
		],
	])('%s is said', async (_name, happen, message) => {
		happen();
		const { error } = await attempt({});
		expect(error?.message).toMatch(message);
		expect(JSON.stringify(error)).not.toContain(sandbox.token);
	});
});
