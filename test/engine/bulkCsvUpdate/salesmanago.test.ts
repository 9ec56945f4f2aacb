import {
	startSalesManagoSandbox,
	type SalesManagoSandbox,
	type SalesManagoSandboxOptions,
} from '../../sandbox/salesmanago';
import { picked } from '../../workflows';
import { salesmanagoCredentials } from '../crmUpsert/salesmanagoSetup';
import { csv, textOf, linesOf, linesBeforeCheck } from './setup';
import { setUpSystem, type SystemSetup } from './systemSetup';

let sandbox: SalesManagoSandbox;
let setup: SystemSetup;
let ids: string[];

async function open(options: Partial<SalesManagoSandboxOptions> = {}): Promise<void> {
	sandbox = await startSalesManagoSandbox({ jobPolls: 0, ...options });
	setup = setUpSystem(salesmanagoCredentials(sandbox), {
		operation: 'apply',
		target: 'salesmanago',
		cellRules: 'secutixExtended',
		customDetails: {
			detail: [
				{ name: 'plan', kind: 'text' },
				{ name: 'score', kind: 'number' },
			],
		},
		tagFields: 'VIP, newsletter',
	});
	ids = ['ada', 'bo', 'cy'].map((name) =>
		sandbox.control.addContact({
			email: `${name}@example.com`,
			name,
			properties: { plan: 'free' },
			tags: name === 'bo' ? ['VIP'] : [],
		}),
	);
}
afterEach(async () => await sandbox.close());

const stored = (index: number) => sandbox.control.getContact(ids[index])!;

const HEADER =
	'Email,[old] Name,[new] Name,[old] plan,[new] plan,[old] score,[new] score,[old] Tag VIP,[new] Tag VIP';
const FILE = csv(
	HEADER,
	'Ada@example.com,ada,Ada,free,gold,,9,FALSE,TRUE',
	'bo@example.com,Bob,Bo,free,,,,TRUE,',
	'cy@example.com,cy,,free,=,,,FALSE,',
	'dee@example.com,,Dee,,,,,,',
);

describe('SALESmanago', () => {
	it('S16 S22 S23 S34 S35 validates, applies in a job, verifies, rolls back what can be', async () => {
		await open();
		const validated = await setup.done(FILE, { operation: 'validate' });
		expect(validated.json).toMatchObject({
			target: 'SALESmanago, contacts',
			counts: { ok: 1, conflict: 1, invalid: 1, notFound: 1 },
		});
		expect(sandbox.state.jobs.size).toBe(0);
		const applied = await setup.done(FILE);
		expect(applied.json.counts).toMatchObject({ ok: 1, conflict: 1, invalid: 1, notFound: 1 });
		expect(sandbox.state.jobs.size).toBe(1);
		expect(stored(0)).toMatchObject({
			name: 'Ada',
			properties: { plan: 'gold' },
			dictionaryProperties: { score: { type: 'NUMBER', value: '9' } },
			tags: ['VIP'],
			optedOut: true,
		});
		expect(linesOf(applied.binary?.result)[3]).toContain('may not be emptied');
		const verified = await setup.done(
			csv(HEADER, linesOf(applied.binary?.result)[1].split(',').slice(0, 9).join(',')),
			{
				operation: 'verify',
			},
		);
		expect(verified.json.counts).toMatchObject({ ok: 1 });

		// The score was empty, and SALESmanago has no way back to that.
		const undone = await setup.done(textOf(applied.binary?.rollBack), { operation: 'rollBack' });
		expect(undone.json.counts).toMatchObject({ failed: 1 });
		expect(linesOf(undone.binary?.result)[1]).toContain('no way to empty score');
	});

	it('S16 rolled back exactly where values stood before', async () => {
		await open();
		const file = csv(
			'Email,[old] Name,[new] Name,[old] Tag VIP,[new] Tag VIP',
			'ada@example.com,ada,Ada,FALSE,TRUE',
			'bo@example.com,bo,Bo,TRUE,FALSE',
		);
		const applied = await setup.done(file);
		expect([stored(0).tags, stored(1).tags]).toEqual([['VIP'], []]);
		const undone = await setup.done(textOf(applied.binary?.rollBack), { operation: 'rollBack' });
		expect(undone.json.counts).toMatchObject({ ok: 2 });
		expect([stored(0), stored(1)]).toMatchObject([
			{ name: 'ada', tags: [] },
			{ name: 'bo', tags: ['VIP'] },
		]);
	});

	it.each([
		['the job’s state cannot be read', { match: /job\/status/, kind: 'garbage-json' as const }],
		['the job’s state is unknown', { match: /job\/status/, kind: '404' as const }],
		[
			'the contacts cannot be read back',
			{ match: /listAll$/, kind: '5xx-html' as const, after: 1, times: 8 },
		],
	])(
		'LB14 %s: the rows failed, may have been written, and can be rolled back',
		async (_what, mishap) => {
			await open();
			const file = csv(
				'Email,[old] Name,[new] Name',
				'ada@example.com,ada,Ada',
				'bo@example.com,bo,Bo',
			);
			sandbox.control.misbehave(mishap);
			const applied = await setup.done(file);
			expect(applied.json.counts).toMatchObject({ failed: 2, ok: 0, conflict: 0 });
			expect([stored(0).name, stored(1).name]).toEqual(['Ada', 'Bo']);
			expect(linesOf(applied.binary?.result)[1]).toMatch(/took the job.*may have been written/);
			sandbox.control.clearMisbehaviour();
			const undone = await setup.done(textOf(applied.binary?.rollBack), { operation: 'rollBack' });
			expect(undone.json.counts).toMatchObject({ ok: 2 });
			expect([stored(0).name, stored(1).name]).toEqual(['ada', 'bo']);
		},
	);

	it('nobody is opted in unless consents are confirmed', async () => {
		await open();
		const file = csv('Email,[old] Opted Out,[new] Opted Out', 'ada@example.com,TRUE,FALSE');
		expect((await setup.done(file)).json.counts).toMatchObject({ invalid: 1 });
		const half = await setup.done(file, { consents: 'optOutOnly' });
		expect(half.json.counts).toMatchObject({ invalid: 1 });
		expect(stored(0)).toMatchObject({ optedOut: true, history: [] });
		const confirmed = await setup.done(file, { consents: 'allow' });
		expect(confirmed.json.counts).toMatchObject({ ok: 1 });
		expect(stored(0).optedOut).toBe(false);
	});

	it('S11 S14 S16 S17 a template of contacts that changed, of those with a tag, of keys', async () => {
		await open();
		const old = sandbox.control.addContact({
			email: 'old@example.com',
			name: 'old',
			tags: ['VIP'],
		});
		sandbox.control.changeContact(old, { modifiedOn: Date.UTC(2020, 0, 1) });
		const since = new Date(Date.now() - 20 * 24 * 3600_000).toISOString();
		const download = {
			operation: 'downloadTemplate',
			fields: ['name', 'tags.VIP'],
			changedSince: since,
		};
		const header = 'Email,[old] Name,[new] Name,[old] Tag VIP,[new] Tag VIP';
		const changed = await setup.done([{ json: {} }], {
			...download,
			targetGroup: 'changedContacts',
		});
		expect(linesBeforeCheck(changed.binary?.data)).toEqual([
			header,
			'ada@example.com,ada,,FALSE,',
			'bo@example.com,bo,,TRUE,',
			'cy@example.com,cy,,FALSE,',
		]);
		const tagged = await setup.done([{ json: {} }], {
			...download,
			targetGroup: 'taggedContacts',
			groupTag: picked('vip', 'name'),
		});
		expect(linesBeforeCheck(tagged.binary?.data)).toEqual([header, 'bo@example.com,bo,,TRUE,']);
		const ofKeys = await setup.done([{ json: { id: old } }], {
			...download,
			keyField: 'contactId',
			targetGroup: 'keysFromItems',
			keyInItems: 'id',
		});
		expect(linesBeforeCheck(ofKeys.binary?.data)).toEqual([
			header.replace('Email', 'Contact ID'),
			`${old},old,,TRUE,`,
		]);
	});

	it.each([
		['no date', { targetGroup: 'changedContacts', changedSince: '={{ "" }}' }, /Changed Since/],
		[
			'no tag',
			{
				targetGroup: 'taggedContacts',
				changedSince: '2026-01-01T00:00:00',
				groupTag: picked('={{ "" }}', 'name'),
			},
			/No tag/,
		],
	])('a target group with %s is refused', async (_name, parameters, message) => {
		await open();
		const { error } = await setup.run([{ json: {} }], {
			operation: 'downloadTemplate',
			...parameters,
		});
		expect(error?.message).toMatch(message);
	});

	it('S27 the lists of the editor, and the codes of the state', async () => {
		await open();
		expect(await setup.options('getFields', { operation: 'downloadTemplate' })).toEqual(
			expect.arrayContaining(['plan (details.plan)', 'Tag NEWSLETTER (tags.NEWSLETTER)']),
		);
		expect(await setup.list('searchTags')).toEqual(['VIP']);
		const codes = await setup.run([{ json: {} }], { resource: 'field', operation: 'listCodes' });
		expect(codes.items('Bulk CSV Update').map(({ json }) => json.code)).toEqual([
			'CUSTOMER',
			'PROSPECT',
			'PARTNER',
			'OTHER',
			'UNKNOWN',
		]);
	});

	it('LC19 what the account does not show is no field of a file, and is said', async () => {
		await open();
		const names = async () => await setup.options('getFields', { operation: 'downloadTemplate' });
		expect(await names()).not.toEqual(
			expect.arrayContaining([expect.stringMatching(/^(Language|Province) /)]),
		);
		const file = csv('Email,[old] Language,[new] Language', 'ada@example.com,,CS');
		const { error, ...result } = await setup.run(file);
		expect(error?.message ?? JSON.stringify(result)).toContain('Language');
		expect(stored(0).lang).toBeUndefined();
		sandbox.control.changeContact(ids[1], { province: 'Praha' });
		expect(await names()).toContain('Province (province)');
	});

	it('LC19 a typed detail that the account does not show is written, and the row says so', async () => {
		await open({ cardHides: ['typedDetails'] });
		const applied = await setup.done(
			csv('Email,[old] Name,[new] Name,[old] score,[new] score', 'ada@example.com,ada,Ada,,9'),
		);
		expect(applied.json.counts).toMatchObject({ ok: 1 });
		expect(linesOf(applied.binary?.result)[1]).toContain('score was sent');
		expect(stored(0).dictionaryProperties).toMatchObject({ score: { value: '9' } });
		expect(textOf(applied.binary?.rollBack)).toContain('ada@example.com');
	});

	it('LC18 a value with blanks around it is written without them, and rolled back', async () => {
		await open();
		const applied = await setup.done(
			csv('Email,[old] Name,[new] Name', 'ada@example.com,ada,Ada '),
		);
		expect(applied.json.counts).toMatchObject({ ok: 1 });
		expect(stored(0).name).toBe('Ada');
		const undone = await setup.done(textOf(applied.binary?.rollBack), { operation: 'rollBack' });
		expect(undone.json.counts).toMatchObject({ ok: 1 });
		expect(stored(0).name).toBe('ada');
	});

	it('a refused secret is an error that says what to do', async () => {
		await open();
		sandbox.control.revokeSecret();
		const { error } = await setup.run(FILE);
		expect(error?.message).toContain('SALESmanago did not accept the credential');
	});
});
