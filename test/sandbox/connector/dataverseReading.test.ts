import { createDataverse } from '../../../nodes/shared/connectors/dataverse/client';
import { showRecord } from '../../../nodes/shared/connectors/dataverse/display';
import { toFilter } from '../../../nodes/shared/connectors/dataverse/filters';
import {
	activeContactsViewId,
	detractorsViewId,
	myContactsViewId,
	startDataverseSandbox,
	type DataverseSandbox,
} from '../dataverse';
import { connectDataverse, dataverseRuntime } from './dataverseEnvironment';

let sandbox: DataverseSandbox;
beforeEach(async () => {
	sandbox = await startDataverseSandbox();
});
afterEach(async () => await sandbox.close());

const all = async <T>(pages: AsyncIterable<T[]>): Promise<T[]> => {
	const found: T[] = [];
	for await (const items of pages) found.push(...items);
	return found;
};

describe('K18 K19 K20 the connection', () => {
	it('a token is issued, and the application user is missing', async () => {
		sandbox.control.setApplicationUser('missing');
		await expect(connectDataverse(sandbox).tables.list()).rejects.toMatchObject({
			kind: 'permission',
			message: expect.stringContaining('not a user of this Dynamics environment'),
			hint: expect.stringContaining('Application users'),
		});
	});

	it.each(['empty', 'html', 'envelope'] as const)(
		'a wrong token, answered with %s',
		async (unauthorizedBody) => {
			sandbox.control.setOptions({ unauthorizedBody });
			sandbox.control.revokeTokens();
			await expect(connectDataverse(sandbox).tables.list()).rejects.toMatchObject({ kind: 'auth' });
		},
	);

	it('a missing privilege is named', async () => {
		sandbox.control.revokePrivilege('prvReadContact');
		const dataverse = connectDataverse(sandbox);
		const table = await dataverse.tables.get('contact');
		await expect(all(dataverse.views.records(table, { kind: 'all' }))).rejects.toMatchObject({
			kind: 'permission',
			message: expect.stringContaining('prvReadContact'),
		});
	});
});

describe('K25 K34 tables and columns', () => {
	it('tables by label; those that hold no records are left out', async () => {
		const { tables } = connectDataverse(sandbox);
		const list = await tables.list();
		const names = list.map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(['contact', 'account', 'new_surveyresponse']));
		expect(names).not.toContain('sdkmessage');
		const labels = list.map(({ label }) => label);
		expect(labels).toEqual([...labels].sort((left, right) => left.localeCompare(right, 'en')));
		expect(await tables.search('survey')).toMatchObject({
			tables: [{ name: 'new_surveyresponse' }],
		});
		const before = sandbox.requests.length;
		await tables.list();
		expect(sandbox.requests).toHaveLength(before);
	});

	it('a table by its set name, and the nearest where there is none', async () => {
		const { tables } = connectDataverse(sandbox);
		expect(await tables.get('contacts')).toMatchObject({ name: 'contact', primaryId: 'contactid' });
		await expect(tables.get('contakt')).rejects.toMatchObject({ hint: 'Did you mean contact?' });
		await expect(tables.get("x' or 1 eq 1")).rejects.toMatchObject({ kind: 'input' });
	});

	it('the columns of a table in two requests, with all that mapping needs', async () => {
		const dataverse = connectDataverse(sandbox);
		const table = await dataverse.tables.get('contact');
		const before = sandbox.requests.length;
		const columns = await dataverse.columns.of(table);
		expect(sandbox.requests.length - before).toBe(2);
		expect(columns.get('emailaddress1')).toMatchObject({
			kind: 'text',
			maxLength: 100,
			format: 'Email',
		});
		expect(columns.get('new_segment').options?.length).toBeGreaterThan(0);
		expect(columns.get('new_interests')).toMatchObject({ kind: 'choices' });
		expect(columns.get('birthdate')).toMatchObject({ dateBehavior: 'DateOnly' });
		expect(columns.get('donotemail').options).toMatchObject([
			{ value: 1, label: 'Do Not Allow' },
			{ value: 0, label: 'Allow' },
		]);
		expect(columns.get('parentcustomerid').targets).toEqual([
			{ table: 'account', navigation: 'parentcustomerid_account' },
			{ table: 'contact', navigation: 'parentcustomerid_contact' },
		]);
		expect(columns.get('new_store').targets).toEqual([
			{ table: 'new_store', navigation: 'new_Store' },
		]);
		expect(columns.get('ownerid').targets?.map(({ table: name }) => name)).toEqual([
			'systemuser',
			'team',
		]);
		expect(columns.get('new_unlabelled').label).toBe('new_unlabelled');
		expect(columns.byName.has('new_internalnote')).toBe(false);
	});

	it('every table there is can be described', async () => {
		const dataverse = connectDataverse(sandbox);
		for (const table of await dataverse.tables.list()) {
			const columns = await dataverse.columns.of(table);
			expect(columns.get(table.primaryId).isPrimaryId).toBe(true);
		}
	});

	it('K26 alternate keys with their states', async () => {
		const dataverse = connectDataverse(sandbox);
		const keys = await dataverse.keys.of(await dataverse.tables.get('contact'));
		const states = new Map(keys.map(({ columns, state }) => [columns.join(), state]));
		expect(states.get('emailaddress1')).toBe('Active');
		expect(states.get('new_store,new_customernumber')).toBe('Active');
		expect(states.get('mobilephone')).toBe('Pending');
		expect(states.get('new_loyaltynumber')).toBe('Failed');
	});
});

describe('K25 groups of records', () => {
	beforeEach(() => {
		sandbox.control.addRecords('contact', 25);
		sandbox.control.setOptions({ pageSize: 10 });
	});

	it('views for everybody and one’s own', async () => {
		const dataverse = connectDataverse(sandbox);
		const views = await dataverse.views.list(await dataverse.tables.get('contact'));
		expect(views.map(({ id, isPersonal }) => [id, isPersonal])).toEqual([
			[activeContactsViewId, false],
			[detractorsViewId, false],
			[myContactsViewId, true],
		]);
	});

	it('all records, page after page', async () => {
		const runtime = dataverseRuntime(sandbox);
		const small = createDataverse(
			{
				...runtime,
				send: async (request) =>
					await runtime.send({
						...request,
						headers: Object.fromEntries(
							Object.entries(request.headers ?? {}).map(([name, value]) => [
								name,
								value.replace('maxpagesize=5000', 'maxpagesize=10'),
							]),
						),
					}),
			},
			{ environmentUrl: sandbox.url },
		);
		const table = await small.tables.get('contact');
		const records = await all(
			small.views.records(table, { kind: 'all' }, { select: ['lastname'] }),
		);
		expect(new Set(records.map(({ contactid }) => contactid)).size).toBe(25);
		expect(sandbox.requests.filter(({ path }) => path.endsWith('/contacts'))).toHaveLength(3);
		const some = await all(small.views.records(table, { kind: 'all' }, { limit: 12 }));
		expect(some).toHaveLength(12);

		sandbox.control.setNextPageOrigin('https://evil.example.com');
		await expect(all(small.views.records(table, { kind: 'all' }))).rejects.toMatchObject({
			message: expect.stringContaining('was not sent'),
		});
	});

	it.each(['absolute', 'at the root', 'at the API'] as const)(
		'links to next pages that are %s are followed on the environment',
		async (nextLinks) => {
			sandbox.control.setOptions({ nextLinks, pageSize: 10 });
			const dataverse = connectDataverse(sandbox);
			const table = await dataverse.tables.get('contact');
			const found = await all(
				dataverse.views.records(table, { kind: 'all' }, { select: ['lastname'] }),
			);
			expect(new Set(found.map(({ contactid }) => contactid)).size).toBe(25);
		},
	);

	it('the records of a view, with columns that the view does not have', async () => {
		const dataverse = connectDataverse(sandbox);
		const table = await dataverse.tables.get('contact');
		const group = { kind: 'view', view: { id: activeContactsViewId, isPersonal: false } } as const;
		const plain = await all(dataverse.views.records(table, group));
		expect(plain).toHaveLength(25);
		const full = await all(dataverse.views.records(table, group, { select: ['mobilephone'] }));
		expect(full).toHaveLength(25);
		expect(full.every((record) => typeof record.mobilephone === 'string')).toBe(true);
	});

	it.each([
		['emailaddress1', 'eq', 'PERSON7@example.com', 1],
		['emailaddress1', 'startsWith', 'person1', 11],
		['emailaddress1', 'isEmpty', undefined, 0],
		['new_externalref', 'contains', '000001', 11],
		['statecode', 'eq', 'Active', 25],
		['statecode', 'ne', 'Active', 0],
	] as const)('the records whose %s %s %s', async (column, operator, value, count) => {
		const dataverse = connectDataverse(sandbox);
		const table = await dataverse.tables.get('contact');
		const filter = toFilter(
			[{ column, operator, value }],
			'and',
			await dataverse.columns.of(table),
			{
				timeZone: 'UTC',
				whenTooLong: 'refuse',
			},
		);
		const group = { kind: 'filter', filter: filter as string } as const;
		expect(await all(dataverse.views.records(table, group))).toHaveLength(count);
	});

	it('a record as a person reads it', async () => {
		const store = sandbox.control.addRecord('new_store', { new_name: 'Paris', new_code: 'P1' });
		const id = sandbox.control.addRecord('contact', {
			lastname: 'Lee',
			gendercode: 2,
			new_interests: '100000000,100000003',
			'new_Store@odata.bind': `/new_stores(${store})`,
		});
		const dataverse = connectDataverse(sandbox);
		const table = await dataverse.tables.get('contact');
		const columns = await dataverse.columns.of(table);
		const [row] = await all(
			dataverse.views.records(table, { kind: 'filter', filter: `contactid eq ${id}` }),
		);
		expect(showRecord(row, table, columns, dataverse.environment)).toMatchObject({
			id,
			table: 'contact',
			name: 'Lee',
			url: `${sandbox.url}/main.aspx?pagetype=entityrecord&etn=contact&id=${id}`,
			values: { lastname: 'Lee', gendercode: 2, new_store: store },
			display: { gendercode: 'Female', new_interests: 'Garden; Music', new_store: 'Paris' },
		});
	});
});
