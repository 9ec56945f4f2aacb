import type { IDataObject } from 'n8n-workflow';
import {
	startSecutixSandbox,
	type SecutixSandbox,
	type SecutixSandboxOptions,
} from '../../sandbox/secutix';
import { csv, fileItem, NODE, textOf, linesOf, linesBeforeCheck } from './setup';
import { setUpSystem, type SystemSetup } from './systemSetup';

let sandbox: SecutixSandbox;
let setup: SystemSetup;

async function open(
	options: Partial<SecutixSandboxOptions> = {},
	credential: IDataObject = {},
): Promise<void> {
	sandbox = await startSecutixSandbox(options);
	const { institution, operator, partner, secret, url } = sandbox;
	const secutixApi = {
		institution,
		environment: 'other',
		address: url,
		serviceVersion: 'v2_21',
		authentication: 'selfSigned',
		operator,
		partner,
		secret,
		testContactNumber: '000001',
		sessionToken: '',
		...credential,
	};
	setup = setUpSystem(
		{ secutixApi },
		{
			operation: 'apply',
			target: 'secutix',
			secutixAuthorizations: 'INSTMAIL;Institution email\nSMS',
			secutixCriteria: 'SEGMENT;GOLD;Gold\nSEGMENT;SILVER;Silver',
			secutixPerMinute: 6000,
		},
	);
	for (let index = 1; index <= 6; index += 1) {
		sandbox.control.addContact({
			contactNumber: `00000${index}`,
			authorizations: { INSTMAIL: true },
			criteria: { SEGMENT: ['SILVER'] },
		});
	}
}
afterEach(async () => await sandbox.close());

const HEADER = 'Contact number,[old] Institution email,[new] Institution email,[old] SMS,[new] SMS';
const FILE = csv(
	HEADER,
	'000001,TRUE,F,Vide,T',
	'000002,TRUE,Vide,Vide,',
	'000003,TRUE,,Vide,VRAI',
	'000004,TRUE,TRUE,Vide,',
);
const CONFIRMED = { consents: 'allow' };

const importing = (kind: 'authorizations' | 'criteria', upload: string) => {
	// The archive keeps no folders; what is in it goes to the Import screen as it is.
	return sandbox.control.importFile(kind, upload);
};

describe('SecuTix', () => {
	it('S03 S05 S22 S28 S32 validates authorizations without asking SecuTix anything', async () => {
		await open();
		const done = await setup.done(FILE, { ...CONFIRMED, operation: 'validate' });
		expect(done.json).toMatchObject({
			target: 'SecuTix, contacts',
			counts: { ok: 2, invalid: 1, unchanged: 1 },
		});
		expect(linesBeforeCheck(done.binary?.result)[3]).toMatch(
			/000003,TRUE,,Vide,VRAI,invalid,.*SMS, column E.*French.*,4$/,
		);
		expect(sandbox.requests).toEqual([]);
	});

	it('S20 S21 S23 S35 applies into a file for the Import screen, and verifies what arrived', async () => {
		await open();
		const done = await setup.done(FILE, CONFIRMED);
		expect(done.json.counts).toMatchObject({ ok: 2, invalid: 1, unchanged: 1 });
		const upload = textOf(done.binary?.upload);
		expect(upload).toBe(
			[HEADER, '000001,TRUE,FALSE,Vide,TRUE', '000002,TRUE,Vide,Vide,', ''].join('\r\n'),
		);
		expect(done.binary?.upload.fileName).toMatch(/secutix-update.*\.zip$/);
		expect(sandbox.requests).toEqual([]);
		const columns = upload.replaceAll('Institution email', 'INSTMAIL');
		expect(importing('authorizations', columns)).toEqual({ updated: 2, errors: [] });

		const verified = await setup.done(upload, { operation: 'verify' });
		expect(verified.json.counts).toMatchObject({ ok: 2, failed: 0, invalid: 0 });
		sandbox.control.changeContact('000001', { authorizations: { INSTMAIL: true } });
		const missing = await setup.done(upload, { operation: 'verify' });
		expect(missing.json.counts).toMatchObject({ ok: 1, failed: 1 });
		expect(linesOf(missing.binary?.result)[1]).toContain('Institution email still has its [old]');
	});

	it('S24 a sample says how long a full check would take', async () => {
		await open();
		const file = csv(
			'Contact number,[old] SEGMENT,[new] SEGMENT',
			...Array.from({ length: 900 }, (_, index) => `${index},SILVER,GOLD`),
		);
		const done = await setup.run(file, {
			operation: 'verify',
			rowsToCheck: 'sample',
			sampleSize: 5,
			secutixPerMinute: 60,
		});
		expect(JSON.stringify(done.items(NODE)[0].json)).toContain('15 minutes at 60 a minute');
		expect(sandbox.requests.length).toBeLessThan(30);
	});

	it('S16 rolled back by a second file of the same kind', async () => {
		await open();
		const done = await setup.done(FILE.replaceAll('Institution email', 'INSTMAIL'), {
			...CONFIRMED,
			secutixAuthorizations: 'INSTMAIL\nSMS',
		});
		importing('authorizations', textOf(done.binary?.upload));
		const undone = await setup.done(textOf(done.binary?.rollBack), {
			...CONFIRMED,
			operation: 'rollBack',
			secutixAuthorizations: 'INSTMAIL\nSMS',
		});
		expect(undone.json.counts).toMatchObject({ ok: 2 });
		expect(importing('authorizations', textOf(undone.binary?.upload)).errors).toEqual([]);
		for (const number of ['000001', '000002', '000003'])
			expect(sandbox.control.getContact(number)).toMatchObject({
				authorizations: { INSTMAIL: true },
			});
		expect(sandbox.control.getContact('000001')?.authorizations).not.toHaveProperty('SMS');
	});

	it('S34 compares with what is there where that is switched on', async () => {
		await open();
		const file = csv(
			'Contact number,[old] SEGMENT,[new] SEGMENT',
			'000001,SILVER,GOLD',
			'000002,GOLD,SILVER',
			'000003,,GOLD',
			'2,SILVER,GOLD',
		);
		const done = await setup.done(file, { secutixCompares: true });
		expect(done.json.counts).toMatchObject({ ok: 1, unchanged: 1, conflict: 1, notFound: 1 });
		expect(linesOf(done.binary?.upload)).toHaveLength(2);
	});

	it('LD03 the file for its screen has no check, be there one in the file that is applied', async () => {
		await open();
		const template = await setup.done([{ json: { number: '000001' } }], {
			operation: 'downloadTemplate',
			targetGroup: 'keysFromItems',
			keyInItems: 'number',
			dataKind: 'consents',
		});
		const [header, row] = linesOf(template.binary?.data);
		expect(header).toMatch(/,\[check\]$/);
		const edited = csv(header, row.replace('000001,TRUE,', '000001,TRUE,F'));
		const applied = await setup.done(edited, CONFIRMED);
		expect(linesOf(applied.binary?.upload)).toEqual([HEADER, '000001,TRUE,FALSE,Vide,']);
		const spoilt = await setup.done(edited.replace('000001,TRUE', '1,TRUE'), CONFIRMED);
		expect(spoilt.json).toMatchObject({
			counts: { ok: 0, invalid: 1 },
			reasons: [{ kind: 'keyChanged' }],
		});
	});

	it('S11 S15 S16 S17 a template from a list of numbers, and the codes of its criteria', async () => {
		await open();
		const keys = [{ json: { number: '000001' } }, { json: { number: '000009' } }];
		const template = await setup.done(keys, {
			operation: 'downloadTemplate',
			targetGroup: 'keysFromItems',
			keyInItems: 'number',
			dataKind: 'all',
		});
		expect(linesBeforeCheck(template.binary?.data)).toEqual([
			`${HEADER},[old] SEGMENT,[new] SEGMENT`,
			'000001,TRUE,,Vide,,SILVER,',
		]);
		const fromFile = await setup.done([fileItem('Contact number\n000002\n')], {
			operation: 'downloadTemplate',
			targetGroup: 'keysFromFile',
			dataKind: 'consents',
		});
		expect(linesBeforeCheck(fromFile.binary?.data)).toEqual([HEADER, '000002,TRUE,,Vide,']);
		const codes = await setup.run([{ json: {} }], { resource: 'field', operation: 'listCodes' });
		expect(codes.items(NODE).map(({ json }) => json)).toEqual([
			{ field: 'SEGMENT', code: 'GOLD', label: 'Gold' },
			{ field: 'SEGMENT', code: 'SILVER', label: 'Silver' },
		]);
	});

	it('S07 S10 columns that nobody listed are of the kind that is chosen', async () => {
		await open();
		const file = csv('N,[old] LETTER,[new] LETTER', '000001,,T', '000002,,x');
		const refused = await setup.run(file, CONFIRMED);
		expect(refused.error?.message).toContain('no field LETTER');
		const done = await setup.done(file, { ...CONFIRMED, secutixUnlisted: 'authorizations' });
		expect(done.json.counts).toMatchObject({ ok: 1, invalid: 1 });
		const text = await setup.done(file, { secutixUnlisted: 'criteria' });
		expect(text.json.counts).toMatchObject({ ok: 2 });
	});

	it('S16 rolling back an authorization that was empty needs it listed, and says so', async () => {
		await open();
		const file = csv('N,[old] LETTER,[new] LETTER', '000001,,T', '000002,F,T');
		const unlisted = { ...CONFIRMED, secutixUnlisted: 'authorizations' };
		const done = await setup.done(file, unlisted);
		const rollBack = textOf(done.binary?.rollBack);
		const undone = await setup.done(rollBack, { ...unlisted, operation: 'rollBack' });
		expect(undone.json.counts).toMatchObject({ ok: 1, failed: 1 });
		expect(linesOf(undone.binary?.result)[1]).toContain("List it under 'Authorizations'");
		expect(linesOf(undone.binary?.upload)[1]).toMatch(/^000002,true,false$/i);
		const listed = { ...CONFIRMED, secutixAuthorizations: 'LETTER', operation: 'rollBack' };
		const whole = await setup.done(rollBack, listed);
		expect(whole.json.counts).toMatchObject({ ok: 2 });
		expect(linesOf(whole.binary?.upload)[1]).toBe('000001,TRUE,Vide');
	});

	it('consents need their confirmation', async () => {
		await open();
		const done = await setup.done(FILE);
		expect(done.json.counts).toMatchObject({ ok: 0, invalid: 3, unchanged: 1 });
		expect(done.binary).not.toHaveProperty('upload');
	});

	it('a token of the token service is fetched, kept, and renewed when it ends', async () => {
		await open({}, { authentication: 'tokenService' });
		const verify = async () => await setup.done(FILE, { ...CONFIRMED, operation: 'verify' });
		await verify();
		await verify();
		const asked = () => sandbox.requests.filter(({ path }) => path.startsWith('/tnai')).length;
		expect(asked()).toBe(1);
		sandbox.control.endTokens();
		const { json } = await verify();
		expect(json.counts).toMatchObject({ failed: 2 });
		expect(asked()).toBeGreaterThan(1);
	});

	it.each([401, 200] as const)(
		'a refused secret (%d) is an error that says what to do',
		async (status) => {
			await open({ refusedStatus: status });
			sandbox.control.revokeSecret();
			const { error } = await setup.run(FILE, { ...CONFIRMED, operation: 'verify' });
			expect(error?.message).toContain('SecuTix did not accept the credential');
		},
	);
});
