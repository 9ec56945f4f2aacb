import {
	startHubSpotSandbox,
	type HubSpotOptions,
	type HubSpotSandbox,
} from '../../sandbox/hubspot';
import { picked } from '../../workflows';
import { hubspotCredentials } from '../crmUpsert/hubspotSetup';
import { csv, linesBeforeCheck, linesOf, textOf } from './setup';
import { setUpSystem, type SystemSetup } from './systemSetup';

let sandbox: HubSpotSandbox;
let setup: SystemSetup;
let ids: string[];

async function open(options: Partial<HubSpotOptions> = {}): Promise<void> {
	sandbox = await startHubSpotSandbox(options);
	setup = setUpSystem(hubspotCredentials(sandbox), {
		operation: 'apply',
		target: 'hubspot',
		hubspotAuthentication: 'oAuth2',
		cellRules: 'secutixExtended',
		object: picked('0-1'),
	});
	ids = ['ada', 'bo', 'cy'].map(
		(name) =>
			sandbox.add('contacts', {
				email: `${name}@example.com`,
				firstname: name,
				nps_score: name === 'cy' ? null : '7',
				nps_group: 'grp_2',
				lifecyclestage: 'lead',
			}).id,
	);
}
afterEach(async () => await sandbox.close());

const stored = (index: number) =>
	sandbox.records('contacts').find(({ id }) => id === ids[index])!.values;

const HEADER =
	'Email,[old] First Name,[new] First Name,[old] NPS Score,[new] NPS Score,[old] NPS Group,[new] NPS Group,[old] Interests,[new] Interests,[old] Birthday,[new] Birthday,[old] VIP,[new] VIP';
const FILE = csv(
	HEADER,
	'Ada@example.com,ada,Ada,7,9.5,grp_2,Promoter,,"opera,film",,2026-02-28,,TRUE',
	'bo@example.com,Bob,Bo,7,,grp_2,,,,,,,',
	'cy@example.com,cy,=,,,grp_2,=,,,,,,',
	'dee@example.com,,Dee,,,,,,,,,,',
	'cy2@example.com,,x,,many,,Nonsense,,,,,,',
);

describe('HubSpot', () => {
	it.each([
		['done-but-no-answer', 'ADA', 3],
		['drop', 'ada', 0],
	] as const)(
		'LB14 no answer at all (%s): rolling back restores what may have been written',
		async (kind, now, undone) => {
			await open();
			const names = ['ada', 'bo', 'cy'];
			const rows = names.map((name) => `${name}@example.com,${name},${name.toUpperCase()}`);
			sandbox.misbehave({ match: /batch\/update/, kind, times: 4 });
			const applied = await setup.done(csv('Email,[old] First Name,[new] First Name', ...rows));
			expect(applied.json.counts).toMatchObject({ ok: 0, failed: 3 });
			expect(stored(0).firstname).toBe(now);
			expect(linesOf(applied.binary?.result)[1]).toContain('may have been written');
			const back = await setup.done(textOf(applied.binary?.rollBack), { operation: 'rollBack' });
			expect(back.json.counts).toMatchObject({ ok: undone, unchanged: 3 - undone, conflict: 0 });
			expect(names.map((_name, index) => stored(index).firstname)).toEqual(names);
		},
	);

	it.each<[string, Partial<HubSpotOptions>]>([
		['as recorded', {}],
		['with numbers in another form', { numbersAs: 'decimals', partialStatus: 200 }],
	])('S16 S22 S23 S34 validates, applies, verifies and rolls back: %s', async (_name, options) => {
		await open(options);
		const validated = await setup.done(FILE, { operation: 'validate' });
		const counts = { ok: 2, conflict: 1, invalid: 1, notFound: 1 };
		expect(validated.json).toMatchObject({ target: 'HubSpot, Contacts', counts });
		expect(stored(0)).toMatchObject({ firstname: 'ada' });
		const applied = await setup.done(FILE);
		expect(applied.json.counts).toMatchObject(counts);
		expect(stored(0)).toMatchObject({
			firstname: 'Ada',
			nps_score: '9.5',
			nps_group: 'grp_3',
			interests: 'opera;film',
			birthday: '2026-02-28',
			vip: 'true',
		});
		expect(stored(1)).toMatchObject({ firstname: 'bo' });
		expect(stored(2)).toMatchObject({ firstname: null, nps_group: null });
		const good = linesOf(applied.binary?.result)[1].split(',').slice(0, 14).join(',');
		const verified = await setup.done(csv(HEADER, good), { operation: 'verify' });
		expect(verified.json.counts).toMatchObject({ ok: 1 });
		const undone = await setup.done(textOf(applied.binary?.rollBack), { operation: 'rollBack' });
		expect(undone.json.counts).toMatchObject({ ok: 2 });
		const before = { nps_group: 'grp_2', interests: null, birthday: null, vip: null };
		expect(stored(0)).toMatchObject({ firstname: 'ada', ...before });
		expect(Number(stored(0).nps_score)).toBe(7);
		expect(stored(2)).toMatchObject({ firstname: 'cy', nps_group: 'grp_2' });
	});

	it('S11 S14 a template of all records, a hundred at a time', async () => {
		await open();
		for (let index = 0; index < 120; index += 1)
			sandbox.add('contacts', { email: `p${index}@example.com`, firstname: 'P' });
		const template = await setup.done([{ json: {} }], {
			operation: 'downloadTemplate',
			targetGroup: 'all',
			fields: ['firstname', 'nps_score'],
		});
		const lines = linesBeforeCheck(template.binary?.data);
		expect(lines).toHaveLength(124);
		expect(lines.slice(0, 3)).toEqual([
			'Email,[old] First Name,[new] First Name,[old] NPS Score,[new] NPS Score',
			'ada@example.com,ada,,7,',
			'bo@example.com,bo,,7,',
		]);
	});

	it('offers what can be written and read back, and what records may be found by', async () => {
		await open();
		const fields = await setup.options('getFields');
		for (const name of ['Email (email)', 'NPS Score (nps_score)', 'Owner (hubspot_owner_id)'])
			expect(fields).toContain(name);
		expect(fields.join()).not.toMatch(/createdate|hs_/);
	});

	it('a stage of the life cycle stays where HubSpot keeps it, and the row says so', async () => {
		await open();
		const file = csv(
			'Record ID,[old] Lifecycle Stage,[new] Lifecycle Stage',
			`${ids[0]},lead,subscriber`,
		);
		const kept = await setup.done(file, { keyField: 'hs_object_id' });
		expect(kept.json).toMatchObject({
			counts: { unchanged: 1 },
			reasons: [{ message: expect.stringContaining('does not move backwards') }],
		});
		expect(stored(0)).toMatchObject({ lifecyclestage: 'lead' });
		const moved = await setup.done(file, { keyField: 'hs_object_id', movesStageBack: true });
		expect(moved.json.counts).toMatchObject({ ok: 1 });
		expect(stored(0)).toMatchObject({ lifecyclestage: 'subscriber' });
	});

	it.each([
		[400, true],
		[400, false],
		[403, true],
	])(
		'a stage that was emptied and not set again (%d, for good: %s) is tried once more, and told',
		async (status, isForGood) => {
			await open();
			const times = isForGood ? Infinity : 1;
			sandbox.misbehave({ match: /batch\/update/, kind: 'error', status, after: 2, times });
			const file = csv(
				'Record ID,[old] First Name,[new] First Name,[old] Lifecycle Stage,[new] Lifecycle Stage',
				`${ids[0]},ada,Ada,lead,subscriber`,
			);
			const moved = await setup.done(file, { keyField: 'hs_object_id', movesStageBack: true });
			if (isForGood) {
				expect(moved.json.counts).toMatchObject({ ok: 0 });
				const [, told] = linesOf(moved.binary?.result);
				expect(told).toContain('the stage may be empty now: set it in HubSpot');
				expect(stored(0)).toMatchObject({ firstname: 'Ada' });
				expect(linesOf(moved.binary?.rollBack)).toHaveLength(2);
			} else {
				expect(moved.json.counts).toMatchObject({ ok: 1 });
				expect(stored(0)).toMatchObject({ firstname: 'Ada', lifecyclestage: 'subscriber' });
			}
		},
	);

	it('access lost after a write without an answer: nobody is told that nothing was written', async () => {
		await open();
		const file = csv('Email,[old] First Name,[new] First Name', 'ada@example.com,ada,Ada');
		sandbox.misbehave({ match: /batch\/update/, kind: 'done-but-no-answer' });
		sandbox.misbehave({ match: /batch\/update/, kind: 'error', status: 403, times: Infinity });
		const applied = await setup.done(file);
		expect(applied.json).toMatchObject({ state: 'failed', counts: { failed: 1 } });
		expect(linesOf(applied.binary?.result)[1]).toContain('may have been written');
		sandbox.behave();
		await setup.done(textOf(applied.binary?.rollBack), { operation: 'rollBack' });
		expect(stored(0).firstname).toBe('ada');
	});

	it('a consent is given only where that is confirmed', async () => {
		await open();
		const file = csv('Email,[old] VIP,[new] VIP', 'ada@example.com,,TRUE');
		const named = { consentProperties: 'vip' };
		expect((await setup.done(file, named)).json.counts).toMatchObject({ invalid: 1 });
		expect(stored(0).vip ?? null).toBeNull();
		const allowed = await setup.done(file, { ...named, consents: 'allow' });
		expect(allowed.json.counts).toMatchObject({ ok: 1 });
		const { error } = await setup.run(file, { consentProperties: 'vipp' });
		expect(error?.message).toContain('There is no property "vipp"');
	});

	it('S23 a key that the search finds: several records are told, none is written', async () => {
		await open();
		sandbox.add('contacts', { email: 'ada2@example.com', firstname: 'ada' });
		const file = csv('First Name,[old] NPS Score,[new] NPS Score', 'ada,7,8', 'bo,7,8');
		const applied = await setup.done(file, { keyField: 'firstname' });
		expect(applied.json.counts).toMatchObject({ ok: 1 });
		expect([stored(0).nps_score, stored(1).nps_score]).toEqual(['7', '8']);
	});
});
