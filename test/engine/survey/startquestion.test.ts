import type { IDataObject } from 'n8n-workflow';
import {
	closedSurveyId,
	netquestSurveyId,
	startStartquestionSandbox,
	type StartquestionSandbox,
} from '../../sandbox/startquestion';
import { picked } from '../../workflows';
import { runWorkflow, searchList } from '../harness';
import { idsOf, kpi, kpis, NODE, surveys, TYPE } from './setup';

const NOW = Date.parse('2026-03-10T12:00:00.000Z');
const HOUR = 3_600_000;

let sandbox: StartquestionSandbox;
let clock = NOW;
beforeEach(async () => {
	clock = NOW;
	sandbox = await startStartquestionSandbox({ now: () => clock });
});
afterEach(async () => await sandbox.close());

const credentials = () => ({
	startquestionApi: {
		host: sandbox.url,
		token: sandbox.token,
		tokenSecret: sandbox.tokenSecret,
		accountId: sandbox.accountId,
	},
});

const run = async (parameters: IDataObject) => {
	const result = await runWorkflow({
		nodes: [
			{
				name: NODE,
				type: TYPE,
				parameters: {
					provider: 'startquestion',
					surveys: surveys(String(netquestSurveyId)),
					...parameters,
				} as never,
			},
		],
		credentials: credentials(),
		settings: { timezone: 'Europe/Prague' },
		mode: 'trigger',
	});
	expect(result.error).toBeUndefined();
	return result;
};

const add = (hoursAgo: number, score: number) => {
	clock = NOW - hoursAgo * HOUR;
	const id = sandbox.control.addSheet(netquestSurveyId, { 5255740: score });
	clock = NOW;
	return String(id);
};

describe('the Survey node on Startquestion', () => {
	it('Get Many: oldest first, whatever order the tool lists them in; a window of time', async () => {
		const ids = [30, 20, 10].map((hours) => add(hours, 9));
		expect(idsOf(await run({}))).toEqual(ids);
		const filters = { from: new Date(NOW - 25 * HOUR).toISOString() };
		expect(idsOf(await run({ filters }))).toEqual(ids.slice(1));
	});

	it('Get and Get Many by ID', async () => {
		const ids = [3, 2].map((hours) => add(hours, 5));
		const survey = picked(String(netquestSurveyId));
		expect(idsOf(await run({ operation: 'get', survey, responseId: ids[1] }))).toEqual([ids[1]]);
		expect(idsOf(await run({ select: 'ids', survey, responseIds: ids.join() }))).toEqual(ids);
	});

	it('lists and describes surveys', async () => {
		const list = await run({ resource: 'survey', operation: 'getAll' });
		expect(list.json(NODE)).toMatchObject([
			{ provider: 'startquestion', id: String(netquestSurveyId), isActive: true },
			{ id: String(closedSurveyId), isActive: false },
		]);
		const survey = picked(String(netquestSurveyId));
		const described = await run({ resource: 'survey', operation: 'describe', survey });
		expect(described.json(NODE)[0]).toMatchObject({ kind: 'question', id: '5255740' });
		const found = await searchList({
			node: { name: NODE, type: TYPE, parameters: { provider: 'startquestion' } as never },
			credentials: credentials(),
			method: 'searchSurveys',
			filter: 'prodejna',
		});
		expect(found.results).toMatchObject([{ value: String(netquestSurveyId) }]);
	});

	it('KPI of the survey itself', async () => {
		for (const [at, score] of [10, 9, 3, 8].entries()) add(at + 1, score);
		const result = await run({
			resource: 'kpi',
			operation: 'compute',
			kpis: kpis(kpi('nps', ['5255740']), kpi('nps', ['Q5255740'], { name: 'Same' })),
		});
		expect(result.json(NODE)).toMatchObject([
			{ value: 25, n: 4 },
			{ value: 25, n: 4 },
		]);
	});
});
