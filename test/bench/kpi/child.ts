import type vm from 'node:vm';
import '../../engine/harness/environment.cjs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { INodeType } from 'n8n-workflow';
import type { KpiResult } from '../../../nodes/shared/survey/kpi';
import { runWorkflow } from '../../engine/harness';
import { storeVisitId } from '../../sandbox/qualtrics';
import { picked } from '../../workflows';
import { bareClient } from '../bareClient';

/**
 * One contender in a process of its own, so that its memory is its own: `child.ts parse|compute <url> <token>`. Prints
 * `{ ms, addedMb, n }`; added is what the process grew by at its largest, over what it took with everything loaded.
 */
const [contender, url, token] = process.argv.slice(2);

/** The export of the survey, read as it comes and parsed, and nothing else. */
async function parse(): Promise<number> {
	const qualtrics = bareClient(url, token);
	let n = 0;
	const source = qualtrics.source(storeVisitId);
	for await (const one of source.read({ surveyId: storeVisitId })) if (one.id !== '') n += 1;
	return n;
}

/** Beside the node's file lies one that describes it, which a plain `require` would take. */
function survey(): INodeType {
	const file = path.join(__dirname, '../../../nodes/Survey/Survey.node.ts');
	const { Survey } = createRequire(__filename)(file) as { Survey: new () => INodeType };
	return new Survey();
}

/** Three KPIs by week of the survey itself. */
async function compute(kpiOptions: object = {}): Promise<number> {
	const answers = (key: string) => ({
		source: [{ value: picked(key, 'key'), survey: picked('', 'id'), stage: '' }],
	});
	const result = await runWorkflow({
		nodes: [
			{
				name: 'Survey',
				type: 'bench.survey',
				parameters: {
					resource: 'kpi',
					operation: 'compute',
					surveys: { values: [{ survey: picked(storeVisitId) }] },
					kpis: {
						kpi: [
							{ metric: 'nps', name: 'NPS', answers: answers('QID1'), settings: {} },
							{ metric: 'csat', name: 'CSAT', answers: answers('QID2'), settings: {} },
							{ metric: 'distribution', name: 'What', answers: answers('QID4'), settings: {} },
						],
					},
					period: 'week',
					kpiOptions,
				} as never,
				credentials: { qualtricsApi: { id: '1', name: 'Qualtrics' } },
			},
		],
		nodeTypes: { 'bench.survey': survey() },
		credentials: { qualtricsApi: { apiToken: token, dataCenter: 'fra1', baseUrl: url } },
		mode: 'trigger',
	});
	if (result.error) throw result.error;
	const results = result.json('Survey') as unknown as KpiResult[];
	return results
		.filter(({ kpi }) => kpi === 'NPS')
		.reduce((total, { responses }) => total + responses, 0);
}

/** Nobody answered then: everything is loaded that will be needed. */
const warm = async () => await compute({ to: '2000-01-01T00:00:00Z' });

async function measure(): Promise<void> {
	await warm();
	setFlagsFromString('--expose-gc');
	const { runInNewContext } = createRequire(__filename)('node:vm') as typeof vm;
	(runInNewContext('gc') as () => void)();
	const before = process.memoryUsage().rss;
	let most = before;
	const sampling = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
	const start = performance.now();
	const n = await (contender === 'compute' ? compute() : parse());
	const ms = performance.now() - start;
	clearInterval(sampling);
	const addedMb = (most - before) / 1024 / 1024;
	process.stdout.write(`${JSON.stringify({ ms, addedMb, n })}\n`);
	process.exit(0);
}

void measure();
