import { picked } from '../../workflows';
import type { Misbehaviour } from '../../sandbox/http/misbehaviour';
import type { SalesManagoSandboxOptions } from '../../sandbox/salesmanago';
import { searchList } from '../harness';
import { NODE, TYPE } from './setup';
import {
	CONTACT,
	DETAILS,
	field,
	setUp,
	salesmanagoCredentials,
	sheet,
	tags,
	type SalesManagoSetup,
} from './salesmanagoSetup';

let setup: SalesManagoSetup;
const open = async (
	options: Partial<SalesManagoSandboxOptions> = {},
): Promise<SalesManagoSetup> => {
	setup = await setUp(options);
	return setup;
};
afterEach(async () => await setup.sandbox.close());

const people = (count: number) =>
	Array.from({ length: count }, (_, index) => sheet({ email: `p${index}@example.com` }));

describe('jobs', () => {
	const inJobs = (more = {}) => ({ options: { sendAs: 'batch', ...more } });

	it('N21 many contacts go out in few requests, each with its own result and its job', async () => {
		const { sandbox, run, bodies, contact } = await open();
		sandbox.control.addContact({ email: 'p3@example.com', tags: ['VIP'] });
		const items = people(70);
		const result = await run(
			items.map((item, index) => (index === 5 ? { ...item, lang: 'Czech' } : item)),
			{
				...inJobs({ contactsPerJob: 40 }),
				addTags: tags('netquest'),
				contactFields: { row: [field('lang', '={{ $json.lang }}')] },
			},
			{ onError: 'continueErrorOutput' },
		);
		expect(result.error).toBeUndefined();
		const out = result.json(NODE);
		expect(out).toHaveLength(69);
		expect(out.map(({ status }) => status).filter((status) => status === 'updated')).toHaveLength(
			1,
		);
		expect(out[0].job).toEqual({
			id: '1',
			done: true,
			resultFile: expect.stringContaining('/files/1.json'),
		});
		expect(out.at(-1)?.job).toMatchObject({ id: '2' });
		expect(result.items(NODE, 1)).toMatchObject([
			{ json: { error: expect.stringContaining('two letters') }, pairedItem: { item: 5 } },
		]);
		expect(contact('p3@example.com')?.tags).toEqual(['VIP', 'NETQUEST']);
		expect(sandbox.control.contacts()).toHaveLength(69);
		expect(bodies('/api/contact/batchupsertv2')).toMatchObject([
			{ useApiDoubleOptIn: false, fireEvents: true },
			{ useApiDoubleOptIn: false, fireEvents: true },
		]);
		expect(sandbox.state.doubleOptInMails).toBe(0);
		expect(sandbox.requests.length).toBeLessThan(14);
	});

	it('automations may be left asleep', async () => {
		const { run, bodies } = await open();
		await run(people(1), inJobs({ fireEvents: false }));
		expect(bodies('/api/contact/batchupsertv2')).toMatchObject([{ fireEvents: false }]);
	});

	it('N35 an unknown smclientid is reported here too; contacts by id go singly, and the run says so', async () => {
		const { sandbox, run, contact } = await open();
		const id = sandbox.control.addContact({ email: 'ann@example.com' });
		const result = await run([sheet({ smclientid: id }), sheet({ smclientid: 'nobody' })], {
			...inJobs(),
			identifyBy: 'smclientid',
		});
		expect(result.json(NODE).map(({ status }) => status)).toEqual(['updated', 'skipped']);
		expect(contact(id)?.properties).toEqual(DETAILS);
		expect(
			result.task(NODE)?.hints?.some(({ message }) => message.includes('one after another')),
		).toBe(true);
		expect(sandbox.state.jobs.size).toBe(0);
	});

	it('a job that takes a while is waited for', async () => {
		const { run, sandbox } = await open({ jobPolls: 1 });
		const result = await run(people(2), inJobs());
		expect(result.json(NODE).map(({ status }) => status)).toEqual(['created', 'created']);
		expect(sandbox.requests.filter(({ path }) => path === '/api/job/status')).toHaveLength(2);
	});

	it('a job that is refused fails all its contacts with the reason', async () => {
		const { run, sandbox } = await open({ contactsPerBatch: 2 });
		const result = await run(people(3), inJobs({ contactsPerJob: 3 }), {
			onError: 'continueErrorOutput',
		});
		expect(result.items(NODE, 1)).toHaveLength(3);
		expect(result.items(NODE, 1)[0].json.error).toContain('it is too much at once');
		expect(sandbox.control.contacts()).toEqual([]);
	});
});

describe('misbehaviour', () => {
	it.each(['429', '429-retry-after', '5xx-html', 'drop'] as const)('rides out %s', async (kind) => {
		const { run, sandbox } = await open();
		sandbox.control.misbehave({ match: /contact\/upsert/, kind });
		const result = await run([sheet()]);
		expect(result.error).toBeUndefined();
		expect(sandbox.control.contacts()).toHaveLength(1);
	});

	it('an answer that never came leaves the contact there once', async () => {
		const { run, sandbox } = await open();
		sandbox.control.misbehave({ match: /contact\/upsert/, kind: 'done-but-no-answer' });
		const result = await run([sheet()]);
		expect(result.json(NODE)[0].status).toBe('created');
		expect(sandbox.control.contacts()).toHaveLength(1);
	});

	it.each<[Partial<SalesManagoSandboxOptions>]>([
		[{}],
		[{ messageAs: 'string' }],
		[{ refusedStatus: 401 }],
	])(
		'N07 `success: false` inside a 200 is a failure with its reason, under %j',
		async (options) => {
			const { run, sandbox } = await open(options);
			sandbox.control.revokeSecret();
			const result = await run([sheet()]);
			expect(result.error?.message).toContain('did not accept the credential');
			expect((result.error as { description?: string }).description).toContain('API secret');
			expect(JSON.stringify(result.error)).not.toContain(sandbox.apiSecret);
		},
	);

	it.each<[string, Misbehaviour['kind'], Partial<Misbehaviour>, string]>([
		['a body cut short', 'garbage-json', {}, 'not JSON'],
		['a page that is not there', '404', {}, 'no SALESmanago API at the endpoint'],
		[
			'a refusal inside a 200',
			'error',
			{ status: 200, message: 'Limit of your plan reached' },
			'a limit was reached',
		],
	])('%s is no success', async (_name, kind, more, words) => {
		const { run, sandbox, contact } = await open();
		sandbox.control.misbehave({ match: /contact\/update/, kind, times: Infinity, ...more });
		sandbox.control.addContact({ email: 'jan@example.com' });
		const result = await run([sheet()]);
		expect(result.error?.message).toContain(words);
		expect(result.json(NODE)).toEqual([]);
		expect(contact('jan@example.com')?.properties).toEqual({});
	});

	it.each<[Partial<SalesManagoSandboxOptions>]>([
		[{ tagsAs: 'texts' }],
		[{ absentContact: 'no contactId' }],
		[{ emptyText: 'clears' }],
		[{ misplacedFields: 'lost' }],
	])('the other readings of the contract: %j', async (options) => {
		const { run } = await open(options);
		const parameters = { addTags: tags('a b') };
		expect((await run([sheet()], parameters)).json(NODE)[0].status).toBe('created');
		expect((await run([sheet()], parameters)).json(NODE)[0].status).toBe('unchanged');
	});

	it('one item that fails goes to the error output, the others are written', async () => {
		const { run, sandbox } = await open();
		const result = await run(
			people(3).map((item, index) => ({ ...item, lang: index === 1 ? 'Czech' : 'CS' })),
			{ contactFields: { row: [field('lang', '={{ $json.lang }}')] } },
			{ onError: 'continueErrorOutput' },
		);
		expect(result.json(NODE)).toHaveLength(2);
		expect(result.items(NODE, 1)).toMatchObject([{ pairedItem: { item: 1 } }]);
		expect(sandbox.control.contacts()).toHaveLength(2);
	});
});

describe('pickers', () => {
	it('N08 owners come from the API', async () => {
		const { list } = await open();
		expect(await list('searchOwners')).toEqual(['owner@example.com', 'second.owner@example.com']);
		expect(await list('searchOwners', { filter: 'second' })).toEqual(['second.owner@example.com']);
	});

	it('N11 tags that exist come from the API', async () => {
		const { list, sandbox } = await open();
		sandbox.control.addContact({ email: 'a@example.com', tags: ['VIP', 'NPS'] });
		sandbox.control.addContact({ email: 'b@example.com', tags: ['VIP'] });
		expect(await list('searchTags')).toEqual(['NPS', 'VIP']);
	});

	it('fields of the contact are found by their label', async () => {
		const { list } = await open();
		expect(await list('searchContactFields', { filter: 'zip' })).toEqual(['Zip Code']);
		expect(await list('searchContactFields')).toContain('Language · two letters');
	});

	it('the states are offered as choices of their field', async () => {
		const { list } = await open();
		const names = await list('searchPipedText', {
			path: 'parameters.contactFields.row[0].source',
			parameters: { contactFields: { row: [field('state', '')] } },
		});
		expect(names.slice(0, 2)).toEqual(['Choice · CUSTOMER', 'Choice · PROSPECT']);
	});

	it.each([
		[{ apiSecret: 'guess' }, 'did not accept the credential'],
		[{ endpoint: '' }, 'endpoint of the SALESmanago account is missing'],
		[{ owner: 'no@example.com' }, 'does not know the owner'],
	])('N05 N06 N07 a credential with %j says what is wrong', async (change, words) => {
		const { sandbox } = await open();
		const { salesManagoApi } = salesmanagoCredentials(sandbox);
		const asked = searchList({
			node: { name: NODE, type: TYPE, parameters: { ...CONTACT, owner: picked('') } as never },
			credentials: { salesManagoApi: { ...salesManagoApi, ...change } },
			method: 'searchOwners',
		});
		await expect(asked).rejects.toThrow(words);
	});
});
