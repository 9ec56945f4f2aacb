import { createHubSpot } from '../../../nodes/shared/connectors/hubspot/client';
import {
	isSearchable,
	isWritable,
	type Property,
} from '../../../nodes/shared/connectors/hubspot/properties';
import { fakeSystem, type Reply } from '../http/fakeSystem';
import { property } from './samples';

/** Answers by the end of the path. */
function account(answers: Record<string, Reply | object>) {
	const system = fakeSystem(({ url }) => {
		const { pathname } = new URL(url);
		const [, reply] = Object.entries(answers).find(([end]) => pathname.endsWith(end))!;
		return 'status' in reply ? reply : { body: reply };
	});
	return { ...system, hubspot: createHubSpot(system.runtime) };
}

const REFUSED = { status: 403, headers: {}, body: {} };

const read = async (raw: object): Promise<Property | undefined> => {
	const { hubspot } = account({ '/contacts': { results: [raw] } });
	return (await hubspot.properties('contacts')).all[0];
};

describe('what HubSpot says of a property', () => {
	it.each<[object, Partial<Property>]>([
		[
			{ type: 'string', fieldType: 'text' },
			{ kind: 'text', isPhone: false, isLong: false },
		],
		[
			{ type: 'string', fieldType: 'textarea' },
			{ kind: 'text', isLong: true },
		],
		[
			{ type: 'string', fieldType: 'html' },
			{ kind: 'text', isLong: true },
		],
		[
			{ type: 'string', fieldType: 'phonenumber' },
			{ kind: 'text', isPhone: true },
		],
		[
			{ type: 'phone_number', fieldType: 'text' },
			{ kind: 'text', isPhone: true },
		],
		[{ type: 'number' }, { kind: 'number' }],
		[{ type: 'bool' }, { kind: 'boolean' }],
		[{ type: 'date' }, { kind: 'date' }],
		[{ type: 'datetime' }, { kind: 'dateTime' }],
		[{ type: 'enumeration', fieldType: 'checkbox' }, { kind: 'choices' }],
		[{ type: 'enumeration', fieldType: 'select' }, { kind: 'choice' }],
		[{ type: 'json' }, { kind: 'other' }],
		[{}, { kind: 'other' }],
		[
			{ label: 'Size', groupName: 'info' },
			{ label: 'Size', group: 'info' },
		],
		[{}, { label: 'x', group: '', options: [], isOpen: true }],
		[
			{ options: [{ value: 'a', label: 'A' }, { value: 'b', hidden: true }, { label: 'C' }] },
			{
				options: [
					{ value: 'a', label: 'A', isHidden: false },
					{ value: 'b', label: 'b', isHidden: true },
				],
				isOpen: false,
			},
		],
		[{ options: [{ value: 'a' }], externalOptions: true }, { isOpen: true }],
		[{}, { isUnique: false, isHidden: false, isReadOnly: false, isOwner: false }],
		[{ hasUniqueValue: true }, { isUnique: true }],
		[{ hidden: true }, { isHidden: true }],
		[{ calculated: true }, { isReadOnly: true }],
		[{ modificationMetadata: { readOnlyValue: true } }, { isReadOnly: true }],
		[{ modificationMetadata: { readOnlyValue: false } }, { isReadOnly: false }],
		[{ name: 'hubspot_owner_id' }, { isOwner: true }],
		[{ referencedObjectType: 'OWNER' }, { isOwner: true }],
		[
			{ name: 'hs_unique_creation_key', hasUniqueValue: true },
			{ isUnique: false, isReadOnly: true },
		],
	])('%j is read as %j', async (raw, wanted) => {
		expect(await read({ name: 'x', ...raw })).toMatchObject(wanted);
	});

	it.each([{ label: 'No name' }, { name: 'x', archived: true }])('%j is none', async (raw) => {
		expect(await read(raw)).toBeUndefined();
	});

	it('they come in the order of their labels, and are read once for each kind of object', async () => {
		const results = ['b', 'C', 'a'].map((name) => ({ name, label: name }));
		const { hubspot, requests } = account({ '/contacts': { results }, '/a%2Fb': { results } });
		const { all, byName } = await hubspot.properties('contacts');
		await hubspot.properties('contacts');
		await hubspot.properties('a/b');
		expect(all.map(({ name }) => name)).toEqual(['a', 'b', 'C']);
		expect(byName.get('b')).toBe(all[1]);
		expect(requests.map(({ url }) => new URL(url).pathname)).toEqual([
			'/crm/properties/2026-09/contacts',
			'/crm/properties/2026-09/a%2Fb',
		]);
	});

	it('a new one is there after it was created', async () => {
		const results = [{ name: 'a' }];
		const { hubspot, requests } = account({ '/contacts': { results } });
		await hubspot.properties('contacts');
		results.push({ name: 'b' });
		await hubspot.createProperty('contacts', { name: 'b' });
		expect((await hubspot.properties('contacts')).byName.has('b')).toBe(true);
		expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
		expect(requests[1].body).toEqual({ name: 'b' });
	});
});

describe('owners', () => {
	const results = [
		{ name: 'owner', type: 'enumeration', referencedObjectType: 'OWNER' },
		{ name: 'second', type: 'enumeration', referencedObjectType: 'OWNER' },
		{ name: 'city', type: 'string' },
	];
	const ask = async (owners: object, fields: string[]) => {
		const { hubspot, requests } = account({ '/contacts': { results }, '/owners/2026-09': owners });
		const { all, byName } = await hubspot.properties('contacts', fields);
		return { all, byName, asked: requests.length - 1, requests };
	};

	it('stand with their addresses where a property of theirs is written', async () => {
		const owners = { results: [{ id: '5', email: 'ann@example.com' }, { id: 6 }, { email: 'x' }] };
		const { all, byName, asked } = await ask(owners, ['owner', 'city']);
		const options = [
			{ value: '5', label: 'ann@example.com', isHidden: false },
			{ value: '6', label: '6', isHidden: false },
		];
		expect(asked).toBe(1);
		expect(byName.get('owner')).toMatchObject({ options });
		expect(all.find(({ name }) => name === 'owner')).toMatchObject({ options });
		expect(byName.get('second')).toMatchObject({ options: [] });
		expect(byName.get('city')).toMatchObject({ options: [] });
	});

	it.each([[['city']], [[]]])('are not asked for where %j are written', async (fields) => {
		expect((await ask({}, fields)).asked).toBe(0);
	});

	it('all pages of them', async () => {
		const system = fakeSystem(({ url, query }) => {
			if (url.endsWith('/contacts')) return { body: { results } };
			return query?.after === undefined
				? { body: { results: [{ id: '1' }], paging: { next: { after: 'm' } } } }
				: { body: { results: [{ id: '2' }] } };
		});
		const hubspot = createHubSpot(system.runtime);
		const { byName } = await hubspot.properties('contacts', ['owner']);
		expect(byName.get('owner')!.options.map(({ value }) => value)).toEqual(['1', '2']);
		expect(system.requests.slice(1).map(({ query }) => query)).toEqual([
			{ limit: 100 },
			{ limit: 100, after: 'm' },
		]);
	});

	it('whoever may not read them writes ids; any other failure is one', async () => {
		expect((await ask(REFUSED, ['owner'])).byName.get('owner')).toMatchObject({ options: [] });
		await expect(ask({ ...REFUSED, status: 401 }, ['owner'])).rejects.toMatchObject({
			kind: 'auth',
		});
	});
});

describe('what can be done with a property', () => {
	it.each([
		[property('x', 'text'), true, true],
		[property('x', 'number'), true, true],
		[property('x', 'choice'), true, true],
		[property('x', 'choices'), true, false],
		[property('x', 'boolean'), true, false],
		[property('x', 'date'), true, false],
		[property('x', 'other'), false, false],
		[property('x', 'text', { isReadOnly: true }), false, true],
		[property('x', 'text', { isHidden: true }), true, false],
	])('%#: %j', (one, writable, searchable) => {
		expect([isWritable(one), isSearchable(one)]).toEqual([writable, searchable]);
	});
});

describe('what an account has', () => {
	const STANDARD = [
		{ id: '0-1', label: 'Contacts' },
		{ id: '0-2', label: 'Companies' },
		{ id: '0-3', label: 'Deals' },
		{ id: '0-5', label: 'Tickets' },
	];
	const schemas = async (answer: object) => await account({ '/schemas': answer }).hubspot.objects();

	it('objects: those of every account, then its own', async () => {
		const results = [
			{ objectTypeId: '2-1', labels: { plural: 'Pets' }, name: 'pet' },
			{ objectTypeId: '2-2', name: 'car' },
			{ objectTypeId: '2-3' },
			{ name: 'none' },
		];
		expect(await schemas({ results })).toEqual([
			...STANDARD,
			{ id: '2-1', label: 'Pets' },
			{ id: '2-2', label: 'car' },
			{ id: '2-3', label: '2-3' },
		]);
		expect(await schemas(REFUSED)).toEqual(STANDARD);
		await expect(schemas({ ...REFUSED, status: 401 })).rejects.toMatchObject({ kind: 'auth' });
	});

	it('types of subscriptions that are still in use', async () => {
		const { hubspot, requests } = account({
			'/definitions': {
				results: [
					{ id: '1', name: 'News', isActive: true },
					{ id: 2 },
					{ id: '3', name: 'Old', isActive: false },
					{ name: 'x' },
				],
			},
		});
		expect(await hubspot.subscriptions.types()).toEqual([
			{ id: '1', name: 'News' },
			{ id: '2', name: '2' },
		]);
		expect(new URL(requests[0].url).pathname).toBe(
			'/communication-preferences/2026-09/definitions',
		);
	});

	it.each([
		['SUBSCRIBED', 'optedIn'],
		['UNSUBSCRIBED', 'optedOut'],
		['NOT_SPECIFIED', 'unset'],
		['SOMETHING', 'unknown'],
		[undefined, 'unknown'],
	])('a subscription that is %s means %s', async (status, wanted) => {
		const results = [
			{ subscriptionId: 8, status: 'UNSUBSCRIBED' },
			{ subscriptionId: 7, status },
		];
		const { hubspot, requests } = account({ '/a%2Fb%40c.de': { results } });
		expect(await hubspot.subscriptions.status('a/b@c.de', '7')).toBe(wanted);
		expect(requests[0]).toMatchObject({
			method: 'GET',
			url: 'https://api.hubapi.com/communication-preferences/2026-09/statuses/a%2Fb%40c.de',
			query: { channel: 'EMAIL' },
		});
		expect(await hubspot.subscriptions.status('a/b@c.de', '9')).toBe('unknown');
	});

	it('a subscription is set as told, and again where no answer came', async () => {
		const system = fakeSystem((_request, call) =>
			call === 1 ? { status: 502, body: {} } : { body: {} },
		);
		await createHubSpot(system.runtime).subscriptions.set('a@b.c', { subscriptionId: 7 });
		expect(system.requests.map(({ method, body }) => [method, body])).toEqual([
			['POST', { subscriptionId: 7 }],
			['POST', { subscriptionId: 7 }],
		]);
	});
});
