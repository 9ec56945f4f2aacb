import { ownNode } from '../engine';
import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import { runWorkflow } from '../../engine/harness';
import { customersListId } from '../../sandbox/qualtrics';
import { picked } from '../../workflows';
import { expect, tenfold, type Growth, type Work } from './Growth';
import { startStandIn, type StandIn } from './standIn';

/** Update Directory Contact and CRM Upsert, against systems in processes of their own. */
const ROWS = 3;

let standIn: StandIn | undefined;
let runs = 0;
const close = (): void => standIn?.close();

const row = (target: string, source: string): IDataObject => ({
	target: picked(target, 'name'),
	source: picked(source, 'text'),
});

const people = (items: number, fields: readonly string[]) => {
	runs += 1;
	return Array.from({ length: items }, (_, index) => ({
		json: {
			email: `run${runs}-person${index}@example.com`,
			...Object.fromEntries(fields.map((field) => [field, `${index} of ${runs}`])),
		},
	}));
};

const mapped = (email: string, fields: readonly string[]): IDataObject => ({
	row: [
		row(email, '={{ $json.email }}'),
		...fields.map((field) => row(field, `={{ $json["${field}"] }}`)),
	],
});

async function written(
	node: { type: string; parameters: INodeParameters },
	nodeType: INodeType,
	credentials: Record<string, IDataObject>,
	input: ReturnType<typeof people>,
): Promise<void> {
	const result = await runWorkflow({
		nodes: [{ name: 'Records', ...node }],
		nodeTypes: { [node.type]: nodeType },
		credentials: credentials as never,
		input,
		mode: 'trigger',
	});
	if (result.error) throw result.error;
	const outputs = result.json('Records');
	expect('Records', outputs.length, input.length);
	expect('Errors', outputs.filter(({ error }) => error !== undefined).length, 0);
}

async function contacts(items: number, rows: number): Promise<Work> {
	standIn ??= await startStandIn('sandbox/serve.ts');
	const { url, token } = standIn;
	const fields = Array.from({ length: rows - 1 }, (_, index) => `field${index}`);
	const parameters = {
		mailingLists: { values: [{ mailingList: picked(customersListId, 'id') }] },
		showQuestionsOf: 'none',
		fields: mapped('email', fields),
		// One request for each, and no waiting for what is allowed in a minute.
		options: { bulkImportAbove: 0, checkBeforeWriting: false, writesPerMinute: 1_000_000 },
	} as unknown as INodeParameters;
	const type = 'n8n-nodes-survey-ops.updateDirectoryContact';
	const credentials = { qualtricsApi: { apiToken: token, dataCenter: 'fra1', baseUrl: url } };
	return async () =>
		await written(
			{ type, parameters },
			ownNode('UpdateDirectoryContact'),
			credentials,
			people(items, fields),
		);
}

const COLUMNS = [
	'lastname',
	'firstname',
	'jobtitle',
	'address1_city',
	'address1_country',
	'new_externalref',
	'new_customernumber',
	'new_unlabelled',
	'address1_postalcode',
];

async function crm(items: number, rows: number): Promise<Work> {
	standIn ??= await startStandIn('sandbox/dataverse/serve.ts');
	const { url, oauth, control } = standIn;
	const fields = COLUMNS.slice(0, rows - 1);
	const parameters = {
		table: picked('contact', 'name'),
		matchBy: 'key',
		matchKey: picked('new_emailkey', 'name'),
		showQuestionsOf: 'none',
		fields: mapped('emailaddress1', fields),
	} as unknown as INodeParameters;
	const credential = {
		...oauth,
		grantType: 'clientCredentials',
		environmentUrl: url,
		cloud: 'other',
		signInAddress: url,
	};
	await control('removeAllRecords', 'contact');
	return async () =>
		await written(
			{ type: 'n8n-nodes-survey-ops.crmUpsert', parameters },
			ownNode('CrmUpsert'),
			{ dynamicsOAuth2Api: credential },
			people(items, fields),
		);
}

export const RECORDS: Growth[] = [
	tenfold(
		'Update Directory Contact, items',
		500,
		async (size) => await contacts(size, ROWS),
		close,
	),
	tenfold(
		'Update Directory Contact, mapping rows',
		ROWS,
		async (size) => await contacts(200, size),
		close,
	),
	tenfold('CRM Upsert (Dynamics), items', 500, async (size) => await crm(size, ROWS), close),
	tenfold('CRM Upsert (Dynamics), mapping rows', 1, async (size) => await crm(500, size), close),
];
