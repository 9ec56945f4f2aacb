import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { csv, NODE, TYPE } from '../engine/bulkCsvUpdate/setup';
import { salesmanagoCredentials } from '../engine/crmUpsert/salesmanagoSetup';
import { customersListId, mainDirectoryId, startQualtricsSandbox } from '../sandbox/qualtrics';
import { startSalesManagoSandbox } from '../sandbox/salesmanago';
import { startSecutixSandbox, type SecutixSandbox } from '../sandbox/secutix';
import { unzip } from '../sandbox/unzip';
import { credentialsOf, picked } from '../workflows';
import { sharedN8n, type Execution, type N8n, type StoredCredential } from './harness';

let n8n: N8n;
const closing: Array<() => Promise<void>> = [];

beforeAll(async () => {
	n8n = await sharedN8n();
}, 240_000);
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** One system behind the node, in a real n8n. */
class Target {
	constructor(
		private readonly type: string,
		private readonly credential: StoredCredential,
		private readonly usual: IDataObject,
	) {}

	/** From a manual start over a file with this text to the node. */
	async run(text: string, parameters: IDataObject): Promise<Execution> {
		const workflow = await n8n.createWorkflow({
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'Text',
					type: 'n8n-nodes-base.code',
					typeVersion: 2,
					parameters: { jsCode: `return [{ json: { text: ${JSON.stringify(text)} } }];` },
				},
				{
					name: 'File',
					type: 'n8n-nodes-base.convertToFile',
					typeVersion: 1.1,
					parameters: {
						operation: 'toText',
						sourceProperty: 'text',
						options: { fileName: 'contacts.csv' },
					},
				},
				{
					name: NODE,
					type: TYPE,
					parameters: { resource: 'file', ...this.usual, ...parameters } as INodeParameters,
					credentials: { [this.type]: { id: this.credential.id, name: this.credential.name } },
				},
			],
			connections: {
				Start: { main: [[{ node: 'Text', type: 'main', index: 0 }]] },
				Text: { main: [[{ node: 'File', type: 'main', index: 0 }]] },
				File: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
			},
		});
		closing.push(async () => await n8n.deleteWorkflow(workflow.id));
		const execution = await n8n.executions.runManually(workflow.id, 'Start', {
			timeoutMs: 120_000,
		});
		if (!execution) throw new Error('Nothing was run');
		return execution;
	}

	async counts(text: string, parameters: IDataObject): Promise<unknown> {
		const execution = await this.run(text, parameters);
		expect(execution.problem).toBeUndefined();
		return execution.json(NODE)[0].counts;
	}

	async codes(parameters: IDataObject = {}): Promise<IDataObject[]> {
		const operation = { resource: 'field', operation: 'listCodes' };
		const execution = await this.run('-', { ...operation, ...parameters });
		expect(execution.problem).toBeUndefined();
		return execution.json(NODE);
	}

	/** The file of this name that the run handed out, out of its archive. */
	async file(execution: Execution, name: string): Promise<string> {
		expect(execution.problem).toBeUndefined();
		const binary = execution.items(NODE)[0].binary?.[name];
		if (!binary) throw new Error(`There is no file "${name}"`);
		const { id = '', fileName = '', mimeType } = binary;
		const query = new URLSearchParams({ id, action: 'download', fileName, mimeType });
		const response = await fetch(`${n8n.url}/rest/binary-data?${query.toString()}`, {
			headers: n8n.session.headers(),
		});
		expect(response.status).toBe(200);
		return unzip(Buffer.from(await response.arrayBuffer()))[0].content;
	}
}

describe('SecuTix, in a real n8n', () => {
	let sandbox: SecutixSandbox;
	beforeEach(async () => {
		sandbox = await startSecutixSandbox();
		closing.push(async () => await sandbox.close());
		for (const contactNumber of ['000001', '000002'])
			sandbox.control.addContact({ contactNumber, authorizations: { INSTMAIL: true } });
	});

	const typed = (authentication: string): IDataObject => {
		const { institution, operator, partner, secret, url } = sandbox;
		return {
			institution,
			environment: 'other',
			address: url,
			serviceVersion: 'v2_21',
			authentication,
			operator,
			partner,
			secret,
			testContactNumber: '000001',
		};
	};

	it.each(['selfSigned', 'tokenService'])(
		'the credential (%s) tests itself by reading a contact: connected, or what to check',
		async (authentication) => {
			const data = typed(authentication);
			const credential = await n8n.createCredential('secutixApi', data);
			expect(await n8n.testCredential(credential, data)).toMatchObject({ status: 'OK' });
			const paths = sandbox.requests.map(({ path }) => path.split('/').at(-1));
			expect(paths.at(-1)).toBe('getContactData');
			expect(paths.includes('auth')).toBe(authentication === 'tokenService');
			for (const change of [
				{ secret: 'guess' },
				{ testContactNumber: '1' },
				{ serviceVersion: 'v1_0' },
			])
				expect(await n8n.testCredential(credential, { ...data, ...change })).toMatchObject({
					status: 'Error',
				});
			sandbox.control.misbehave({ match: /getContactData/, kind: 'error', status: 200 });
			expect(await n8n.testCredential(credential, data)).toMatchObject({
				status: 'Error',
				message: expect.stringContaining("the number under 'Contact to Test With'"),
			});
		},
	);

	it.each(['selfSigned', 'tokenService'])(
		'S03 S05 S21 S22 S23 S28 a file goes over the Import screen and is verified (%s)',
		async (authentication) => {
			const credential = await n8n.createCredential('secutixApi', typed(authentication));
			const secutix = new Target('secutixApi', credential, {
				target: 'secutix',
				secutixAuthorizations: 'INSTMAIL\nSMS',
				consents: 'allow',
			});
			const file = csv(
				'Contact number,[old] INSTMAIL,[new] INSTMAIL,[old] SMS,[new] SMS',
				'000001,TRUE,F,Vide,T',
				'000002,TRUE,Vide,Vide,VRAI',
			);
			expect(await secutix.counts(file, { operation: 'validate' })).toMatchObject({
				ok: 1,
				invalid: 1,
			});
			const applied = await secutix.run(file, { operation: 'apply', secutixCompares: true });
			const upload = await secutix.file(applied, 'upload');
			expect(sandbox.control.importFile('authorizations', upload)).toEqual({
				updated: 1,
				errors: [],
			});
			expect(await secutix.counts(upload, { operation: 'verify' })).toMatchObject({ ok: 1 });
			const rollBack = await secutix.file(applied, 'rollBack');
			const undone = await secutix.run(rollBack, { operation: 'rollBack' });
			sandbox.control.importFile('authorizations', await secutix.file(undone, 'upload'));
			expect(sandbox.control.getContact('000001')?.authorizations).toEqual({ INSTMAIL: true });
		},
	);

	it('S26 S27 lists the codes of its criteria', async () => {
		const credential = await n8n.createCredential('secutixApi', typed('selfSigned'));
		const secutix = new Target('secutixApi', credential, {
			target: 'secutix',
			secutixCriteria: 'SEGMENT;GOLD;Gold\nSEGMENT;SILVER;Silver',
		});
		expect(await secutix.codes()).toEqual([
			{ field: 'SEGMENT', code: 'GOLD', label: 'Gold' },
			{ field: 'SEGMENT', code: 'SILVER', label: 'Silver' },
		]);
	});

	it('S14 S15 S16 S17 a template from a file of contact numbers', async () => {
		const credential = await n8n.createCredential('secutixApi', typed('selfSigned'));
		const secutix = new Target('secutixApi', credential, {
			target: 'secutix',
			secutixAuthorizations: 'INSTMAIL',
		});
		const made = await secutix.run('Contact number\n000002\n', {
			operation: 'downloadTemplate',
			targetGroup: 'keysFromFile',
			dataKind: 'consents',
		});
		expect(await secutix.file(made, 'data')).toMatch(
			/^\ufeffContact number,\[old\] INSTMAIL,\[new\] INSTMAIL,\[check\]\r\n000002,TRUE,,[a-z]{10}:000002\r\n$/,
		);
	});
});

it('S11 S16 S22 S23 S34 XM Directory: template of a mailing list, validated, applied, verified, rolled back', async () => {
	const sandbox = await startQualtricsSandbox({ exportPolls: 0 });
	closing.push(async () => await sandbox.close());
	const ids = ['ada', 'bo'].map((name) =>
		sandbox.control.addContact(
			{ email: `${name}@example.com`, firstName: name, embeddedData: { plan: 'free' } },
			{ mailingListId: customersListId },
		),
	);
	const stored = () => {
		const { contacts } = sandbox.state.directories.get(mainDirectoryId)!;
		return ids.map((id) => structuredClone(contacts.get(id)!));
	};
	const { qualtricsApi } = credentialsOf(sandbox);
	const credential = await n8n.createCredential('qualtricsApi', qualtricsApi);
	const directory = new Target('qualtricsApi', credential, {
		target: 'xmDirectory',
		authentication: 'apiToken',
		directory: picked('default'),
		cellRules: 'secutixExtended',
	});
	const before = stored();
	const made = await directory.run('-', {
		operation: 'downloadTemplate',
		targetGroup: 'mailingList',
		mailingList: picked(customersListId),
		fields: ['firstName', 'embeddedData.plan'],
	});
	const template = await directory.file(made, 'data');
	const file = template
		.replace('ada,,free,', 'ada,Ada,free,gold')
		.replace('bo,,free,', 'Bob,Bo,free,=');
	const expected = { ok: 1, conflict: 1 };
	expect(await directory.counts(file, { operation: 'validate' })).toMatchObject(expected);
	const applied = await directory.run(file, { operation: 'apply', conflicts: 'overwrite' });
	expect(applied.json(NODE)[0].counts).toMatchObject({ ok: 2 });
	expect(stored()).toMatchObject([
		{ firstName: 'Ada', embeddedData: { plan: 'gold' } },
		{ firstName: 'Bo' },
	]);
	expect(await directory.counts(file, { operation: 'verify' })).toMatchObject({ ok: 2 });
	const rollBack = await directory.file(applied, 'rollBack');
	expect(await directory.counts(rollBack, { operation: 'rollBack' })).toMatchObject({ ok: 2 });
	stored().forEach((contact, index) => {
		const { firstName, embeddedData } = before[index];
		expect(contact).toMatchObject({ firstName, embeddedData });
	});
	// The directory knows no closed lists, and the run says so.
	const { problem } = await directory.run('-', { resource: 'field', operation: 'listCodes' });
	expect(problem).toContain('None of these fields has a list');
});

it('S11 S16 S22 S23 S34 SALESmanago: template of a tag, validated, applied in a job, verified, rolled back', async () => {
	const sandbox = await startSalesManagoSandbox({ jobPolls: 1 });
	closing.push(async () => await sandbox.close());
	const ids = ['ada', 'bo'].map((name) =>
		sandbox.control.addContact({
			email: `${name}@example.com`,
			name,
			properties: { plan: 'free' },
			tags: ['VIP'],
		}),
	);
	const stored = () => ids.map((id) => sandbox.control.getContact(id)!);
	const { salesManagoApi } = salesmanagoCredentials(sandbox);
	const credential = await n8n.createCredential('salesManagoApi', salesManagoApi);
	const salesmanago = new Target('salesManagoApi', credential, {
		target: 'salesmanago',
		customDetails: { detail: [{ name: 'plan', kind: 'text' }] },
		tagFields: 'VIP',
	});
	const made = await salesmanago.run('-', {
		operation: 'downloadTemplate',
		targetGroup: 'taggedContacts',
		groupTag: picked('VIP', 'name'),
		changedSince: new Date(Date.now() - 24 * 3600_000).toISOString(),
		fields: ['name', 'details.plan', 'tags.VIP'],
	});
	const template = await salesmanago.file(made, 'data');
	const file = template
		.replace('ada,,free,,TRUE,', 'ada,Ada,free,gold,TRUE,FALSE')
		.replace('bo,,free,,TRUE,', 'Bob,Bo,free,,TRUE,');
	const expected = { ok: 1, conflict: 1 };
	expect(await salesmanago.counts(file, { operation: 'validate' })).toMatchObject(expected);
	const applied = await salesmanago.run(file, { operation: 'apply' });
	expect(applied.json(NODE)[0].counts).toMatchObject(expected);
	expect(stored()).toMatchObject([
		{ name: 'Ada', properties: { plan: 'gold' }, tags: [] },
		{ name: 'bo', tags: ['VIP'] },
	]);
	expect(sandbox.state.jobs.size).toBe(1);
	expect(await salesmanago.counts(file, { operation: 'verify' })).toMatchObject({
		ok: 1,
		failed: 1,
	});
	const rollBack = await salesmanago.file(applied, 'rollBack');
	expect(await salesmanago.counts(rollBack, { operation: 'rollBack' })).toMatchObject({ ok: 1 });
	expect(stored()).toMatchObject([
		{ name: 'ada', properties: { plan: 'free' }, tags: ['VIP'] },
		{ name: 'bo', tags: ['VIP'] },
	]);
	expect(await salesmanago.codes({ fields: ['state'] })).toContainEqual({
		field: 'State',
		code: 'PROSPECT',
	});
});
