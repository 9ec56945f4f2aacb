import type { IDataObject } from 'n8n-workflow';
import { changeMember } from '../real/harness/adminApi';
import { customersListId, mainDirectoryId } from '../sandbox/qualtrics';
import { picked } from '../workflows';
import * as ghost from './crmUpsert/ghostSetup';
import * as hubspot from './crmUpsert/hubspotSetup';
import * as salesmanago from './crmUpsert/salesmanagoSetup';
import * as dynamics from './crmUpsert/setup';
import type { RunResult } from './harness';
import * as directory from './updateDirectoryContact/setup';

/** A system with one record, of Ada, that has `silver` in the field which the items fill. */
export interface Opened {
	/** Of the record. */
	id: string;
	run(items: IDataObject[], parameters?: IDataObject): Promise<RunResult>;
	/** As somebody else does it: another value in that field. */
	change(value: string): Promise<void>;
	/** What everybody with that address has in it. */
	values(email: string): Promise<unknown[]>;
	/** Requests that change something, so far. */
	writes(): unknown[];
	close(): Promise<void>;
}

export interface System {
	name: string;
	node: string;
	/** What the field is called in a plan. */
	label: string;
	/** What the node can do beside it in one go, and what the plan says of that. */
	more: IDataObject;
	words: string[];
	open(): Promise<Opened>;
}

export const EMAIL = 'ada@example.com';

const from = (key: string): string => `={{ $json.${key} }}`;
const DECISION = { optInValues: 'Yes', optOutValues: 'No' };
const BY_ANSWER = { setConsent: true, consentSource: picked(from('news'), 'text'), ...DECISION };
const OPT_OUT = 'Subscription: opt out';

async function openDirectory(): Promise<Opened> {
	const { sandbox, run, contacts, writes } = await directory.setUp();
	const mailingLists = directory.lists(customersListId);
	const id = sandbox.control.addContact(
		{ email: EMAIL, embeddedData: { plan: 'silver' } },
		{ mailingListId: customersListId },
	);
	const { contacts: stored } = sandbox.state.directories.get(mainDirectoryId)!;
	return {
		id,
		run: async (items, parameters = {}) => await run(items, { mailingLists, ...parameters }),
		change: async (plan) => await Promise.resolve(void (stored.get(id)!.embeddedData.plan = plan)),
		values: async (email) => {
			const found = contacts().filter((contact) => contact.email === email);
			return await Promise.resolve(found.map(({ embeddedData }) => embeddedData.plan));
		},
		writes,
		close: async () => await sandbox.close(),
	};
}

async function openDynamics(): Promise<Opened> {
	const { sandbox, run, writes } = await dynamics.setUp();
	const { control, close } = sandbox;
	const id = control.addRecord('contact', { emailaddress1: EMAIL, lastname: 'silver' });
	const fields = {
		row: [dynamics.row('emailaddress1', from('email')), dynamics.row('lastname', from('plan'))],
	};
	return {
		id,
		run: async (items, parameters = {}) => await run(items, { fields, ...parameters }),
		change: async (lastname) =>
			await Promise.resolve(void control.updateRecord('contact', id, { lastname })),
		values: async (email) => {
			const found = control.findRecords('contact', `emailaddress1 eq '${email}'`);
			return await Promise.resolve(found.map(({ lastname }) => lastname));
		},
		writes,
		close,
	};
}

async function openHubSpot(): Promise<Opened> {
	const { sandbox, run } = await hubspot.setUp();
	const { id } = sandbox.add('contacts', { email: EMAIL, firstname: 'silver' });
	sandbox.addList('Detractors');
	const properties = hubspot.rows(['email', from('email')], ['firstname', from('plan')]);
	return {
		id,
		run: async (items, parameters = {}) => await run(items, { properties, ...parameters }),
		change: async (firstname) =>
			await Promise.resolve(sandbox.change('contacts', id, { firstname })),
		values: async (email) => {
			const found = sandbox.records('contacts').filter(({ values }) => values.email === email);
			return await Promise.resolve(found.map(({ values }) => values.firstname));
		},
		writes: () =>
			sandbox.requests
				.map(({ method, path }) => `${method} ${path}`)
				.filter((call) => !/^GET|\/(read|search)$/.test(call)),
		close: sandbox.close,
	};
}

async function openSalesManago(): Promise<Opened> {
	const { sandbox, run, writes } = await salesmanago.setUp();
	const { control, close } = sandbox;
	const id = control.addContact({ email: EMAIL, name: 'silver', optedOut: false });
	const contactFields = { row: [salesmanago.field('name', from('plan'))] };
	const identified = { identifyBy: 'address', identifyEmail: picked(from('email'), 'text') };
	return {
		id,
		run: async (items, parameters = {}) =>
			await run(items, { ...identified, sendAllAnswers: false, contactFields, ...parameters }),
		change: async (name) => await Promise.resolve(control.changeContact(id, { name })),
		values: async (email) => {
			const found = control.contacts().filter((contact) => contact.email === email);
			return await Promise.resolve(found.map(({ name }) => name));
		},
		writes,
		close,
	};
}

async function openGhost(): Promise<Opened> {
	const { sandbox, run, add, members, writes } = await ghost.setUp();
	const { id } = await add({ email: EMAIL, name: 'silver' });
	const memberFields = {
		row: [dynamics.row('email', from('email')), dynamics.row('name', from('plan'))],
	};
	let others = 0;
	return {
		id,
		run: async (items, parameters = {}) => await run(items, { memberFields, ...parameters }),
		async change(name) {
			await changeMember(sandbox, id, { name });
			others++;
		},
		values: async (email) => {
			const found = (await members()).filter((member) => member.email === email);
			return found.map(({ name }) => name);
		},
		writes: () => writes().slice(others),
		close: sandbox.close,
	};
}

export const SYSTEMS: System[] = [
	{
		name: 'XM Directory',
		node: directory.NODE,
		label: 'embeddedData.plan',
		more: {
			setSubscription: true,
			subscriptionSource: picked(from('news'), 'text'),
			...DECISION,
			recordTransaction: true,
			transactionDate: picked('2026-05-01 12:00', 'text'),
		},
		words: [OPT_OUT, 'Then: record a transaction of 2026-05-01T'],
		open: openDirectory,
	},
	{
		name: 'Microsoft Dynamics 365',
		node: dynamics.NODE,
		label: 'Last Name',
		more: { ...BY_ANSWER, consentColumn: picked('donotemail', 'name') },
		words: [OPT_OUT],
		open: openDynamics,
	},
	{
		name: 'HubSpot',
		node: dynamics.NODE,
		label: 'First Name',
		more: {
			...BY_ANSWER,
			subscription: picked('101'),
			addToLists: { row: [{ list: picked('1') }] },
		},
		words: [OPT_OUT, 'Then: add it to list 1'],
		open: openHubSpot,
	},
	{
		name: 'SALESmanago',
		node: dynamics.NODE,
		label: 'Name',
		more: {
			addTags: salesmanago.tags('Detractor'),
			consents: {
				row: [{ kind: 'email', source: picked(from('news'), 'text'), optIn: 'Yes', optOut: 'No' }],
			},
		},
		words: ['Tag DETRACTOR', OPT_OUT],
		open: openSalesManago,
	},
	{
		name: 'Ghost Members',
		node: dynamics.NODE,
		label: 'Name',
		more: { ...BY_ANSWER, addLabels: ghost.labels('Detractor') },
		words: ['Label Detractor', OPT_OUT],
		open: openGhost,
	},
];
