import {
	directoryDate,
	fieldIs,
	searchBody,
} from '../../../nodes/shared/connectors/qualtrics/contactFilter';
import {
	contactBody,
	toContact,
	updatedBody,
	type ContactInput,
	type ContactShape,
} from '../../../nodes/shared/connectors/qualtrics/contactShapes';
import { collect } from '../../../nodes/shared/http/paginate';
import { failureOf, socketFailure } from '../http/fakeSystem';
import { failure, fakeQualtrics, result } from './fakeQualtrics';

describe('one contact, whatever the endpoint', () => {
	it.each<[ContactShape, object, object]>([
		[
			'directoryContact',
			{
				contactId: 'CID_1',
				phone: '1',
				extRef: 'x',
				directoryUnsubscribed: true,
				directoryUnsubscribeDate: 1_700_000_000_000,
				mailingListMembership: {
					CG_1: { contactLookupId: 'CGC_1', unsubscribed: false, unsubscribeDate: null },
				},
			},
			{
				id: 'CID_1',
				phone: '1',
				extRef: 'x',
				directoryUnsubscribed: true,
				directoryUnsubscribedAt: '2023-11-14T22:13:20.000Z',
				memberships: [{ mailingListId: 'CG_1', contactLookupId: 'CGC_1', unsubscribed: false }],
			},
		],
		['directoryItem', { contactId: 'CID_1', unsubscribed: true }, { directoryUnsubscribed: true }],
		[
			'optedOutItem',
			{
				contactId: 'CID_1',
				directoryUnsubscribed: true,
				directoryUnsubscribeDate: '2024-01-01T00:00:00Z',
			},
			{ directoryUnsubscribedAt: '2024-01-01T00:00:00.000Z' },
		],
		[
			'searchItem',
			{
				id: 'CID_1',
				phoneNumber: '1',
				externalDataReference: 'x',
				creationDate: '2024-05-01 13:45:00',
				embeddedData: { a: '1', b: null },
			},
			{
				id: 'CID_1',
				phone: '1',
				extRef: 'x',
				createdAt: '2024-05-01T13:45:00.000Z',
				embeddedData: { a: '1' },
			},
		],
		[
			'listContact',
			{
				contactId: 'CID_1',
				contactLookupId: 'CGC_1',
				mailingListUnsubscribed: true,
				directoryUnsubscribed: false,
				privateEmbeddedData: { p: 1 },
			},
			{
				contactLookupId: 'CGC_1',
				listUnsubscribed: true,
				directoryUnsubscribed: false,
				privateEmbeddedData: { p: '1' },
			},
		],
		[
			'listItem',
			{ contactId: 'CID_1', mailingListUnsubscribed: 'false', email: null },
			{ listUnsubscribed: false },
		],
	])('Q14 %s', (shape, raw, expected) => {
		expect(toContact(raw as Record<string, unknown>, shape)).toMatchObject(expected);
	});

	it('is none without an id', () => {
		expect(toContact({ contactId: 'CID_1' }, 'searchItem')).toBeUndefined();
	});
});

describe('what is written', () => {
	it('Q25 holds writable fields only, and no nulls', () => {
		const input = {
			firstName: 'J',
			email: null,
			extRef: '',
			unsubscribed: false,
			contactId: 'CID_1',
			mailingListUnsubscribed: true,
			embeddedData: { a: 1, b: null, c: { d: 1 }, e: ['x'], f: false },
			privateEmbeddedData: { p: 'q' },
		};
		const body = {
			firstName: 'J',
			extRef: '',
			unsubscribed: false,
			embeddedData: { a: 1, f: false },
		};
		expect(contactBody(input as unknown as ContactInput, 'directory')).toEqual(body);
		expect(contactBody(input as unknown as ContactInput, 'list')).toEqual({
			...body,
			privateEmbeddedData: { p: 'q' },
		});
		expect(contactBody({}, 'list')).toEqual({});
	});

	it('Q18 an update re-sends all there is, and the opt-out only when it changes', () => {
		const current = {
			id: 'CID_1',
			firstName: 'J',
			language: 'EN',
			directoryUnsubscribed: true,
			listUnsubscribed: true,
			embeddedData: { a: '1', b: '2' },
		};
		expect(
			updatedBody(current, { firstName: undefined, embeddedData: { b: 3 } }, 'directory'),
		).toEqual({ firstName: 'J', language: 'EN', embeddedData: { a: '1', b: 3 } });
		expect(updatedBody(current, { unsubscribed: false }, 'directory')).toMatchObject({
			unsubscribed: false,
		});
	});
});

describe('filters', () => {
	it('Q15 one goes bare, several are joined, more than five are refused', () => {
		const one = fieldIs('email', ' jane@example.com ');
		expect(searchBody([one])).toEqual({
			filter: { filterType: 'email', comparison: 'eq', value: 'jane@example.com' },
		});
		expect(searchBody([one, one])).toEqual({
			filter: {
				conjunction: 'and',
				filters: [
					{ filterType: 'email', comparison: 'eq', value: 'jane@example.com' },
					{ filterType: 'email', comparison: 'eq', value: 'jane@example.com' },
				],
			},
		});
		expect(() => searchBody([])).toThrow();
		expect(() => searchBody(Array(6).fill(one))).toThrow(/5 fields/);
	});

	it('Q15 embedded data cannot be searched, and nothing by an empty value', () => {
		expect(() => fieldIs('plan', 'x')).toThrow(/cannot be searched/);
		expect(() => fieldIs('email', '  ')).toThrow(/empty/);
	});

	it('writes dates in UTC', () => {
		expect(directoryDate(Date.parse('2024-05-01T15:45:00+02:00'))).toBe('2024-05-01 13:45:00');
	});
});

const directoryId = 'POOL_1';
const mailingListId = 'CG_1';

describe('calls', () => {
	it('Q16 creates in a directory and in a list', async () => {
		const { qualtrics, system } = fakeQualtrics({
			'POST /directories/POOL_1/contacts': result({ id: 'CID_1' }),
			'POST /directories/POOL_1/mailinglists/CG_1/contacts': result({
				id: 'CID_1',
				contactLookupId: 'CGC_1',
			}),
		});
		expect(
			await qualtrics.contacts.create({ directoryId }, { email: 'a@example.com' }),
		).toMatchObject({ id: 'CID_1' });
		expect(
			await qualtrics.contacts.create({ directoryId, mailingListId }, { email: 'a@example.com' }),
		).toEqual({ id: 'CID_1', contactLookupId: 'CGC_1' });
		expect(system.requests.map(({ body }) => body)).toEqual([
			{ email: 'a@example.com' },
			{ email: 'a@example.com' },
		]);
	});

	it('Q25 a create is repeated only where that makes no second contact', async () => {
		const routes = { 'POST /directories/POOL_1/contacts': socketFailure('ECONNRESET') };
		const once = fakeQualtrics(routes);
		expect(await failureOf(once.qualtrics.contacts.create({ directoryId }, {}))).toMatchObject({
			outcomeUnknown: true,
		});
		expect(once.system.requests).toHaveLength(1);
		const often = fakeQualtrics(routes);
		await failureOf(often.qualtrics.contacts.create({ directoryId }, {}, { idempotent: true }));
		expect(often.system.requests).toHaveLength(5);
	});

	it('Q25 an answer without an id is no success', async () => {
		const { qualtrics } = fakeQualtrics({ 'POST /directories/POOL_1/contacts': result({}) });
		expect(await failureOf(qualtrics.contacts.create({ directoryId }, {}))).toMatchObject({
			kind: 'unexpected',
			outcomeUnknown: true,
		});
	});

	it('Q18 an update reads first and writes everything back', async () => {
		const { qualtrics, system } = fakeQualtrics({
			'GET /directories/POOL_1/contacts/CID_1': result({
				contactId: 'CID_1',
				email: null,
				firstName: 'J',
				contactLookupId: 'x',
				embeddedData: { a: '1' },
			}),
			'PUT /directories/POOL_1/contacts/CID_1': result(undefined),
		});
		const { before } = await qualtrics.contacts.update({ directoryId }, 'CID_1', {
			embeddedData: { b: true },
		});
		expect(before).toMatchObject({ id: 'CID_1', embeddedData: { a: '1' } });
		expect(system.requests[1].body).toEqual({ firstName: 'J', embeddedData: { a: '1', b: true } });
	});

	it('Q15 searches page by page, through an empty last one, and stops at two when that is enough', async () => {
		const items = [1, 2, 3].map((n) => ({ id: `CID_${n}` }));
		const { qualtrics, system } = fakeQualtrics({
			'POST /directories/POOL_1/contacts/search': (request) =>
				request.query?.skipToken === 'next'
					? result({ elements: [] })
					: result({ elements: items, skipToken: 'next' }),
		});
		const filters = [fieldIs('extRef', 'x')];
		expect(
			await qualtrics.contacts.search(directoryId, filters, { includeEmbedded: true }),
		).toHaveLength(3);
		expect(system.requests[0].query).toMatchObject({ includeEmbedded: true, pageSize: 100 });
		expect(await qualtrics.contacts.search(directoryId, filters, { limit: 2 })).toHaveLength(2);
		expect(system.requests).toHaveLength(3);
	});

	it('lists members fifty at a time', async () => {
		const { qualtrics, system } = fakeQualtrics({
			'GET /directories/POOL_1/mailinglists/CG_1/contacts': result({
				elements: [{ contactId: 'CID_1' }, 7, null],
				nextPage: null,
			}),
		});
		expect(await collect(qualtrics.contacts.list({ directoryId, mailingListId }))).toEqual([
			{ id: 'CID_1' },
		]);
		expect(system.requests[0].query).toMatchObject({ pageSize: 50, useNewPaginationScheme: true });
	});

	it('Q17 adds a contact of the directory to a list, and tells when Qualtrics made another', async () => {
		const { qualtrics, system } = fakeQualtrics({
			'POST /directories/POOL_1/mailinglists/CG_1/contacts': (_request, call) =>
				result({ id: `CID_${call}`, contactLookupId: 'CGC_1' }),
		});
		const contact = {
			id: 'CID_1',
			email: 'a@example.com',
			directoryUnsubscribed: true,
			embeddedData: { a: '1' },
		};
		expect(await qualtrics.contacts.addToList(directoryId, mailingListId, contact)).toMatchObject({
			isOther: false,
		});
		expect(await qualtrics.contacts.addToList(directoryId, mailingListId, contact)).toMatchObject({
			isOther: true,
			id: 'CID_2',
		});
		expect(system.requests[0].body).toEqual({ email: 'a@example.com' });
		expect(
			await failureOf(qualtrics.contacts.addToList(directoryId, mailingListId, { id: 'CID_1' })),
		).toMatchObject({ kind: 'input' });
	});

	it('Q25 no call goes out with an empty id', async () => {
		const { qualtrics, system } = fakeQualtrics({});
		const { contacts } = qualtrics;
		const calls = [
			contacts.create({ directoryId: '' }, {}),
			contacts.create({ directoryId, mailingListId: '' }, {}),
			contacts.get({ directoryId }, ''),
			contacts.update({ directoryId }, ' ', {}),
			contacts.search('', [fieldIs('email', 'x')]),
		];
		for (const call of calls) expect(await failureOf(call)).toMatchObject({ kind: 'input' });
		expect(system.requests).toHaveLength(0);
	});
});

describe('fields to choose from', () => {
	it('Q09 are the standard ones and the embedded data seen', async () => {
		const { qualtrics } = fakeQualtrics({
			'POST /directories/POOL_1/contacts/search': result({
				elements: [
					{ id: '1', embeddedData: { plan: 'x', Tier: '1' } },
					{ id: '2', embeddedData: { plan: 'y' } },
				],
			}),
			'GET /directories/POOL_1/mailinglists/CG_1/contacts': result({
				elements: [{ contactId: '1', embeddedData: { store: 'x' } }],
			}),
		});
		const names = async (place: { directoryId: string; mailingListId?: string }) =>
			(await qualtrics.contactFields.list(place)).map(({ name }) => name);
		expect((await names({ directoryId })).slice(6)).toEqual(['plan', 'Tier']);
		expect((await names({ directoryId, mailingListId })).slice(5)).toEqual(['language', 'store']);
	});

	it('Q09 are the standard ones where contacts may not be searched, and an error when the token is wrong', async () => {
		const lite = fakeQualtrics({ 'POST /directories/POOL_1/contacts/search': failure(403) });
		expect(await lite.qualtrics.contactFields.list({ directoryId })).toHaveLength(6);
		const revoked = fakeQualtrics({ 'POST /directories/POOL_1/contacts/search': failure(401) });
		expect(await failureOf(revoked.qualtrics.contactFields.list({ directoryId }))).toMatchObject({
			kind: 'auth',
		});
	});
});
