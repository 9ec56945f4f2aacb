import '../engine/harness/environment.cjs';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { IDataObject, INodeType } from 'n8n-workflow';
import { runWorkflow, type RunOptions } from '../engine/harness';
import { leadHubSpotTo, ownHubSpotNode } from '../engine/crmUpsert/hubspotBeside';
import type { HubSpotOptions } from '../sandbox/hubspot';
import type { Question, State } from '../sandbox/hubspot/serve';
import { picked } from '../workflows';
import { ownNode, stopEngines, useEngine } from './engine';
import { faster, median, report, within } from './measure';

/**
 * 10,000 upserts by e-mail address into HubSpot, half of them there already, beside n8n's own HubSpot node, both in n8n's engine
 * against the same stand-in (a process of its own), in interleaved rounds; the peer does the first 300, since its time grows with
 * each record alone. Then how much of what the vendor allows is used where the stand-in enforces it: 190 requests in ten seconds,
 * 100 contacts each. Run: `npm run bench hubspot`.
 */
const COUNT = 10_000;
const PEER_COUNT = 300;
const ROUNDS = 3;
/** Enough for four windows of ten seconds: each hundred contacts are read once and written once. */
const CEILING_COUNT = 38_000;
const ALLOWED_PER_WINDOW = 190;
const WINDOW_MS = 10_000;
const WHOLE_WINDOWS = 3;

const people = Array.from({ length: CEILING_COUNT }, (_, index) => ({
	json: { email: `person${index}@example.com`, firstName: `Person ${index}` },
}));

interface StandIn {
	url: string;
	token: string;
	ask(question: Question): Promise<State>;
	close(): void;
}

async function startStandIn(options: Partial<HubSpotOptions>): Promise<StandIn> {
	const child = fork(
		path.join(__dirname, '../sandbox/hubspot/serve.ts'),
		[JSON.stringify(options)],
		{ execArgv: ['--import', 'tsx'] },
	);
	const answer = async () => (await once(child, 'message'))[0] as unknown;
	const { url, token } = (await answer()) as Pick<StandIn, 'url' | 'token'>;
	return {
		url,
		token,
		close: () => void child.kill(),
		async ask(question) {
			const answered = answer();
			child.send(question);
			return (await answered) as State;
		},
	};
}

const nodeTypes: Record<string, INodeType> = {
	'bench.hubspot': ownHubSpotNode(),
	'n8n-nodes-survey-ops.crmUpsert': ownNode('CrmUpsert'),
};

type Way = Pick<RunOptions['nodes'][number], 'type' | 'parameters'>;

const mapped = (target: string, source: string): IDataObject => ({
	target: picked(target),
	source: picked(source, 'text'),
});

const ours: Way = {
	type: 'n8n-nodes-survey-ops.crmUpsert',
	parameters: {
		provider: 'hubspot',
		hubspotAuthentication: 'serviceKey',
		showQuestionsOf: 'none',
		object: picked('0-1'),
		properties: {
			row: [mapped('email', '={{ $json.email }}'), mapped('firstname', '={{ $json.firstName }}')],
		},
	} as never,
};

const theirs: Way = {
	type: 'bench.hubspot',
	parameters: {
		authentication: 'appToken',
		resource: 'contact',
		operation: 'upsert',
		email: '={{ $json.email }}',
		additionalFields: { firstName: '={{ $json.firstName }}' },
		options: { resolveData: false },
	} as never,
};

interface Measured {
	ms: number;
	requests: State['requests'];
}

async function measure(standIn: StandIn, way: Way, count: number): Promise<Measured> {
	await standIn.ask({ ask: 'clear' });
	await standIn.ask({ ask: 'addContacts', count: count / 2 });
	const led = leadHubSpotTo(standIn.url);
	try {
		const start = performance.now();
		const result = await runWorkflow({
			nodes: [{ name: 'Contacts', ...way }],
			nodeTypes,
			input: people.slice(0, count),
			credentials: { hubspotAppToken: { appToken: standIn.token } },
			mode: 'trigger',
		});
		const ms = performance.now() - start;
		const { contacts, requests } = await standIn.ask({ ask: 'state' });
		if (result.error || contacts !== count)
			throw new Error(
				`The bench measures the wrong thing: ${contacts} contacts, ${String(result.error?.message)}`,
			);
		return { ms, requests };
	} finally {
		led.stop();
	}
}

const WAYS = { theirs: { way: theirs, count: PEER_COUNT }, ours: { way: ours, count: COUNT } };
type Name = keyof typeof WAYS;

async function beside(): Promise<Record<Name, { ms: number; requests: number }>> {
	const unlimited = { burst: 1_000_000, search: 1_000_000, associations: 1_000_000 };
	const standIn = await startStandIn({ limits: unlimited });
	const rounds: Record<Name, Measured[]> = { theirs: [], ours: [] };
	try {
		for (let round = 0; round < ROUNDS; round++)
			for (const name of ['theirs', 'ours'] as const)
				rounds[name].push(await measure(standIn, WAYS[name].way, WAYS[name].count));
	} finally {
		standIn.close();
	}
	const each = (name: Name) => ({
		ms: median(rounds[name].map(({ ms }) => ms)) / WAYS[name].count,
		requests: median(rounds[name].map(({ requests }) => requests.length)) / WAYS[name].count,
	});
	return { theirs: each('theirs'), ours: each('ours') };
}

/** Of the first whole windows: what was sent, of what is allowed in them. */
async function ceiling(): Promise<{ share: number; refused: number }> {
	const limits = { burst: ALLOWED_PER_WINDOW, search: 5, associations: 150 };
	const standIn = await startStandIn({ limits });
	try {
		const { requests } = await measure(standIn, ours, CEILING_COUNT);
		const [{ at: start }] = requests;
		const end = start + WHOLE_WINDOWS * WINDOW_MS;
		const inWindows = requests.filter(({ at }) => at < end).length;
		return {
			share: inWindows / (WHOLE_WINDOWS * ALLOWED_PER_WINDOW),
			refused: requests.filter(({ status }) => status === 429).length,
		};
	} finally {
		standIn.close();
	}
}

async function main(): Promise<void> {
	await useEngine('vm');
	// First, since what an account is known to allow is kept as long as the process runs.
	const reached = await ceiling();
	const { theirs: peer, ours: us } = await beside();
	await stopEngines();
	const what = '10,000 upserts into HubSpot';
	const allowed = 'HubSpot allows, 190 requests in 10 s';
	report('hubspot', [
		faster(
			{
				what: `${what}: time`,
				peer: 'n8n HubSpot',
				peerFigure: `${peer.ms.toFixed(3)} ms/record`,
				us: `${us.ms.toFixed(3)} ms/record`,
			},
			peer.ms / us.ms,
			20,
		),
		faster(
			{
				what: `${what}: requests`,
				peer: 'n8n HubSpot',
				peerFigure: `${peer.requests.toFixed(4)} requests/record`,
				us: `${us.requests.toFixed(4)} requests/record`,
			},
			peer.requests / us.requests,
			50,
		),
		faster(
			{
				what: 'HubSpot: share of the ceiling',
				peer: allowed,
				peerFigure: `${WHOLE_WINDOWS * ALLOWED_PER_WINDOW} requests in 30 s`,
				us: `${(reached.share * 100).toFixed(1)} %`,
			},
			reached.share,
			0.9,
		),
		within(
			{ what: 'HubSpot: answers 429', peer: allowed, peerFigure: '0', us: `${reached.refused}` },
			reached.refused,
			0,
			'',
		),
	]);
}

void main();
