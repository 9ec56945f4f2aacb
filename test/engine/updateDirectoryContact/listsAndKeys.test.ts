import type { IDataObject } from 'n8n-workflow';
import { customersListId, newsletterListId } from '../../sandbox/qualtrics';
import { lists, NODE, setUp, row, type Setup } from './setup';

let setup: Setup;
const open = async (...options: Parameters<typeof setUp>): Promise<void> => {
	setup = await setUp(...options);
};
afterEach(async () => await setup.sandbox.close());

describe('LC17 a field that is cleared stays cleared, also for a contact that is new to the list', () => {
	const CLEARED = ['firstName', 'lastName', 'phone', 'extRef', 'plan'];
	const fields = {
		row: [
			row('email', '={{ $json.email }}'),
			...CLEARED.map((field) => row(field, '={{ $json.none }}', { whenEmpty: 'clear' })),
		],
	};
	const OLD = {
		email: 'ada@example.com',
		firstName: 'Ada',
		lastName: 'Old',
		phone: '+33612345678',
		extRef: 'C-1',
		language: 'FR',
		embeddedData: { plan: 'gold', shop: 'Paris' },
	};
	const EMPTY = { firstName: null, lastName: null, phone: null, extRef: null, language: 'FR' };

	it.each<[string, IDataObject]>([
		['by the directory’s rules', {}],
		['by chosen fields', { operation: 'upsertByFields' }],
		['updated only', { operation: 'update' }],
		['without checking first', { options: { checkBeforeWriting: false } }],
	])('%s', async (_how, parameters) => {
		await open();
		setup.sandbox.control.addContact(OLD);
		const result = await setup.run([{ email: OLD.email }], {
			fields,
			mailingLists: lists(customersListId, newsletterListId),
			...parameters,
		});
		expect(result.error).toBeUndefined();
		const contact = setup.byEmail(OLD.email)!;
		expect(contact).toMatchObject({ ...EMPTY, embeddedData: { shop: 'Paris' } });
		expect(contact.embeddedData.plan ?? '').toBe('');
		expect([...contact.memberships.keys()]).toEqual([customersListId, newsletterListId]);
	});

	it('where the search did not find the contact yet and the rules did', async () => {
		await open({ searchLagMs: 60_000 });
		await setup.run([OLD], {
			fields: {
				row: Object.keys(OLD)
					.slice(0, 5)
					.map((field) => row(field, `={{ $json.${field} }}`)),
			},
		});
		const result = await setup.run([{ email: OLD.email }], {
			fields,
			mailingLists: lists(customersListId),
			operation: 'upsertByFields',
		});
		expect(result.json(NODE)[0].status).toBe('updated');
		expect(setup.byEmail(OLD.email)).toMatchObject({
			firstName: null,
			lastName: null,
			phone: null,
			extRef: null,
		});
	});

	it('a merge field that is cleared is not sent to the list either', async () => {
		await open({ dedupeRules: [['email'], ['phone']] });
		setup.sandbox.control.addContact(OLD);
		const result = await setup.run([{ email: OLD.email }], {
			fields,
			mailingLists: lists(customersListId, newsletterListId),
		});
		expect(result.json(NODE)[0].status).toBe('updated');
		expect(setup.byEmail(OLD.email)).toMatchObject(EMPTY);
		expect(setup.contacts()).toHaveLength(1);
	});
});

describe('LC14 matched by the phone number', () => {
	const byPhone = {
		operation: 'upsertByFields',
		matchFields: ['phone'],
		fields: { row: [row('phone', '={{ $json.phone }}'), row('plan', '={{ $json.plan }}')] },
	};

	it.each([
		['+33 6 12 34 56 78', '+33612345678'],
		['+33612345678', '0033 6 12-34-56-78'],
		['0033612345678', '+33 (0)6 12 34 56 78'],
		['06 12 34 56 78', '06 12 34 56 78'],
		['0612345678', '06.12.34.56.78'],
	])('stored %j is found by %j', async (stored, given) => {
		await open();
		setup.sandbox.control.addContact({ phone: stored, firstName: 'Ada' });
		const result = await setup.run([{ phone: given, plan: 'gold' }], byPhone);
		expect(result.json(NODE)[0]).toMatchObject({ status: 'updated' });
		expect(setup.contacts()).toMatchObject([{ phone: stored, embeddedData: { plan: 'gold' } }]);
	});

	it('what cannot be searched for is said: Qualtrics compares sign by sign', async () => {
		await open();
		setup.sandbox.control.addContact({ phone: '+33 61 23 45 67 8', firstName: 'Ada' });
		const [created] = (await setup.run([{ phone: '+33612345678', plan: 'gold' }], byPhone)).json(
			NODE,
		);
		expect(created).toMatchObject({
			status: 'created',
			warnings: expect.arrayContaining([expect.stringContaining('sign by sign')]),
		});
	});
});
