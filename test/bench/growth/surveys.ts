import { ownNode } from '../engine';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { KpiBook, type KpiPlan } from '../../../nodes/shared/survey/kpi';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { forgetProcessed, runWorkflow } from '../../engine/harness';
import { Production, type Tool } from '../../engine/trigger/Production';
import { storeVisitSurvey } from '../../sandbox/qualtrics/model/storeVisit';
import { furtherBlocks } from '../../sandbox/qualtrics/model/storeVisitBlocks';
import { answer, response } from '../../unit/conditions/survey';
import { picked } from '../../workflows';
import { expect, tenfold, type Growth, type Work } from './Growth';
import { startStandIn, type StandIn } from './standIn';

/**
 * Survey Trigger and Survey, against a survey tool in a process of its own; KPIs without one. What is waited
 * for is the exports that the contract allows in a minute: two for each of the trigger's surveys, one for each of Survey's.
 */
const QUESTIONS = 15;
const RESPONSES = 1_000;

let standIn: StandIn | undefined;
let surveysMade = 0;
const close = (): void => standIn?.close();

const survey = (ids: readonly string[]): IDataObject => ({
	values: ids.map((id) => ({ survey: picked(id) })),
});

/** New surveys of so many questions, all of them answered in each of so many responses. */
async function surveysOf(count: number, questions: number, responses: number): Promise<string[]> {
	standIn ??= await startStandIn('sandbox/serve.ts', '{"exportPolls":0}');
	const model = storeVisitSurvey({ userId: 'UR_bench', brandId: 'bench' });
	const ids: string[] = [];
	for (let index = 0; index < count; index++) {
		const id = `SV_bench${++surveysMade}`;
		const blocks = furtherBlocks(9, 8 + questions);
		await standIn.control('addSurvey', { ...model, id, name: id, blocks, embeddedData: [] });
		await standIn.control('addResponses', responses, { surveyId: id, fill: 'all' });
		ids.push(id);
	}
	return ids;
}

async function waiting(count: number, questions: number, responses: number): Promise<Work> {
	const surveys = await surveysOf(count, questions, responses);
	return async () => {
		const { url, token } = standIn!;
		const tool: Tool = { url, token, requests: [] };
		let found = 0;
		let done: () => void = () => undefined;
		const all = new Promise<void>((resolve) => (done = resolve));
		forgetProcessed();
		const trigger = await new Production(
			tool,
			{ startFrom: 'all', delivery: 'scheduled', surveys: survey(surveys) } as INodeParameters,
			{
				nodeType: ownNode('SurveyTrigger'),
				onRun: (result) => {
					if (result.error) throw result.error;
					found += result.items('Survey Trigger').length;
					if (found >= count * responses) done();
				},
			},
		).start();
		await trigger.activate();
		await all;
		await trigger.close();
		expect('Responses that came out', found, count * responses);
	};
}

async function replayed(count: number, questions: number, responses: number): Promise<Work> {
	const surveys = await surveysOf(count, questions, responses);
	return async () => {
		const { url, token } = standIn!;
		const result = await runWorkflow({
			nodes: [
				{
					name: 'Survey',
					type: 'bench.survey',
					parameters: { surveys: survey(surveys) } as INodeParameters,
					credentials: { qualtricsApi: { id: '1', name: 'Qualtrics' } },
				},
			],
			nodeTypes: { 'bench.survey': ownNode('Survey') },
			credentials: { qualtricsApi: { apiToken: token, dataCenter: 'fra1', baseUrl: url } },
			mode: 'trigger',
		});
		if (result.error) throw result.error;
		expect('Responses', result.items('Survey').length, count * responses);
	};
}

const START = Date.parse('2026-01-01T00:00:00Z');
const scale = { min: 0, max: 10, direction: 'up' as const };

const rated = (index: number): SurveyResponse =>
	response([answer('QID3', index % 11, { type: 'nps', scale })], {
		context: { plan: index % 2 ? 'gold' : 'free' },
	});

function kpis(responses: number, measures: number, weeks: number): Work {
	const pool = Array.from({ length: 1_000 }, (_, index) => rated(index));
	const plan: KpiPlan = {
		measures: Array.from({ length: measures }, (_, index) => ({
			name: `NPS ${index}`,
			metric: 'nps' as const,
			sources: [{ from: 'answer' as const, key: 'QID3' }],
		})),
		groupBy: [{ by: 'context', key: 'plan' }],
		period: 'week',
		timeZone: 'Europe/Paris',
	};
	return () => {
		const book = new KpiBook(plan, { remember: true });
		for (let index = 0; index < responses; index++) {
			const one = pool[index % pool.length];
			const submittedAt = new Date(START + (index % weeks) * 604_800_000).toISOString();
			book.add({ ...one, response: { ...one.response, id: `R_${index}`, submittedAt } });
		}
		const asOf = new Date(START).toISOString();
		const results = book.results({ asOf, withTotal: true });
		if (results.length < measures * weeks) throw new Error(`${results.length} results`);
	};
}

export const SURVEYS: Growth[] = [
	tenfold(
		'Survey Trigger, responses waiting',
		RESPONSES,
		async (size) => await waiting(1, QUESTIONS, size),
		close,
	),
	tenfold(
		'Survey Trigger, questions',
		QUESTIONS,
		async (size) => await waiting(1, size, 100),
		close,
	),
	tenfold('Survey Trigger, surveys', 3, async (size) => await waiting(size, QUESTIONS, 40), close),
	tenfold(
		'Survey, responses',
		RESPONSES,
		async (size) => await replayed(1, QUESTIONS, size),
		close,
	),
	tenfold('Survey, questions', QUESTIONS, async (size) => await replayed(1, size, 100), close),
	tenfold('Survey, surveys', 1, async (size) => await replayed(size, QUESTIONS, 40), close),
	tenfold('Survey KPI, responses', 10_000, (size) => kpis(size, 3, 50)),
	tenfold('Survey KPI, KPIs', 3, (size) => kpis(10_000, size, 50)),
	tenfold('Survey KPI, weeks', 10, (size) => kpis(10_000, 3, size)),
];
