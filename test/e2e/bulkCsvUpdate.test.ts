import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
	IBinaryData,
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IWorkflowSettings,
} from 'n8n-workflow';
import { CONTACTS, csv, NODE, TYPE } from '../engine/bulkCsvUpdate/setup';
import { dynamicsCredentials } from '../engine/crmUpsert/setup';
import { startDataverseSandbox, type DataverseSandbox } from '../sandbox/dataverse';
import { unzip } from '../sandbox/unzip';
import {
	N8n,
	N8nInstance,
	sharedN8n,
	waitFor,
	type Execution,
	type StoredCredential,
} from './harness';

type Step = Partial<INode> & Pick<INode, 'name' | 'type'>;

/** What is set up in an n8n for a file to go through it. */
class Setup {
	credential!: StoredCredential;
	readonly made: string[] = [];

	constructor(
		readonly n8n: N8n,
		readonly sandbox: DataverseSandbox,
	) {}

	async connect(): Promise<this> {
		const { dynamicsOAuth2Api } = dynamicsCredentials(this.sandbox);
		this.credential = await this.n8n.createCredential('dynamicsOAuth2Api', dynamicsOAuth2Api);
		return this;
	}

	bulk(parameters: IDataObject, name = NODE): Step {
		return {
			name,
			type: TYPE,
			parameters: { ...CONTACTS, ...parameters } as INodeParameters,
			credentials: {
				dynamicsOAuth2Api: { id: this.credential.id, name: this.credential.name },
			},
		};
	}

	/** From a manual start over a file with this text to the steps, one after the other or as `more` says. */
	async create(
		text: string,
		steps: Step[],
		more: IConnections = {},
		settings: IWorkflowSettings = {},
	): Promise<string> {
		const nodes: Step[] = [
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
			...steps,
		];
		const chain = Object.fromEntries(
			nodes
				.slice(0, -1)
				.map(({ name }, index) => [
					name,
					{ main: [[{ node: nodes[index + 1].name, type: 'main' as const, index: 0 }]] },
				]),
		);
		const workflow = await this.n8n.createWorkflow({
			nodes,
			connections: { ...chain, ...more },
			settings,
		});
		this.made.push(workflow.id);
		return workflow.id;
	}

	async run(text: string, parameters: IDataObject): Promise<Execution> {
		const id = await this.create(text, [this.bulk(parameters)]);
		const execution = await this.n8n.executions.runManually(id, 'Start', { timeoutMs: 120_000 });
		if (!execution) throw new Error('Nothing was run');
		expect(execution.problem).toBeUndefined();
		return execution;
	}

	/** The file, out of its archive, as n8n hands it to whoever clicks on it. */
	async download({ id = '', fileName = '', mimeType }: IBinaryData): Promise<string> {
		const query = new URLSearchParams({ id, action: 'download', fileName, mimeType });
		const response = await fetch(`${this.n8n.url}/rest/binary-data?${query.toString()}`, {
			headers: this.n8n.session.headers(),
		});
		expect(response.status).toBe(200);
		const bytes = Buffer.from(await response.arrayBuffer());
		return fileName.endsWith('.zip') ? unzip(bytes)[0].content : bytes.toString();
	}

	async file(execution: Execution, name: string): Promise<string> {
		const binary = execution.items(NODE)[0].binary?.[name];
		if (!binary) throw new Error(`There is no file "${name}"`);
		return await this.download(binary);
	}

	async dispose(): Promise<void> {
		for (const id of this.made.splice(0)) await this.n8n.deleteWorkflow(id);
		await this.sandbox.close();
	}
}

const writesOf = (sandbox: DataverseSandbox): number =>
	sandbox.operations.filter(({ method }) => method === 'PATCH').length;

const bossesOf = (sandbox: DataverseSandbox): number =>
	sandbox.control.findRecords('contact', "jobtitle eq 'Boss'").length;

const bossFile = (count: number): string =>
	csv(
		'Email,[old] Job Title,[new] Job Title',
		...Array.from({ length: count }, (_, index) => `person${index + 1}@example.com,,Boss`),
	);

/** Progress goes over another node back to the input. */
const LOOP: IConnections = {
	[NODE]: {
		main: [[{ node: 'Told', type: 'main', index: 0 }], [{ node: 'Back', type: 'main', index: 0 }]],
	},
	Told: { main: [[]] },
	Back: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
};

describe('Bulk CSV Update, in a real n8n', () => {
	let setup: Setup;

	beforeEach(async () => {
		setup = await new Setup(await sharedN8n(), await startDataverseSandbox()).connect();
	}, 240_000);
	afterEach(async () => await setup.dispose());

	it('S10 S14 S15 S16 S17 S18 S19 S21 S22 S23 S35 from the template to the update and back', async () => {
		const { sandbox } = setup;
		sandbox.control.addRecords('contact', 20);
		const before = sandbox.control
			.findRecords('contact')
			.map(({ contactid, jobtitle, donotemail }) => ({ contactid, jobtitle, donotemail }));
		const made = await setup.run('-', {
			operation: 'downloadTemplate',
			targetGroup: 'all',
			dataKind: 'all',
			fields: ['jobtitle', 'donotemail'],
		});
		expect(made.json(NODE)[0]).toMatchObject({ rows: 20 });
		const template = await setup.file(made, 'data');
		expect(template).toContain(
			'Email,[old] Job Title,[new] Job Title,[old] Do not allow Emails,[new] Do not allow Emails',
		);
		const edited = template.replace(/,,=,(?=,[a-z]{10})/g, ',Boss,=,TRUE');
		expect(edited).not.toBe(template);

		const consents = { consents: 'allow' };
		const checked = await setup.run(edited, { operation: 'validate', ...consents });
		expect(checked.json(NODE)[0].counts).toMatchObject({ ok: 20, invalid: 0 });
		expect(writesOf(sandbox)).toBe(0);
		expect(await setup.file(checked, 'report')).toMatch(/^<!doctype html>/i);

		const applied = await setup.run(edited, { operation: 'apply', ...consents });
		expect(applied.json(NODE)[0].counts).toMatchObject({ ok: 20 });
		expect(bossesOf(sandbox)).toBe(20);
		const verified = await setup.run(edited, { operation: 'verify', rowsToCheck: 'all' });
		expect(verified.json(NODE)[0].counts).toMatchObject({ ok: 20 });

		const undo = await setup.file(applied, 'rollBack');
		const undone = await setup.run(undo, { operation: 'rollBack', ...consents });
		expect(undone.json(NODE)[0].counts).toMatchObject({ ok: 20 });
		const after = sandbox.control
			.findRecords('contact')
			.map(({ contactid, jobtitle, donotemail }) => ({ contactid, jobtitle, donotemail }));
		expect(after).toEqual(before);
	}, 180_000);

	it('S26 S27 lists codes', async () => {
		const listed = await setup.run('-', {
			resource: 'field',
			operation: 'listCodes',
			fields: ['gendercode'],
		});
		expect(listed.json(NODE)).toEqual([
			{ field: 'Gender', code: '1', label: 'Male' },
			{ field: 'Gender', code: '2', label: 'Female' },
		]);
		expect(await setup.file(listed, 'data')).toContain('Gender,2,Female');
	}, 120_000);

	it('S24 S25 a run in steps is seen to advance, and tells at its end', async () => {
		const { sandbox, n8n } = setup;
		sandbox.control.addRecords('contact', 50);
		const id = await setup.create(
			bossFile(50),
			[
				setup.bulk({ options: { rowsPerRun: 20 } }),
				{ name: 'Told', type: 'n8n-nodes-base.noOp' },
				{ name: 'Back', type: 'n8n-nodes-base.noOp' },
			],
			LOOP,
		);
		const execution = await n8n.executions.runManually(id, 'Start', { timeoutMs: 120_000 });
		expect(execution?.problem).toBeUndefined();
		const runs = execution!.data.resultData.runData[NODE];
		expect(runs.map(({ data }) => data?.main?.[1]?.[0]?.json.rows)).toEqual([20, 40, undefined]);
		const [told] = execution!.items('Told');
		expect(told.json).toMatchObject({ state: 'done', rows: 50, counts: { ok: 50 } });
		const files = Object.keys(told.binary ?? {}).filter((name) => name.startsWith('rollBack'));
		expect(files).toEqual(['rollBack', 'rollBack_2', 'rollBack_3']);
		expect(await setup.download(told.binary!.rollBack_3)).toContain('person50@example.com,Boss,');
		expect(bossesOf(sandbox)).toBe(50);
	}, 180_000);

	it('each changed row goes on as an item, for any other node', async () => {
		const { n8n } = setup;
		const id = await setup.create(
			'Customer;[old] City;[new] City\n007;Lyon;Paris\n008;Brno;\n',
			[setup.bulk({ target: 'items' }), { name: 'Rows', type: 'n8n-nodes-base.noOp' }],
			{ [NODE]: { main: [[], [], [{ node: 'Rows', type: 'main', index: 0 }]] } },
		);
		const execution = await n8n.executions.runManually(id, 'Start', { timeoutMs: 120_000 });
		expect(execution?.problem).toBeUndefined();
		expect(execution?.json('Rows')).toEqual([
			{ key: '007', keyField: 'Customer', line: 2, set: { City: 'Paris' }, from: { City: 'Lyon' } },
		]);
		const text = 'Customer;[old] City;[new] City\n007;Lyon;Paris\n008;Brno;\n';
		const checked = await setup.run(text, { target: 'items', operation: 'validate' });
		expect(checked.json(NODE)[0].counts).toMatchObject({ ok: 1, unchanged: 1 });
		expect(checked.items(NODE, 2)).toEqual([]);
		const applied = await setup.run(text, { target: 'items' });
		const undone = await setup.run(await setup.file(applied, 'rollBack'), {
			target: 'items',
			operation: 'rollBack',
		});
		expect(undone.json(NODE, 2)).toMatchObject([{ key: '007', set: { City: 'Lyon' } }]);

		const people = [
			{ json: { Customer: '007', City: 'Lyon' } },
			{ json: { Customer: '008', City: null } },
		];
		const made = await n8n.executions.runManually(
			await setup.create('-', [
				{
					name: 'People',
					type: 'n8n-nodes-base.code',
					typeVersion: 2,
					parameters: { jsCode: `return ${JSON.stringify(people)};` },
				},
				setup.bulk({
					target: 'items',
					operation: 'downloadTemplate',
					keyInItems: 'Customer',
					fields: 'City',
				}),
			]),
			'Start',
			{ timeoutMs: 60_000 },
		);
		expect(made?.problem).toBeUndefined();
		expect(await setup.file(made!, 'data')).toMatch(
			/^\ufeffCustomer,\[old\] City,\[new\] City,\[check\]\r\n007,Lyon,,[a-z]{10}\r\n008,,,[a-z]{10}\r\n$/,
		);
		const unread = await n8n.executions.runManually(
			await setup.create(text, [setup.bulk({ target: 'items', operation: 'verify' })]),
			'Start',
		);
		expect(unread?.problem).toContain('cannot be read back');
	}, 120_000);
});

describe('Bulk CSV Update, broken off in a real n8n', () => {
	let instance: N8nInstance;
	let setup: Setup;

	let n8n: N8n;

	const COUNT = 5000;

	beforeAll(async () => {
		instance = new N8nInstance();
		await instance.start();
		n8n = await N8n.setUp(instance.url);
	}, 240_000);
	beforeEach(async () => {
		const sandbox = await startDataverseSandbox({ latencyMs: 150 });
		sandbox.control.addRecords('contact', COUNT);
		setup = await new Setup(n8n, sandbox).connect();
	});
	afterEach(async () => await setup.dispose());
	afterAll(async () => await instance.dispose());

	/** Starts a workflow, and waits until it has written so much; gives the execution. */
	async function underWay(workflow: string, writes = 1): Promise<string> {
		const { executionId } = await n8n.session.post<{ executionId: string }>(
			`/workflows/${workflow}/run`,
			{ triggerToStartFrom: { name: 'Start' } },
		);
		await waitFor(`${writes} writes`, async () => writesOf(setup.sandbox) >= writes, {
			timeoutMs: 120_000,
			everyMs: 5,
		});
		return executionId;
	}
	const whole = async (): Promise<string> => await setup.create(bossFile(COUNT), [setup.bulk({})]);

	async function quiet(): Promise<number> {
		let last = -1;
		await waitFor(
			'the writes to end',
			async () => {
				const now = writesOf(setup.sandbox);
				const isQuiet = now === last;
				last = now;
				return isQuiet;
			},
			{ timeoutMs: 60_000, everyMs: 1500 },
		);
		return last;
	}

	it('cancelled: it stops within a batch, and the saved execution says how many rows were written', async () => {
		const execution = await underWay(await whole());
		await n8n.executions.stop(execution);
		const stopped = await n8n.executions.finished(execution, 60_000);
		expect(stopped.status).toBe('canceled');
		const written = await quiet();
		expect(written).toBeLessThan(COUNT);
		const told = await waitFor('what the saved execution says', async () => {
			const { customData } = await n8n.session.get<{ customData?: Record<string, string> }>(
				`/executions/${execution}`,
			);
			return customData?.Bulk_CSV_Update;
		});
		const [, least, more = '0'] = /^(\d+) rows written(?:, up to (\d+) more)?/.exec(told) ?? [];
		expect(written).toBeGreaterThanOrEqual(Number(least));
		expect(written).toBeLessThanOrEqual(Number(least) + Number(more));
	}, 240_000);

	it('LB14 killed at any moment and run again, it ends as a run that was not, with a whole roll-back file', async () => {
		const { sandbox } = setup;
		await underWay(await whole());
		await instance.kill();
		expect(bossesOf(sandbox)).toBeLessThan(COUNT);
		await instance.start();
		await quiet();
		const there = bossesOf(sandbox);
		const again = await setup.run(bossFile(COUNT), {});
		expect(again.json(NODE)[0]).toMatchObject({
			state: 'done',
			counts: { ok: COUNT - there, unchanged: there, conflict: 0 },
		});
		expect(bossesOf(sandbox)).toBe(COUNT);
		const undo = await setup.file(again, 'rollBack');
		expect(undo.trimEnd().split(/\r?\n/)).toHaveLength(COUNT + 1);
	}, 360_000);

	const STEP = 1000;
	const steps = (): Step[] => [
		setup.bulk({ options: { rowsPerRun: STEP } }),
		{ name: 'Told', type: 'n8n-nodes-base.noOp' },
		{ name: 'Back', type: 'n8n-nodes-base.noOp' },
	];

	it('killed in the middle of a loop, what the steps before handed out is kept, and their token goes on', async () => {
		const { sandbox } = setup;
		const looped = await setup.create(bossFile(COUNT), steps(), LOOP, {
			saveExecutionProgress: true,
		});
		const id = await underWay(looped, 2 * STEP + 1);
		await instance.kill();
		await instance.start();
		await quiet();
		const there = bossesOf(sandbox);
		expect(there).toBeGreaterThan(2 * STEP);
		expect(there).toBeLessThan(COUNT);

		// What n8n had saved when it was killed: the files that undo the steps, and where to go on.
		const broken = await n8n.executions.finished(id, 60_000);
		expect(broken.status).toBe('crashed');
		const progress = broken.data.resultData.runData[NODE].flatMap(
			({ data }): INodeExecutionData[] => data?.main?.[1] ?? [],
		);
		// Two steps and more: how far it came before it was dead depends on the machine.
		const kept = progress.length * STEP;
		expect(kept).toBeGreaterThanOrEqual(2 * STEP);
		expect(kept).toBeLessThanOrEqual(there);
		expect(progress.map(({ json }) => json.rows)).toEqual(
			progress.map((_step, index) => (index + 1) * STEP),
		);
		const undo = await Promise.all(
			progress.map(async ({ binary }) => await setup.download(binary!.rollBack)),
		);
		expect(undo.map((text) => text.trimEnd().split(/\r?\n/).length)).toEqual(
			progress.map(() => STEP + 1),
		);

		sandbox.control.clearRequests();
		const rest = await setup.run(bossFile(COUNT), {
			options: { resumeFrom: String(progress.at(-1)!.json.resumeToken) },
		});
		expect(rest.json(NODE)[0]).toMatchObject({
			state: 'done',
			rows: COUNT,
			counts: { ok: COUNT - (there - kept), unchanged: there - kept, conflict: 0 },
		});
		expect(writesOf(sandbox)).toBe(COUNT - there);
		expect(bossesOf(sandbox)).toBe(COUNT);
	}, 360_000);

	it('killed in the middle of a loop and begun anew, it ends as a run that was not', async () => {
		const { sandbox } = setup;
		const looped = await setup.create(bossFile(COUNT), steps(), LOOP);
		await underWay(looped, STEP + 1);
		await instance.kill();
		await instance.start();
		await quiet();
		const there = bossesOf(sandbox);
		expect(there).toBeLessThan(COUNT);
		const again = await n8n.executions.runManually(looped, 'Start', { timeoutMs: 120_000 });
		expect(again?.problem).toBeUndefined();
		expect(again?.json('Told')[0]).toMatchObject({
			state: 'done',
			rows: COUNT,
			counts: { ok: COUNT - there, unchanged: there, conflict: 0 },
		});
		expect(bossesOf(sandbox)).toBe(COUNT);
	}, 360_000);

	it('rows that go on as items come at least once, in a loop that was killed and begun anew too', async () => {
		const written: string[] = [];
		const server = createServer((request, response) => {
			written.push(request.url!.slice(1));
			response.writeHead(204).end();
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const keys = Array.from({ length: 600 }, (_, row) => String(row).padStart(4, '0'));
		const text = csv('Customer,[old] City,[new] City', ...keys.map((key) => `${key},Lyon,Paris`));
		const looped = await setup.create(
			text,
			[
				setup.bulk({ target: 'items', options: { rowsPerRun: 100 } }),
				{
					name: 'Write',
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					parameters: { method: 'PATCH', url: `=http://127.0.0.1:${port}/{{ $json.key }}` },
				},
				{ name: 'Back', type: 'n8n-nodes-base.noOp' },
			],
			{
				[NODE]: {
					main: [
						[],
						[{ node: 'Back', type: 'main', index: 0 }],
						[{ node: 'Write', type: 'main', index: 0 }],
					],
				},
				Write: { main: [[]] },
				Back: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
			},
		);
		try {
			await n8n.session.post(`/workflows/${looped}/run`, { triggerToStartFrom: { name: 'Start' } });
			await waitFor('the rows of the second step', async () => written.length > 100, {
				timeoutMs: 120_000,
				everyMs: 5,
			});
			await instance.kill();
			expect(new Set(written).size).toBeLessThan(keys.length);
			await instance.start();
			const again = await n8n.executions.runManually(looped, 'Start', { timeoutMs: 120_000 });
			expect(again?.problem).toBeUndefined();
			expect([...new Set(written)].sort()).toEqual(keys);
			expect(again?.data.resultData.runData[NODE].at(-1)?.data?.main?.[0]?.[0]?.json).toMatchObject(
				{
					state: 'done',
					counts: { ok: keys.length },
				},
			);
		} finally {
			await new Promise((resolve) => server.close(resolve));
		}
	}, 360_000);
});
