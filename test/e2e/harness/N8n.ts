import { randomBytes } from 'node:crypto';
import type {
	IConnections,
	IDataObject,
	INode,
	INodeCredentialTestResult,
	INodeTypeDescription,
	IPinData,
	IWorkflowSettings,
} from 'n8n-workflow';
import { Executions } from './Executions';
import { NodeParameters } from './NodeParameters';
import { RestSession } from './RestSession';
import { waitFor } from './waitFor';

export interface WorkflowInput {
	name?: string;
	nodes: Array<Partial<INode> & Pick<INode, 'name' | 'type'>>;
	connections?: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
}

export interface StoredWorkflow {
	id: string;
	name: string;
	versionId: string;
	active: boolean;
	nodes: INode[];
	connections: IConnections;
	staticData: IDataObject | null;
	settings?: IWorkflowSettings;
}

export interface StoredCredential {
	id: string;
	name: string;
	type: string;
}

interface PublicationStatus {
	status: string;
	liveVersionId: string | null;
	triggers: Array<{ nodeId: string; status: string; errorMessage: string | null }>;
}

/** Where a person signs in to an n8n of these tests. */
export interface Account {
	email: string;
	password: string;
}

/** A signed-in user of a running n8n, over the API that its own editor uses. */
export class N8n {
	readonly executions: Executions;

	readonly nodeParameters: NodeParameters;

	private constructor(
		readonly session: RestSession,
		readonly account: Account,
	) {
		this.executions = new Executions(session);
		this.nodeParameters = new NodeParameters(session);
	}

	get url(): string {
		return this.session.baseUrl;
	}

	/** Makes the owner of a fresh n8n, and signs in as that owner. */
	static async setUp(url: string, password?: string): Promise<N8n> {
		const account: Account = {
			email: 'owner@example.com',
			// n8n wants an upper-case letter and a digit.
			password: password ?? `A1${randomBytes(12).toString('hex')}`,
		};
		const session = new RestSession(url);
		await session.post('/owner/setup', { ...account, firstName: 'Olga', lastName: 'Owner' });
		return await N8n.signIn(url, account);
	}

	/** Signs in; after a restart of n8n, a sign-in from before goes on working. */
	static async signIn(url: string, account: Account): Promise<N8n> {
		const session = new RestSession(url);
		await session.post('/login', {
			emailOrLdapLoginId: account.email,
			password: account.password,
		});
		return new N8n(session, account);
	}

	// Credentials

	async createCredential(
		type: string,
		data: IDataObject,
		name = `${type} ${randomBytes(3).toString('hex')}`,
	): Promise<StoredCredential> {
		return await this.session.post('/credentials', { name, type, data });
	}

	/**
	 * Tests as the credential screen does with a stored credential: it sends what it shows, secrets blanked out.
	 * `changed` is what the user has typed over meanwhile.
	 */
	async testCredential(
		{ id }: StoredCredential,
		changed: IDataObject = {},
	): Promise<INodeCredentialTestResult> {
		const path = `/credentials/${id}?includeData=true`;
		const stored = await this.session.get<StoredCredential & { data: IDataObject }>(path);
		const { name, type } = stored;
		const data = { ...stored.data, ...changed };
		return await this.session.post('/credentials/test', { credentials: { id, name, type, data } });
	}

	async deleteCredential(id: string): Promise<void> {
		await this.session.request('DELETE', `/credentials/${id}`);
	}

	// Workflows

	async createWorkflow(workflow: WorkflowInput): Promise<StoredWorkflow> {
		// n8n 1 wants it said that it is not active yet.
		const body = { ...completeWorkflow(workflow), active: false };
		return await this.session.post('/workflows', body);
	}

	async getWorkflow(id: string): Promise<StoredWorkflow> {
		return await this.session.get(`/workflows/${id}`);
	}

	async updateWorkflow(id: string, change: Partial<WorkflowInput>): Promise<StoredWorkflow> {
		const current = await this.getWorkflow(id);
		const { name, nodes, connections, settings } = current;
		const body = completeWorkflow({ name, nodes, connections, settings, ...change });
		return await this.session.request('PATCH', `/workflows/${id}`, {
			...body,
			versionId: current.versionId,
		});
	}

	/**
	 * Publishes the latest version and waits until all its triggers are registered: n8n does that after it has answered.
	 * A trigger that fails is an error with the reason that n8n gives.
	 */
	async activate(id: string, timeoutMs = 60_000): Promise<StoredWorkflow> {
		const { versionId } = await this.getWorkflow(id);
		const workflow = await this.session.post<StoredWorkflow>(`/workflows/${id}/activate`, {
			versionId,
		});
		const status = await this.settled(id, timeoutMs, (answer) =>
			answer.status === 'published'
				? answer.liveVersionId === versionId
				: answer.status !== 'not_published',
		);
		if (status && status.status !== 'published') {
			const reasons = status.triggers.map(({ errorMessage }) => errorMessage).filter(Boolean);
			throw new Error(
				`The workflow did not become active (${status.status}): ${reasons.join('; ')}`,
			);
		}
		return workflow;
	}

	/** Takes the workflow out of production and waits until its triggers are gone. */
	async deactivate(id: string, timeoutMs = 60_000): Promise<void> {
		await this.session.post(`/workflows/${id}/deactivate`);
		await this.settled(id, timeoutMs, (answer) => answer.status === 'not_published');
	}

	/**
	 * n8n reads whether it is at work and what is registered side by side: an answer that falls into the moment of the change tells
	 * the state before it and no work. So the state that is waited for counts, and not that no work is told.
	 * n8n 1 answers when all is registered, and has no such status.
	 */
	private async settled(
		id: string,
		timeoutMs: number,
		isEnd: (answer: PublicationStatus) => boolean,
	): Promise<PublicationStatus | undefined> {
		if (await this.isVersion1()) return undefined;
		return await waitFor(
			`the triggers of workflow ${id}`,
			async () => {
				const path = `/workflows/${id}/publication-status`;
				const answer = await this.session.get<PublicationStatus>(path);
				return answer.status !== 'in_progress' && isEnd(answer) ? answer : undefined;
			},
			{ timeoutMs },
		);
	}

	/** As n8n tells it: `2.41.1`. */
	async version(): Promise<string> {
		const { versionCli } = await this.session.get<{ versionCli: string }>('/settings');
		return versionCli;
	}

	private async isVersion1(): Promise<boolean> {
		return (await this.version()).startsWith('1.');
	}

	webhookUrl(path: string): string {
		return `${this.url}/webhook/${path}`;
	}

	/** Which methods a production webhook answers, none when nothing is registered there; asked as a browser asks before a request. */
	async webhookMethods(path: string): Promise<string[]> {
		const response = await fetch(this.webhookUrl(path), {
			method: 'OPTIONS',
			headers: { origin: this.url },
		});
		const methods = response.headers.get('access-control-allow-methods') ?? '';
		return methods.split(', ').filter((method) => method !== 'OPTIONS');
	}

	/** Deactivates, archives and deletes: n8n deletes only what is archived. */
	async deleteWorkflow(id: string): Promise<void> {
		const { active } = await this.getWorkflow(id);
		if (active) await this.deactivate(id);
		await this.session.post(`/workflows/${id}/archive`);
		await this.session.request('DELETE', `/workflows/${id}`);
	}

	// Node types

	/** The descriptions as the editor gets them; `version` defaults to 1. */
	async getNodeTypes(names: string[], version = 1): Promise<INodeTypeDescription[]> {
		const nodeInfos = names.map((name) => ({ name, version }));
		return await this.session.post('/node-types', { nodeInfos });
	}

	/** The descriptions of every node of our package, from the list that the editor's node creator loads. */
	async packageNodes(prefix = 'n8n-nodes-survey-ops.'): Promise<INodeTypeDescription[]> {
		const response = await fetch(`${this.url}/types/nodes.json`, {
			headers: this.session.headers(),
		});
		const all = (await response.json()) as INodeTypeDescription[];
		return all.filter(({ name }) => name.startsWith(prefix));
	}
}

/** A test may leave out of its nodes what the canvas would have filled in. */
function completeWorkflow(workflow: WorkflowInput) {
	return {
		name: workflow.name ?? `Test ${randomBytes(3).toString('hex')}`,
		nodes: workflow.nodes.map((node, index) => ({
			id: `node-${index}-${randomBytes(4).toString('hex')}`,
			typeVersion: 1,
			position: [index * 240, 0],
			parameters: {},
			...node,
		})),
		connections: workflow.connections ?? {},
		settings: { executionOrder: 'v1', ...workflow.settings },
		pinData: workflow.pinData ?? {},
	};
}
