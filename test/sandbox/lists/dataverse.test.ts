import type { INodeParameters } from 'n8n-workflow';
import { dataverseLists } from '../../../nodes/shared/n8n/dataverseLocators';
import { startDataverseSandbox, type DataverseSandbox } from '../dataverse';
import { chosen, entriesOf, type Account, type Asking } from './editor';

let sandbox: DataverseSandbox;
beforeAll(async () => {
	sandbox = await startDataverseSandbox();
});
afterAll(async () => await sandbox.close());

type List = keyof typeof dataverseLists;

const entries = async (list: List, asking: Asking = {}) => {
	const account: Account = {
		type: 'dynamicsOAuth2Api',
		data: {
			grantType: 'clientCredentials',
			environmentUrl: sandbox.url,
			apiVersion: '9.2',
			clientId: 'x',
			clientSecret: 'x',
		},
		authenticate: { Authorization: `Bearer ${sandbox.token}` },
	};
	const parameters: INodeParameters = { table: chosen('contact'), ...asking.parameters };
	return await entriesOf(account, dataverseLists[list], { ...asking, parameters });
};

describe('tables of the environment', () => {
	it('stand with their label and name; one without a label once with its name', async () => {
		const tables = await entries('searchTables');
		for (const entry of [
			['Contact (contact)', 'contact'],
			['Interaction (new_interaction) · elastic', 'new_interaction'],
			['new_unlabelled', 'new_unlabelled'],
		])
			expect(tables).toContainEqual(entry);
	});

	it('without those whose records live elsewhere', async () => {
		const names = (await entries('searchTables')).map(([, name]) => name);
		const virtual = [...sandbox.state.tables.values()]
			.filter(({ table }) => table.type === 'Virtual')
			.map(({ table }) => table.name);
		expect(virtual).not.toEqual([]);
		expect(names.filter((name) => virtual.includes(String(name)))).toEqual([]);
	});
});

describe('columns of the table', () => {
	it.each([
		['Last Name (lastname) · required', 'lastname'],
		['Annual Income (annualincome) · money', 'annualincome'],
		['Birthday (birthdate) · date', 'birthdate'],
		['Company Name (parentcustomerid) · lookup', 'parentcustomerid'],
		['Owner (ownerid) · lookup', 'ownerid'],
		['Preferred Store (new_store) · lookup', 'new_store'],
		['Do not allow Emails (donotemail) · yes or no', 'donotemail'],
		['Gender (gendercode) · choice', 'gendercode'],
		['Interests (new_interests) · choices', 'new_interests'],
		['NPS Score (new_npsscore)', 'new_npsscore'],
		['Email (emailaddress1)', 'emailaddress1'],
		['new_unlabelled', 'new_unlabelled'],
	])('to be written: %s', async (name, value) => {
		expect(await entries('searchWritableColumns')).toContainEqual([name, value]);
	});

	it.each([
		['None', ''],
		['Recommended', ''],
		['ApplicationRequired', ' · required'],
		['SystemRequired', ''],
	] as const)(
		'required as the environment calls %s: "%s" behind the name',
		async (required, words) => {
			const column = sandbox.state.tables.get('contact')!.table.columns.get('lastname')!;
			const before = column.required;
			column.required = required;
			expect(await entries('searchWritableColumns')).toContainEqual([
				`Last Name (lastname)${words}`,
				'lastname',
			]);
			column.required = before;
		},
	);

	it.each<[List, string[], string[]]>([
		['searchWritableColumns', ['lastname'], ['fullname', 'createdon', 'contactid']],
		['searchMatchColumns', ['fullname', 'createdon'], ['new_interests', 'entityimage']],
		[
			'searchLookupColumns',
			['parentcustomerid', 'new_store', 'ownerid'],
			['createdby', 'lastname'],
		],
		['searchDateColumns', ['birthdate', 'new_lastvisit'], ['createdon', 'lastname']],
		['searchTextColumns', ['lastname', 'description'], ['new_npsscore', 'fullname', 'birthdate']],
		['searchConsentColumns', ['donotemail', 'gendercode', 'new_interests'], ['lastname']],
	])('%s offers %j, and not %j', async (list, offered, others) => {
		const names = (await entries(list)).map(([, name]) => name);
		expect(names).toEqual(expect.arrayContaining(offered));
		expect(names.filter((name) => others.includes(String(name)))).toEqual([]);
	});

	it.each([
		['create', false],
		['update', true],
		['createOrUpdate', false],
		[undefined, false],
	])('what only a new record can take, with %s, is left out: %s', async (operation, isLeftOut) => {
		const parameters = operation === undefined ? {} : { operation };
		const names = (await entries('searchWritableColumns', { parameters })).map(([, name]) => name);
		expect(names.includes('lastname')).toBe(true);
		expect(names.includes(ONLY_CREATED)).toBe(!isLeftOut);
	});
});

/** A column that can be given to a new record only. */
const ONLY_CREATED = 'overriddencreatedon';

describe('a list of columns, before a table is chosen', () => {
	it.each([chosen(''), chosen('  '), chosen('={{ $json.table }}'), null])(
		'%j: says where to choose one',
		async (table) => {
			for (const list of ['searchWritableColumns', 'searchKeys'] as const)
				await expect(entries(list, { parameters: { table } })).rejects.toMatchObject({
					message: 'Choose a table to load this list',
					description: "Choose one under 'Table', or type the name of the column.",
				});
		},
	);

	it('a name that was typed with blanks around it is one', async () => {
		const parameters = { table: chosen(' new_surveyresponse ') };
		expect(await entries('searchWritableColumns', { parameters, filter: 'comm' })).toEqual([
			['Comment (new_comment)', 'new_comment'],
		]);
	});
});

describe('alternate keys', () => {
	it('stand with their columns, and whether they are in use', async () => {
		expect(await entries('searchKeys')).toEqual([
			['Email (emailaddress1)', 'new_emailkey'],
			['External Reference (new_externalref)', 'new_externalrefkey'],
			['Store and Number (new_store + new_customernumber)', 'new_storecustomerkey'],
			['Mobile Phone (mobilephone) · not in use: Pending', 'new_mobilekey'],
			['Loyalty Number (new_loyaltynumber) · not in use: Failed', 'new_loyaltykey'],
		]);
	});

	it('a table without any: what else can be done', async () => {
		const parameters = { table: chosen('lead') };
		await expect(entries('searchKeys', { parameters })).rejects.toMatchObject({
			message: '"Lead" has no alternate key',
			description: expect.stringContaining('Match by any columns instead'),
		});
	});
});

describe('lookups of a row', () => {
	const beside = (column: string, table?: string) => ({
		'&column': chosen(column),
		...(table !== undefined && { '&table': chosen(table) }),
	});

	it('the tables that the column may point at', async () => {
		expect(await entries('searchLookupTables', { beside: beside(' parentcustomerid ') })).toEqual([
			['Account (account)', 'account'],
			['Contact (contact)', 'contact'],
		]);
	});

	it('the column has to be chosen first, unless the table is', async () => {
		const first = { message: 'Choose the lookup column of this row first' };
		for (const column of ['', ' '])
			await expect(entries('searchLookupTables', { beside: beside(column) })).rejects.toMatchObject(
				first,
			);
		await expect(entries('searchLookupMatchColumns')).rejects.toMatchObject(first);
		const asked = { beside: beside('', ' account ') };
		expect(await entries('searchLookupMatchColumns', asked)).toContainEqual([
			'Account Number (accountnumber)',
			'accountnumber',
		]);
	});

	it.each([
		['parentcustomerid', 'contact', 'emailaddress1'],
		['parentcustomerid', '', 'accountnumber'],
		['new_store', undefined, 'new_code'],
	])('what the other record is found by: %s to %s', async (column, table, found) => {
		const asked = { beside: beside(column, table) };
		const names = (await entries('searchLookupMatchColumns', asked)).map(([, name]) => name);
		expect(names).toContain(found);
		expect(names.includes('new_npsscore')).toBe(table === 'contact');
	});

	it('a column that points at no table offers nothing', async () => {
		const asked = { beside: beside('lastname') };
		expect(await entries('searchLookupTables', asked)).toEqual([]);
		expect(await entries('searchLookupMatchColumns', asked)).toEqual([]);
	});
});
