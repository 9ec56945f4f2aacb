import type { SecutixOptions } from '../../../nodes/shared/connectors/secutix/api';
import { createSecutix } from '../../../nodes/shared/connectors/secutix/client';
import type { SecutixSandboxOptions } from '../secutix';
import { startSecutix, type SecutixAccount } from './secutixAccount';

let account: SecutixAccount;
const start = async (
	options: Partial<SecutixSandboxOptions> = {},
	client: Partial<SecutixOptions> = {},
): Promise<SecutixAccount> => {
	account = await startSecutix(options, client);
	account.sandbox.control.addContact({
		contactNumber: '0042',
		authorizations: { INSTMAIL: true, SMS: false },
		criteria: { SEGMENT: ['GOLD'], INTEREST: ['ART', 'MUSIC'] },
	});
	return account;
};
afterEach(async () => await account.sandbox.close());

const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
	await work.then(
		() => 'no failure',
		(error: unknown) => error,
	);

const GROUPS = ['AUTHORIZATIONS', 'CRITERIA'] as const;

describe('a contact of SecuTix', () => {
	it.each<[Partial<SecutixSandboxOptions>, string]>([
		[{}, 'ART,MUSIC'],
		[{ contactAs: 'contactData' }, 'ART,MUSIC'],
		[{ criteriaAs: 'code, value' }, 'ART'],
	])(
		'S26 S28 is read with its authorizations and criteria, under %j',
		async (options, interest) => {
			const { secutix, sandbox } = await start(options);
			expect(await secutix.contact('0042', GROUPS)).toEqual({
				number: '0042',
				authorizations: { INSTMAIL: true, SMS: false },
				criteria: { SEGMENT: 'GOLD', INTEREST: interest },
			});
			expect(sandbox.requests).toHaveLength(1);
		},
	);

	it('leading zeros count: another number is nobody', async () => {
		const { secutix } = await start();
		expect(await failureOf(secutix.contact('42', GROUPS))).toMatchObject({
			kind: 'notFound',
			code: 'CONT_KO',
		});
	});

	it.each([401, 200] as const)(
		'a refused secret with status %d says what to compare',
		async (status) => {
			const { secutix, sandbox } = await start({ refusedStatus: status });
			sandbox.control.revokeSecret();
			expect(await failureOf(secutix.contact('0042', GROUPS))).toMatchObject({
				kind: 'auth',
				hint: expect.stringContaining('operator'),
			});
		},
	);

	it('a version that was taken away is named as the cause', async () => {
		const { secutix } = await start({}, { version: 'v2_8' });
		const error = (await failureOf(secutix.contact('0042', GROUPS))) as Error;
		expect(error).toMatchObject({ kind: 'input', status: 404 });
		expect(error.message).toContain('version');
	});

	it('a version that is none is refused before anything is sent', async () => {
		await start();
		expect(() => startSecutixWith('2.21')).toThrow(/not a version/);
	});

	it.each([
		['drop', true],
		['5xx-html', true],
		['429-retry-after', true],
		['garbage-json', false],
	] as const)('rides out %s: %p', async (kind, isFine) => {
		const { secutix, sandbox } = await start();
		sandbox.control.misbehave({ match: /getContactData/, kind });
		const outcome = await secutix.contact('0042', GROUPS).then(
			() => true,
			() => false,
		);
		expect(outcome).toBe(isFine);
	});

	it('an error in a 200 is an error', async () => {
		const { secutix, sandbox } = await start();
		sandbox.control.misbehave({
			match: /getContactData/,
			kind: 'error',
			status: 200,
			message: 'The value Ada Lovelace is invalid',
		});
		const error = (await failureOf(secutix.contact('0042', GROUPS))) as Error;
		expect(error).toMatchObject({ kind: 'input', code: 'KO' });
		expect(error.message).toContain('KO; it is not valid');
		expect(error.message).not.toContain('Lovelace');
	});

	it('secrets and tokens reach neither log nor error', async () => {
		const { secutix, sandbox, logged } = await start();
		sandbox.control.misbehave({ match: /./, kind: '5xx-html', times: -1 });
		const error = (await failureOf(secutix.contact('0042', GROUPS))) as Error;
		const texts = JSON.stringify([logged, error, error.message, sandbox.requests]);
		expect(texts).not.toContain(sandbox.secret);
		expect(texts).not.toMatch(/Bearer|eyJ/);
	});
});

describe('60 requests a minute', () => {
	it('a long read stays below the limit and is never refused', async () => {
		const { secutix, sandbox, clock } = await start();
		const began = clock.now();
		for (let count = 0; count < 150; count += 1) await secutix.contact('0042', ['CRITERIA']);
		expect(sandbox.requests.every(({ status }) => status === 200)).toBe(true);
		const minutes = (clock.now() - began) / 60_000;
		expect(minutes).toBeGreaterThan(1.5);
		expect(minutes).toBeLessThan(4);
	});

	it.each([509, 429] as const)(
		'where others use up the allowance, %d is waited out and not told as an error',
		async (limitStatus) => {
			const { secutix, sandbox } = await start({ limitStatus, perMinute: 20 });
			for (let count = 0; count < 40; count += 1) await secutix.contact('0042', ['CRITERIA']);
			expect(sandbox.requests.some(({ status }) => status === limitStatus)).toBe(true);
		},
	);

	it('an allowance bought from SecuTix is used', async () => {
		const { secutix, clock } = await start({ perMinute: 600 }, { perMinute: 600 });
		const began = clock.now();
		for (let count = 0; count < 150; count += 1) await secutix.contact('0042', ['CRITERIA']);
		expect(clock.now() - began).toBeLessThan(30_000);
	});
});

function startSecutixWith(version: string): unknown {
	const runtime = {
		send: async () => await Promise.reject(new Error('nothing is to be sent')),
		clock: account.clock,
		random: () => 0,
	};
	return createSecutix(runtime, { address: account.sandbox.url, version });
}
