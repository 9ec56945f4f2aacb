import type { IBinaryData, IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import {
	startDataverseSandbox,
	type DataverseOptions,
	type DataverseSandbox,
} from '../../sandbox/dataverse';
import { unzip } from '../../sandbox/unzip';
import { picked } from '../../workflows';
import { dynamicsCredentials } from '../crmUpsert/setup';
import { loadOptions, runWorkflow, searchList, type RunOptions, type RunResult } from '../harness';

export const NODE = 'Bulk CSV Update';
export const TYPE = 'n8n-nodes-survey-ops.bulkCsvUpdate';

export const CONTACTS: IDataObject = {
	resource: 'file',
	operation: 'apply',
	target: 'dynamics365',
	table: picked('contact', 'name'),
	cellRules: 'secutixExtended',
};

/** A file as n8n keeps it in memory. */
export const fileItem = (
	content: string | Buffer,
	fileName = 'contacts.csv',
	json: IDataObject = {},
): INodeExecutionData => ({
	json,
	binary: {
		data: { data: Buffer.from(content).toString('base64'), mimeType: 'text/csv', fileName },
	},
});

export const csv = (...rows: string[]): string => rows.map((row) => `${row}\n`).join('');

/** What a binary holds; of an archive its only file. */
export function textOf(binary: IBinaryData | undefined): string {
	if (!binary) throw new Error('There is no such file');
	const bytes = Buffer.from(binary.data, 'base64');
	if (!binary.fileName?.endsWith('.zip')) return bytes.toString();
	return unzip(bytes)[0].content;
}

/** Without mark; one entry for each line. */
export const linesOf = (binary: IBinaryData | undefined): string[] =>
	textOf(binary)
		.replace(/^\ufeff/, '')
		.split(/\r\n|\n/)
		.slice(0, -1);

/** The same without the last column, [check], which each row may leave empty. */
export function linesBeforeCheck(binary: IBinaryData | undefined): string[] {
	return linesOf(binary).map((line, index) => {
		const match = /^(.*)[,;]([^,;]*)$/s.exec(line);
		if (!match || !(index === 0 ? /^\[check\]$/ : /^(?:[a-z]{10}(?::.+)?)?$/).test(match[2]))
			throw new Error(`There is no check in: ${line}`);
		return match[1];
	});
}

export interface Setup {
	sandbox: DataverseSandbox;
	run(
		input: string | Buffer | INodeExecutionData[],
		parameters?: IDataObject,
		more?: Partial<RunOptions> & { onError?: string },
	): Promise<RunResult>;
	/** The item on *Done*. */
	done(
		input: string | Buffer | INodeExecutionData[],
		parameters?: IDataObject,
	): Promise<INodeExecutionData>;
	options(
		method: string,
		parameters?: IDataObject,
	): Promise<Array<{ name: string; value: unknown }>>;
	list(method: string, parameters?: IDataObject): Promise<string[]>;
	add(values: Record<string, unknown>): string;
	byEmail(email: string): Record<string, unknown>;
	/** Operations that change something. */
	writes(): string[];
}

export async function setUp(options: Partial<DataverseOptions> = {}): Promise<Setup> {
	const sandbox = await startDataverseSandbox(options);
	const { control } = sandbox;
	const credentials = dynamicsCredentials(sandbox);
	const node = (parameters: IDataObject) => ({
		name: NODE,
		type: TYPE,
		parameters: { ...CONTACTS, ...parameters } as INodeParameters,
	});
	const setup: Setup = {
		sandbox,
		run: async (input, parameters = {}, { onError, ...more } = {}) =>
			await runWorkflow({
				nodes: [
					{ ...node(parameters), ...(onError && { onError: onError as 'continueErrorOutput' }) },
				],
				input: Array.isArray(input) ? input : [fileItem(input)],
				credentials,
				mode: 'trigger',
				...more,
			}),
		done: async (input, parameters) => {
			const result = await setup.run(input, parameters);
			if (result.error) throw result.error;
			return result.items(NODE)[0];
		},
		options: async (method, parameters = {}) =>
			(await loadOptions({ node: node(parameters), credentials, method })).map(
				({ name, value }) => ({ name, value }),
			),
		list: async (method, parameters = {}) => {
			const { results } = await searchList({ node: node(parameters), credentials, method });
			return results.map(({ name }) => name);
		},
		add: (values) => control.addRecord('contact', values),
		byEmail: (email) => control.findRecords('contact', `emailaddress1 eq '${email}'`)[0],
		writes: () =>
			sandbox.operations
				.filter(({ method, path }) => method !== 'GET' && !path.includes('$batch'))
				.map(({ method, path }) => `${method} ${path.replace(/^.*\/v9\.2/, '')}`),
	};
	return setup;
}
