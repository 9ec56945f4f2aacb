import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import {
	startHubSpotSandbox,
	type HubSpotOptions,
	type HubSpotSandbox,
} from '../../sandbox/hubspot';
import { picked } from '../../workflows';
import { runWorkflow, searchList, type RunOptions, type RunResult } from '../harness';
import { NODE, row, TYPE } from './setup';

/** As the credential form holds them once somebody has signed in. */
export const hubspotCredentials = ({ url, token }: Pick<HubSpotSandbox, 'url' | 'token'>) => ({
	hubspotCrmOAuth2Api: {
		clientId: 'app',
		clientSecret: 'secret',
		baseUrl: url,
		oauthTokenData: { access_token: token, token_type: 'bearer' },
	},
});

/** Contacts, matched by the mapped address. */
export const CONTACT: IDataObject = {
	provider: 'hubspot',
	hubspotAuthentication: 'oAuth2',
	showQuestionsOf: 'none',
	object: picked('0-1'),
	properties: {
		row: [row('email', '={{ $json.email }}'), row('firstname', '={{ $json.firstName }}')],
	},
};

/** `Yes` and `No` of the item's field `news` decide. */
export const BY_ANSWER: IDataObject = {
	setConsent: true,
	consentSource: picked('={{ $json.news }}', 'text'),
	optInValues: 'Yes',
	optOutValues: 'No',
	subscription: picked('101'),
};

export const rows = (...pairs: Array<[name: string, source: string]>): IDataObject => ({
	row: pairs.map(([name, source]) => row(name, source)),
});

export interface HubSpotSetup {
	sandbox: HubSpotSandbox;
	run(
		items: IDataObject[],
		parameters?: IDataObject,
		more?: Partial<RunOptions> & { onError?: string },
	): Promise<RunResult>;
	/** Names that a list of the node shows. */
	list(method: string, parameters?: IDataObject, path?: string): Promise<string[]>;
	/** Method and path of the requests so far, without those for the properties. */
	calls(): string[];
}

export async function setUp(options: Partial<HubSpotOptions> = {}): Promise<HubSpotSetup> {
	const sandbox = await startHubSpotSandbox(options);
	const credentials = hubspotCredentials(sandbox);
	const nodeOf = (parameters: IDataObject = {}) => ({
		name: NODE,
		type: TYPE,
		parameters: { ...CONTACT, ...parameters } as INodeParameters,
	});
	return {
		sandbox,
		run: async (items, parameters, { onError, ...more } = {}) =>
			await runWorkflow({
				nodes: [
					{ ...nodeOf(parameters), ...(onError && { onError: onError as 'continueErrorOutput' }) },
				],
				input: items.map((json): INodeExecutionData => ({ json })),
				credentials,
				mode: 'trigger',
				...more,
			}),
		async list(method, parameters, path) {
			const { results } = await searchList({
				node: nodeOf(parameters),
				credentials,
				method,
				...(path !== undefined && { path }),
			});
			return results.map(({ name }) => name);
		},
		calls: () =>
			sandbox.requests
				.filter(({ path }) => !path.includes('/crm/properties/'))
				.map(({ method, path }) => `${method} ${path.replace(/^\/crm\/objects\/2026-09/, '')}`),
	};
}
