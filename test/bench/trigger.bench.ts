import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { N8n, N8nInstance, waitFor, type Database, type WorkflowInput } from '../e2e/harness';
import { credentialDataOf, triggerNode } from '../e2e/triggerSetup/workflow';
import {
	serviceCallId,
	signatureOf,
	startQualtricsSandbox,
	storeVisitId,
} from '../sandbox/qualtrics';
import { median, report, within, type Comparison } from './measure';

/**
 * (a) From the announcement to the finished execution, beside n8n's own Webhook → NoOp, in the same n8n, one after the other
 * in turns. What the trigger does more than a webhook is to fetch the response; what that costs is measured in the same turns
 * by another workflow (Webhook → HTTP Request of the same address with the same credential) and taken off. n8n 2.41 makes a
 * JavaScript isolate for every incoming call and a second one for its execution, and leaves out the first for one node type
 * alone, its own Webhook, when none of its settings is an expression; no other trigger can have that. The peer is therefore a
 * Webhook node with one expression; the exempt one is shown beside it.
 * (b) A catch-up over 100,000 waiting responses, in n8n's engine, beside reading and parsing their export into the model and
 * nothing else; each in a process of its own, against one sandbox in another, and after a small one of another survey, so that what
 * is loaded and compiled once, however many responses wait, is no part of it. A JavaScript process grows until it is told
 * not to: for the memory, both run with a heap that is some 80 MB larger than what n8n's engine takes when it is loaded.
 * Run: `npm run bench trigger`. Times are for comparison within one run only.
 */
const CALLS = Number(process.env.SURVEY_OPS_BENCH_CALLS ?? 100);
const WAITING = Number(process.env.SURVEY_OPS_BENCH_WAITING ?? 100_000);
const WARM_UP = 15;
const WARM_UP_RESPONSES = 1000;
const HEAP_MB = 140;

const percentile = (values: number[], share: number): number =>
	[...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

const noOp = { name: 'NoOp', type: 'n8n-nodes-base.noOp' };
const line = (...nodes: WorkflowInput['nodes']): WorkflowInput => ({
	nodes,
	connections: Object.fromEntries(
		nodes
			.slice(0, -1)
			.map(({ name }, index) => [
				name,
				{ main: [[{ node: nodes[index + 1].name, type: 'main' as const, index: 0 }]] },
			]),
	),
});
/** With a setting that is an expression, n8n treats its Webhook node as every other trigger; see below. */
const webhook = (hook: string, responseMode = '=onReceived') => ({
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: hook,
	parameters: { path: hook, httpMethod: 'POST', responseMode },
});

/** Ends of executions, read past n8n, so that looking costs it nothing. */
class Ends {
	constructor(private readonly database: Database) {}

	async next(workflowId: string, before: number): Promise<{ id: number; at: number }> {
		const query =
			'select id, "stoppedAt", status from execution_entity where "workflowId" = ? and id > ? order by id desc limit 1';
		const row = await waitFor(
			'the execution to end',
			async () => {
				const [found] = await this.database.rows(query, [workflowId, before]);
				return found?.stoppedAt && found.status === 'success' ? found : undefined;
			},
			{ everyMs: 3 },
		);
		return { id: Number(row.id), at: timeOf(row.stoppedAt) };
	}
}

/** PostgreSQL gives a date; SQLite a text in universal time. */
const timeOf = (stored: unknown): number =>
	stored instanceof Date ? stored.getTime() : Date.parse(`${String(stored).replace(' ', 'T')}Z`);

async function announcements(): Promise<Comparison[]> {
	const sandbox = await startQualtricsSandbox();
	const instance = new N8nInstance();
	await instance.start();
	const n8n = await N8n.setUp(instance.url);
	const ends = new Ends(instance.database);
	try {
		const data = credentialDataOf(sandbox);
		const credential = await n8n.createCredential('qualtricsApi', data);
		const sample = sandbox.control.addResponse(storeVisitId);
		const fetched = `${sandbox.url}/API/v3/surveys/${storeVisitId}/responses/${sample}`;
		const request = {
			name: 'Fetch',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				url: fetched,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'qualtricsApi',
				options: {},
			},
			credentials: { qualtricsApi: { id: credential.id, name: credential.name } },
		};
		const trigger = triggerNode({ every: 'day', hour: 3 }, credential);
		const create = async (input: WorkflowInput) => {
			const { id } = await n8n.createWorkflow(input);
			await n8n.activate(id);
			return id;
		};
		const ids = {
			exempt: await create(line(webhook('bench-exempt', 'onReceived'), noOp)),
			webhook: await create(line(webhook('bench-plain'), noOp)),
			fetching: await create(line(webhook('bench-fetch'), request)),
			trigger: await create(line(trigger, noOp)),
		};
		const post = async (url: string, body: string, type: string) => {
			const answer = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
			await answer.text();
			if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
		};
		const hook = async (name: string) =>
			await post(
				n8n.webhookUrl(name),
				'{"surveyId":"SV_1","responseId":"R_1"}',
				'application/json',
			);
		const [subscription] = sandbox.state.subscriptions.values();
		const announce = async () => {
			const MSG = JSON.stringify({
				Status: 'Complete',
				SurveyID: storeVisitId,
				ResponseID: sandbox.control.addResponse(storeVisitId),
			});
			const HMAC = signatureOf(MSG, subscription.sharedKey ?? '');
			const form = new URLSearchParams({ Topic: `brand.${subscription.topics}`, HMAC, MSG });
			await post(subscription.publicationUrl, form.toString(), 'application/x-www-form-urlencoded');
		};
		const contenders = {
			exempt: async () => await hook('bench-exempt'),
			webhook: async () => await hook('bench-plain'),
			fetching: async () => await hook('bench-fetch'),
			trigger: announce,
		};
		const times: Record<keyof typeof contenders, number[]> = {
			exempt: [],
			webhook: [],
			fetching: [],
			trigger: [],
		};
		const seen = { exempt: 0, webhook: 0, fetching: 0, trigger: 0 };
		for (let round = 0; round < CALLS + WARM_UP; round += 1) {
			for (const name of Object.keys(contenders) as Array<keyof typeof contenders>) {
				const sent = Date.now();
				await contenders[name]();
				const end = await ends.next(ids[name], seen[name]);
				seen[name] = end.id;
				if (round >= WARM_UP) times[name].push(end.at - sent);
			}
		}
		return [0.5, 0.95].map((share) => {
			const [exempt, plain, fetching, whole] = [
				times.exempt,
				times.webhook,
				times.fetching,
				times.trigger,
			].map((list) => percentile(list, share));
			// The fetch as such: what the same workflow takes longer for it, at its most usual.
			const fetchMs = Math.max(0, median(times.fetching) - median(times.webhook));
			const own = whole - fetchMs;
			const name = `p${share * 100}`;
			console.log(
				`${name}: Webhook → NoOp ${plain} ms (${exempt} ms without any expression), Webhook → HTTP Request ${fetching} ms, Survey Trigger ${whole} ms, its fetch ${fetchMs} ms`,
			);
			return within(
				{
					what: `Survey Trigger, announcement to finished execution, ${name}`,
					peer: 'n8n Webhook → NoOp',
					peerFigure: `${plain} ms`,
					us: `${own} ms (and ${fetchMs} ms for the fetch)`,
				},
				own / plain,
				1.3,
			);
		});
	} finally {
		await instance.dispose();
		await sandbox.close();
	}
}

interface Ran {
	ms: number;
	addedMb: number;
	responses: number;
	entries?: number;
}

function contender(name: string, url: string, token: string, flags: string[] = []): Ran {
	const file = path.join(__dirname, 'trigger/child.ts');
	const { stdout, status } = spawnSync(
		process.execPath,
		[
			...flags,
			'--import',
			'tsx',
			file,
			name,
			url,
			token,
			String(WAITING),
			String(WARM_UP_RESPONSES),
		],
		{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26 },
	);
	if (status !== 0) throw new Error(`${name} ended with ${status}`);
	const ran = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Ran;
	if (ran.responses !== WAITING) throw new Error(`${name} saw ${ran.responses} responses`);
	return ran;
}

async function sandboxProcess(): Promise<{ child: ChildProcess; url: string; token: string }> {
	const file = path.join(__dirname, '../sandbox/serve.ts');
	// The time Qualtrics takes to make an export ready is not ours; there is none here.
	const child = spawn(process.execPath, ['--import', 'tsx', file, '{"exportPolls":0}'], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const ready = await new Promise<string>((resolve) =>
		createInterface({ input: child.stdout! }).once('line', resolve),
	);
	return { child, ...(JSON.parse(ready) as { url: string; token: string }) };
}

async function waiting(): Promise<Comparison[]> {
	const { child, url, token } = await sandboxProcess();
	try {
		const add = async (responses: number, surveyId: string) =>
			await fetch(`${url}/sandbox/control`, {
				method: 'POST',
				body: JSON.stringify({ action: 'addResponses', args: [responses, { surveyId }] }),
			});
		await add(WAITING, storeVisitId);
		await add(WARM_UP_RESPONSES, serviceCallId);
		const heap = `--max-old-space-size=${HEAP_MB}`;
		const parse: Ran[] = [];
		const catchUp: Ran[] = [];
		for (let round = 0; round < 2; round += 1) {
			parse.push(contender('parse', url, token));
			catchUp.push(contender('catchUp', url, token));
		}
		const held = contender('catchUp', url, token, [heap]);
		const least = (runs: Ran[]) => Math.min(...runs.map(({ ms }) => ms));
		const [alone, ours] = [least(parse), least(catchUp)];
		console.log(
			`${WAITING.toLocaleString('en')} waiting: read and parsed in ${(alone / 1000).toFixed(1)} s, caught up in ${(ours / 1000).toFixed(1)} s; ` +
				`added memory ${held.addedMb.toFixed(0)} MB in a small heap (${(held.ms / 1000).toFixed(1)} s), ${catchUp[0].addedMb.toFixed(0)} MB when nobody asks it to be small; ` +
				`${held.entries} entries in n8n's store at most`,
		);
		return [
			within(
				{
					what: `Survey Trigger, catch-up of ${WAITING.toLocaleString('en')}`,
					peer: 'export read and parsed alone',
					peerFigure: `${(alone / 1000).toFixed(1)} s`,
					us: `${(ours / 1000).toFixed(1)} s`,
				},
				ours / alone,
				2,
			),
			within(
				{
					what: `Survey Trigger, catch-up of ${WAITING.toLocaleString('en')}, added memory`,
					peer: 'allowed',
					peerFigure: '150 MB',
					us: `${held.addedMb.toFixed(0)} MB`,
				},
				held.addedMb / 150,
				1,
			),
		];
	} finally {
		child.kill('SIGTERM');
	}
}

async function bench(): Promise<void> {
	const only = process.env.SURVEY_OPS_BENCH_PART;
	const lines = [
		...(only === 'catchUp' ? [] : await announcements()),
		...(only === 'webhook' ? [] : await waiting()),
	];
	report('trigger', lines);
}

void bench();
