import '../engine/harness/environment.cjs';
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { IDataObject, IExecuteFunctions, INodeType, IVersionedNodeType } from 'n8n-workflow';
import { n8nHome } from '../e2e/harness/paths';
import { runWorkflow, type RunOptions } from '../engine/harness';
import { picked } from '../workflows';
import { ownNode, stopEngines, useEngine } from './engine';
import { faster, median, report } from './measure';

/**
 * 10,000 upserts by an alternate key into Dynamics, half of them there already, beside n8n's own Microsoft Dataverse node and
 * an HTTP Request node. All run in n8n's engine against the same sandbox (a process of its own), in interleaved rounds; the
 * peers do the first 500 records, since their time grows with each record alone. Expressions run in n8n's default engine.
 * Run: `npm run bench crmUpsert`.
 */
const COUNT = 10_000;
const PEER_COUNT = 500;
const ROUNDS = 3;

const people = Array.from({ length: COUNT }, (_, index) => ({
	json: { email: `person${index}@example.com`, lastName: `Person ${index}` },
}));

interface Sandbox {
	url: string;
	oauth: { tenantId: string; clientId: string; clientSecret: string; tokenUrl: string };
	token: string;
	close(): void;
	control(name: string, ...args: unknown[]): Promise<unknown>;
	requests(): Promise<number>;
}

async function startSandbox(): Promise<Sandbox> {
	const child = fork(path.join(__dirname, '../sandbox/dataverse/serve.ts'), ['{}'], {
		execArgv: ['--import', 'tsx'],
		stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
	});
	const line = await new Promise<string>((resolve) => {
		child.stdout!.once('data', (data: Buffer) => resolve(data.toString('utf8')));
	});
	const told = JSON.parse(line) as Pick<Sandbox, 'url' | 'oauth' | 'token'>;
	const control: Sandbox['control'] = async (action, ...args) => {
		const answer = await fetch(`${told.url}/sandbox/control`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ action, args }),
		});
		if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`);
		return ((await answer.json()) as { result?: unknown }).result;
	};
	return {
		...told,
		close: () => void child.kill(),
		control,
		requests: async () => {
			const state = (await (await fetch(`${told.url}/sandbox/state`)).json()) as {
				requestCount: number;
			};
			return state.requestCount;
		},
	};
}

const load = createRequire(path.join(n8nHome(), 'node_modules', 'n8n-nodes-base', 'package.json'));
const CREDENTIAL = 'dynamicsOAuth2Api';

/** n8n's own Dataverse node, with our credential in the place of its own, so that both sides sign in alike. */
function dataverseNode(): INodeType {
	const { MicrosoftDataverse } = load(
		'./dist/nodes/Microsoft/Dataverse/MicrosoftDataverse.node.js',
	) as {
		MicrosoftDataverse: new () => INodeType;
	};
	const node = new MicrosoftDataverse();
	return {
		description: { ...node.description, credentials: [{ name: CREDENTIAL }] },
		async execute() {
			const request = this.helpers.httpRequestWithAuthentication;
			const helpers = Object.assign(Object.create(this.helpers) as IExecuteFunctions['helpers'], {
				httpRequestWithAuthentication: async (_type: string, options: never) =>
					await request.call(this, CREDENTIAL, options),
			});
			const context = Object.assign(Object.create(this) as IExecuteFunctions, {
				helpers,
				getCredentials: async () => await this.getCredentials(CREDENTIAL),
			});
			return await node.execute!.call(context);
		},
	};
}

function httpRequestNode(): INodeType {
	const { HttpRequest } = load('./dist/nodes/HttpRequest/HttpRequest.node.js') as {
		HttpRequest: new () => IVersionedNodeType;
	};
	return new HttpRequest().getNodeType(4.2);
}

const nodeTypes: Record<string, INodeType> = {
	'bench.dataverse': dataverseNode(),
	'n8n-nodes-base.httpRequest': httpRequestNode(),
	'n8n-nodes-survey-ops.crmUpsert': ownNode('CrmUpsert'),
};

const mapped = (target: string, source: string): IDataObject => ({
	target: picked(target, 'name'),
	source: picked(source, 'text'),
});

type Way = (
	sandbox: Sandbox,
) => Pick<RunOptions['nodes'][number], 'type' | 'parameters'> &
	Partial<RunOptions['nodes'][number]>;

const ours =
	(options: IDataObject): Way =>
	() => ({
		type: 'n8n-nodes-survey-ops.crmUpsert',
		parameters: {
			table: picked('contact', 'name'),
			matchBy: 'key',
			matchKey: picked('new_emailkey', 'name'),
			showQuestionsOf: 'none',
			fields: {
				row: [
					mapped('emailaddress1', '={{ $json.email }}'),
					mapped('lastname', '={{ $json.lastName }}'),
				],
			},
			options,
		} as never,
	});

const theirs: Way = () => ({
	type: 'bench.dataverse',
	parameters: {
		operation: 'upsert',
		entitySet: picked('contacts', 'id'),
		identifierType: 'alternateKey',
		alternateKey: "=emailaddress1='{{ $json.email }}'",
		inputMode: 'json',
		fieldsJson: '={{ { lastname: $json.lastName } }}',
	} as never,
});

const byRequest: Way = ({ url, token }) => ({
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		method: 'PATCH',
		url: `=${url}/api/data/v9.2/contacts(emailaddress1='{{ encodeURIComponent($json.email) }}')`,
		sendHeaders: true,
		headerParameters: {
			parameters: [
				{ name: 'Authorization', value: `Bearer ${token}` },
				{ name: 'Prefer', value: 'return=representation' },
			],
		},
		sendBody: true,
		specifyBody: 'json',
		jsonBody: '={{ { lastname: $json.lastName } }}',
		options: { batching: { batch: { batchSize: 50, batchInterval: 0 } } },
	},
});

interface Measured {
	msPerRecord: number;
	requestsPerRecord: number;
}

async function measure(sandbox: Sandbox, way: Way, count: number): Promise<Measured> {
	await sandbox.control('removeAllRecords', 'contact');
	await sandbox.control('addRecords', 'contact', count / 2);
	const { oauth, url } = sandbox;
	const before = await sandbox.requests();
	const start = performance.now();
	const result = await runWorkflow({
		nodes: [{ name: 'Contacts', ...way(sandbox) }],
		nodeTypes,
		input: people.slice(0, count),
		credentials: {
			[CREDENTIAL]: {
				...oauth,
				grantType: 'clientCredentials',
				environmentUrl: url,
				cloud: 'other',
				signInAddress: url,
			},
		},
		mode: 'trigger',
	});
	const ms = performance.now() - start;
	const requests = (await sandbox.requests()) - before;
	const written = await sandbox.control('countRecords', 'contact');
	if (result.error || written !== count || result.items('Contacts').length !== count)
		throw new Error(
			`The bench measures the wrong thing: ${String(written)} records, ${String(result.error?.message)}`,
		);
	return { msPerRecord: ms / count, requestsPerRecord: requests / count };
}

const WAYS = {
	dataverse: { way: theirs, count: PEER_COUNT },
	request: { way: byRequest, count: PEER_COUNT },
	checked: { way: ours({}), count: COUNT },
	direct: { way: ours({ checkBeforeWriting: false }), count: COUNT },
};
type Name = keyof typeof WAYS;

async function measureAll(): Promise<Map<Name, Measured[]>> {
	const names = Object.keys(WAYS) as Name[];
	const rounds = new Map<Name, Measured[]>(names.map((name) => [name, []]));
	const sandbox = await startSandbox();
	try {
		for (let round = 0; round < ROUNDS; round++)
			for (const name of names)
				rounds.get(name)!.push(await measure(sandbox, WAYS[name].way, WAYS[name].count));
	} finally {
		sandbox.close();
	}
	return rounds;
}

async function main(): Promise<void> {
	await useEngine('vm');
	const rounds = await measureAll();
	await stopEngines();
	const of = (name: Name, figure: keyof Measured): number =>
		median(rounds.get(name)!.map((measured) => measured[figure]));
	const lines = [
		...compare('10,000 upserts into Dynamics', 'checked'),
		...compare('10,000 upserts, written without reading', 'direct'),
	];
	report('crmUpsert', lines);

	function compare(what: string, us: 'checked' | 'direct') {
		const time = (name: Name): string => `${of(name, 'msPerRecord').toFixed(3)} ms/record`;
		const requests = (name: Name): string =>
			`${of(name, 'requestsPerRecord').toFixed(4)} requests/record`;
		const peers = { dataverse: 'n8n Microsoft Dataverse', request: 'HTTP Request, 50 at once' };
		return [
			faster(
				{
					what: `${what}: time`,
					peer: peers.dataverse,
					peerFigure: time('dataverse'),
					us: time(us),
				},
				of('dataverse', 'msPerRecord') / of(us, 'msPerRecord'),
				20,
			),
			faster(
				{
					what: `${what}: requests`,
					peer: peers.dataverse,
					peerFigure: requests('dataverse'),
					us: requests(us),
				},
				of('dataverse', 'requestsPerRecord') / of(us, 'requestsPerRecord'),
				50,
			),
			faster(
				{ what: `${what}: time`, peer: peers.request, peerFigure: time('request'), us: time(us) },
				of('request', 'msPerRecord') / of(us, 'msPerRecord'),
				1,
			),
		];
	}
}

void main();
