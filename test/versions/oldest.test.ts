import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import {
	type N8n,
	packageName,
	projectRoot,
	sharedN8n,
	type Execution,
	type StoredCredential,
	type WorkflowInput,
} from '../e2e/harness';
import { CONTACTS, csv, NODE, TYPE } from '../engine/bulkCsvUpdate/setup';
import { dynamicsCredentials } from '../engine/crmUpsert/setup';
import { startDataverseSandbox, type DataverseSandbox } from '../sandbox/dataverse';
import {
	customersListId,
	serviceCallId,
	startQualtricsSandbox,
	storeVisitId,
	type QualtricsSandbox,
} from '../sandbox/qualtrics';
import { credentialsOf, picked, template } from '../workflows';

const manifest = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
	n8n: { nodes: string[]; credentials: string[] };
};
const recipe = JSON.parse(
	readFileSync(path.join(projectRoot, 'scripts/recipes/n8n-oldest/package.json'), 'utf8'),
) as { dependencies: { n8n: string } };

const ROWS = 1000;

/** `dist/nodes/SurveyTrigger/SurveyTrigger.node.js` → `surveyTrigger` */
const typeName = (file: string): string => {
	const name = path.basename(file).split('.')[0];
	return `${name[0].toLowerCase()}${name.slice(1)}`;
};

describe('the oldest n8n that the package is for', () => {
	let n8n: N8n;
	let qualtrics: QualtricsSandbox;
	let dataverse: DataverseSandbox;
	let credential: StoredCredential;
	const made: string[] = [];

	beforeAll(async () => {
		n8n = await sharedN8n();
		qualtrics = await startQualtricsSandbox();
		dataverse = await startDataverseSandbox();
		credential = await n8n.createCredential('qualtricsApi', credentialsOf(qualtrics).qualtricsApi);
	}, 300_000);
	afterAll(async () => {
		for (const id of made) await n8n.deleteWorkflow(id);
		await qualtrics?.close();
		await dataverse?.close();
	});

	async function create(workflow: WorkflowInput): Promise<string> {
		const { id } = await n8n.createWorkflow(workflow);
		made.push(id);
		return id;
	}

	it('is the one that its recipe names', async () => {
		expect(await n8n.version()).toBe(recipe.dependencies.n8n);
	});

	it('loads every node and every credential', async () => {
		const nodes = await n8n.packageNodes();
		// n8n 1 makes a second one, a tool of AI agents, of those that can be one.
		const names = nodes.map(({ name }) => name).filter((name) => !name.endsWith('Tool'));
		expect([...new Set(names)].sort()).toEqual(
			manifest.n8n.nodes.map((file) => `${packageName}.${typeName(file)}`).sort(),
		);
		const response = await fetch(`${n8n.url}/types/credentials.json`, {
			headers: n8n.session.headers(),
		});
		const types = ((await response.json()) as Array<{ name: string }>).map(({ name }) => name);
		expect(types).toEqual(expect.arrayContaining(manifest.n8n.credentials.map(typeName)));
	});

	it('says of a credential whether it is connected', async () => {
		const { qualtricsApi } = credentialsOf(qualtrics);
		expect(await n8n.testCredential(credential, qualtricsApi)).toMatchObject({ status: 'OK' });
		const wrong = { ...qualtricsApi, apiToken: 'wrong' };
		expect(await n8n.testCredential(credential, wrong)).toMatchObject({ status: 'Error' });
	});

	it('lists surveys, and what of a survey can be picked with {a}', async () => {
		const credentials = { qualtricsApi: { id: credential.id, name: credential.name } };
		const surveys = await n8n.nodeParameters.searchAll({
			nodeType: `${packageName}.surveyTrigger`,
			method: 'searchSurveys',
			path: 'parameters.surveys.values[0].survey',
			credentials,
		});
		expect(surveys).toContainEqual(expect.objectContaining({ value: storeVisitId }));
		const tokens = await n8n.nodeParameters.searchAll({
			nodeType: `${packageName}.condition`,
			method: 'searchPipedText',
			path: 'parameters.groups.group[0].rules.rule[0].subject',
			parameters: { questionsSurvey: picked(storeVisitId) } as never,
			credentials,
		});
		expect(tokens.map(({ value }) => String(value))).toContainEqual(
			expect.stringMatching(/^\$\{q:\/\/QID2\//),
		);
	});

	describe('Q25 the survey that came in', () => {
		const mark = ' · in the received response';
		const credentials = () => ({ qualtricsApi: { id: credential.id, name: credential.name } });
		const ask = async (node: string, parameters: object) =>
			await n8n.nodeParameters.searchAll({
				nodeType: `${packageName}.${node}`,
				method: 'searchSurveys',
				parameters: parameters as never,
				credentials: credentials(),
			});

		it.each(['condition', 'crmUpsert', 'updateDirectoryContact', 'survey'])(
			'%s: stands first where the editor has evaluated the parameter',
			async (node) => {
				const surveys = await ask(node, { receivedSurvey: [serviceCallId] });
				expect(surveys[0]).toEqual({ name: `Service call${mark}`, value: serviceCallId });
				expect(surveys.filter(({ value }) => value === serviceCallId)).toHaveLength(1);
			},
		);

		it.each([undefined, null, '={{ [$json.survey.id] }}', [], ['SV_elsewhere']])(
			'the list is as ever where the parameter is %j',
			async (receivedSurvey) => {
				const surveys = await ask('condition', { receivedSurvey });
				const names = surveys.map(({ name }) => name).join();
				expect(names).toContain('Store visit');
				expect(names).toContain('Service call');
				expect(names).not.toContain(mark);
			},
		);

		it('its expression, a default of the node, is understood', async () => {
			const types = await n8n.packageNodes();
			const { properties } = types.find(({ name }) => name === `${packageName}.condition`)!;
			const { default: expression } = properties.find(({ name }) => name === 'receivedSurvey')!;
			const came = { survey: { id: serviceCallId }, response: { id: 'R_1' }, answers: {} };
			const items = [came, { body: { SurveyID: storeVisitId, ResponseID: 'R_1' } }, { a: 1 }];
			const workflowId = await create(
				chain(
					{
						name: 'Items',
						type: 'n8n-nodes-base.code',
						typeVersion: 2,
						parameters: {
							jsCode: `return ${JSON.stringify(items)}.map((json) => ({ json }));`,
						},
					},
					{
						name: 'Evaluated',
						type: 'n8n-nodes-base.set',
						typeVersion: 3.4,
						parameters: {
							assignments: {
								assignments: [{ id: 'a', name: 'ids', type: 'array', value: expression as string }],
							},
						},
					},
				),
			);
			const execution = await n8n.executions.runManually(workflowId, 'Start');
			expect(execution?.problem).toBeUndefined();
			const ids = [[serviceCallId], [storeVisitId], []];
			expect(execution!.json('Evaluated')).toEqual(ids.map((found) => ({ ids: found })));
		});
	});

	it('takes an answer through condition and contact update', async () => {
		const { name, nodes, connections } = template('survey-answer-updates-contact', {
			mailingListId: customersListId,
		});
		for (const node of nodes) {
			node.credentials = { qualtricsApi: { id: credential.id, name: credential.name } };
			if (node.type.endsWith('.surveyTrigger')) node.parameters!.delivery = 'instant';
		}
		const id = await create({ name, nodes, connections });
		await n8n.activate(id);
		const answers = { QID1: 3, QID2: 1, QID3_TEXT: 'ada@example.com', QID6_TEXT: 'Nobody there' };
		await qualtrics.control.submitResponse(storeVisitId, answers);
		const execution = await n8n.executions.waitFor(id, undefined, 60_000);
		expect(execution.problem).toBeUndefined();
		const contacts = [...qualtrics.state.directories.values()].flatMap((directory) => [
			...directory.contacts.values(),
		]);
		expect(contacts.find(({ email }) => email === 'ada@example.com')).toMatchObject({
			embeddedData: { lastComment: 'Nobody there (score: 3)' },
		});
	}, 120_000);

	it(`validates and applies a file of ${ROWS} rows`, async () => {
		dataverse.control.addRecords('contact', ROWS);
		const { dynamicsOAuth2Api } = dynamicsCredentials(dataverse);
		const { id, name } = await n8n.createCredential('dynamicsOAuth2Api', dynamicsOAuth2Api);
		const text = csv(
			'Email,[old] Job Title,[new] Job Title',
			...Array.from({ length: ROWS }, (_, index) => `person${index + 1}@example.com,,Boss`),
		);
		const run = async (operation: string): Promise<Execution> => {
			const bulk = {
				name: NODE,
				type: TYPE,
				parameters: { ...CONTACTS, operation } as INode['parameters'],
				credentials: { dynamicsOAuth2Api: { id, name } },
			};
			const workflowId = await create(chain(fileOf(text), bulk));
			const execution = await n8n.executions.runManually(workflowId, 'Start', {
				timeoutMs: 240_000,
			});
			expect(execution?.problem).toBeUndefined();
			return execution!;
		};
		const writes = () => dataverse.operations.filter(({ method }) => method === 'PATCH').length;
		const checked = await run('validate');
		expect(checked.json(NODE)[0].counts).toMatchObject({ ok: ROWS, invalid: 0 });
		expect(writes()).toBe(0);
		const applied = await run('apply');
		expect(applied.json(NODE)[0].counts).toMatchObject({ ok: ROWS });
		expect(dataverse.control.findRecords('contact', "jobtitle eq 'Boss'")).toHaveLength(ROWS);
	}, 600_000);
});

/** A node that makes a file of a text. */
const fileOf = (text: string): IDataObject & { name: string; type: string } => ({
	name: 'File',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: {
		jsCode: `return [{ json: {}, binary: { data: await this.helpers.prepareBinaryData(Buffer.from(${JSON.stringify(text)}), 'contacts.csv', 'text/csv') } }];`,
	},
});

/** From a manual start through these nodes, one after the other. */
function chain(...nodes: WorkflowInput['nodes']): WorkflowInput {
	const all = [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }, ...nodes];
	return {
		nodes: all,
		connections: Object.fromEntries(
			all
				.slice(0, -1)
				.map(({ name }, index) => [
					name,
					{ main: [[{ node: all[index + 1].name, type: 'main' as const, index: 0 }]] },
				]),
		),
	};
}
