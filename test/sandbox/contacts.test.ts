import { call } from './naiveClient';
import {
	customersListId,
	mainDirectoryId,
	newsletterListId,
	startQualtricsSandbox,
	type QualtricsSandbox,
} from './qualtrics';

let sandbox: QualtricsSandbox;
beforeEach(async () => {
	sandbox = await startQualtricsSandbox();
});
afterEach(() => sandbox.close());

const base = `/directories/${mainDirectoryId}`;
const inList = `${base}/mailinglists/${customersListId}/contacts`;
const contacts = () => sandbox.state.directories.get(mainDirectoryId)?.contacts ?? new Map();
const post = (body: unknown, path = `${base}/contacts`) => call(sandbox, 'POST', path, { body });
const put = (path: string, body: unknown) => call(sandbox, 'PUT', path, { body });
const get = async (path: string) => (await call(sandbox, 'GET', path)).json.result;
const ada = {
	firstName: 'Ada',
	lastName: 'Example',
	email: 'ada@example.com',
	phone: '+33123456789',
	extRef: 'A-1',
	language: 'EN',
	embeddedData: { plan: 'gold', visits: 3, vip: true },
};

describe('create is an upsert by the directory’s rules', () => {
	it('merges without regard to case, keeps what was not sent, stores texts', async () => {
		const first = await post(ada);
		expect(first.json.result).toEqual({ id: expect.stringMatching(/^CID_/) });
		const second = await post({
			email: ' ADA@Example.com '.trim(),
			embeddedData: { plan: 'silver' },
		});
		expect(second.json.result.id).toBe(first.json.result.id);
		const contact = await get(`${base}/contacts/${first.json.result.id}`);
		expect(contact).toMatchObject({ firstName: 'Ada', phone: ada.phone, email: 'ADA@Example.com' });
		expect(contact.embeddedData).toEqual({ plan: 'silver', visits: '3', vip: 'true' });
	});

	it('without a matching rule it makes a duplicate', async () => {
		sandbox.control.setDedupeRules([['externalDataReference']]);
		await post({ email: 'a@example.com' });
		await post({ email: 'a@example.com' });
		expect(contacts().size).toBe(2);
	});

	it('rules in order; a rule lacking a value is skipped; all fields of a rule must match', async () => {
		sandbox.control.setDedupeRules([['externalDataReference'], ['email', 'lastName'], ['phone']]);
		const byRef = sandbox.control.addContact({ extRef: 'R', email: 'r@example.com' });
		const byMail = sandbox.control.addContact({ email: 'm@example.com', lastName: 'Moss' });
		const byPhone = sandbox.control.addContact({ phone: '+1' });
		const idOf = async (body: object) => (await post(body)).json.result.id;
		expect(await idOf({ extRef: 'r', email: 'm@example.com', lastName: 'Moss', phone: '+1' })).toBe(
			byRef,
		);
		expect(await idOf({ email: 'M@example.com', lastName: 'MOSS' })).toBe(byMail);
		expect(
			await idOf({ extRef: 'unknown', email: 'm@example.com', lastName: 'Other', phone: '+1' }),
		).toBe(byPhone);
		const before = contacts().size;
		await post({ email: 'm@example.com' });
		expect(contacts().size).toBe(before + 1);
	});

	it('in a list it gives the lookup id as well', async () => {
		const { json } = await post({ ...ada, privateEmbeddedData: { seat: 12 } }, inList);
		expect(json.result).toEqual({
			id: expect.stringMatching(/^CID_/),
			contactLookupId: expect.stringMatching(/^CGC_/),
		});
		expect((await get(`${inList}/${json.result.id}`)).privateEmbeddedData).toEqual({ seat: '12' });
		const again = await post(
			{ email: ada.email },
			`${base}/mailinglists/${newsletterListId}/contacts`,
		);
		expect(again.json.result.id).toBe(json.result.id);
		expect(again.json.result.contactLookupId).not.toBe(json.result.contactLookupId);
	});
});

describe('subscription status', () => {
	it('is set on the level of the path', async () => {
		const { id } = (await post(ada, inList)).json.result;
		const status = async () => {
			const contact = await get(`${base}/contacts/${id}`);
			return [
				contact.directoryUnsubscribed,
				contact.mailingListMembership[customersListId].unsubscribed,
			];
		};
		await put(`${inList}/${id}`, { unsubscribed: true });
		expect(await status()).toEqual([false, true]);
		await put(`${base}/contacts/${id}`, { unsubscribed: true });
		await put(`${inList}/${id}`, { unsubscribed: false });
		expect(await status()).toEqual([true, false]);
		sandbox.control.setOptions({ listPostUnsubscribed: 'directory' });
		await post({ email: ada.email, unsubscribed: false }, inList);
		expect(await status()).toEqual([false, false]);
	});
});

describe('PUT', () => {
	const path = async () => `${base}/contacts/${(await post(ada)).json.result.id}`;

	it.each([
		['replace', { plan: 'new' }],
		['merge', { plan: 'new', visits: '3', vip: 'true' }],
	] as const)('can %s embedded data; other fields stay', async (putEmbeddedData, expected) => {
		sandbox.control.setOptions({ putEmbeddedData });
		const address = await path();
		const { status, json } = await put(address, { embeddedData: { plan: 'new' } });
		expect(status).toBe(200);
		expect(Object.keys(json)).toEqual(['meta']);
		expect(await get(address)).toMatchObject({ firstName: 'Ada', email: ada.email });
		expect((await get(address)).embeddedData).toEqual(expected);
	});

	it('can clear what is omitted, and an empty text can clear or be ignored', async () => {
		const address = await path();
		await put(address, { lastName: '' });
		expect((await get(address)).lastName).toBeNull();
		sandbox.control.setOptions({ emptyString: 'ignored' });
		await put(address, { firstName: '' });
		expect((await get(address)).firstName).toBe('Ada');
		sandbox.control.setOptions({ putOmittedFields: 'clear' });
		await put(address, { language: 'FR' });
		expect(await get(address)).toMatchObject({ language: 'FR', email: null, embeddedData: {} });
	});

	it('refuses what GET returned', async () => {
		const address = await path();
		expect((await put(address, await get(address))).status).toBe(400);
		const { id } = (await post(ada, inList)).json.result;
		const member = await get(`${inList}/${id}`);
		expect((await put(`${inList}/${id}`, member)).status).toBe(400);
	});

	it('of a contact that is not there, or not in the list, answers 404 and creates none', async () => {
		expect((await put(`${base}/contacts/CID_none`, { firstName: 'x' })).status).toBe(404);
		const outside = sandbox.control.addContact({ email: 'out@example.com' });
		expect((await put(`${inList}/${outside}`, { firstName: 'x' })).status).toBe(404);
	});
});

describe('a naive client is refused', () => {
	it.each([
		['a null', { ...ada, phone: null }],
		['an e-mail of null', { email: null }],
		['the search’s name for phone', { email: 'a@example.com', phoneNumber: '+1' }],
		['the search’s name for extRef', { email: 'a@example.com', externalDataReference: 'x' }],
		['a contact id', { contactId: 'CID_1', email: 'a@example.com' }],
		['the list’s status', { email: 'a@example.com', mailingListUnsubscribed: true }],
		['a status as text', { email: 'a@example.com', unsubscribed: 'true' }],
		['a number as text field', { email: 'a@example.com', extRef: 17 }],
		['nested embedded data', { email: 'a@example.com', embeddedData: { a: { b: 1 } } }],
		['a list in embedded data', { email: 'a@example.com', embeddedData: { a: ['b'] } }],
		['a null in embedded data', { email: 'a@example.com', embeddedData: { a: null } }],
		['list data on the directory', { email: 'a@example.com', privateEmbeddedData: { a: '1' } }],
		['no address at all', { email: 'not an address' }],
		['nobody', {}],
		['nobody but a language', { language: 'EN' }],
		['several at once', [ada]],
	])('%s', async (_name, body) => {
		expect((await post(body)).status).toBe(400);
		expect(contacts().size).toBe(0);
	});

	it.each([
		[`${inList}?pageSize=100`, 400],
		[`${inList}?pageSize=50`, 200],
		[`${inList}?pageSize=0`, 400],
		[`${inList}?pagesize=10`, 400],
		[`${inList}?includeEmbedded=1`, 400],
		[`${inList}?skipToken=abc`, 400],
		[`${base}/contacts?pageSize=100`, 200],
		[`${base}/contacts?pageSize=1000`, 400],
		[`/mailinglists/${customersListId}/contacts`, 404],
		['/directories/POOL_none/contacts', 404],
	])('GET %s gives %i', async (path, status) => {
		expect((await call(sandbox, 'GET', path)).status).toBe(status);
	});
});

describe('the rest', () => {
	it('lists of contacts page to the end', async () => {
		for (let index = 0; index < 120; index += 1) {
			sandbox.control.addContact({ extRef: `n${index}` }, { mailingListId: customersListId });
		}
		const seen: string[] = [];
		let next: string | null = `${sandbox.url}/API/v3${inList}`;
		while (next) {
			const { json } = await call(sandbox, 'GET', next);
			seen.push(...json.result.elements.map(({ extRef }: { extRef: string }) => extRef));
			next = json.result.nextPage;
		}
		expect(new Set(seen).size).toBe(120);
	});

	it('removed from a list it stays in the directory; deleted it is gone from both', async () => {
		const { id } = (await post(ada, inList)).json.result;
		await call(sandbox, 'DELETE', `${inList}/${id}`);
		expect((await call(sandbox, 'GET', `${inList}/${id}`)).status).toBe(404);
		expect((await call(sandbox, 'GET', `${base}/contacts/${id}`)).status).toBe(200);
		await call(sandbox, 'DELETE', `${base}/contacts/${id}`);
		expect((await call(sandbox, 'GET', `${base}/contacts/${id}`)).status).toBe(404);
		expect((await post(ada)).json.result.id).not.toBe(id);
	});

	it('history needs a type', async () => {
		const { id } = (await post(ada)).json.result;
		sandbox.control.addHistory(id, 'email', {
			distributionId: 'EMD_1',
			type: 'Invite',
			result: 'Success',
		});
		expect((await call(sandbox, 'GET', `${base}/contacts/${id}/history`)).status).toBe(400);
		expect((await get(`${base}/contacts/${id}/history?type=email`)).elements).toHaveLength(1);
		expect((await get(`${base}/contacts/${id}/history?type=response`)).elements).toEqual([]);
	});

	it('XM Directory Lite has neither search nor lists of directory contacts', async () => {
		const lite = await startQualtricsSandbox({ lite: true });
		expect((await call(lite, 'GET', `${base}/contacts`)).status).toBe(403);
		const body = { filter: { filterType: 'email', comparison: 'eq', value: 'a@example.com' } };
		expect((await call(lite, 'POST', `${base}/contacts/search`, { body })).status).toBe(403);
		await lite.close();
	});

	it('keeps what changed, for people to look at', async () => {
		const { id } = (await post(ada)).json.result;
		await put(`${base}/contacts/${id}`, { phone: '+44' });
		expect(contacts().get(id).changes.at(-1)).toMatchObject({
			field: 'phone',
			before: ada.phone,
			after: '+44',
		});
	});
});
