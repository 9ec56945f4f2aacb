import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';
import { SecutixApi } from '../../../credentials/SecutixApi.credentials';
import { startSecutixSandbox, type SecutixSandbox } from '../secutix';
import { testedByNode } from './testedByNode';

let sandbox: SecutixSandbox;
beforeAll(async () => {
	sandbox = await startSecutixSandbox();
	sandbox.control.addContact({ contactNumber: '0042' });
});
afterAll(async () => await sandbox.close());

const account = (change: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject => {
	const { institution, operator, partner, secret, url } = sandbox;
	return {
		institution,
		environment: 'other',
		address: url,
		serviceVersion: 'v2_21',
		authentication: 'selfSigned',
		operator,
		partner,
		secret,
		testContactNumber: '0042',
		sessionToken: '',
		...change,
	};
};

const test = async (change: ICredentialDataDecryptedObject = {}) =>
	await testedByNode('secutixApi', account(change));

/** n8n's helper, as far as `preAuthentication` uses it. */
const helper = {
	helpers: {
		httpRequest: async ({ url, body }: { url: string; body: unknown }) => {
			const response = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
			if (!response.ok) throw new Error(`status ${response.status}`);
			return (await response.json()) as unknown;
		},
	},
} as unknown as IHttpRequestHelper;

it.each<[string, ICredentialDataDecryptedObject, 'OK' | 'Error', string]>([
	['right', {}, 'OK', 'Connected'],
	['with blanks around', { operator: ' MUSEUM_CRM ', testContactNumber: ' 0042 ' }, 'OK', ''],
	['with a wrong secret', { secret: 'guess' }, 'Error', 'did not accept the credential'],
	['with another operator', { operator: 'OTHER' }, 'Error', 'did not accept the credential'],
	['with another institution', { institution: 'OTHER' }, 'Error', 'did not accept the credential'],
	['with another partner', { partner: 'Somebody' }, 'Error', 'did not accept the credential'],
	[
		'with a contact that is not there',
		{ testContactNumber: '42' },
		'Error',
		'Contact to Test With',
	],
	[
		'without a contact',
		{ testContactNumber: '' },
		'Error',
		"'Contact to Test With' of the SecuTix",
	],
	[
		'of a version that is gone',
		{ serviceVersion: 'v1_1' },
		'Error',
		"'Address' and 'Version of the Contact Service'",
	],
])(
	'a self-signed credential %s is told apart by its test',
	async (_name, change, status, message) => {
		expect(await test(change)).toEqual({ status, message: expect.stringContaining(message) });
	},
);

it('a refusal inside a 200 is not taken for a connection', async () => {
	sandbox.control.misbehave({ match: /getContactData/, kind: 'error', status: 200 });
	expect((await test()).status).toBe('Error');
});

describe('a token of the token service', () => {
	const credential = new SecutixApi();
	const service = (change: ICredentialDataDecryptedObject = {}) =>
		account({ authentication: 'tokenService', ...change });

	it('is fetched with operator, partner and secret, and used', async () => {
		const given = service();
		const session = await credential.preAuthentication.call(helper, given);
		expect(session.sessionToken).toMatch(/^[0-9a-f]{16}\.service\./);
		expect(await test(given)).toEqual({ status: 'OK', message: 'Connected' });
	});

	it('is not given for a wrong secret', async () => {
		const fetched = credential.preAuthentication.call(helper, service({ secret: 'guess' }));
		await expect(fetched).rejects.toThrow('401');
		expect(await test(service({ secret: 'guess' }))).toEqual({
			status: 'Error',
			message: expect.stringContaining('SecuTix did not accept the credential'),
		});
	});

	it('a self-signed credential fetches none', async () => {
		expect(await credential.preAuthentication.call(helper, account())).toEqual({});
	});
});
