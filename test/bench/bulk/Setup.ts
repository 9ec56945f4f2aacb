import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { N8n, N8nInstance, type WorkflowInput } from '../../e2e/harness';
import { picked } from '../../workflows';
import { COLUMNS } from './rows';

export const NODE = 'Bulk CSV Update';

export interface FakeDataverse {
	url: string;
	oauth: Record<string, string>;
	close(): void;
	counts(): Promise<{ requests: number; writes: number; reads: number; chunks: number }>;
}

/** With so many contacts. */
export async function startFakeDataverse(contacts: number): Promise<FakeDataverse> {
	const child: ChildProcess = fork(path.join(__dirname, 'fakeDataverse.ts'), [String(contacts)], {
		execArgv: ['--import', 'tsx'],
		stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
	});
	const line = await new Promise<string>((resolve) => {
		child.stdout!.once('data', (data: Buffer) => resolve(data.toString('utf8')));
	});
	const told = JSON.parse(line) as Pick<FakeDataverse, 'url' | 'oauth'>;
	return {
		...told,
		close: () => void child.kill(),
		counts: async () => (await (await fetch(`${told.url}/counts`)).json()) as never,
	};
}

const residentMb = (pid: number): number =>
	Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

export interface Measured {
	ms: number;
	/** What n8n's process grew by at its largest. */
	addedMb: number;
	answer: Record<string, unknown>;
}

/** The nodes that take a file apart, whatever is done with its rows. */
export const extract: WorkflowInput['nodes'] = [
	{
		name: 'Extract From File',
		type: 'n8n-nodes-base.extractFromFile',
		typeVersion: 1,
		parameters: { operation: 'csv', options: { includeEmptyCells: true } },
	},
];
const CODE = `
const names = ${JSON.stringify(COLUMNS)};
const changed = $input.all().filter(({ json }) => names.some((name) => json['[old] ' + name] !== json['[new] ' + name]));
const chunks = [];
for (let at = 0; at < changed.length; at += 1000) {
	chunks.push({ json: { rows: changed.slice(at, at + 1000).map(({ json }) => {
		const set = {};
		for (const name of names) if (json['[old] ' + name] !== json['[new] ' + name]) set[name] = json['[new] ' + name];
		return { email: json.Email, set };
	}) } });
}
return chunks;`;

/** One n8n with the workflows to compare. */
export class Setup {
	private constructor(
		readonly instance: N8nInstance,
		private readonly n8n: N8n,
		private readonly dataverse: FakeDataverse,
		private readonly credential: { id: string; name: string },
	) {}

	/** `folder`: where the files are that its workflows read. */
	static async open(
		dataverse: FakeDataverse,
		folder: string,
		env: Record<string, string> = {},
	): Promise<Setup> {
		const instance = new N8nInstance({
			env: { N8N_RESTRICT_FILE_ACCESS_TO: folder, ...env },
		});
		await instance.start();
		const n8n = await N8n.setUp(instance.url);
		const { tenantId, clientId, clientSecret } = dataverse.oauth;
		const credential = await n8n.createCredential('dynamicsOAuth2Api', {
			grantType: 'clientCredentials',
			environmentUrl: dataverse.url,
			tenantId,
			clientId,
			clientSecret,
			cloud: 'other',
			signInAddress: dataverse.url,
			apiVersion: '9.2',
		});
		return new Setup(instance, n8n, dataverse, credential);
	}

	/**
	 * Measured in an n8n that is gone afterwards: one that has answered looks through all that it held a few seconds later, for seconds
	 * if that was much, and it would be counted against whoever is measured next. Done with `warm` before.
	 */
	static async alone(
		dataverse: FakeDataverse,
		folder: string,
		name: string,
		{ warm, nodes }: Record<'warm' | 'nodes', (setup: Setup) => WorkflowInput['nodes']>,
	): Promise<Measured> {
		const setup = await Setup.open(dataverse, folder);
		try {
			await setup.measure(`${name}-warm`, warm(setup));
			return await setup.measure(name, nodes(setup));
		} finally {
			await setup.close();
		}
	}

	async close(): Promise<void> {
		await this.instance.dispose();
	}

	ours(parameters: object): WorkflowInput['nodes'][number] {
		return {
			name: NODE,
			type: 'n8n-nodes-survey-ops.bulkCsvUpdate',
			parameters: {
				resource: 'file',
				target: 'dynamics365',
				table: picked('contact', 'name'),
				cellRules: 'salesforce',
				...parameters,
			} as INodeParameters,
			credentials: { dynamicsOAuth2Api: this.credential },
		};
	}

	expert(): WorkflowInput['nodes'] {
		return [
			...extract,
			{
				name: 'Code',
				type: 'n8n-nodes-base.code',
				typeVersion: 2,
				parameters: { jsCode: CODE },
			},
			{
				name: 'HTTP Request',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: {
					method: 'POST',
					url: `${this.dataverse.url}/chunk`,
					sendBody: true,
					specifyBody: 'json',
					jsonBody: '={{ JSON.stringify($json) }}',
				},
			},
		];
	}

	/** Calls the workflow; the webhook answers when it has ended. */
	async measure(
		name: string,
		nodes: WorkflowInput['nodes'],
		connections: WorkflowInput['connections'] = {},
	): Promise<Measured> {
		const all = [
			{
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: name,
				parameters: { path: name, httpMethod: 'POST', responseMode: 'lastNode' },
			},
			...nodes,
		];
		const chain = Object.fromEntries(
			all
				.slice(0, -1)
				.map((node, index) => [
					node.name,
					{ main: [[{ node: all[index + 1].name, type: 'main' as const, index: 0 }]] },
				]),
		);
		const workflow = await this.n8n.createWorkflow({
			nodes: all,
			connections: { ...chain, ...connections },
			settings: { saveDataSuccessExecution: 'none' },
		});
		await this.n8n.activate(workflow.id);
		const { pid } = this.instance;
		const before = residentMb(pid);
		let most = before;
		const sampling = setInterval(() => (most = Math.max(most, residentMb(pid))), 50);
		const start = performance.now();
		const response = await fetch(this.n8n.webhookUrl(name), { method: 'POST' }).catch((error) => {
			throw new Error(`${name}: n8n hung up\n${this.instance.logTail()}`, { cause: error });
		});
		const text = await response.text();
		const ms = performance.now() - start;
		clearInterval(sampling);
		console.log(`${name}: ${Math.round(ms)} ms, + ${Math.round(most - before)} MB`);
		if (!response.ok) throw new Error(`${name}: ${text}\n${this.instance.logTail()}`);
		const answer = JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>;
		return { ms, addedMb: most - before, answer };
	}
}
