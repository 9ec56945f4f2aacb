import type { IDataObject } from 'n8n-workflow';
import { csv, NODE, setUp, textOf, type Setup, linesOf, linesBeforeCheck } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const HEADER = 'Email,[old] Job Title,[new] Job Title,[old] Gender,[new] Gender';

function people(): void {
	setup.add({ emailaddress1: 'ada@example.com', jobtitle: 'Countess', gendercode: 2 });
	setup.add({ emailaddress1: 'bo@example.com', jobtitle: 'Clerk', gendercode: 1 });
	setup.add({ emailaddress1: 'cy@example.com', jobtitle: 'Author' });
}

const FILE = csv(
	HEADER,
	'ada@example.com,Countess,Mathematician,2,',
	'bo@example.com,Baker,Boss,1,2',
	'cy@example.com,Author,,,Female',
	'dee@example.com,,Nurse,,',
	'ada2@example.com,x,y,3,4',
);

describe('Apply', () => {
	it('S23 S26 S34 S35 writes the cells that change, and says of every row what became of it', async () => {
		people();
		const done = await setup.done(FILE);
		expect(done.json).toMatchObject({
			operation: 'apply',
			target: 'Dynamics 365, Contact',
			fileName: 'contacts.csv',
			state: 'done',
			rows: 5,
			counts: { ok: 2, conflict: 1, notFound: 1, invalid: 1, unchanged: 0 },
			summary: expect.stringMatching(/^Read 5 rows from contacts\.csv \(Dynamics 365, Contact\)/),
		});
		expect(setup.byEmail('ada@example.com')).toMatchObject({
			jobtitle: 'Mathematician',
			gendercode: 2,
		});
		expect(setup.byEmail('bo@example.com')).toMatchObject({ jobtitle: 'Clerk', gendercode: 1 });
		expect(setup.byEmail('cy@example.com')).toMatchObject({ jobtitle: 'Author', gendercode: 2 });
		const bodies = setup.sandbox.operations
			.filter(({ method }) => method === 'PATCH')
			.map(({ body }) => JSON.parse(String(body)) as unknown);
		expect(bodies).toEqual([{ jobtitle: 'Mathematician' }, { gendercode: 2 }]);
		expect(linesBeforeCheck(done.binary?.result)).toEqual([
			`${HEADER},[result] Outcome,[result] Reason,[result] Line`,
			'ada@example.com,Countess,Mathematician,2,,ok,,2',
			'bo@example.com,Baker,Boss,1,2,conflict,Job Title was changed meanwhile: it is no longer [old],3',
			'cy@example.com,Author,,,Female,ok,,4',
			expect.stringMatching(/^dee@example.com,,Nurse,,,notFound,/),
			expect.stringMatching(
				/^ada2@example.com,x,y,3,4,invalid,.*"4"" is not one of the codes; allowed: /,
			),
		]);
	});

	it('S35 the result file can be sent again: what was done is unchanged', async () => {
		people();
		const done = await setup.done(FILE);
		setup.sandbox.control.clearRequests();
		const again = await setup.done(textOf(done.binary?.result));
		expect(again.json.counts).toMatchObject({ ok: 0, unchanged: 2, conflict: 1, notFound: 1 });
		expect(setup.writes()).toEqual([]);
	});

	it('Roll Back restores exactly what was there, and can itself be rolled back', async () => {
		people();
		const before = setup.sandbox.control.findRecords('contact').map(withoutTimes);
		const file = csv(
			'Email,[old] Birthday,[new] Birthday,[old] Interests,[new] Interests,[old] Last Visit,[new] Last Visit,[old] NPS Score,[new] NPS Score,[old] Do not allow Emails,[new] Do not allow Emails,[old] Job Title,[new] Job Title',
			'ada@example.com,,1815-12-10,,"Music;Garden",,2026-01-31T10:00:00Z,,9,FALSE,TRUE,Countess,=',
			'cy@example.com,,,,,,,,,,,Author,Poet',
		);
		const done = await setup.done(file, { consents: 'allow' });
		expect(done.json.counts).toMatchObject({ ok: 2 });
		const after = setup.sandbox.control.findRecords('contact').map(withoutTimes);
		expect(setup.byEmail('ada@example.com')).toMatchObject({
			birthdate: '1815-12-10',
			new_interests: '100000000,100000003',
			new_npsscore: 9,
			donotemail: true,
		});
		const undo = textOf(done.binary?.rollBack);
		const refused = await setup.done(undo, { operation: 'rollBack' });
		expect(refused.json.counts).toMatchObject({ ok: 1, invalid: 1 });
		const undone = await setup.done(undo, { operation: 'rollBack', consents: 'allow' });
		expect(undone.json).toMatchObject({ operation: 'rollBack', counts: { ok: 1, unchanged: 1 } });
		expect(setup.sandbox.control.findRecords('contact').map(withoutTimes)).toEqual(before);
		const redone = await setup.done(textOf(undone.binary?.rollBack), {
			operation: 'rollBack',
			consents: 'allow',
		});
		expect(redone.json.counts).toMatchObject({ ok: 1 });
		expect(setup.byEmail('ada@example.com')).toMatchObject(
			after.find(({ emailaddress1 }) => emailaddress1 === 'ada@example.com')!,
		);
	});

	it.each<[string, IDataObject, string | null, string]>([
		['skip', { ok: 1, conflict: 1, notProcessed: 0 }, 'Clerk', 'Poet'],
		['overwrite', { ok: 2, conflict: 0 }, 'Boss', 'Poet'],
		['onlyIfEmpty', { ok: 1, conflict: 1 }, 'Clerk', 'Poet'],
		['stop', { ok: 0, conflict: 1, notProcessed: 1 }, 'Clerk', 'Author'],
	])('S34 a present value that is no longer [old]: %s', async (conflicts, counts, bo, cy) => {
		people();
		const done = await setup.done(
			csv(
				'Email,[old] Job Title,[new] Job Title',
				'bo@example.com,Baker,Boss',
				'cy@example.com,Author,Poet',
			),
			{ conflicts },
		);
		expect(done.json.counts).toMatchObject(counts);
		expect(setup.byEmail('bo@example.com').jobtitle).toBe(bo);
		expect(setup.byEmail('cy@example.com').jobtitle).toBe(cy);
		if (conflicts === 'stop') {
			expect(done.json).toMatchObject({
				state: 'stopped',
				stopReason: expect.stringContaining('Line 2 conflicts'),
				resumeToken: expect.any(String),
			});
		}
	});

	it('S34 only where it is empty now: writes there', async () => {
		setup.add({ emailaddress1: 'ada@example.com' });
		const file = csv('Email,[old] Job Title,[new] Job Title', 'ada@example.com,Countess,Poet');
		await setup.done(file, { conflicts: 'onlyIfEmpty' });
		expect(setup.byEmail('ada@example.com').jobtitle).toBe('Poet');
	});

	it('a record that changes between being read and being written is looked at again', async () => {
		const id = setup.add({ emailaddress1: 'ada@example.com', jobtitle: 'Countess' });
		const file = csv('Email,[old] Job Title,[new] Job Title', 'ada@example.com,Countess,Poet');
		const somebody = (values: IDataObject) =>
			setup.sandbox.control.beforeNextWrite({ table: 'contact', update: { id, values } });
		somebody({ telephone1: '1' });
		expect((await setup.done(file)).json.counts).toMatchObject({ ok: 1 });
		expect(setup.byEmail('ada@example.com')).toMatchObject({ jobtitle: 'Poet', telephone1: '1' });
		setup.sandbox.control.updateRecord('contact', id, { jobtitle: 'Countess' });
		somebody({ jobtitle: 'Baker' });
		expect((await setup.done(file)).json.counts).toMatchObject({ conflict: 1 });
		expect(setup.byEmail('ada@example.com').jobtitle).toBe('Baker');
	});

	it.each<[string, IDataObject, RegExp]>([
		['rows in error', { maxErrorShare: 30 }, /40 % of the rows.*more than the 30 % allowed/],
		['changed rows', { maxChangedRows: 2 }, /More rows would change than the 2 allowed/],
		['share of changed rows', { maxChangedShare: 50 }, /60 % of the rows are edited/],
	])(
		'a guard on %s stops before anything is written, and Validate says so',
		async (_what, guards, why) => {
			people();
			const file = csv(
				'Email,[old] Gender,[new] Gender',
				'ada@example.com,2,1',
				'bo@example.com,1,2',
				'cy@example.com,,1',
				'x@example.com,,7',
				'y@example.com,,7',
			);
			const checked = await setup.done(file, { operation: 'validate', guards });
			expect(checked.json.wouldStop).toMatch(why);
			const done = await setup.done(file, { guards });
			expect(done.json).toMatchObject({ state: 'stopped', stopReason: expect.stringMatching(why) });
			expect(setup.writes()).toEqual([]);
			expect(done.binary?.rollBack).toBeUndefined();
		},
	);

	it.each<[string, IDataObject]>([
		['refuse', { invalid: 3, ok: 0 }],
		['optOutOnly', { invalid: 2, ok: 1 }],
		['allow', { invalid: 0, ok: 3 }],
	])('S03 S05 consents change only where that is confirmed: %s', async (consents, counts) => {
		setup.add({ emailaddress1: 'ada@example.com', donotemail: true });
		setup.add({ emailaddress1: 'bo@example.com', donotemail: false });
		setup.add({ emailaddress1: 'cy@example.com', new_newsletter: false });
		const file = csv(
			'Email,[old] Do not allow Emails,[new] Do not allow Emails,[old] Newsletter,[new] Newsletter',
			'ada@example.com,TRUE,FALSE,,',
			'bo@example.com,FALSE,TRUE,,',
			'cy@example.com,,,FALSE,TRUE',
		);
		const done = await setup.done(file, {
			consents,
			options: { consentColumns: 'new_newsletter' },
		});
		expect(done.json.counts).toMatchObject(counts);
		expect(setup.byEmail('bo@example.com').donotemail).toBe(consents !== 'refuse');
		expect(setup.byEmail('ada@example.com').donotemail).toBe(consents !== 'allow');
	});

	it('rows of a key that stands in the file twice are not applied', async () => {
		people();
		const done = await setup.done(
			csv(
				'Email,[old] Job Title,[new] Job Title',
				'ada@example.com,Countess,A',
				'bo@example.com,Clerk,B',
				'ADA@example.com,Countess,C',
			),
		);
		expect(done.json.counts).toMatchObject({ ok: 1, invalid: 2 });
		expect(linesOf(done.binary?.result)[1]).toContain('more than once (lines 2, 4)');
	});

	it('several records with the key: ambiguous, and nothing written', async () => {
		setup.sandbox.control.removeKey('contact', 'new_emailkey');
		for (let copy = 0; copy < 2; copy++) setup.add({ emailaddress1: 'ada@example.com' });
		const done = await setup.done(
			csv('Email,[old] Job Title,[new] Job Title', 'ada@example.com,,A'),
		);
		expect(done.json.counts).toMatchObject({ ambiguous: 1 });
		expect(setup.writes()).toEqual([]);
	});

	it('other key fields: the ID of the record, a number of the company', async () => {
		const id = setup.add({ emailaddress1: 'ada@example.com', new_externalref: '007' });
		await setup.done(csv('Contact,[old] Job Title,[new] Job Title', `${id.toUpperCase()},,A`), {
			keyField: 'contactid',
		});
		expect(setup.byEmail('ada@example.com').jobtitle).toBe('A');
		await setup.done(csv('Ref,[old] Job Title,[new] Job Title', '007,A,B'), {
			keyField: 'new_externalref',
		});
		expect(setup.byEmail('ada@example.com').jobtitle).toBe('B');
	});

	it('a single row that Dynamics refuses fails alone', async () => {
		people();
		const id = String(setup.byEmail('bo@example.com').contactid);
		setup.sandbox.control.misbehave({
			match: new RegExp(`PATCH .*${id}`),
			kind: 'error',
			status: 400,
		});
		const file = csv(
			'Email,[old] Job Title,[new] Job Title',
			'ada@example.com,Countess,A',
			'bo@example.com,Clerk,B',
		);
		expect((await setup.done(file)).json.counts).toMatchObject({ ok: 1, failed: 1 });
		expect(setup.byEmail('ada@example.com').jobtitle).toBe('A');
	});

	it('a credential that is refused stops the node', async () => {
		people();
		setup.sandbox.control.clearRequests();
		const result = await setup.run(FILE, { table: 'contacts_that_are_not' });
		expect(result.error?.message).toContain('does not exist');
	});

	it('with Continue, a file that cannot be read goes on as an error', async () => {
		const result = await setup.run('', {}, { onError: 'continueRegularOutput' });
		expect(result.json(NODE)[0]).toMatchObject({ error: expect.stringContaining('empty') });
	});
});

const withoutTimes = ({
	modifiedon: _modified,
	modifiedby: _by,
	versionnumber: _version,
	...rest
}: Record<string, unknown>) => rest;
