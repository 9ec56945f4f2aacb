import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import {
	mainDirectoryId,
	startQualtricsSandbox,
	type QualtricsSandbox,
	type SandboxOptions,
} from '../../sandbox/qualtrics';
import type { Contact, Transaction } from '../../sandbox/qualtrics/directory/state';
import { credentialsOf, picked } from '../../workflows';
import { runWorkflow, type RunOptions, type RunResult } from '../harness';

export const NODE = 'Update Directory Contact';

/** A mapping row: `row('email', '={{ $json.email }}')`. */
export const row = (target: string, source: string, more: IDataObject = {}): IDataObject => ({
	target: picked(target, 'name'),
	source: picked(source, 'text'),
	...more,
});

export const lists = (...ids: string[]): IDataObject => ({
	values: ids.map((id) => ({ mailingList: picked(id, 'id') })),
});

export const EMAIL_AND_PLAN = {
	row: [row('email', '={{ $json.email }}'), row('plan', '={{ $json.plan }}')],
};

/** A sandbox and the node before it, run on items in n8n's engine. */
export interface Setup {
	sandbox: QualtricsSandbox;
	run(
		items: IDataObject[],
		parameters: IDataObject,
		more?: Partial<RunOptions> & { onError?: string },
	): Promise<RunResult>;
	contacts(): Contact[];
	byEmail(email: string): Contact | undefined;
	transactions(): Transaction[];
	/** `POST /contacts`, without search, reading and paging. */
	writes(): string[];
}

export async function setUp(options: Partial<SandboxOptions> = {}): Promise<Setup> {
	const sandbox = await startQualtricsSandbox(options);
	const directory = () => sandbox.state.directories.get(mainDirectoryId)!;
	return {
		sandbox,
		run: async (items, parameters, { onError, ...more } = {}) =>
			await runWorkflow({
				nodes: [
					{
						name: NODE,
						type: 'n8n-nodes-survey-ops.updateDirectoryContact',
						parameters: { fields: EMAIL_AND_PLAN, ...parameters } as INodeParameters,
						...(onError && { onError: onError as 'continueErrorOutput' }),
					},
				],
				input: items.map((json): INodeExecutionData => ({ json })),
				credentials: credentialsOf(sandbox),
				mode: 'trigger',
				...more,
			}),
		contacts: () => [...directory().contacts.values()],
		byEmail: (email) =>
			[...directory().contacts.values()].find((contact) => contact.email === email),
		transactions: () => [...directory().transactions.values()],
		writes: () =>
			sandbox.requests
				.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/search'))
				.map(({ method, path }) => `${method} ${path.replace(/^.*\/directories\/[^/]+/, '')}`),
	};
}
