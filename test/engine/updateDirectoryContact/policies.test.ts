import type { IDataObject } from 'n8n-workflow';
import type { WritePolicy } from '../../../nodes/shared/mapping';
import { customersListId } from '../../sandbox/qualtrics';
import { lists, NODE, row, setUp, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const ADA = 'ada@example.com';
const by = (policy: WritePolicy): IDataObject => ({ policy });
const FIELDS = {
	row: [
		row('email', '={{ $json.email ?? "ada@example.com" }}'),
		row('firstName', 'Augusta', by('onlyIfEmpty')),
		row('lastName', 'Byron', by('onlyIfEmpty')),
		row('interests', '={{ $json.interest }}', by('append')),
		row('newsletter', 'yes', by('neverLowerConsent')),
	],
};
const BEFORE = {
	email: ADA,
	firstName: 'Ada',
	embeddedData: { interests: 'Garden, Music', newsletter: 'no', shop: 'Paris' },
};
const KEPT = [
	'firstName: kept: the record already has a value',
	'embeddedData.newsletter: kept: the record holds an opt-out, which is not undone',
];

describe('a policy for each field of a contact', () => {
	it.each(['upsertByRules', 'upsertByFields', 'update'])(
		'SP01 SP02 SP04 %s: each row writes by its policy, and the item says what was kept',
		async (operation) => {
			setup.sandbox.control.addContact(BEFORE);
			const items = [{ interest: 'music' }, { interest: 'Sport' }];
			const result = await setup.run(items, { operation, fields: FIELDS });
			expect(result.error).toBeUndefined();
			expect(result.json(NODE)[0]).toMatchObject({ status: 'updated', kept: KEPT });
			expect(setup.byEmail(ADA)).toMatchObject({
				firstName: 'Ada',
				lastName: 'Byron',
				embeddedData: { interests: 'Garden, Music, Sport', newsletter: 'no', shop: 'Paris' },
			});
			setup.sandbox.control.clearRequests();
			const again = await setup.run(items, { operation, fields: FIELDS });
			expect(again.json(NODE)[0].status).toBe('unchanged');
			expect(setup.writes()).toEqual([]);
		},
	);

	it('SP01 a dry run says the same and writes nothing', async () => {
		setup.sandbox.control.addContact(BEFORE);
		setup.sandbox.control.clearRequests();
		const options = { dryRun: true };
		const result = await setup.run([{ interest: 'Sport' }], { fields: FIELDS, options });
		expect(result.json(NODE)[0]).toMatchObject({ status: 'wouldUpdate', kept: KEPT, dryRun: true });
		expect(setup.writes()).toEqual([]);
	});

	it('SP01 contacts are looked up for a policy, whatever the options say, and go singly', async () => {
		setup.sandbox.control.addContact(BEFORE);
		const items = [{ interest: 'Sport' }, { email: 'bo@example.com', interest: 'Sport' }];
		const result = await setup.run(items, {
			fields: FIELDS,
			mailingLists: lists(customersListId),
			options: { checkBeforeWriting: false, bulkImportAbove: 1 },
		});
		expect(result.json(NODE)).toMatchObject([
			{ status: 'updated', warnings: [expect.stringContaining('policy of a row')] },
			{ status: 'created' },
		]);
		expect(setup.byEmail(ADA)?.firstName).toBe('Ada');
	});

	it('SP02 a field of the contact itself takes no additions', async () => {
		setup.sandbox.control.addContact(BEFORE);
		const fields = { row: [FIELDS.row[0], row('firstName', 'Byron', by('append'))] };
		const result = await setup.run([{}], { fields });
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'unchanged',
			warnings: [expect.stringMatching(/^firstName: not written: .*Append to embedded data/)],
		});
	});

	it('SP03 without a date to go by the run says what to choose', async () => {
		const fields = { row: [FIELDS.row[0], row('plan', 'gold', by('onlyIfNewer'))] };
		const result = await setup.run([{}], { fields });
		expect(result.error).toMatchObject({
			description: expect.stringContaining("Add 'Only If Newer' to the options"),
		});
		expect(setup.contacts()).toEqual([]);
	});
});
