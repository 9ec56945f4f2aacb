import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import {
	startQualtricsSandbox,
	mainDirectoryId,
	type QualtricsSandbox,
} from '../sandbox/qualtrics';
import { credentialsOf, picked, template } from '../workflows';
import { ScriptedModel, type ModelRequest, type Turn } from './agentSetup/ScriptedModel';
import {
	hasSqliteDriver,
	n8nHome,
	sharedN8n,
	waitFor,
	type Execution,
	type N8n,
	type StoredCredential,
} from './harness';
import { htmlOf, MailSink, subjectOf } from './surveySetup/MailSink';

const ADDRESS = 'ada@example.com';
/** n8n takes a link that is opened by anything else for a mail scanner. */
const BROWSER = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/150.0' };

const row = (target: string, source: string): IDataObject => ({
	target: picked(target, 'name'),
	source: picked(source, 'text'),
});
const contact = (options: IDataObject = {}): IDataObject => ({
	operation: 'upsertByFields',
	matchFields: ['email'],
	showQuestionsOf: 'none',
	fields: {
		row: [
			row('email', "={{ $fromAI('email', 'Address of the contact') }}"),
			row('plan', "={{ $fromAI('plan', 'The plan') }}"),
		],
	},
	options,
});

const isThere = hasSqliteDriver(n8nHome());
if (!isThere) {
	console.warn('AI agents are not tested: n8n’s agent needs SQLite, whose driver is not there');
}
const suite = isThere ? describe : describe.skip;

suite('AI agents, in a real n8n with a scripted chat model', () => {
	let n8n: N8n;
	let sandbox: QualtricsSandbox;
	let model: ScriptedModel;
	let qualtrics: StoredCredential;
	let openAi: StoredCredential;
	const made: string[] = [];

	beforeAll(async () => {
		n8n = await sharedN8n();
	}, 240_000);
	beforeEach(async () => {
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		model = await ScriptedModel.open();
		qualtrics = await n8n.createCredential('qualtricsApi', credentialsOf(sandbox).qualtricsApi);
		openAi = await n8n.createCredential('openAiApi', {
			apiKey: 'scripted-key-that-opens-nothing',
			url: model.url,
		});
	});
	afterEach(async () => {
		for (const id of made.splice(0)) await n8n.deleteWorkflow(id);
		await model.close();
		await sandbox.close();
	});

	const contacts = () => [...sandbox.state.directories.get(mainDirectoryId)!.contacts.values()];
	const planOf = (email: string) =>
		contacts().find((one) => one.email === email)?.embeddedData.plan;

	const tool = (name: string, type: string, parameters: IDataObject) => ({
		name,
		type: `n8n-nodes-survey-ops.${type}Tool`,
		parameters: parameters as INodeParameters,
		credentials: { qualtricsApi: { id: qualtrics.id, name: qualtrics.name } },
	});

	/** An agent with these tools, which does what the script says. */
	async function run(
		tools: Array<ReturnType<typeof tool>>,
		...turns: Array<Turn | ((request: ModelRequest) => Turn)>
	): Promise<Execution> {
		model.says(...turns, { text: 'Done.' });
		const workflow = await n8n.createWorkflow({
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'Agent',
					type: '@n8n/n8n-nodes-langchain.agent',
					typeVersion: 3,
					parameters: { promptType: 'define', text: 'Do as you were told', options: {} },
				},
				{
					name: 'Model',
					type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
					typeVersion: 1.2,
					parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
					credentials: { openAiApi: { id: openAi.id, name: openAi.name } },
				},
				...tools,
			],
			connections: {
				Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
				Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
				...Object.fromEntries(
					tools.map(({ name }) => [
						name,
						{ ai_tool: [[{ node: 'Agent', type: 'ai_tool' as const, index: 0 }]] },
					]),
				),
			},
		});
		made.push(workflow.id);
		const execution = await n8n.executions.runManually(workflow.id, 'Start', { timeoutMs: 90_000 });
		if (!execution) throw new Error('Nothing was run');
		return execution;
	}
	const last = (): string => model.toolAnswers.at(-1) ?? '';
	const tokenIn = ({ messages }: ModelRequest): string => {
		const said = messages
			.filter(({ role }) => role === 'tool')
			.map((one) => JSON.stringify(one.content));
		return /\d{13}\.[\w-]{43}\.[\w-]{43}/.exec(said.join())?.[0] ?? 'none';
	};

	it('a tool says what it is for, of what, and what it asks for', async () => {
		await run([
			tool('Contact', 'updateDirectoryContact', contact({ needsApproval: true })),
			tool('Responses', 'survey', { resource: 'response', operation: 'getAll' }),
		]);
		const offered = model.toolsOffered().map((one) => one.function);
		const named = (name: string) => offered.find((one) => one.name === name)!;
		const [contactTool, responses] = [named('Contact'), named('Responses')];
		expect(contactTool.description).toMatch(/XM Directory.*email, plan.*approval token/);
		expect(Object.keys(contactTool.parameters.properties)).toEqual(['email', 'plan']);
		expect(responses.description).toMatch(/^Reads survey responses.*\(Qualtrics/);
	}, 120_000);

	it('an identification field that the model leaves empty is refused, never a nameless record', async () => {
		const call = (email: string): Turn => ({ tool: 'Contact', args: { email, plan: 'gold' } });
		await run([tool('Contact', 'updateDirectoryContact', contact())], call(''));
		expect(last()).toMatch(/empty/);
		await run([tool('Contact', 'updateDirectoryContact', contact())], call('null'));
		expect(contacts()).toEqual([]);
		const named = await run([tool('Contact', 'updateDirectoryContact', contact())], call(ADDRESS));
		expect(named.problem).toBeUndefined();
		expect(planOf(ADDRESS)).toBe('gold');
	}, 180_000);

	it('plan and apply: the token of one call applies that plan in another, once', async () => {
		sandbox.control.addContact({ email: ADDRESS, embeddedData: { plan: 'silver' } });
		const token = "={{ $fromAI('approvalToken', 'Of the plan') }}";
		const apply =
			(plan: string) =>
			(request: ModelRequest): Turn => ({
				tool: 'Apply',
				args: { email: ADDRESS, plan, approvalToken: tokenIn(request) },
			});
		const tools = () => [
			tool('Plan', 'updateDirectoryContact', contact({ needsApproval: true })),
			tool(
				'Apply',
				'updateDirectoryContact',
				contact({ needsApproval: true, approvalToken: token }),
			),
		];
		const plan: Turn = { tool: 'Plan', args: { email: ADDRESS, plan: 'gold' } };
		await run(tools(), plan, apply('platinum'));
		expect(last()).toMatch(/not what was approved/);
		expect(planOf(ADDRESS)).toBe('silver');
		await run(tools(), plan, apply('gold'), apply('gold'));
		expect(model.toolAnswers[0]).toContain('from “silver” to “gold”');
		expect(planOf(ADDRESS)).toBe('gold');
		expect(last()).toMatch(/not what was approved|used already/);
	}, 180_000);

	it('a Qualtrics workflow is not started by a tool unless its owner lets it', async () => {
		const start = tool('Start it', 'survey', {
			resource: 'workflow',
			operation: 'start',
			showQuestionsOf: 'none',
			workflowUrl: `${sandbox.url}/inbound-event/v1/events/json/triggers?x=1`,
		});
		await run([start], { tool: 'Start_it', args: {} });
		expect(model.toolsOffered()[0].function.description).toContain('STARTS');
		expect(last()).toContain('may not start');
		expect(sandbox.requests.filter(({ path }) => path.includes('inbound-event'))).toEqual([]);
	}, 120_000);

	describe('the template with human review, imported', () => {
		let mails: MailSink;
		beforeEach(async () => {
			mails = await MailSink.open();
		});
		afterEach(async () => await mails.close());

		async function ask(plan: string): Promise<string> {
			const smtp = await n8n.createCredential('smtp', mails.credential);
			const { nodes, connections } = template('agent-updates-contact-with-approval');
			const credentialsFor: Record<string, INode['credentials']> = {
				'n8n-nodes-survey-ops.updateDirectoryContactTool': { qualtricsApi: qualtrics },
				'n8n-nodes-base.emailSendHitlTool': { smtp },
				'@n8n/n8n-nodes-langchain.lmChatOpenAi': { openAiApi: openAi },
			};
			const workflow = await n8n.createWorkflow({
				nodes: nodes.map((node) => ({
					...node,
					...(credentialsFor[node.type] && { credentials: credentialsFor[node.type] }),
					parameters: {
						...node.parameters,
						// Chosen by whoever imports it, as the credentials are.
						...(node.type.startsWith('n8n-nodes-survey-ops') && {
							directory: picked(mainDirectoryId, 'id'),
						}),
					} as INodeParameters,
				})) as INode[],
				connections,
			});
			made.push(workflow.id);
			await n8n.activate(workflow.id);
			sandbox.control.addContact({ email: ADDRESS, embeddedData: { plan: 'silver' } });
			const args = { email: ADDRESS, plan };
			model.says(
				{ tool: 'Plan_contact_update', args },
				(request) => ({
					tool: 'Apply_contact_update',
					args: {
						toolParameters: { ...args, approvalToken: tokenIn(request) },
						hitlParameters: {},
					},
				}),
				{ text: 'Done.' },
			);
			const { webhookId } = workflow.nodes.find(({ type }) => type.endsWith('formTrigger'))!;
			const form = new FormData();
			form.set('field-0', `Please put ${ADDRESS} on the gold plan`);
			await fetch(`${n8n.url}/form/${webhookId}`, { method: 'POST', body: form });
			return workflow.id;
		}

		async function decide(workflowId: string, which: 'approve' | 'refuse'): Promise<void> {
			const [mail] = await mails.received(1);
			expect(subjectOf(mail)).toContain('Please approve');
			const question = htmlOf(mail);
			expect(question).toContain(`email: ${ADDRESS}\nplan: gold`);
			// n8n takes the text for HTML; and the token is for the machine.
			expect(question).not.toMatch(/<[ib]>|approvalToken|\d{13}\./);
			const links = [...question.matchAll(/href="([^"]*webhook-waiting[^"]*)"/g)].map(([, link]) =>
				link.replaceAll('&amp;', '&'),
			);
			const link = links.find((one) => one.includes(`approved=${which === 'approve'}`))!;
			await waitFor('n8n to wait for the decision', async () =>
				(await n8n.executions.list(workflowId)).some(({ status }) => status === 'waiting'),
			);
			expect(planOf(ADDRESS)).toBe('silver');
			expect((await fetch(link, { headers: BROWSER })).status).toBe(200);
			await n8n.executions.waitFor(workflowId, undefined, 60_000);
		}

		it('approved by a person, the plan is applied', async () => {
			const plan = 'gold <i>&lt;b&gt;';
			const id = await ask(plan);
			await decide(id, 'approve');
			expect(planOf(ADDRESS)).toBe(plan);
		}, 180_000);

		it('refused by a person, nothing is written', async () => {
			const id = await ask('gold');
			await decide(id, 'refuse');
			expect(planOf(ADDRESS)).toBe('silver');
		}, 180_000);
	});
});
