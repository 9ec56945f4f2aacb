import type { IDataObject, INodeParameters } from 'n8n-workflow';
import {
	customersListId,
	mainDirectoryId,
	newsletterListId,
	startQualtricsSandbox,
	type QualtricsSandbox,
} from '../sandbox/qualtrics';
import { credentialsOf, picked, template } from '../workflows';
import { sharedN8n, waitFor, type Execution, type N8n, type StoredCredential } from './harness';

const NODE = 'Update Directory Contact';
const row = (target: string, source: string): IDataObject => ({
	target: picked(target, 'name'),
	source: picked(source, 'text'),
	options: {},
});
const FIELDS = { row: [row('email', '={{ $json.email }}'), row('plan', '={{ $json.plan }}')] };

describe('Update Directory Contact, in a real n8n', () => {
	let n8n: N8n;
	let sandbox: QualtricsSandbox;
	let credential: StoredCredential;
	const made: string[] = [];

	beforeAll(async () => {
		n8n = await sharedN8n();
	}, 240_000);
	beforeEach(async () => {
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		credential = await n8n.createCredential('qualtricsApi', credentialsOf(sandbox).qualtricsApi);
	});
	afterEach(async () => {
		for (const id of made.splice(0)) await n8n.deleteWorkflow(id);
		await sandbox.close();
	});

	const contacts = () => [...sandbox.state.directories.get(mainDirectoryId)!.contacts.values()];
	const byEmail = (email: string) => contacts().find((contact) => contact.email === email);

	it('the list of a row begins with the token that most likely fills its field', async () => {
		const fields = { row: [row('email', ''), row('phone', ''), row('', '')] };
		const first = async (index: number): Promise<unknown> => {
			const { results } = await n8n.nodeParameters.search({
				nodeType: 'n8n-nodes-survey-ops.updateDirectoryContact',
				method: 'searchPipedText',
				path: `parameters.fields.row[${index}].source`,
				parameters: { showQuestionsOf: 'none', fields } as INodeParameters,
			});
			return results.map(({ value }) => value).find((value) => value !== '');
		};
		expect(await first(0)).toBe('${m://Email}');
		expect(await first(1)).toBe('${m://Phone}');
		expect(await first(2)).toBe('${m://FirstName}');
	});

	/** Items from a Code node, as any workflow would hand them over. */
	async function run(
		code: string,
		parameters: IDataObject,
		onError?: string,
		timeoutMs = 60_000,
	): Promise<Execution> {
		const workflow = await n8n.createWorkflow({
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'Items',
					type: 'n8n-nodes-base.code',
					typeVersion: 2,
					parameters: { jsCode: code },
				},
				{
					name: NODE,
					type: 'n8n-nodes-survey-ops.updateDirectoryContact',
					parameters: { fields: FIELDS, showQuestionsOf: 'none', ...parameters } as INodeParameters,
					credentials: { qualtricsApi: { id: credential.id, name: credential.name } },
					...(onError && { onError: onError as 'continueErrorOutput' }),
				},
			],
			connections: {
				Start: { main: [[{ node: 'Items', type: 'main', index: 0 }]] },
				Items: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
			},
		});
		made.push(workflow.id);
		const execution = await n8n.executions.runManually(workflow.id, 'Start', { timeoutMs });
		if (!execution) throw new Error('Nothing was run');
		return execution;
	}
	const items = (...list: IDataObject[]): string =>
		`return ${JSON.stringify(list)}.map((json) => ({ json }));`;
	const people = (count: number): string =>
		`return Array.from({ length: ${count} }, (_, i) => ({ json: { email: 'person' + i + '@example.com', plan: i % 2 ? 'gold' : 'silver' } }));`;

	it.each([
		['upsertByRules', ['updated', 'created']],
		['upsertByFields', ['updated', 'created']],
		['update', ['updated', 'skipped']],
		['create', ['skipped', 'created']],
	])('Q01 Q02 Q19 Q21 %s', async (operation, statuses) => {
		sandbox.control.addContact({ email: 'ada@example.com', embeddedData: { shop: 'Paris' } });
		const execution = await run(
			items({ email: 'Ada@example.com', plan: 'gold' }, { email: 'bo@example.com', plan: 'gold' }),
			{
				operation,
				mailingLists: {
					values: [customersListId, newsletterListId].map((id) => ({
						mailingList: picked(id, 'id'),
					})),
				},
			},
		);
		expect(execution.problem).toBeUndefined();
		expect(execution.json(NODE).map(({ status }) => status)).toEqual(statuses);
		if (statuses[0] === 'updated')
			expect(byEmail('ada@example.com')).toMatchObject({
				embeddedData: { shop: 'Paris', plan: 'gold' },
			});
		if (statuses[1] === 'created') expect(byEmail('bo@example.com')?.memberships.size).toBe(2);
	});

	it('Q03 Q04 Q32 Q33 Q37 Q40: a transaction and an opt-out with one answer', async () => {
		const execution = await run(
			items({ email: 'ada@example.com', mails: 'No', at: '2024-05-01T10:00:00Z', order: 'A-1' }),
			{
				mailingLists: { values: [{ mailingList: picked(customersListId, 'id') }] },
				recordTransaction: true,
				transactionDate: picked('={{ $json.at }}', 'text'),
				transactionData: { row: [{ ...row('x', '={{ $json.order }}'), target: 'order' }] },
				setSubscription: true,
				subscriptionSource: picked('={{ $json.mails }}', 'text'),
				optInValues: 'Yes',
				optOutValues: 'No',
				options: { transactionId: '={{ $json.order }}' },
			},
		);
		expect(execution.problem).toBeUndefined();
		expect(execution.json(NODE)[0]).toMatchObject({
			status: 'created',
			subscription: 'opt out',
			transaction: { status: 'recorded' },
		});
		expect(byEmail('ada@example.com')?.unsubscribed).toBe(true);
		const [transaction] = sandbox.state.directories.get(mainDirectoryId)!.transactions.values();
		expect(transaction).toMatchObject({
			transactionDate: '2024-05-01 10:00:00',
			data: { order: 'A-1' },
		});
	});

	it('a dry run shows the requests and sends none of them', async () => {
		const execution = await run(items({ email: 'ada@example.com', plan: 'gold' }), {
			options: { dryRun: true },
		});
		expect(execution.json(NODE)[0]).toMatchObject({
			status: 'wouldCreate',
			dryRun: true,
			requests: [{ method: 'POST', body: { email: 'ada@example.com' } }],
		});
		expect(contacts()).toEqual([]);
	});

	it('5,000 items through the import job, its row report as one result per item', async () => {
		const code = people(5_000).replace(
			"'person' + i",
			"(i === 7 ? 'not an address ' : 'person') + i",
		);
		const execution = await run(
			code,
			{ mailingLists: { values: [{ mailingList: picked(customersListId, 'id') }] } },
			'continueErrorOutput',
			120_000,
		);
		expect(execution.problem).toBeUndefined();
		expect(execution.json(NODE)).toHaveLength(4_999);
		expect(execution.json(NODE)[0]).toMatchObject({ status: 'created', sentBy: 'import job' });
		expect(execution.items(NODE, 1)).toMatchObject([{ pairedItem: { item: 7 } }]);
		expect(contacts()).toHaveLength(4_999);
		expect(sandbox.requests.length).toBeLessThanOrEqual(250);
	}, 180_000);

	it('5,000 items singly, where the account allows more than the documented rate', async () => {
		const execution = await run(
			people(5_000),
			{ options: { bulkImportAbove: 0, checkBeforeWriting: false, writesPerMinute: 100_000 } },
			undefined,
			180_000,
		);
		expect(execution.problem).toBeUndefined();
		expect(execution.json(NODE)).toHaveLength(5_000);
		expect(contacts()).toHaveLength(5_000);
	}, 240_000);

	it.each(['429', '429-retry-after', '5xx-html', 'drop', 'done-but-no-answer'] as const)(
		'%s: everybody is there once in the end',
		async (kind) => {
			sandbox.control.misbehave({ match: 'POST .*/contacts$', kind });
			const execution = await run(people(3), {});
			expect(execution.problem).toBeUndefined();
			expect(contacts()).toHaveLength(3);
		},
	);

	it('Q07: the template enrols who buys for the first time, once, and nobody else', async () => {
		const { name, nodes, connections } = template('first-purchase-enrols-customer', {
			mailingListId: customersListId,
		});
		for (const node of nodes)
			if (node.type.endsWith('updateDirectoryContact'))
				node.credentials = { qualtricsApi: { id: credential.id, name: credential.name } };
		const workflow = await n8n.createWorkflow({ name, nodes, connections });
		made.push(workflow.id);
		await n8n.activate(workflow.id);
		const order = (orderId: string, orderCount: number) => ({
			orderId,
			orderCount,
			orderedAt: '2024-05-01T10:00:00Z',
			total: 12.5,
			customer: { email: ' ada@example.com', firstName: 'Ada', lastName: 'L', language: 'EN' },
		});
		const post = async (body: unknown) =>
			await fetch(n8n.webhookUrl('web-shop-order'), {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
		for (const body of [order('A-1', 1), order('A-1', 1), order('A-2', 2)])
			expect((await post(body)).status).toBe(200);
		await waitFor('all three to be handled', async () => {
			const list = await n8n.executions.list(workflow.id);
			expect(list.filter(({ status }) => status === 'error')).toEqual([]);
			return list.filter(({ status }) => status === 'success').length >= 3;
		});
		expect(contacts()).toHaveLength(1);
		expect(byEmail('ada@example.com')?.memberships.has(customersListId)).toBe(true);
		const { transactions } = sandbox.state.directories.get(mainDirectoryId)!;
		expect([...transactions.values()].map(({ data }) => data)).toEqual([
			{ orderId: 'A-1', total: 12.5, transactionId: 'A-1' },
		]);
	}, 60_000);
});
