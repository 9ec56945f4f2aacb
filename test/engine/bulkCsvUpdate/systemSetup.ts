import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import {
	loadOptions,
	runWorkflow,
	searchList,
	type CredentialData,
	type RunResult,
} from '../harness';
import { fileItem, NODE, TYPE } from './setup';

type Input = string | Buffer | INodeExecutionData[];

/** The node with one system behind it. */
export interface SystemSetup {
	run(input: Input, parameters?: IDataObject): Promise<RunResult>;
	/** The item on *Done*. */
	done(input: Input, parameters?: IDataObject): Promise<INodeExecutionData>;
	options(method: string, parameters?: IDataObject): Promise<string[]>;
	list(method: string, parameters?: IDataObject): Promise<string[]>;
}

export function setUpSystem(credentials: CredentialData, usual: IDataObject): SystemSetup {
	const node = (parameters: IDataObject) => ({
		name: NODE,
		type: TYPE,
		parameters: { resource: 'file', ...usual, ...parameters } as INodeParameters,
	});
	const setup: SystemSetup = {
		run: async (input, parameters = {}) =>
			await runWorkflow({
				nodes: [node(parameters)],
				input: Array.isArray(input) ? input : [fileItem(input)],
				credentials,
				mode: 'trigger',
			}),
		async done(input, parameters) {
			const result = await setup.run(input, parameters);
			if (result.error) throw result.error;
			return result.items(NODE)[0];
		},
		options: async (method, parameters = {}) =>
			(await loadOptions({ node: node(parameters), credentials, method })).map(({ name }) => name),
		async list(method, parameters = {}) {
			const { results } = await searchList({ node: node(parameters), credentials, method });
			return results.map(({ name }) => name);
		},
	};
	return setup;
}
