import { call } from './naiveClient';
import {
	customersListId,
	mainDirectoryId,
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

describe('directories and lists', () => {
	it('show the merge criteria', async () => {
		const { elements, nextPage } = await get('/directories');
		expect(nextPage).toBeNull();
		expect(elements[0]).toEqual({
			directoryId: mainDirectoryId,
			name: 'Customers & contacts',
			contactCount: 0,
			isDefault: true,
			deduplicationCriteria: {
				email: true,
				firstName: false,
				lastName: false,
				externalDataReference: false,
				phone: false,
			},
		});
		expect((await call(sandbox, 'POST', '/directories', { body: { name: 'x' } })).status).toBe(404);
	});

	it('lists are created, listed by pages, read', async () => {
		for (let index = 0; index < 3; index += 1) {
			expect(
				(await post({ name: `List ${index}` }, `${base}/mailinglists`)).json.result.id,
			).toMatch(/^CG_/);
		}
		const first = await get(`${base}/mailinglists?pageSize=3&useNewPaginationScheme=true`);
		expect(first.elements).toHaveLength(3);
		expect(new URL(first.nextPage).searchParams.get('skipToken')).toBeTruthy();
		const second = (await call(sandbox, 'GET', first.nextPage)).json.result;
		expect(second).toMatchObject({
			elements: [expect.anything(), expect.anything()],
			nextPage: null,
		});
		expect(Object.keys(second.elements[0])).toEqual([
			'mailingListId',
			'name',
			'ownerId',
			'creationDate',
			'lastModifiedDate',
			'contactCount',
		]);
	});

	it('an unknown list is a 404 with PACC_6 and a null request id', async () => {
		const { json } = await call(sandbox, 'GET', `${base}/mailinglists/CG_none/contacts`);
		expect(json.meta).toEqual({
			httpStatus: '404 - Not Found',
			error: { errorMessage: 'Mailing List not found', errorCode: 'PACC_6' },
			requestId: null,
		});
	});

	it.each([
		{},
		{ name: '' },
		{ name: 'x'.repeat(101) },
		{ name: 'x', ownerId: 'me' },
		{ name: 'x', category: 'y' },
	])('refuses the list %j', async (body) => {
		expect((await post(body, `${base}/mailinglists`)).status).toBe(400);
	});
});

describe('a contact is called differently everywhere', () => {
	const common = ['firstName', 'lastName', 'email', 'language'];
	let id = '';
	beforeEach(async () => {
		id = (await post({ ...ada, unsubscribed: true }, inList)).json.result.id;
		await put(`${base}/contacts/${id}`, { unsubscribed: true });
	});

	it.each([
		[
			'directory contact',
			() => get(`${base}/contacts/${id}`),
			[
				...common,
				'contactId',
				'phone',
				'extRef',
				'embeddedData',
				'creationDate',
				'lastModified',
				'emailDomain',
				'stats',
				'skipped',
				'directoryUnsubscribed',
				'directoryUnsubscribeDate',
				'mailingListMembership',
			],
		],
		[
			'directory list item',
			async () => (await get(`${base}/contacts`)).elements[0],
			[...common, 'contactId', 'phone', 'extRef', 'unsubscribed'],
		],
		[
			'opted-out item',
			async () => (await get(`${base}/contacts/optedOutContacts`)).elements[0],
			[
				...common,
				'contactId',
				'phone',
				'extRef',
				'directoryUnsubscribed',
				'directoryUnsubscribeDate',
			],
		],
		[
			'search item',
			async () =>
				(
					await post(
						{ filter: { filterType: 'extRef', comparison: 'eq', value: 'A-1' } },
						`${base}/contacts/search`,
					)
				).json.result.elements[0],
			[
				...common,
				'id',
				'phoneNumber',
				'externalDataReference',
				'creationDate',
				'lastModified',
				'unsubscribed',
				'unsubscribeDate',
				'stats',
			],
		],
		[
			'list contact',
			() => get(`${inList}/${id}`),
			[
				...common,
				'contactId',
				'contactLookupId',
				'phone',
				'extRef',
				'embeddedData',
				'privateEmbeddedData',
				'creationDate',
				'lastModified',
				'emailDomain',
				'stats',
				'directoryUnsubscribed',
				'directoryUnsubscribeDate',
				'mailingListUnsubscribed',
				'mailingListUnsubscribeDate',
			],
		],
		[
			'list item',
			async () => (await get(inList)).elements[0],
			[
				...common,
				'contactId',
				'contactLookupId',
				'phone',
				'extRef',
				'unsubscribed',
				'mailingListUnsubscribed',
			],
		],
	])('%s', async (_name, read, keys) => {
		expect(Object.keys(await read()).sort()).toEqual([...keys].sort());
	});

	it('and its dates have different forms', async () => {
		const contact = await get(`${base}/contacts/${id}`);
		expect(contact.lastModified).toEqual(expect.any(Number));
		expect(contact.mailingListMembership[customersListId]).toEqual({
			contactLookupId: expect.stringMatching(/^CGC_/),
			name: 'Store customers',
			unsubscribed: true,
			unsubscribeDate: expect.any(Number),
			ownerId: expect.stringMatching(/^UR_/),
		});
		const [optedOut] = (await get(`${base}/contacts/optedOutContacts`)).elements;
		expect(optedOut.directoryUnsubscribeDate).toMatch(/^\d{4}-.*T.*Z$/);
		sandbox.control.setOptions({ listUnsubscribedType: 'string' });
		expect((await get(inList)).elements[0].mailingListUnsubscribed).toBe('true');
	});
});
