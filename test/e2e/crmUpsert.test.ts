import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { columns, CONTACT, dynamicsCredentials, NODE, row, TYPE } from '../engine/crmUpsert/setup';
import { startDataverseSandbox, type DataverseSandbox } from '../sandbox/dataverse';
import { picked } from '../workflows';
import { sharedN8n, type Execution, type N8n, type StoredCredential } from './harness';

describe('CRM Upsert, in a real n8n', () => {
	let n8n: N8n;
	let sandbox: DataverseSandbox;
	let credential: StoredCredential;
	const made: string[] = [];

	beforeAll(async () => {
		n8n = await sharedN8n();
	}, 240_000);
	beforeEach(async () => {
		sandbox = await startDataverseSandbox();
		credential = await connect(sandbox);
	});
	afterEach(async () => {
		for (const id of made.splice(0)) await n8n.deleteWorkflow(id);
		await sandbox.close();
	});

	const connect = async (to: DataverseSandbox, name?: string): Promise<StoredCredential> =>
		await n8n.createCredential(
			'dynamicsOAuth2Api',
			dynamicsCredentials(to).dynamicsOAuth2Api,
			name,
		);
	const byEmail = (email: string, of = sandbox) =>
		of.control.findRecords('contact', `emailaddress1 eq '${email.replace(/'/g, "''")}'`)[0];
	const items = (list: IDataObject[]): string =>
		`return ${JSON.stringify(list)}.map((json) => ({ json }));`;

	interface Step {
		name?: string;
		parameters?: IDataObject;
		credential?: StoredCredential;
		onError?: string;
	}

	/** Items from a Code node, as any workflow would hand them over, through one CRM Upsert or several. */
	async function run(code: string, ...steps: Step[]): Promise<Execution> {
		const nodes = steps.map(
			({ name = NODE, parameters = {}, credential: used = credential, onError }) => ({
				name,
				type: TYPE,
				parameters: { ...CONTACT, ...parameters } as INodeParameters,
				credentials: { dynamicsOAuth2Api: { id: used.id, name: used.name } },
				...(onError && { onError: onError as 'continueErrorOutput' }),
			}),
		);
		const names = ['Start', 'Items', ...nodes.map(({ name }) => name)];
		const workflow = await n8n.createWorkflow({
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'Items',
					type: 'n8n-nodes-base.code',
					typeVersion: 2,
					parameters: { jsCode: code },
				},
				...nodes,
			],
			connections: Object.fromEntries(
				names
					.slice(0, -1)
					.map((name, index) => [
						name,
						{ main: [[{ node: names[index + 1], type: 'main' as const, index: 0 }]] },
					]),
			),
		});
		made.push(workflow.id);
		const execution = await n8n.executions.runManually(workflow.id, 'Start', {
			timeoutMs: 90_000,
		});
		if (!execution) throw new Error('Nothing was run');
		return execution;
	}

	const PEOPLE = [
		{ email: 'Ada@example.com', lastName: 'Lovelace' },
		{ email: "o'brien+survey/1@example.com", lastName: 'O’Brien 😀' },
	];

	it.each([
		['createOrUpdate', ['updated', 'created']],
		['update', ['updated', 'skipped']],
		['create', ['skipped', 'created']],
	])('K02 K04 K27 K28 K29 %s', async (operation, statuses) => {
		const id = sandbox.control.addRecord('contact', {
			emailaddress1: 'ada@example.com',
			lastname: 'Byron',
			jobtitle: 'Author',
		});
		const execution = await run(items(PEOPLE), { parameters: { operation } });
		expect(execution.problem).toBeUndefined();
		expect(execution.json(NODE).map(({ status }) => status)).toEqual(statuses);
		expect(execution.json(NODE)[0]).toMatchObject({ id, link: `contact(${id})` });
		expect(byEmail('ada@example.com')).toMatchObject({
			jobtitle: 'Author',
			lastname: statuses[0] === 'updated' ? 'Lovelace' : 'Byron',
		});
		expect(byEmail(PEOPLE[1].email)?.lastname).toBe(
			statuses[1] === 'created' ? 'O’Brien 😀' : undefined,
		);
		if (statuses[0] === 'skipped') return;
		const again = await run(items(PEOPLE.slice(0, 1)), { parameters: { operation } });
		expect(again.json(NODE)).toMatchObject([{ status: 'unchanged', changes: [] }]);
	});

	it.each<[string, IDataObject]>([
		['any columns', { matchColumns: columns('emailaddress1', 'lastname') }],
		['an alternate key', { matchBy: 'key', matchKey: picked('new_emailkey', 'name') }],
		[
			'an alternate key, without reading first',
			{
				matchBy: 'key',
				matchKey: picked('new_emailkey', 'name'),
				options: { checkBeforeWriting: false },
			},
		],
	])('K24 K25 K26 matched on %s', async (_way, parameters) => {
		for (const wanted of ['created', /updated|unchanged/]) {
			const execution = await run(items(PEOPLE), { parameters });
			expect(execution.problem).toBeUndefined();
			for (const { status } of execution.json(NODE)) expect(status).toMatch(wanted);
		}
		expect(sandbox.control.countRecords('contact')).toBe(2);
	});

	it('K26 matched on the primary key', async () => {
		const id = sandbox.control.addRecord('contact', { lastname: 'Byron' });
		const execution = await run(items([{ id, email: 'ada@example.com', lastName: 'Lovelace' }]), {
			parameters: { matchBy: 'id', recordId: picked('={{ $json.id }}', 'text') },
		});
		expect(execution.json(NODE)).toMatchObject([{ status: 'updated', id }]);
	});

	it.each(['error', 'first', 'newest', 'all'])(
		'K26 several match: %s',
		async (whenSeveralMatch) => {
			sandbox.control.removeKey('contact', 'new_emailkey');
			for (let copy = 0; copy < 2; copy++)
				sandbox.control.addRecord('contact', { emailaddress1: 'ada@example.com' });
			const execution = await run(items(PEOPLE.slice(0, 1)), {
				parameters: { options: { whenSeveralMatch } },
			});
			if (whenSeveralMatch === 'error') expect(execution.problem).toContain('2 records match');
			else expect(execution.json(NODE)).toMatchObject([{ status: 'updated' }]);
			const written = sandbox.control.findRecords('contact', "lastname eq 'Lovelace'");
			expect(written).toHaveLength({ error: 0, first: 1, newest: 1, all: 2 }[whenSeveralMatch]!);
		},
	);

	it('K34 K35 K36 K37 rows of every kind, and the phone as dialled at home', async () => {
		const store = sandbox.control.addRecord('new_store', { new_name: 'Paris', new_code: 'P1' });
		const execution = await run(
			items([{ email: 'ada@example.com', phone: '+33612345678', store: 'p1', limit: '12.5' }]),
			{
				parameters: {
					fields: {
						row: [
							row('emailaddress1', '={{ $json.email }}'),
							row('mobilephone', '={{ $json.phone }}', {
								transformations: { step: [{ name: 'phone:national' }] },
							}),
							row('gendercode', 'Female'),
							row('new_interests', 'Garden, Music'),
							row('new_newsletter', 'Yes'),
							row('creditlimit', '={{ $json.limit }}'),
							row('birthdate', '1815-12-10'),
							row('new_store', '={{ $json.store }}'),
						],
					},
					lookups: {
						row: [{ column: picked('new_store', 'name'), matchBy: picked('new_code', 'name') }],
					},
				},
			},
		);
		expect(execution.problem).toBeUndefined();
		expect(byEmail('ada@example.com')).toMatchObject({
			mobilephone: '0612345678',
			gendercode: 2,
			new_newsletter: true,
			creditlimit: 12.5,
			birthdate: '1815-12-10',
			new_store: `new_store(${store})`,
		});
	});

	it('what fails goes to the error output alone: unknown choice, lookup not found, text too long', async () => {
		const execution = await run(
			items([
				{ email: 'a@example.com', gender: 'Robot' },
				{ email: 'b@example.com', store: 'nowhere' },
				{ email: 'c@example.com', lastName: 'x'.repeat(60) },
				{ email: 'd@example.com', lastName: 'Fine' },
			]),
			{
				onError: 'continueErrorOutput',
				parameters: {
					fields: {
						row: [
							row('emailaddress1', '={{ $json.email }}'),
							row('lastname', '={{ $json.lastName }}'),
							row('gendercode', '={{ $json.gender }}'),
							row('new_store', '={{ $json.store }}'),
						],
					},
					lookups: {
						row: [{ column: picked('new_store', 'name'), matchBy: picked('new_code', 'name') }],
					},
				},
			},
		);
		expect(execution.problem).toBeUndefined();
		expect(execution.json(NODE)).toMatchObject([{ status: 'created' }]);
		expect(execution.json(NODE, 1).map(({ error }) => error)).toEqual([
			expect.stringContaining('no such option'),
			expect.stringContaining('does not exist'),
			expect.stringContaining('takes 50 characters'),
		]);
		expect(sandbox.control.countRecords('contact')).toBe(1);
	});

	it('an elastic table is not upserted without consent', async () => {
		const parameters = {
			table: picked('new_interaction', 'name'),
			matchBy: 'id',
			recordId: picked('7a000000-0000-4000-8000-000000000001', 'text'),
			fields: { row: [row('new_name', 'Visit')] },
		};
		expect((await run(items([{}]), { parameters })).problem).toContain('elastic table');
		const allowed = await run(items([{}]), {
			parameters: { ...parameters, options: { elasticConsent: true } },
		});
		expect(allowed.json(NODE)).toMatchObject([{ status: 'created' }]);
	});

	it('a dry run shows method, path and body, and writes nothing', async () => {
		const execution = await run(items(PEOPLE.slice(0, 1)), {
			parameters: { options: { dryRun: true } },
		});
		expect(execution.json(NODE)[0]).toMatchObject({
			status: 'wouldCreate',
			dryRun: true,
			mapping: [
				{ field: 'emailaddress1', resolved: 'Ada@example.com' },
				{ field: 'lastname', resolved: 'Lovelace' },
			],
			requests: [
				{ method: 'POST', path: '/api/data/v9.2/contacts', body: { lastname: 'Lovelace' } },
			],
		});
		expect(sandbox.control.countRecords('contact')).toBe(0);
	});

	it('K09 a record is bound to the one that another CRM Upsert just wrote', async () => {
		const execution = await run(
			items(PEOPLE.map((person, index) => ({ ...person, response: `R_${index}` }))),
			{ name: 'Contact' },
			{
				name: 'Response',
				parameters: {
					table: picked('new_surveyresponse', 'name'),
					matchColumns: columns('new_responseid'),
					fields: {
						row: [
							row('new_responseid', "={{ $('Items').item.json.response }}"),
							row('new_name', 'Visit'),
							row('new_contact', '={{ $json.link }}'),
						],
					},
				},
			},
		);
		expect(execution.problem).toBeUndefined();
		const links = sandbox.control
			.findRecords('new_surveyresponse')
			.map(({ new_responseid, new_contact }) => [new_responseid, new_contact])
			.sort();
		expect(links).toEqual(
			execution.json('Contact').map(({ link }, index) => [`R_${index}`, String(link)]),
		);
	});

	it('a race, a 429 and an answer that never came leave everybody there once', async () => {
		sandbox.control.beforeNextWrite({
			table: 'contact',
			create: { emailaddress1: 'ada@example.com', jobtitle: 'Theirs' },
		});
		sandbox.control.throttle('POST .*/\\$batch$', { retryAfter: 1, after: 1 });
		sandbox.control.misbehave({ match: 'POST .*/\\$batch$', kind: 'done-but-no-answer', after: 2 });
		const execution = await run(
			items([...PEOPLE, { email: 'cy@example.com', lastName: 'Cy' }]),
			{},
		);
		expect(execution.problem).toBeUndefined();
		expect(sandbox.control.countRecords('contact')).toBe(3);
		expect(byEmail('ada@example.com')).toMatchObject({ lastname: 'Lovelace', jobtitle: 'Theirs' });
	});

	it('2,000 items in few requests', async () => {
		const code = `return Array.from({ length: 2000 }, (_, i) => ({ json: { email: 'person' + i + '@example.com', lastName: 'Person ' + i } }));`;
		const execution = await run(code, {});
		expect(execution.problem).toBeUndefined();
		expect(execution.json(NODE)).toHaveLength(2000);
		expect(sandbox.control.countRecords('contact')).toBe(2000);
		expect(sandbox.requests.length).toBeLessThanOrEqual(60);
	}, 120_000);

	describe('credentials', () => {
		const typed = () => dynamicsCredentials(sandbox).dynamicsOAuth2Api;

		it('K12 K13 K14 K18 K19 connected: contacts may be read', async () => {
			expect(await n8n.testCredential(credential, typed())).toMatchObject({ status: 'OK' });
			expect(sandbox.requests.at(-1)?.path).toBe('/api/data/v9.2/contacts');
		});

		it('K16 the address of the Dynamics home page is understood', async () => {
			const environmentUrl = `${sandbox.url}/main.aspx?appid=1&pagetype=dashboard`;
			const pasted = { ...typed(), environmentUrl };
			expect(await n8n.testCredential(credential, pasted)).toMatchObject({ status: 'OK' });
		});

		it.each([
			['no application user', 'missing'],
			['no role', 'without-role'],
		] as const)('K20 disconnected: %s, although a token is issued', async (_what, membership) => {
			sandbox.control.setApplicationUser(membership);
			const tested = await n8n.testCredential(credential, typed());
			expect(tested.status).toBe('Error');
			expect(tested.message).toContain('application user');
		});

		it.each([
			['clientSecret', 'another secret'],
			['environmentUrl', 'http://127.0.0.1:9'],
			['tenantId', '22222222-2222-4333-8444-555555555555'],
		])('K20 disconnected: a wrong %s', async (name, value) => {
			const tested = await n8n.testCredential(credential, { ...typed(), [name]: value });
			expect(tested.status).toBe('Error');
			expect(tested.message).toBeTruthy();
			expect(tested.message).not.toContain(sandbox.oauth.clientSecret);
		});

		it('K21 K24 several connections stand side by side, each with its own environment', async () => {
			const other = await startDataverseSandbox();
			const second = await connect(other, 'Dynamics (other country)');
			const execution = await run(
				items(PEOPLE.slice(0, 1)),
				{ name: 'Here' },
				{
					name: 'There',
					credential: second,
					parameters: {
						fields: { row: [row('emailaddress1', 'there@example.com')] },
					},
				},
			);
			expect(execution.problem).toBeUndefined();
			expect(byEmail('ada@example.com')).toBeDefined();
			expect(byEmail('there@example.com', other)).toBeDefined();
			expect(sandbox.control.countRecords('contact')).toBe(1);
			expect(other.control.countRecords('contact')).toBe(1);
			await other.close();
		});

		it('K14 K20 authorization code: the first list says what is missing; signed in, it works as that user', async () => {
			sandbox.control.setOptions({ signsInAtOnce: true });
			const delegated = await n8n.createCredential('dynamicsOAuth2Api', {
				...typed(),
				grantType: 'authorizationCode',
				tenantId: 'common',
			});
			const list = async () =>
				await n8n.nodeParameters.search({
					nodeType: TYPE,
					method: 'searchTables',
					filter: 'survey',
					credentials: { dynamicsOAuth2Api: { id: delegated.id, name: delegated.name } },
				});
			await expect(list()).rejects.toThrow(/is not connected yet/);

			const signIn = await n8n.session.get<string>(`/oauth2-credential/auth?id=${delegated.id}`);
			const page = await fetch(signIn, { redirect: 'manual' });
			const back = await fetch(page.headers.get('location')!, { headers: n8n.session.headers() });
			expect(back.status).toBe(200);
			expect((await list()).results).toEqual([
				{ name: 'Survey Response (new_surveyresponse)', value: 'new_surveyresponse' },
			]);
			const execution = await run(items(PEOPLE.slice(0, 1)), { credential: delegated });
			expect(execution.problem).toBeUndefined();
			expect(byEmail('ada@example.com')?.createdby).toBe(
				'systemuser(0a000000-0000-4000-8000-000000000002)',
			);
		});
	});
});
