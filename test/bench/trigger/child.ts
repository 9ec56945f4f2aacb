import type vm from 'node:vm';
import '../../engine/harness/environment.cjs';
import { setFlagsFromString } from 'node:v8';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DataDeduplicationService } from 'n8n-core';
import type { INode, INodeType, Workflow } from 'n8n-workflow';
import type { QualtricsSandbox } from '../../sandbox/qualtrics';
import { serviceCallId, storeVisitId } from '../../sandbox/qualtrics';
import { picked } from '../../workflows';
import { Production } from '../../engine/trigger/Production';
import { bareClient } from '../bareClient';

/**
 * One contender in a process of its own, so that its memory is its own: `child.ts read|parse|catchUp <url> <token> <count> <warm-up>`.
 * Prints `{ ms, addedMb, responses }`; added is what the process grew by at its largest, over what it took with everything loaded
 * and compiled: each contender first does the same with a few responses of another survey.
 */
const [contender, url, token, count, warmUp] = process.argv.slice(2);

/** The export of everything, read as it comes and parsed, into the model if so asked, and nothing else. */
async function read(surveyId: string, intoModel: boolean): Promise<number> {
	const qualtrics = bareClient(url, token);
	const source = qualtrics.source(surveyId);
	let responses = 0;
	for await (const one of source.read({ surveyId })) {
		const isThere = intoModel ? Object.keys(one.toResponse().answers).length > 0 : one.id !== '';
		if (isThere) responses += 1;
	}
	return responses;
}

/** Beside the node's file lies one that describes it, which a plain `require` would take. */
function surveyTrigger(): INodeType {
	const file = path.join(__dirname, '../../../nodes/SurveyTrigger/SurveyTrigger.node.ts');
	const { SurveyTrigger } = createRequire(__filename)(file) as {
		SurveyTrigger: new () => INodeType;
	};
	return new SurveyTrigger();
}

/** The trigger as n8n runs it, in batches, each an execution. */
async function catchUp(surveyId: string, waiting: number): Promise<number> {
	const remote = { url, token, requests: [] } as unknown as QualtricsSandbox;
	let responses = 0;
	let done: () => void = () => undefined;
	const all = new Promise<void>((resolve) => (done = resolve));
	const trigger = await new Production(
		remote,
		{
			surveys: { values: [{ survey: picked(surveyId) }] },
			startFrom: 'all',
			every: 'day',
			delivery: 'scheduled',
		},
		{
			nodeType: surveyTrigger(),
			onRun: (result) => {
				if (result.error) throw result.error;
				responses += result.items('Survey Trigger').length;
				void entriesOf(trigger.node).then((now) => (entries = Math.max(entries, now)));
				if (responses >= waiting) done();
			},
		},
	).start();
	await trigger.activate();
	await all;
	await trigger.close();
	return responses;
}

let entries = 0;

/** What n8n's store of the processed holds of a node. */
const entriesOf = async (node: INode): Promise<number> =>
	await DataDeduplicationService.getInstance().getProcessedDataCount(
		'node',
		{ workflow: { id: 'workflow' } as Workflow, node, mode: 'trigger' } as never,
		{ mode: 'entries' },
	);

const work = async (surveyId: string, responses: string): Promise<number> =>
	contender === 'catchUp'
		? await catchUp(surveyId, Number(responses))
		: await read(surveyId, contender === 'parse');

async function measure(): Promise<void> {
	await work(serviceCallId, warmUp);
	setFlagsFromString('--expose-gc');
	const { runInNewContext } = createRequire(__filename)('node:vm') as typeof vm;
	(runInNewContext('gc') as () => void)();
	const before = process.memoryUsage().rss;
	let most = before;
	const sampling = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
	const start = performance.now();
	const responses = await work(storeVisitId, count);
	const ms = performance.now() - start;
	clearInterval(sampling);
	const addedMb = (most - before) / 1024 / 1024;
	process.stdout.write(`${JSON.stringify({ ms, addedMb, responses, entries })}\n`);
	process.exit(0);
}

void measure();
