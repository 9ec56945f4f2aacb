import { picked } from '../../workflows';
import { dynamicsCredentials, NODE, setUp, row, TYPE, type Setup } from './setup';
import { searchList } from '../harness';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

describe('K25 tables', () => {
	it('any table by its display name, searched by words and by name; virtual ones cannot be written', async () => {
		const all = await setup.list('searchTables');
		expect(all).toEqual(
			expect.arrayContaining([
				'Contact (contact)',
				'Survey Response (new_surveyresponse)',
				'Interaction (new_interaction) · elastic',
				'new_unlabelled',
			]),
		);
		expect(all.join()).not.toContain('ERP Order');
		expect(await setup.list('searchTables', { filter: 'RESPONSE survey' })).toEqual([
			'Survey Response (new_surveyresponse)',
		]);
	});

	it('K20 says what is missing where the application user is', async () => {
		setup.sandbox.control.setApplicationUser('missing');
		await expect(setup.list('searchTables')).rejects.toMatchObject({
			message: expect.stringContaining('not a user of this Dynamics environment'),
			description: expect.stringContaining('Application users'),
		});
	});

	it('K20 says that nobody has signed in yet', async () => {
		const { dynamicsOAuth2Api } = dynamicsCredentials(setup.sandbox);
		const asked = searchList({
			node: { name: NODE, type: TYPE },
			credentials: { dynamicsOAuth2Api: { ...dynamicsOAuth2Api, grantType: 'authorizationCode' } },
			method: 'searchTables',
		});
		await expect(asked).rejects.toMatchObject({
			message: expect.stringContaining('is not connected yet'),
			description: expect.stringContaining("click 'Connect'"),
		});
	});
});

describe('K34 columns', () => {
	it('only what can be written is offered', async () => {
		const names = await setup.list('searchWritableColumns');
		expect(names).toEqual(
			expect.arrayContaining([
				'Email (emailaddress1)',
				'Last Name (lastname) · required',
				'Segment (new_segment) · choice',
				'Company Name (parentcustomerid) · lookup',
			]),
		);
		for (const hidden of ['fullname', 'createdon', 'creditlimit_base', 'entityimage', 'contactid'])
			expect(names.join('\n')).not.toContain(`(${hidden})`);
	});

	it('of another table once that is chosen; without one it says so', async () => {
		const parameters = { table: picked('new_surveyresponse') };
		expect(await setup.list('searchWritableColumns', { parameters, filter: 'comm' })).toEqual([
			'Comment (new_comment)',
		]);
		await expect(
			setup.list('searchWritableColumns', { parameters: { table: picked('') } }),
		).rejects.toThrow(/Choose a table/);
	});

	it.each([
		['searchLookupColumns', 'Contact', 'Company Name (parentcustomerid) · lookup'],
		['searchDateColumns', 'Visit', 'Last Visit (new_lastvisit) · date'],
		['searchConsentColumns', 'emails', 'Do not allow Emails (donotemail) · yes or no'],
		['searchTextColumns', 'descr', 'Description (description)'],
	])('%s', async (method, _filter, expected) => {
		const names = await setup.list(method);
		expect(names).toContain(expected);
		expect(names).not.toContain('NPS Score (new_npsscore)');
	});
});

describe('K26 what records are recognised by', () => {
	it('alternate keys with their columns and state', async () => {
		expect(await setup.list('searchKeys')).toEqual([
			'Email (emailaddress1)',
			'External Reference (new_externalref)',
			'Store and Number (new_store + new_customernumber)',
			'Mobile Phone (mobilephone) · not in use: Pending',
			'Loyalty Number (new_loyaltynumber) · not in use: Failed',
		]);
		await expect(
			setup.list('searchKeys', { parameters: { table: picked('lead') } }),
		).rejects.toThrow(/no alternate key/);
	});

	it('any readable column that has one value', async () => {
		const names = await setup.list('searchMatchColumns');
		expect(names).toEqual(
			expect.arrayContaining(['Full Name (fullname)', 'Birthday (birthdate) · date']),
		);
		expect(names.join()).not.toContain('new_interests');
	});
});

describe('K34 sources', () => {
	const path = 'parameters.fields.row[0].source';
	const fill = (column: string) => ({
		path,
		parameters: { fields: { row: [row(column, '')] } },
	});

	it.each([
		['gendercode', ['Choice · Male', 'Choice · Female']],
		['donotemail', ['Choice · Do Not Allow', 'Choice · Allow']],
		[
			'new_interests',
			['Choice · Garden', 'Choice · Kitchen & home', 'Choice · Sport, outdoor', 'Choice · Music'],
		],
	])('the choices of %s can be picked', async (column, choices) => {
		const names = await setup.list('searchPipedText', fill(column));
		expect(names.slice(0, choices.length)).toEqual(choices);
	});

	it('a text column has none', async () => {
		const names = await setup.list('searchPipedText', fill('lastname'));
		expect(names.filter((name) => name.startsWith('Choice'))).toEqual([]);
	});
});

describe('lookups', () => {
	const asked = (column: string, table = '') => ({
		path: 'parameters.lookups.row[0].table',
		parameters: {
			lookups: { row: [{ column: picked(column), table: picked(table), matchBy: picked('') }] },
		},
	});

	it('where the column may point, and by what the other record is found', async () => {
		expect(await setup.list('searchLookupTables', asked('parentcustomerid'))).toEqual([
			'Account (account)',
			'Contact (contact)',
		]);
		expect(
			await setup.list('searchLookupMatchColumns', asked('parentcustomerid', 'account')),
		).toContain('Account Number (accountnumber)');
		expect(await setup.list('searchLookupMatchColumns', asked('new_store'))).toContain(
			'Store Code (new_code)',
		);
	});
});
