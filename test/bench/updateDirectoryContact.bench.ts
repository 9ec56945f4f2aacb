import '../engine/harness/environment.cjs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { createRequire } from 'node:module';
import type { IDataObject, INodeType, IVersionedNodeType } from 'n8n-workflow';
import { n8nHome } from '../e2e/harness/paths';
import { runWorkflow, type RunResult } from '../engine/harness';
import {
	customersListId,
	mainDirectoryId,
	startQualtricsSandbox,
	type QualtricsSandbox,
} from '../sandbox/qualtrics';
import { credentialsOf, picked } from '../workflows';
import { faster, median, report, within } from './measure';
import { ownNode } from './engine';

/**
 * 5,000 contacts into a mailing list, beside what is built without this package: an HTTP Request node with one call each.
 * Both run in n8n's engine against the same sandbox, in interleaved rounds; requests are counted there.
 * Run: `npm run bench updateDirectoryContact`. Times are for comparison within one run only.
 */
const COUNT = 5_000;
/** Single requests cost the same each, so fewer tell it as well. */
const SINGLY = 1_000;
const ROUNDS = 3;
/** What is left of the documented 500 a minute when a tenth of it may go out at once. */
const WRITES_PER_MINUTE = 450;

const items = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		json: { email: `person${index}@example.com`, plan: index % 2 ? 'gold' : 'silver' },
	}));

interface Measured {
	requests: number;
	ms: number;
	/** Of this process, the sandbox within it included. */
	cpuMs: number;
}

async function measure(
	run: (sandbox: QualtricsSandbox) => Promise<RunResult>,
	count: number,
): Promise<Measured> {
	const sandbox = await startQualtricsSandbox();
	const cpu = process.cpuUsage();
	const start = performance.now();
	const result = await run(sandbox);
	const ms = performance.now() - start;
	const { user, system } = process.cpuUsage(cpu);
	const written = sandbox.state.directories.get(mainDirectoryId)!.contacts.size;
	if (result.error || written !== count)
		throw new Error(
			`The bench measures the wrong thing: ${written} contacts, ${result.error?.message} ${(result.error as { description?: string } | undefined)?.description ?? ''}`,
		);
	const requests = sandbox.requests.length;
	await sandbox.close();
	return { requests, ms, cpuMs: (user + system) / 1000 };
}

const row = (target: string, source: string): IDataObject => ({
	target: picked(target, 'name'),
	source: picked(source, 'text'),
});

const ours = (count: number, options: IDataObject) => async (sandbox: QualtricsSandbox) =>
	await runWorkflow({
		nodes: [
			{
				name: 'Contacts',
				type: 'n8n-nodes-survey-ops.updateDirectoryContact',
				parameters: {
					mailingLists: { values: [{ mailingList: picked(customersListId, 'id') }] },
					showQuestionsOf: 'none',
					fields: { row: [row('email', '={{ $json.email }}'), row('plan', '={{ $json.plan }}')] },
					options,
				} as never,
			},
		],
		nodeTypes,
		input: items(count),
		credentials: credentialsOf(sandbox),
		mode: 'trigger',
	});

/** n8n's own node, from the n8n that the tests install. */
function httpRequestNode(): INodeType {
	const file = 'n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js';
	const load = createRequire(
		path.join(n8nHome(), 'node_modules', 'n8n-nodes-base', 'package.json'),
	);
	const { HttpRequest } = load(path.join(n8nHome(), 'node_modules', file)) as {
		HttpRequest: new () => IVersionedNodeType;
	};
	return new HttpRequest().getNodeType(4.2);
}

const nodeTypes: Record<string, INodeType> = {
	'n8n-nodes-base.httpRequest': httpRequestNode(),
	'n8n-nodes-survey-ops.updateDirectoryContact': ownNode('UpdateDirectoryContact'),
};
const peer = (count: number) => async (sandbox: QualtricsSandbox) =>
	await runWorkflow({
		nodes: [
			{
				name: 'Request',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: {
					method: 'POST',
					url: `${sandbox.url}/API/v3/directories/${mainDirectoryId}/mailinglists/${customersListId}/contacts`,
					sendHeaders: true,
					headerParameters: { parameters: [{ name: 'X-API-TOKEN', value: sandbox.token }] },
					sendBody: true,
					specifyBody: 'json',
					jsonBody: '={{ { email: $json.email, embeddedData: { plan: $json.plan } } }}',
					options: { batching: { batch: { batchSize: 50, batchInterval: 250 } } },
				},
			},
		],
		nodeTypes,
		input: items(count),
		mode: 'trigger',
	});

const singleRequests = {
	bulkImportAbove: 0,
	checkBeforeWriting: false,
	writesPerMinute: 1_000_000,
};
const ways = {
	peer: { count: COUNT, run: peer(COUNT) },
	importJob: { count: COUNT, run: ours(COUNT, {}) },
	peerSingly: { count: SINGLY, run: peer(SINGLY) },
	singly: { count: SINGLY, run: ours(SINGLY, singleRequests) },
};
type Way = keyof typeof ways;

/**
 * Each measurement has a process of its own, so that none inherits another's memory or sockets. The peer gives up at the first
 * of its 5,000 calls that breaks, which happens on a busy machine; it then has a second go.
 */
function measureApart(way: Way): Measured {
	const run = () =>
		spawnSync(process.execPath, [...process.execArgv, __filename], {
			encoding: 'utf8',
			env: { ...process.env, SURVEY_OPS_BENCH_WAY: way, SURVEY_OPS_N8N_HOME: n8nHome() },
		});
	const first = run();
	if (first.status !== 0) console.log(`${way} did not get through: ${first.stderr}`);
	const { status, stdout, stderr } = first.status === 0 ? first : run();
	if (status !== 0) throw new Error(`${way} did not get through twice: ${stderr}`);
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured;
}

async function main(): Promise<void> {
	const chosen = process.env.SURVEY_OPS_BENCH_WAY as Way | undefined;
	if (chosen !== undefined) {
		console.log(JSON.stringify(await measure(ways[chosen].run, ways[chosen].count)));
		process.exit();
	}
	const rounds: Record<Way, Measured[]> = { peer: [], importJob: [], peerSingly: [], singly: [] };
	for (let round = 0; round < ROUNDS; round++)
		for (const way of Object.keys(ways) as Way[]) rounds[way].push(measureApart(way));
	const of = (name: Way, figure: keyof Measured): number =>
		median(rounds[name].map((measured) => measured[figure]));

	const seconds = (name: Way) => `${(of(name, 'ms') / 1000).toFixed(1)} s`;
	console.log(
		`Without any limit, ${COUNT} contacts took ${seconds('peer')} one call each and ${seconds('importJob')} through the import job; ` +
			`${SINGLY} singly took ${seconds('peerSingly')} and ${seconds('singly')}.`,
	);
	// What is not the API's is processor time, the sandbox's own included; the rest of the time at the documented rate is waiting.
	const atDocumentedRateMs = (SINGLY / WRITES_PER_MINUTE) * 60_000;
	const waiting = 1 - of('singly', 'cpuMs') / atDocumentedRateMs;
	const jobs = of('importJob', 'requests');
	const singly = of('singly', 'requests');
	report('updateDirectoryContact', [
		faster(
			{
				what: `Update Directory Contact, ${COUNT.toLocaleString('en')} contacts, requests`,
				peer: 'HTTP Request, one call each',
				peerFigure: String(of('peer', 'requests')),
				us: `${jobs} (import job)`,
			},
			of('peer', 'requests') / jobs,
			20,
		),
		within(
			{
				what: `Update Directory Contact, ${SINGLY.toLocaleString('en')} singly, requests`,
				peer: 'HTTP Request, one call each',
				peerFigure: String(of('peerSingly', 'requests')),
				us: String(singly),
			},
			singly / of('peerSingly', 'requests'),
			1.05,
		),
		{
			what: 'Update Directory Contact, singly, share of time spent waiting for the API',
			peer: 'at the documented rate',
			peerFigure: `${WRITES_PER_MINUTE} a minute`,
			us: `${(waiting * 100).toFixed(1)} %`,
			ratio: waiting,
			target: '≥ 0.9',
			isReached: waiting >= 0.9,
		},
	]);
}

void main();
