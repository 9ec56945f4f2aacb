import { fakeQualtrics, result } from './fakeQualtrics';

const RAW = {
	contactLookupId: 'CGC_1',
	mailingListUnsubscribed: true,
	privateEmbeddedData: { p: 1 },
	email: 'ada@example.com',
	mailingListMembership: { CG_2: { contactLookupId: 'CGC_2', unsubscribed: false } },
};

describe('one contact, read', () => {
	const { qualtrics, system } = fakeQualtrics({
		'GET /directories/POOL_1/contacts/CID_1': result(RAW),
		'GET /directories/POOL_1/mailinglists/CG_1/contacts/CID_1': result(RAW),
	});

	it('in its directory: with its lists, and nothing that is of one list alone', async () => {
		const contact = await qualtrics.contacts.get({ directoryId: 'POOL_1' }, 'CID_1');
		expect(contact).toMatchObject({
			id: 'CID_1',
			email: 'ada@example.com',
			memberships: [{ mailingListId: 'CG_2', contactLookupId: 'CGC_2', unsubscribed: false }],
		});
		expect(contact).not.toHaveProperty('listUnsubscribed');
	});

	it('in a list: what is of that list, and no other lists', async () => {
		const scope = { directoryId: 'POOL_1', mailingListId: 'CG_1' };
		const contact = await qualtrics.contacts.get(scope, 'CID_1');
		expect(contact).toMatchObject({
			id: 'CID_1',
			contactLookupId: 'CGC_1',
			listUnsubscribed: true,
			privateEmbeddedData: { p: '1' },
		});
		expect(contact).not.toHaveProperty('memberships');
		expect(system.requests).toHaveLength(2);
	});
});
