import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import {
	startDataverseSandbox,
	type DataverseOptions,
	type DataverseSandbox,
} from '../../sandbox/dataverse';
import { picked } from '../../workflows';
import { runWorkflow, searchList, type RunOptions, type RunResult } from '../harness';

export const NODE = 'CRM Upsert';
export const TYPE = 'n8n-nodes-survey-ops.crmUpsert';

/** As the credential form holds them. */
export const dynamicsCredentials = ({ url, oauth }: DataverseSandbox) => ({
	dynamicsOAuth2Api: {
		grantType: 'clientCredentials',
		environmentUrl: url,
		tenantId: oauth.tenantId,
		clientId: oauth.clientId,
		clientSecret: oauth.clientSecret,
		cloud: 'other',
		signInAddress: url,
		apiVersion: '9.2',
	},
});

/** A mapping row: `row('emailaddress1', '={{ $json.email }}')`. */
export const row = (target: string, source: string, more: IDataObject = {}): IDataObject => ({
	target: picked(target, 'name'),
	source: picked(source, 'text'),
	...more,
});

export const columns = (...names: string[]): IDataObject => ({
	row: names.map((name) => ({ column: picked(name, 'name'), value: picked('', 'text') })),
});

export const CONTACT: IDataObject = {
	table: picked('contact', 'name'),
	showQuestionsOf: 'none',
	matchColumns: columns('emailaddress1'),
	fields: {
		row: [row('emailaddress1', '={{ $json.email }}'), row('lastname', '={{ $json.lastName }}')],
	},
};

export interface Setup {
	sandbox: DataverseSandbox;
	run(
		items: IDataObject[],
		parameters?: IDataObject,
		more?: Partial<RunOptions> & { onError?: string },
	): Promise<RunResult>;
	list(
		method: string,
		options?: {
			filter?: string;
			path?: string;
			parameters?: IDataObject;
			paginationToken?: string;
		},
	): Promise<string[]>;
	contacts(): Array<Record<string, unknown>>;
	byEmail(email: string): Record<string, unknown> | undefined;
	/** Operations that change something. */
	writes(): string[];
}

export async function setUp(options: Partial<DataverseOptions> = {}): Promise<Setup> {
	const sandbox = await startDataverseSandbox(options);
	const { control } = sandbox;
	const credentials = dynamicsCredentials(sandbox);
	return {
		sandbox,
		run: async (items, parameters = {}, { onError, ...more } = {}) =>
			await runWorkflow({
				nodes: [
					{
						name: NODE,
						type: TYPE,
						parameters: { ...CONTACT, ...parameters } as INodeParameters,
						...(onError && { onError: onError as 'continueErrorOutput' }),
					},
				],
				input: items.map((json): INodeExecutionData => ({ json })),
				credentials,
				mode: 'trigger',
				...more,
			}),
		list: async (method, { parameters = {}, ...asked } = {}) => {
			const { results } = await searchList({
				node: {
					name: NODE,
					type: TYPE,
					parameters: { ...CONTACT, ...parameters } as INodeParameters,
				},
				credentials,
				method,
				...asked,
			});
			return results.map(({ name }) => name);
		},
		contacts: () => control.findRecords('contact'),
		byEmail: (email) =>
			control.findRecords('contact', `emailaddress1 eq '${email.replace(/'/g, "''")}'`)[0],
		writes: () =>
			sandbox.operations
				.filter(({ method }) => method !== 'GET')
				.map(({ method, path }) => `${method} ${path.replace(/^.*\/v9\.2/, '')}`),
	};
}
