import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { startGhostSandbox, type GhostSandbox } from '../../sandbox/ghost';
import { addMember, membersOf, type ShownMember } from '../../real/harness/adminApi';
import { picked } from '../../workflows';
import { runWorkflow, searchList, type RunOptions, type RunResult } from '../harness';
import { NODE, row, TYPE } from './setup';

/** As the credential form holds them. */
export const ghostCredentials = ({
	url,
	adminApiKey,
}: Pick<GhostSandbox, 'url' | 'adminApiKey'>) => ({
	ghostMembersApi: { url, adminApiKey },
});

/** Matched by the mapped address; name and note from the item. */
export const MEMBER: IDataObject = {
	provider: 'ghost',
	showQuestionsOf: 'none',
	memberFields: {
		row: ['email', 'name', 'note'].map((field) => row(field, `={{ $json.${field} }}`)),
	},
};

/** `Yes` and `No` of the item's field `news` decide. */
export const BY_ANSWER: IDataObject = {
	setConsent: true,
	consentSource: picked('={{ $json.news }}', 'text'),
	optInValues: 'Yes',
	optOutValues: 'No',
};

export const labels = (...names: string[]): IDataObject => ({
	row: names.map((name) => ({ tag: picked(name, 'name') })),
});

export interface GhostSetup {
	sandbox: GhostSandbox;
	run(
		items: IDataObject[],
		parameters?: IDataObject,
		more?: Partial<RunOptions> & { onError?: string },
	): Promise<RunResult>;
	/** Names that a list of the node shows. */
	list(method: string): Promise<string[]>;
	add(member: object): Promise<ShownMember>;
	members(): Promise<ShownMember[]>;
	/** Method and body of the requests that change something. */
	writes(): Array<[method: string, member: unknown]>;
}

export async function setUp(
	options: Parameters<typeof startGhostSandbox>[0] = {},
): Promise<GhostSetup> {
	const sandbox = await startGhostSandbox(options);
	const credentials = ghostCredentials(sandbox);
	const parametersOf = (parameters: IDataObject = {}) =>
		({ ...MEMBER, ...parameters }) as INodeParameters;
	let setUpBefore = 0;
	const writes = () =>
		sandbox.requests
			.slice(setUpBefore)
			.filter(({ method }) => method !== 'GET')
			.map(({ method, body }): [string, unknown] => [
				method,
				(body as { members: unknown[] }).members[0],
			]);
	return {
		sandbox,
		run: async (items, parameters, { onError, ...more } = {}) =>
			await runWorkflow({
				nodes: [
					{
						name: NODE,
						type: TYPE,
						parameters: parametersOf(parameters),
						...(onError && { onError: onError as 'continueErrorOutput' }),
					},
				],
				input: items.map((json): INodeExecutionData => ({ json })),
				credentials,
				mode: 'trigger',
				...more,
			}),
		async list(method) {
			const node = { name: NODE, type: TYPE, parameters: parametersOf() };
			const { results } = await searchList({ node, credentials, method });
			return results.map(({ name }) => name);
		},
		async add(member) {
			const added = await addMember(sandbox, member);
			setUpBefore = sandbox.requests.length;
			return added;
		},
		members: async () => await membersOf(sandbox),
		writes,
	};
}
