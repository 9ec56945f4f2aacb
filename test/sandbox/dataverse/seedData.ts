import { makeTables } from './model/schema';
import type { Table } from './model/types';
import type { DataverseOptions } from './options';
import { foldWith } from './records/columnIndex';
import { createTableStore } from './records/store';
import type { DataverseState, TableState, View } from './state';
import { bulkActions } from './api/bulkActions';

export const applicationUserId = '0a000000-0000-4000-8000-000000000001';
export const delegatedUserId = '0a000000-0000-4000-8000-000000000002';
export const otherUserId = '0a000000-0000-4000-8000-000000000003';
export const otherUserObjectId = '0e000000-0000-4000-8000-000000000003';
export const teamId = '0b000000-0000-4000-8000-000000000001';
export const activeContactsViewId = '00000000-0000-0000-00aa-000010001004';
export const detractorsViewId = '0c000000-0000-4000-8000-000000000001';
export const myContactsViewId = '0c000000-0000-4000-8000-000000000002';
export const currencyId = '0d000000-0000-4000-8000-000000000001';

const views: View[] = [
	{
		id: activeContactsViewId,
		kind: 'savedquery',
		table: 'contact',
		name: 'Active Contacts',
		columns: ['fullname', 'emailaddress1', '_parentcustomerid_value'],
		filter: 'statecode eq 0',
	},
	{
		id: detractorsViewId,
		kind: 'savedquery',
		table: 'contact',
		name: 'Detractors',
		columns: ['fullname', 'emailaddress1', 'new_npsscore'],
		filter: 'new_npsscore le 6',
	},
	{
		id: '00000000-0000-0000-00aa-000010001002',
		kind: 'savedquery',
		table: 'account',
		name: 'Active Accounts',
		columns: ['name', 'telephone1'],
		filter: 'statecode eq 0',
	},
	{
		id: myContactsViewId,
		kind: 'userquery',
		table: 'contact',
		name: 'My newsletter readers',
		columns: ['fullname', 'emailaddress1'],
		filter: 'new_newsletter eq true',
	},
];

/** The environment as it stands when it starts: tables, users, views, messages; no contact. */
export function initialState(options: DataverseOptions): DataverseState {
	const fold = foldWith(options);
	const tables = makeTables().map(
		(table): TableState => ({ table, store: createTableStore(fold) }),
	);
	const state: DataverseState = {
		tables: new Map(tables.map((one) => [one.table.name, one])),
		sets: new Map(tables.flatMap((one) => (one.table.setName ? [[one.table.setName, one]] : []))),
		changes: [],
		tokens: new Map(),
		refreshTokens: new Map(),
		authorizationCodes: new Map(),
		applicationUser: 'present',
		applicationUserId,
		delegatedUserId,
		organizationId: '0f000000-0000-4000-8000-000000000001',
		businessUnitId: '0f000000-0000-4000-8000-000000000002',
		revoked: new Map(),
		duplicateRules: new Map([
			['contact', ['emailaddress1']],
			['account', ['name']],
			['lead', ['fullname']],
		]),
		plugins: [],
		interventions: [],
		views: new Map(),
		cursors: new Map(),
		nextPageOrigin: undefined,
		isStorageFull: false,
		version: 1_000_000,
	};
	addUsers(state, options);
	for (const view of views) addView(state, view);
	addMessages(state);
	return state;
}

function addUsers(state: DataverseState, options: DataverseOptions): void {
	const user = (id: string, values: Record<string, string>): void =>
		insert(state, 'systemuser', id, { isdisabled: false, ...values });
	user(applicationUserId, { fullname: '# Survey Ops', applicationid: options.clientId });
	user(delegatedUserId, {
		fullname: 'Sam Signer',
		domainname: 'sam@example.com',
		azureactivedirectoryobjectid: '0e000000-0000-4000-8000-000000000002',
	});
	user(otherUserId, {
		fullname: 'Olga Other',
		domainname: 'olga@example.com',
		azureactivedirectoryobjectid: otherUserObjectId,
	});
	insert(state, 'team', teamId, { name: 'Customer care' });
	insert(state, 'transactioncurrency', currencyId, {
		currencyname: 'Euro',
		isocurrencycode: 'EUR',
	});
	insert(state, 'businessunit', state.businessUnitId, { name: 'Example' });
}

/** Also as a row of `savedquery` or `userquery`, where a client finds it. */
export function addView(state: DataverseState, view: View): void {
	state.views.set(view.id, view);
	const attributes = view.columns.map(
		(name) => `<attribute name="${name.replace(/^_|_value$/g, '')}" />`,
	);
	insert(state, view.kind, view.id, {
		name: view.name,
		returnedtypecode: view.table,
		querytype: 0,
		isdefault: false,
		fetchxml: `<fetch version="1.0" mapping="logical"><entity name="${view.table}">${attributes.join('')}</entity></fetch>`,
	});
}

/** Which table offers which of the bulk actions (contracts/dataverse.md 9). */
function addMessages(state: DataverseState): void {
	for (const [index, name] of bulkActions.entries()) {
		const id = `05000000-0000-4000-8000-00000000000${index}`;
		insert(state, 'sdkmessage', id, { name });
		let number = 0;
		for (const { table } of state.tables.values()) {
			if (!table.bulk) continue;
			number += 1;
			const filterId = `05${index}00000-0000-4000-8000-${String(number).padStart(12, '0')}`;
			insert(state, 'sdkmessagefilter', filterId, {
				sdkmessageid: { table: 'sdkmessage', id },
				primaryobjecttypecode: table.name,
			});
		}
	}
}

function insert(
	state: DataverseState,
	name: string,
	id: string,
	values: Parameters<TableState['store']['change']>[1],
): void {
	const of = state.tables.get(name);
	if (!of) throw new Error(`There is no table ${name}`);
	const { primaryId }: Table = of.table;
	of.store.insert({ key: id, version: 1, values: { ...values, [primaryId]: id, statecode: 0 } });
}
