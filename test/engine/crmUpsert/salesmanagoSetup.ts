import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import {
	startSalesManagoSandbox,
	type SalesManagoSandbox,
	type SalesManagoSandboxOptions,
	type StoredContact,
} from '../../sandbox/salesmanago';
import type { Answer } from '../../../nodes/shared/survey/SurveyResponse';
import { answer, sheetResponse, smclientid } from '../../unit/salesmanago/responses';
import { picked } from '../../workflows';
import { runWorkflow, searchList, type RunOptions, type RunResult } from '../harness';
import { NODE, TYPE } from './setup';

/** As the credential form holds them. */
export const salesmanagoCredentials = ({
	url,
	clientId,
	apiSecret,
	owner,
}: Pick<SalesManagoSandbox, 'url' | 'clientId' | 'apiSecret' | 'owner'>) => ({
	salesManagoApi: { endpoint: url, clientId, apiSecret, owner },
});

/** A mapping row: `field('phone', '={{ $json.phone }}')`; `mode` `detail` makes it a custom detail. */
export const field = (
	target: string,
	source: string,
	mode = 'list',
	more: IDataObject = {},
): IDataObject => ({
	target: picked(target, mode),
	source: picked(source, 'text'),
	options: {},
	...more,
});

export const tags = (...names: string[]): IDataObject => ({
	row: names.map((name) => ({ tag: picked(name, 'name') })),
});

/** A completed Netquest survey: two scores, an address, an open answer. */
export const sheet = (
	given: { email?: string; score?: string; why?: string; smclientid?: string; id?: string } = {},
	extra: Answer[] = [],
): IDataObject => {
	const { email = 'Jan@example.com', score = '0', why = 'Málo místa', id = '89595094' } = given;
	const answers = [
		answer('Q1', 'Jak jste spokojeni?', {
			type: 'nps',
			text: score,
			label: score,
			value: Number(score),
			numeric: Number(score),
		}),
		answer('Q2', 'Váš e-mail', {
			type: 'email',
			text: email,
			...(email === '' && { state: 'skipped', value: null }),
		}),
		answer('Q3', 'Proč?', { text: why, label: why, value: why }),
		...extra,
	];
	const response = sheetResponse(
		answers,
		given.smclientid === undefined ? {} : smclientid(given.smclientid),
	);
	return { ...response, response: { ...response.response, id } } as unknown as IDataObject;
};

/** What `sheet()` becomes in SALESmanago. */
export const DETAILS = {
	'dotaznik.Jak-jste-spokojeni?': '0',
	'dotaznik.Vas-e-mail': 'Jan@example.com',
	'dotaznik.Proc?': 'Málo místa',
};

export const CONTACT: IDataObject = { provider: 'salesmanago', showQuestionsOf: 'none' };

export interface SalesManagoSetup {
	sandbox: SalesManagoSandbox;
	run(
		items: IDataObject[],
		parameters?: IDataObject,
		more?: Partial<RunOptions> & { onError?: string },
	): Promise<RunResult>;
	/** Names that a list of the node shows. */
	list(
		method: string,
		asked?: { filter?: string; path?: string; parameters?: IDataObject },
	): Promise<string[]>;
	contact(name: string): StoredContact | undefined;
	/** Paths of the requests that change something. */
	writes(): string[];
	/** Bodies that were sent to a path. */
	bodies(path: string): IDataObject[];
}

export async function setUp(
	options: Partial<SalesManagoSandboxOptions> = {},
): Promise<SalesManagoSetup> {
	const sandbox = await startSalesManagoSandbox({ jobPolls: 0, ...options });
	const credentials = salesmanagoCredentials(sandbox);
	const parametersOf = (parameters: IDataObject = {}) =>
		({ ...CONTACT, ...parameters }) as INodeParameters;
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
		list: async (method, { parameters, ...asked } = {}) => {
			const { results } = await searchList({
				node: { name: NODE, type: TYPE, parameters: parametersOf(parameters) },
				credentials,
				method,
				...asked,
			});
			return results.map(({ name }) => name);
		},
		contact: (name) => sandbox.control.getContact(name),
		writes: () =>
			sandbox.requests
				.map(({ path }) => path)
				.filter((path) => /insert|upsert|update|addNote|addContactExtEvent/.test(path)),
		bodies: (path) =>
			sandbox.requests
				.filter((request) => request.path === path)
				.map(({ body }) => body as IDataObject),
	};
}
