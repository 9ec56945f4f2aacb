import { csv, setUp, textOf, type Setup, linesOf, linesBeforeCheck } from './setup';

let setup: Setup;
beforeAll(async () => {
	setup = await setUp();
	setup.add({ emailaddress1: 'ada@example.com', jobtitle: 'Countess', donotemail: false });
	setup.add({ emailaddress1: 'bo@example.com', jobtitle: 'Clerk', donotemail: true });
});
afterAll(async () => await setup.sandbox.close());

const validate = async (text: string, parameters = {}) =>
	await setup.done(text, { operation: 'validate', consents: 'allow', ...parameters });

describe('Validate', () => {
	it('S22 counts, a report on every row and the full diff, and nothing written', async () => {
		const done = await validate(
			csv(
				'Email,[old] Job Title,[new] Job Title,[old] Do not allow Emails,[new] Do not allow Emails',
				'ada@example.com,Countess,=,FALSE,t',
				'bo@example.com,Clerk,Boss,,Vrai',
			),
		);
		expect(done.json).toMatchObject({
			operation: 'validate',
			dryRun: true,
			counts: { ok: 1, invalid: 1 },
			summary: expect.stringMatching(/^Checked 2 rows .*1 ready to be written, 1 invalid/),
			fields: [
				{ field: 'Job Title', changed: 1, cleared: 1 },
				{ field: 'Do not allow Emails', changed: 1, invalid: 1 },
			],
			reasons: [{ kind: 'notABoolean', field: 'Do not allow Emails', rows: 1, firstLine: 3 }],
			sample: [
				{ key: 'ada@example.com', field: 'Job Title', from: 'Countess', to: null },
				{ key: 'ada@example.com', field: 'Do not allow Emails', from: false, to: true },
			],
		});
		expect(linesOf(done.binary?.changes)).toEqual([
			'Line,Key,Field,From,To',
			'2,ada@example.com,Job Title,Countess,',
			'2,ada@example.com,Do not allow Emails,false,true',
		]);
		expect(linesOf(done.binary?.result)).toHaveLength(3);
		expect(setup.writes()).toEqual([]);
		const page = textOf(done.binary?.report);
		expect(done.binary?.report).toMatchObject({ mimeType: 'text/html' });
		expect(page).toMatch(/^<!doctype html>/i);
		expect(page).toContain('Job Title');
		expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
	});

	it.each(['TRUE', 'true', 'T', 't'])('S28 S29 %s is true', async (word) => {
		const done = await validate(
			csv('Email,[old] Do not allow Emails,[new] Do not allow Emails', `ada@example.com,F,${word}`),
		);
		expect(done.json).toMatchObject({ counts: { ok: 1 }, sample: [{ to: true }] });
	});

	it.each(['FALSE', 'false', 'F', 'f'])('S28 S30 %s is false', async (word) => {
		const done = await validate(
			csv('Email,[old] Do not allow Emails,[new] Do not allow Emails', `bo@example.com,T,${word}`),
		);
		expect(done.json).toMatchObject({ counts: { ok: 1 }, sample: [{ to: false }] });
	});

	it('S28 S31 Vide is empty, and the word can be set', async () => {
		const file = (word: string) =>
			csv('Email,[old] Do not allow Emails,[new] Do not allow Emails', `ada@example.com,F,${word}`);
		const sam = { cellRules: 'secutixSam' };
		expect((await validate(file('Vide'), sam)).json.sample).toMatchObject([{ to: null }]);
		expect((await validate(file('Empty'), sam)).json.counts).toMatchObject({ invalid: 1 });
		expect(
			(await validate(file('Empty'), { ...sam, clearWord: 'Empty' })).json.sample,
		).toMatchObject([{ to: null }]);
	});

	it.each(['VRAI', 'PRAVDA', '1', 'yes', 'True', 'vide', ' TRUE'])(
		'S32 %s is refused with the reason, line and column',
		async (word) => {
			const done = await validate(
				csv(
					'Email,[old] Do not allow Emails,[new] Do not allow Emails',
					`ada@example.com,F,${word}`,
				),
				{ cellRules: 'secutixSam' },
			);
			expect(done.json.counts).toMatchObject({ invalid: 1 });
			expect(linesBeforeCheck(done.binary?.result)[1]).toMatch(
				/invalid,"?\[new\] Do not allow Emails, column C: .+,2$/,
			);
		},
	);

	it.each([
		['unchanged', 1, 0],
		['clear', 0, 1],
	])('S33 an empty [new] cell: %s', async (emptyCell, unchanged, ok) => {
		const done = await validate(
			csv('Email,[old] Job Title,[new] Job Title', 'bo@example.com,Clerk,'),
			{
				cellRules: 'custom',
				emptyCell,
				clearedBy: '',
			},
		);
		expect(done.json.counts).toMatchObject({ unchanged, ok });
	});

	it.each([
		['secutixExtended', '=', { sample: [{ to: '=' }] }],
		// LD02: where it is no token, it is what a spreadsheet shows for a formula without a result.
		['salesforce', '#N/A', { sample: [], reasons: [{ kind: 'errorWord', outcome: 'invalid' }] }],
	])('S33 %s empties a field by %s', async (cellRules, token, otherwise) => {
		const file = csv('Email,[old] Job Title,[new] Job Title', `bo@example.com,Clerk,${token}`);
		expect((await validate(file, { cellRules })).json.sample).toMatchObject([{ to: null }]);
		expect((await validate(file, { cellRules: 'secutixSam' })).json).toMatchObject(otherwise);
	});

	it('without reading the records the file alone is checked', async () => {
		setup.sandbox.control.clearRequests();
		const file = csv('Email,[old] Job Title,[new] Job Title', 'nobody@example.com,A,B');
		const done = await validate(file, { options: { compareWithPresent: false } });
		expect(done.json.counts).toMatchObject({ ok: 1 });
		expect(setup.sandbox.operations.filter(({ path }) => /contacts/.test(path))).toEqual([]);
	});

	it.each<[string, string, RegExp]>([
		[
			'a field that is not there',
			'Email,[old] Job,[new] Jib Title',
			/no field Jib Title.*Did you mean Job Title/,
		],
		['[new] without [old]', 'Email,[new] Job Title', /has no \[old\] Job Title/],
		['a header twice', 'Email,[old] Job Title,[new] Job Title,[new] job title', /columns C and D/],
		['no key', '[old] Job Title,[new] Job Title', /no key column/],
	])('names what is wrong with the header: %s', async (_what, header, message) => {
		const result = await setup.run(csv(header, 'a,b,c,d'), { operation: 'validate' });
		expect(result.error?.message).toMatch(message);
	});

	it('names ragged rows, and what a spreadsheet did to keys and numbers', async () => {
		const done = await validate(
			csv(
				'Phone,[old] NPS Score,[new] NPS Score,[old] Birthday,[new] Birthday',
				'+33612345678,,8,,03/04/1999',
				'3.36E+10,,8,,',
				'00420777,,8',
				'0777,,11,,',
			),
			{ keyField: 'mobilephone' },
		);
		expect(linesOf(done.binary?.result).slice(1)).toEqual([
			expect.stringContaining('is ambiguous'),
			expect.stringContaining('turned the key into a number'),
			expect.stringContaining('3 cells, the header 5 cells'),
			expect.stringContaining('at most 10'),
		]);
	});

	it('validate of what was applied finds nothing left to do', async () => {
		const file = csv('Email,[old] Job Title,[new] Job Title', 'bo@example.com,Clerk,Boss');
		await setup.done(file);
		expect((await validate(file)).json.counts).toMatchObject({ ok: 0, unchanged: 1 });
	});
});
