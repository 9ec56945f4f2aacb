import { createHash } from 'node:crypto';
import {
	startSalesManagoSandbox,
	type SalesManagoSandbox,
	type SalesManagoSandboxOptions,
} from './salesmanago';

let sandbox: SalesManagoSandbox;
const NOW = Date.UTC(2025, 0, 10, 12);
const start = async (options: Partial<SalesManagoSandboxOptions> = {}) => {
	sandbox = await startSalesManagoSandbox({ now: () => NOW, ...options });
};
afterEach(async () => await sandbox.close());

type Json = ReturnType<typeof JSON.parse>;

const sha = (text: string): string => createHash('sha1').update(text).digest('hex');

const signature = (overrides: Record<string, unknown> = {}) => ({
	clientId: sandbox.clientId,
	apiKey: 'anything',
	requestTime: NOW,
	sha: sha(`anything${sandbox.clientId}${sandbox.apiSecret}`),
	owner: sandbox.owner,
	...overrides,
});

async function post(
	path: string,
	body: Record<string, unknown>,
	headers: Record<string, string> = { 'user-agent': 'tests' },
): Promise<{ status: number; json: Json; text: string }> {
	const response = await fetch(`${sandbox.url}${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.includes('json');
	return { status: response.status, text, json: isJson ? JSON.parse(text) : undefined };
}

const call = async (path: string, body: Record<string, unknown> = {}) =>
	(await post(path, { ...signature(), ...body })).json as Json;

describe('signing in', () => {
	it('lists the users of the account', async () => {
		await start();
		expect(await call('/api/user/listByClient')).toEqual({
			success: true,
			message: [],
			users: ['owner@example.com', 'second.owner@example.com'],
		});
	});

	it.each<[string, Record<string, unknown>]>([
		['a wrong hash', { sha: sha('anything else') }],
		['a hash in capitals', { sha: undefined }],
		['another client', { clientId: 'somebody' }],
		['no key', { apiKey: '' }],
		['a time of an hour ago', { requestTime: NOW - 3_600_000 }],
		['a time in seconds', { requestTime: NOW / 1000 }],
		['a time as text', { requestTime: String(NOW) }],
	])('%s is refused inside a 200', async (_name, overrides) => {
		await start();
		const given = signature(overrides);
		if (overrides.sha === undefined && 'sha' in overrides)
			Object.assign(given, { sha: signature().sha.toUpperCase() });
		const { status, json } = await post('/api/user/listByClient', given);
		expect(status).toBe(200);
		expect(json).toEqual({ success: false, message: ['User not authenticated'] });
	});

	it.each<[Partial<SalesManagoSandboxOptions>, number, unknown]>([
		[{ refusedStatus: 401 }, 401, ['User not authenticated']],
		[{ messageAs: 'string' }, 200, 'User not authenticated'],
	])('reads the contract in the other way too: %j', async (options, expected, message) => {
		await start(options);
		const { status, json } = await post('/api/user/listByClient', signature({ sha: 'x' }));
		expect(status).toBe(expected);
		expect(json).toEqual({ success: false, message });
	});

	it('turns away the default name of a client library, a form, and a GET', async () => {
		await start();
		const path = '/api/user/listByClient';
		expect((await post(path, signature(), { 'user-agent': 'node' })).status).toBe(403);
		expect((await fetch(`${sandbox.url}${path}`)).status).toBe(405);
		const form = await fetch(`${sandbox.url}${path}`, {
			method: 'POST',
			headers: { 'user-agent': 'tests' },
			body: new URLSearchParams({ owner: sandbox.owner }),
		});
		expect(form.status).toBe(400);
	});

	it('an owner that the account does not have is refused', async () => {
		await start();
		const path = '/api/user/listByClient';
		const answer = await call(path, { owner: 'nobody@example.com' });
		expect(answer).toMatchObject({ success: false });
	});
});

describe('contacts', () => {
	const contact = { email: ' Ann@Example.com ', name: 'Ann' };

	it('upserts: created opted out, then merged, with or without telling which', async () => {
		await start();
		const first = await call('/api/contact/upsert', {
			contact,
			properties: { a: '0' },
			tags: ['x'],
		});
		expect(first).toEqual({
			success: true,
			message: [],
			contactId: expect.stringMatching(/^[0-9a-f-]{36}$/),
			externalId: null,
		});
		const second = await call('/api/contact/upsert', {
			contact: { email: 'ann@example.com', phone: '+48123' },
			properties: { b: '1' },
			removeTags: ['X'],
			forceOptIn: true,
		});
		expect(second.contactId).toBe(first.contactId);
		expect(sandbox.control.getContact(first.contactId)).toMatchObject({
			email: 'ann@example.com',
			name: 'Ann',
			phone: '+48123',
			properties: { a: '0', b: '1' },
			tags: [],
			optedOut: false,
			optedOutPhone: true,
			history: ['upsert', 'upsert'],
		});
	});

	it.each<[string, string, Record<string, unknown>]>([
		['a list of contacts', '/api/contact/upsert', { contacts: [contact] }],
		['no address', '/api/contact/upsert', { contact: { name: 'Ann' } }],
		[
			'an address too long',
			'/api/contact/upsert',
			{ contact: { email: `${'a'.repeat(65)}@example.com` } },
		],
		['tags inside of contact', '/api/contact/upsert', { contact: { ...contact, tags: ['X'] } }],
		['a property that is no text', '/api/contact/upsert', { contact, properties: { n: 0 } }],
		['a property too long', '/api/contact/upsert', { contact, properties: { n: 'x'.repeat(256) } }],
		[
			'both opt-in and opt-out',
			'/api/contact/upsert',
			{ contact, forceOptIn: true, forceOptOut: true },
		],
		[
			'a consent nobody knows',
			'/api/contact/upsert',
			{ contact, consentDetails: [{ consentName: 'No', consentAccept: true }] },
		],
		['an update with the address inside', '/api/contact/update', { contact }],
		['an update of nobody', '/api/contact/update', { email: 'eve@example.com', contact: {} }],
		['a read of too many', '/api/contact/listAll', { email: Array.from({ length: 51 }, String) }],
		['a read of one by text', '/api/contact/listAll', { email: 'ann@example.com' }],
		[
			'an event of another type',
			'/api/v2/contact/addContactExtEvent',
			{ email: 'ann@example.com', contactEvent: { date: 1, contactExtEventType: 'QUIZ' } },
		],
		[
			'a batch of too many',
			'/api/contact/batchupsertv2',
			{ upsertDetails: Array.from({ length: 401 }, () => ({ contact })) },
		],
	])('%s is refused and changes nothing', async (_name, path, body) => {
		await start();
		expect(await call(path, body)).toMatchObject({ success: false });
		expect(sandbox.control.contacts()).toEqual([]);
	});

	it('loses misplaced fields without a word, as the real system does', async () => {
		await start({ misplacedFields: 'lost' });
		const { success, contactId } = await call('/api/contact/upsert', {
			contact: { ...contact, tags: ['X'] },
			nonsense: 1,
		});
		expect(success).toBe(true);
		expect(sandbox.control.getContact(contactId)).toMatchObject({ tags: [] });
	});

	it('inserts once, updates only who is there', async () => {
		await start();
		expect(await call('/api/contact/insert', { contact })).toMatchObject({ success: true });
		expect(await call('/api/contact/insert', { contact })).toMatchObject({ success: false });
		const update = { email: 'ann@example.com', contact: {}, newEmail: 'new@example.com' };
		expect(await call('/api/contact/update', update)).toMatchObject({ success: true });
		expect(await call('/api/contact/hasContact', { email: 'ann@example.com' })).toEqual({
			success: true,
			message: [],
			result: false,
			contactId: null,
		});
	});

	it('LC24 shows cards as they were recorded: other names, null for what is empty, no language', async () => {
		await start();
		const contactId = sandbox.control.addContact({
			email: 'ann@example.com',
			tags: ['VIP'],
			lang: 'CS',
			birthday: '19840804',
			dictionaryProperties: { nps: { type: 'NUMBER', value: 9 } },
			events: [{ externalId: 'e-1' }],
		});
		const [card] = (await call('/api/contact/listAllById', { contactId: [contactId] })).contacts;
		expect(card).toMatchObject({
			id: contactId,
			name: null,
			address: null,
			birthdayYear: '1984',
			birthdayMonth: '8',
			birthdayDay: '4',
			province: null,
			contactTags: [{ tag: 'VIP', tagName: 'VIP', score: 1 }],
			properties: [{ name: 'nps', value: '9' }],
			contactExtEvents: [{ externalId: 'e-1' }],
			contactEvents: [],
		});
		for (const name of ['contactId', 'tags', 'events', 'lang', 'consents', 'lastVisit'])
			expect(card).not.toHaveProperty(name);
	});

	it('shows cards by address and by id; those of others only where all are asked for', async () => {
		await start({ cardAs: 'documented' });
		const contactId = sandbox.control.addContact({
			email: 'ann@example.com',
			owner: 'second.owner@example.com',
			properties: { nps: '0' },
			tags: ['VIP'],
		});
		const email = ['ann@example.com', 'eve@example.com'];
		expect((await call('/api/contact/list', { email })).contacts).toEqual([]);
		const [card] = (await call('/api/contact/listAll', { email })).contacts;
		expect(card).toMatchObject({
			contactId,
			properties: [{ name: 'nps', value: '0' }],
			tags: [{ tag: 'VIP' }],
		});
		expect(
			(await call('/api/contact/listAllById', { contactId: [contactId] })).contacts,
		).toHaveLength(1);
		expect((await call('/api/contact/basicById', { id: [contactId] })).contacts).toHaveLength(1);
	});

	it('works on a batch by and by, and would mail everybody unless told not to', async () => {
		await start();
		const upsertDetails = [{ contact }, { contact: { name: 'nobody' } }];
		const { requestId } = await call('/api/contact/batchupsertv2', { upsertDetails });
		const said = [];
		for (let count = 0; count < 3; count += 1)
			said.push(await call('/api/job/status', { requestId }));
		expect(said.map(({ fileUrl }) => typeof fileUrl)).toEqual(['undefined', 'undefined', 'string']);
		expect(sandbox.control.contacts()).toHaveLength(1);
		expect(sandbox.state.doubleOptInMails).toBe(2);
	});
});

it('shows the contacts on a page and is driven over HTTP', async () => {
	await start();
	const pulled = await fetch(`${sandbox.url}/sandbox/control`, {
		method: 'POST',
		body: JSON.stringify({ action: 'addContact', args: [{ email: 'ann@example.com' }] }),
	});
	expect(pulled.status).toBe(200);
	const state = (await (await fetch(`${sandbox.url}/sandbox/state`)).json()) as Json;
	expect(state.contacts).toHaveLength(1);
	expect(await (await fetch(`${sandbox.url}/contacts`)).text()).toContain('CRM → Contacts');
	expect(sandbox.requests).toEqual([]);
});
