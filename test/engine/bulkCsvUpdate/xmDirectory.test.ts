import {
	customersListId,
	mainDirectoryId,
	startQualtricsSandbox,
	type QualtricsSandbox,
	type SandboxOptions,
} from '../../sandbox/qualtrics';
import { picked } from '../../workflows';
import { csv, textOf, linesOf, linesBeforeCheck } from './setup';
import { setUpSystem, type SystemSetup } from './systemSetup';

let sandbox: QualtricsSandbox;
let setup: SystemSetup;
let ids: string[];

async function open(options: Partial<SandboxOptions> = {}): Promise<void> {
	sandbox = await startQualtricsSandbox(options);
	setup = setUpSystem(
		{ qualtricsApi: { apiToken: sandbox.token, dataCenter: 'fra1', baseUrl: sandbox.url } },
		{
			operation: 'apply',
			target: 'xmDirectory',
			authentication: 'apiToken',
			directory: picked('default'),
			cellRules: 'secutixExtended',
		},
	);
	ids = ['ada', 'bo', 'cy'].map((name) =>
		sandbox.control.addContact(
			{
				email: `${name}@example.com`,
				firstName: name,
				extRef: `CRM-${name}`,
				embeddedData: { plan: 'free' },
			},
			{ ...(name !== 'bo' && { mailingListId: customersListId }) },
		),
	);
	stored(2).unsubscribed = true;
}
afterEach(async () => await sandbox.close());

const stored = (index: number) =>
	sandbox.state.directories.get(mainDirectoryId)!.contacts.get(ids[index])!;

const HEADER = 'Email,[old] First Name,[new] First Name,[old] plan,[new] plan';
const FILE = csv(
	HEADER,
	'Ada@example.com,ada,Ada,free,gold',
	'bo@example.com,Bob,Bo,free,',
	'cy@example.com,cy,,free,=',
	'dee@example.com,,Dee,,',
);

describe('XM Directory', () => {
	it('LB14 a field that was emptied and cannot be read back: written, with a word, and rolled back', async () => {
		await open();
		const file = csv('Email,[old] plan,[new] plan', 'cy@example.com,free,=');
		// Found, read before the write, and then no longer.
		sandbox.control.misbehave({
			match: 'GET .*/contacts/[^/]+$',
			kind: '5xx-html',
			after: 2,
			times: 8,
		});
		const applied = await setup.done(file);
		sandbox.control.behave();
		expect(applied.json.counts).toMatchObject({ ok: 1 });
		expect(linesOf(applied.binary?.result)[1]).toContain('could not be read');
		expect(stored(2).embeddedData.plan ?? '').toBe('');
		const undone = await setup.done(textOf(applied.binary?.rollBack), { operation: 'rollBack' });
		expect(undone.json.counts).toMatchObject({ ok: 1 });
		expect(stored(2).embeddedData.plan).toBe('free');
	});

	it('S16 S22 S23 S34 S35 validates, applies, verifies and rolls back', async () => {
		await open();
		const before = [0, 1, 2].map((index) => structuredClone(stored(index)));
		const validated = await setup.done(FILE, { operation: 'validate' });
		expect(validated.json).toMatchObject({
			target: 'XM Directory, contacts',
			counts: { ok: 2, conflict: 1, notFound: 1 },
		});
		expect(sandbox.requests.filter(({ method }) => method === 'PUT')).toEqual([]);

		const applied = await setup.done(FILE);
		expect(applied.json.counts).toMatchObject({ ok: 2, conflict: 1, notFound: 1 });
		expect(stored(0)).toMatchObject({ firstName: 'Ada', embeddedData: { plan: 'gold' } });
		expect(stored(2).embeddedData.plan ?? '').toBe('');
		expect(linesOf(applied.binary?.result)[2]).toContain('conflict,First Name was changed');

		const verified = await setup.done(FILE, { operation: 'verify', rowsToCheck: 'all' });
		expect(verified.json.counts).toMatchObject({ ok: 2, failed: 1, notFound: 1 });

		const undone = await setup.done(textOf(applied.binary?.rollBack), { operation: 'rollBack' });
		expect(undone.json.counts).toMatchObject({ ok: 2 });
		[0, 1, 2].forEach((index) => {
			const { firstName, embeddedData, extRef } = before[index];
			expect(stored(index)).toMatchObject({ firstName, embeddedData, extRef });
		});
	});

	it('nobody is subscribed again unless consents are confirmed', async () => {
		await open();
		const file = csv(
			'Email,[old] Unsubscribed,[new] Unsubscribed',
			'ada@example.com,FALSE,TRUE',
			'cy@example.com,TRUE,FALSE',
		);
		const refused = await setup.done(file);
		expect(refused.json.counts).toMatchObject({ ok: 0, invalid: 2 });
		const half = await setup.done(file, { consents: 'optOutOnly' });
		expect(half.json.counts).toMatchObject({ ok: 1, invalid: 1 });
		expect([stored(0).unsubscribed, stored(2).unsubscribed]).toEqual([true, true]);
		const confirmed = await setup.done(file, { consents: 'allow' });
		expect(confirmed.json.counts).toMatchObject({ ok: 1, unchanged: 1 });
		expect(stored(2).unsubscribed).toBe(false);
		const verified = await setup.done(file, { operation: 'verify' });
		expect(verified.json.counts).toMatchObject({ ok: 2 });
	});

	it('S11 S14 S16 S17 a template of a mailing list, of a search, of keys', async () => {
		await open();
		const fields = { fields: ['firstName', 'embeddedData.plan'], operation: 'downloadTemplate' };
		const ofList = await setup.done([{ json: {} }], {
			...fields,
			targetGroup: 'mailingList',
			mailingList: picked(customersListId),
		});
		expect(linesBeforeCheck(ofList.binary?.data)).toEqual([
			HEADER,
			'ada@example.com,ada,,free,',
			'cy@example.com,cy,,free,',
		]);
		const ofSearch = await setup.done([{ json: {} }], {
			...fields,
			keyField: 'extRef',
			targetGroup: 'contactSearch',
			contactConditions: {
				condition: [
					{ field: 'firstName', operator: 'neq', value: 'cy' },
					{ field: 'lastModified', operator: 'gt', value: '2000-01-01' },
				],
			},
		});
		expect(linesBeforeCheck(ofSearch.binary?.data).slice(1).sort()).toEqual([
			'CRM-ada,ada,,free,',
			'CRM-bo,bo,,free,',
		]);
		const ofKeys = await setup.done([{ json: { id: ids[1] } }, { json: { id: 'CID_none' } }], {
			...fields,
			keyField: 'contactId',
			targetGroup: 'keysFromItems',
			keyInItems: 'id',
		});
		expect(linesBeforeCheck(ofKeys.binary?.data)).toEqual([
			HEADER.replace('Email', 'Contact ID'),
			`${ids[1]},bo,,free,`,
		]);
		const consents = await setup.done([{ json: {} }], {
			operation: 'downloadTemplate',
			dataKind: 'consents',
			targetGroup: 'mailingList',
			mailingList: picked(customersListId),
		});
		expect(linesBeforeCheck(consents.binary?.data)).toEqual([
			'Email,[old] Unsubscribed,[new] Unsubscribed',
			'ada@example.com,FALSE,',
			'cy@example.com,TRUE,',
		]);
	});

	it('S22 contacts are found in a mailing list that is read once', async () => {
		await open();
		sandbox.control.clearRequests();
		const through = { findContacts: 'mailingList', listToRead: picked(customersListId) };
		const done = await setup.done(FILE, { ...through, operation: 'validate' });
		expect(done.json.counts).toMatchObject({ ok: 2, notFound: 2 });
		expect(sandbox.requests.filter(({ path }) => path.endsWith('/mailinglists'))).toEqual([]);
		const applied = await setup.done(FILE, through);
		expect(applied.json.counts).toMatchObject({ ok: 2, notFound: 2 });
		const undone = await setup.done(textOf(applied.binary?.rollBack), {
			...through,
			operation: 'rollBack',
		});
		expect(undone.json.counts).toMatchObject({ ok: 2 });
		expect(stored(0)).toMatchObject({ firstName: 'ada', embeddedData: { plan: 'free' } });
	});

	it('the lists of the editor know fields, keys, directories and mailing lists', async () => {
		await open();
		expect(await setup.options('getFields', { operation: 'downloadTemplate' })).toEqual(
			expect.arrayContaining(['First Name (firstName)', 'plan (embeddedData.plan)']),
		);
		expect(await setup.options('getKeyFields')).toEqual([
			'Default Key (Email)',
			'Email (email)',
			'External Data Reference (extRef)',
			'Contact ID (contactId)',
		]);
		expect(await setup.list('searchMailingLists')).toContain('Store customers');
		expect((await setup.list('searchDirectories'))[0]).toContain('Default Directory');
	});

	it.each([
		[
			'no mailing list',
			{ targetGroup: 'mailingList', mailingList: picked('={{ "" }}') },
			/No mailing list/,
		],
		['no condition', { targetGroup: 'contactSearch' }, /no condition/],
		[
			'a date without order',
			{
				targetGroup: 'contactSearch',
				contactConditions: {
					condition: [{ field: 'created', operator: 'eq', value: '2026-01-01' }],
				},
			},
			/only be searched by Is After or Is Before/,
		],
		[
			'a name before another',
			{
				targetGroup: 'contactSearch',
				contactConditions: { condition: [{ field: 'email', operator: 'lt', value: 'x' }] },
			},
			/cannot search/,
		],
	])('a target group with %s is refused', async (_name, parameters, message) => {
		await open();
		const { error } = await setup.run([{ json: {} }], {
			operation: 'downloadTemplate',
			fields: ['firstName'],
			...parameters,
		});
		expect(error?.message).toMatch(message);
	});

	it('a field that no contact holds yet is known once it is named', async () => {
		await open();
		const file = csv('Email,[old] tier,[new] tier', 'ada@example.com,,A');
		const { error } = await setup.run(file);
		expect(error?.message).toContain('no field tier');
		const done = await setup.done(file, { furtherEmbeddedData: 'tier, other' });
		expect(done.json.counts).toMatchObject({ ok: 1 });
		expect(stored(0).embeddedData).toEqual({ plan: 'free', tier: 'A' });
	});

	it.each([
		['={{ "tier, b" }}', 'tier, b'],
		['={{ ["x", "tier, b"] }}', 'tier, b'],
		['=tier; {{ "x, y" }}', 'tier'],
	])('LC09 names that an expression gives are not cut: %s', async (names, field) => {
		await open();
		const file = csv(`Email;[old] ${field};[new] ${field}`, 'ada@example.com;;A');
		const done = await setup.done(file, { furtherEmbeddedData: names });
		expect(done.json.counts).toMatchObject({ ok: 1 });
		expect(stored(0).embeddedData).toEqual({ plan: 'free', [field]: 'A' });
	});

	it('a refused token is an error that says what to do', async () => {
		await open();
		sandbox.control.misbehave({ match: /directories/, kind: 'error', status: 401, times: -1 });
		const { error } = await setup.run(FILE);
		expect(error?.message).toMatch(/did not accept|token/i);
	});
});
